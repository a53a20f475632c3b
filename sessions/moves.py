"""Where the workshop goes next, and how its time stands."""

from __future__ import annotations

from typing import Literal

import msgspec

from sessions.blocks import plural
from sessions.hidden import unscored
from sessions.objects import Activity
from sessions.session import Session

MINUTE = 60
SOON, LATE = 0.20, 0.05
"""Parts of an activity's time: with less left than that, every face says so."""


class Move(msgspec.Struct, frozen=True):
    """What one press of "next" does."""

    kind: Literal["start", "resume", "notes", "votes", "scores", "step", "activity", "summary"]
    label: str
    armed: bool = False
    """Whether it is announced first and done at the second press: what reveals, ends or leaves."""


def next_move(session: Session, now: int = 0) -> Move:
    """What "next" does now; with the time `now` (milliseconds) it is announced, too, where rounds are still to come."""
    if not session.started:
        return Move("start", f"start {session.now.title}")
    if session.paused_at:
        return Move("resume", f"go on with {session.now.title}")
    activity = session.now
    if activity.at.kind == "gather" and not activity.notes_shown:
        return Move("notes", f"reveal {plural(len(session.notes_of(activity)), 'note')}", armed=True)
    if activity.at.kind == "vote" and not activity.votes_shown:
        return Move("votes", "end the vote and show it", armed=True)
    if not shown(session):
        return Move("scores", "reveal the scores", armed=True)
    if activity.step + 1 < len(activity.steps):
        waits = _waits(session, now)
        label = word(activity.steps[activity.step + 1].kind) + (f", though {waits}" if waits else "")
        return Move("step", label, armed=bool(waits))
    if following := neighbour(session, 1):
        waits = _waits(session, now)
        return Move(
            "activity", f"on to {following.title}" + (f", though {waits}" if waits else ""), armed=True
        )
    return Move("summary", "the summary", armed=True)


def word(kind: str) -> str:
    """What the wall calls a step."""
    from sessions.steps import STEPS  # noqa: PLC0415  (steps need the summary, which needs this)

    return STEPS[kind].word


STILL = {
    "introduce": ("participants", "nobody is noted by name"),
    "tie": ("ties", "nobody has said whom they turn to"),
    "invite": ("missing_voices", "nobody missing is named"),
    "draw": ("ripples", "no ripple is noted"),
    "improve": ("improvements", "no test is planned"),
    "goal": ("goals", "no goal is noted"),
    "decide": ("decisions", "nothing is decided"),
    "feedback": ("feedback", "nobody has said how useful it was"),
}
"""What a step is for that must not be passed by unseen: the table that it fills, and what is said while that is empty."""


def shown(session: Session) -> bool:
    """Whether nothing of the present step is hidden."""
    activity = session.now
    if activity.at.kind == "agree":
        statement = session.statement(activity)
        return statement is None or not unscored(session, statement)
    return {"gather": activity.notes_shown, "vote": activity.votes_shown}.get(activity.at.kind, True)


def _waits(session: Session, now: int) -> str:
    """What the step that is on has not come to yet, in words: rounds, notes in no theme, words not agreed, feedback."""
    at, standing = session.now.at, round_now(session, now) if now else None
    if standing and standing[0] + 1 < len(at.rounds):
        return f"rounds are to come: {', '.join(one.title for one in at.rounds[standing[0] + 1 :])}"
    if at.kind == "group":
        source = session.source(session.now)
        loose = sum(not note.theme for note in session.notes_of(source)) if source.notes_shown else 0
        if loose:
            return f"{plural(loose, 'note is', 'notes are')} in no theme"
    if nothing := STILL.get(at.kind):
        table, words = nothing
        if not getattr(session, table) and not (at.kind == "introduce" and session.attendance.groups):
            return words
    statement = session.statement(session.now) if at.kind == "agree" else None
    if statement and statement.text and not statement.agreed:
        return "the words are not agreed"
    return ""


def neighbour(session: Session, by: int) -> Activity | None:
    """The activity after (1) or before (−1) the present one that is not left out; None at the ends."""
    order = list(session.activities.values())
    rest = order[session.position :] if by > 0 else reversed(order[: session.position - 1])
    return next((activity for activity in rest if not activity.skipped), None)


def closing(session: Session) -> Activity | None:
    """The activity in which the workshop ends; None where the plan has none."""
    return next((one for one in session.activities.values() if _finish(one) is not None), None)


def opened(session: Session) -> bool:
    """Whether readers may open page one: once the last step was entered, or always where the plan has none."""
    last = closing(session)
    at = _finish(last) if last else None
    return bool(session.closed) or last is None or at is None or last.reached > at


def _finish(activity: Activity) -> int | None:
    """Where in an activity the step stands that ends the workshop."""
    return next((number for number, step in enumerate(activity.steps) if step.kind == "finish"), None)


def spent(session: Session, now: int) -> int:
    """Seconds spent in the present activity by the time `now` (milliseconds), breaks that were called left out."""
    until = session.paused_at or now
    running = max(0, until - session.entered) // 1000 if session.entered else 0
    return session.now.actual + running


def left(session: Session, now: int) -> int:
    """Seconds left of the present activity; below zero once it is over."""
    return session.now.planned - spent(session, now)


def away(session: Session, now: int) -> int:
    """Seconds of the break that is on; 0 where none is."""
    return max(0, now - session.paused_at) // 1000 if session.paused_at else 0


def round_now(session: Session, now: int) -> tuple[int, int] | None:
    """The round of the step that is on, from 0, and the seconds left of it; None where the step has none.

    Rounds follow one another by the clock, from the one that was begun by hand last.
    """
    rounds = session.now.at.rounds
    if not rounds:
        return None
    begun = session.round_at or now
    spent = max(0, (session.paused_at or now) - begun) // 1000
    number = min(session.round, len(rounds) - 1)
    while spent >= rounds[number].minutes * MINUTE and number + 1 < len(rounds):
        spent -= rounds[number].minutes * MINUTE
        number += 1
    return number, rounds[number].minutes * MINUTE - spent


def behind(session: Session, now: int) -> int:
    """Seconds that the workshop is behind its plan; below zero when it is ahead.

    Each activity that was left counts with what it took less what it was given, one that was passed over or
    left out with all that it was given, the present one, and one to come that was in already, only with what it has run over. A
    break that was called is in no plan, so all of it counts; so does time that nobody lent, and the end moved.
    """
    total = session.pauses + away(session, now) + sum(one.lent for one in session.activities.values())
    for number, activity in enumerate(session.activities.values(), 1):
        if number == session.position:
            total += max(0, -left(session, now))
        elif number < session.position or activity.skipped:
            total += activity.actual - activity.planned
        else:
            total += max(0, activity.actual - activity.planned)
    return total


def left_in_words(seconds: int) -> str:
    """Minutes left as a person says them; seconds only below three minutes."""
    if seconds < 0:
        return f"{-(seconds // MINUTE)} min over"
    if seconds < 3 * MINUTE:
        return f"{seconds // MINUTE}:{seconds % MINUTE:02d} left"
    return f"{-(-seconds // MINUTE)} min left"


def behind_in_words(seconds: int) -> str:
    """Ahead or behind in whole minutes; "" where it is less than one."""
    minutes = abs(seconds) // MINUTE
    if minutes == 0:
        return ""
    return f"{minutes} min {'behind' if seconds > 0 else 'ahead'}"
