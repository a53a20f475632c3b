"""What a meeting voted on and did not take up, for the activity of the next one that welcomes it back."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sessions.activities import KINDS
from sessions.ballots import kept_back, priorities, targets
from sessions.events import CarriedOver
from sessions.objects import Activity, Note
from sessions.session import Session

MOST_NOTES = 10
"""Notes that come along at the most: more is a board that nobody reads."""
MINUTE = 60_000
"""Milliseconds."""


def waiting(session: Session, last: Session, before: Iterable[CarriedOver]) -> tuple[Note, ...]:
    """What the last meeting did not take up and is not here yet, as notes under the next numbers."""
    into = next((one for one in session.activities.values() if _welcomes(one)), None)
    if into is None:
        return ()
    known = {note.carried_from for note in session.notes.values() if note.carried_from}
    known |= {note.carried_from for event in before for note in event.notes}
    found: list[Note] = []
    for handle, words in _unvisited(last):
        note = last.notes[int(handle)] if handle.isdecimal() else None
        origin = (note and note.carried_from) or f"{last.id}/{handle}"
        if origin not in known and len(known) + len(found) < MOST_NOTES:
            found.append(
                Note(
                    number=session.notes_made + len(found) + 1, activity=into.id, text=words, source="carried",
                    lane=into.lanes[0] if into.lanes else "", carried_from=origin,
                    # To the minute: the time of what was said unnamed must tell of nobody.
                    at=(note.at if note else last.started) // MINUTE * MINUTE,
                )
            )  # fmt: skip
    return tuple(found)


def _welcomes(activity: Activity) -> bool:
    """Whether notes from before wait in an activity: its own notes must be what it works on."""
    kind = KINDS.get(activity.kind)
    gathers = any(step.kind == "gather" for step in activity.steps)
    return bool(kind and kind.welcomes_back) and gathers and activity.source in ("", activity.id)


def _unvisited(last: Session) -> list[tuple[str, str]]:
    """Handles and words of what a meeting voted on, what came first before the rest, less what it took up."""
    voting = [
        one
        for one in last.activities.values()
        if one.vote == "dots" and one.votes_shown and any(step.kind == "vote" for step in one.steps)
    ]
    if not voting or kept_back(last, voting[-1], "wall"):
        return []
    vote = voting[-1]
    words = targets(last, msgspec.structs.replace(vote, finalists=[]))
    first, ties = priorities(last, vote)
    rest = sorted(words, key=lambda handle: -last.tally(vote, handle, 1).sum.for_)
    return [
        (handle, words[handle])
        for handle in dict.fromkeys((*first, *ties, *rest))
        if handle in words and not _taken_up(last, vote, handle, words[handle])
    ]


def _taken_up(last: Session, vote: Activity, handle: str, words: str) -> bool:
    """Whether something is tested or done about a note or theme, or somebody was helped with it."""
    about = {item for row in last.improvements.values() for item in row.item_ids}
    return (
        bool(about & {handle, f"{last.source(vote).id}/{handle}", words})
        or any(f" {words} ".casefold() in f" {row.text} ".casefold() for row in last.actions.values())
        or any(note.about == handle and not note.erased for note in last.notes.values())
    )
