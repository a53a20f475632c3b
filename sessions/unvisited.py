"""What a meeting voted on and did not take up, for the activity of the next one that welcomes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from sessions.activities import KINDS
from sessions.ballots import kept_back, priorities, targets
from sessions.blanking import ERASED
from sessions.events import CarriedOver
from sessions.objects import Activity, Note
from sessions.rows import whole
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
        number = whole(handle)
        note = None if number is None else last.notes[number]
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


def followed(
    session: Session, earlier: Sequence[Session], before: Iterable[CarriedOver]
) -> tuple[tuple[Note, ...], list[tuple[str, str]]]:
    """What became of notes that came along before, where they were made.

    Returns:
        Notes as they are to stand here, hidden or shown again; and table and key of each whose words are gone
        there, which go from here too.
    """
    came = {note.number: note for event in before for note in event.notes}
    found: list[Note] = []
    gone: list[tuple[str, str]] = []
    for number, was in came.items():
        there = [state for one in earlier if (state := _there(one, was.carried_from))]
        here = session.notes.get(number)
        if not there or not was.text or (here and here.erased):
            continue
        words, off = there[-1]
        theme = not was.carried_from.rpartition("/")[2].isdecimal()
        if not all(words for words, _ in there):
            gone.append(("notes", str(number)))
        elif theme and words != was.text and here and here.text == was.text:
            # A theme that was erased is mostly given another name at once.
            gone.append(("notes", str(number)))
            found.append(msgspec.structs.replace(here, text=words, hidden=here.hidden or off))
        elif here and off != was.hidden and here.hidden == was.hidden:
            found.append(msgspec.structs.replace(here, hidden=off))
    return tuple(found), gone


def _there(one: Session, origin: str) -> tuple[str, bool] | None:
    """The words of a note or theme in a meeting, and whether they are off the wall; None where it is not there."""
    home, _, handle = origin.rpartition("/")
    number = whole(handle)
    if one.id == home and number is None:
        vote = _vote(one)
        theme = one.find_theme(vote, handle) if vote else None
        return ("" if theme.name == ERASED else theme.name, False) if theme else None
    notes = [one.notes.get(number or 0)] if one.id == home else list(one.notes.values())
    note = next((note for note in notes if note and (one.id == home or note.carried_from == origin)), None)
    return (note.text, one.off(note)) if note else None


def _welcomes(activity: Activity) -> bool:
    """Whether notes from before wait in an activity: its own notes must be what it works on."""
    kind = KINDS.get(activity.kind)
    gathers = any(step.kind == "gather" for step in activity.steps)
    return bool(kind and kind.welcomes_back) and gathers and activity.source in ("", activity.id)


def _vote(one: Session) -> Activity | None:
    """The last activity of a meeting whose vote of dots was shown."""
    voting = [
        activity
        for activity in one.activities.values()
        if activity.vote == "dots"
        and activity.votes_shown
        and any(step.kind == "vote" for step in activity.steps)
    ]
    return voting[-1] if voting else None


def _unvisited(last: Session) -> list[tuple[str, str]]:
    """Handles and words of what a meeting voted on, what came first before the rest, less what it took up."""
    vote = _vote(last)
    if vote is None or kept_back(last, vote, "wall"):
        return []
    words = targets(last, msgspec.structs.replace(vote, finalists=[]))
    first, ties = priorities(last, vote)
    taken_up = _taken_up(last, vote)
    rest = sorted(words, key=lambda handle: -last.tally(vote, handle, 1).sum.for_)
    return [
        (handle, words[handle])
        for handle in dict.fromkeys((*first, *ties, *rest))
        if words.get(handle, ERASED) != ERASED and not taken_up(handle, words[handle])
    ]


def _taken_up(last: Session, vote: Activity) -> Callable[[str, str], bool]:
    """Whether something is tested or done about the note or theme of a handle and words, or somebody was helped with it."""
    source = last.source(vote).id
    about = {item for row in last.improvements.values() for item in row.item_ids}
    done = [f" {row.text} ".casefold() for row in last.actions.values()]
    helped = {note.about for note in last.notes.values() if not note.erased}
    return lambda handle, words: (
        bool(about & {handle, f"{source}/{handle}", words})
        or handle in helped
        or any(f" {words} ".casefold() in text for text in done)
    )
