"""Where the workshop goes next, and how its time stands."""

from __future__ import annotations

from typing import Literal

import msgspec

from sessions.blocks import plural
from sessions.objects import Activity
from sessions.session import Session

MINUTE = 60


class Move(msgspec.Struct, frozen=True):
    """What one press of "next" does."""

    kind: Literal["start", "notes", "votes", "step", "activity", "summary"]
    label: str
    armed: bool = False
    """Whether it is announced first and done at the second press: what reveals, ends or leaves."""


def next_move(session: Session) -> Move:
    """What "next" does now."""
    if not session.started:
        return Move("start", f"start {session.now.title}")
    activity = session.now
    if activity.at.kind == "gather" and not activity.notes_shown:
        return Move("notes", f"reveal {plural(len(session.notes_of(activity)), 'note')}", armed=True)
    if activity.at.kind == "vote" and not activity.votes_shown:
        return Move("votes", "end the vote and show it", armed=True)
    if activity.step + 1 < len(activity.steps):
        return Move("step", activity.steps[activity.step + 1].kind)
    if following := neighbour(session, 1):
        return Move("activity", f"on to {following.title}", armed=True)
    return Move("summary", "the summary", armed=True)


def neighbour(session: Session, by: int) -> Activity | None:
    """The activity after (1) or before (−1) the present one; None at the ends."""
    order = list(session.activities.values())
    place = session.place - 1 + by
    return order[place] if 0 <= place < len(order) else None


def spent(session: Session, now: int) -> int:
    """Seconds spent in the present activity by the time `now` (milliseconds)."""
    running = max(0, now - session.entered) // 1000 if session.entered else 0
    return session.now.actual + running


def left(session: Session, now: int) -> int:
    """Seconds left of the present activity; below zero once it is over."""
    return session.now.planned - spent(session, now)


def behind(session: Session, now: int) -> int:
    """Seconds that the workshop is behind its plan; below zero when it is ahead.

    Each activity that was left counts with what it took less what it was given, one that was passed over
    with all that it was given, the present one only with what it has run over.
    """
    total = 0
    for activity in session.activities.values():
        if activity.id == session.activity:
            total += max(0, -left(session, now))
            break
        total += activity.actual - activity.planned
    return total


def left_in_words(seconds: int) -> str:
    """Minutes left as a person says them; seconds only below three minutes."""
    if seconds < 0:
        return f"{-seconds // MINUTE + 1} min over"
    if seconds < 3 * MINUTE:
        return f"{seconds // MINUTE}:{seconds % MINUTE:02d} left"
    return f"{-(-seconds // MINUTE)} min left"


def behind_in_words(seconds: int) -> str:
    """Ahead or behind in whole minutes; "" where it is less than one."""
    minutes = abs(seconds) // MINUTE
    if minutes == 0:
        return ""
    return f"{minutes} min {'behind' if seconds > 0 else 'ahead'}"
