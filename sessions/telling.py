"""What an entry did, in few words: for the right end of the capture line, plain mode and undo."""

from __future__ import annotations

from collections.abc import Sequence

from sessions.blocks import plural
from sessions.events import (
    Closed,
    Commented,
    Counted,
    Entry,
    Event,
    HandsCounted,
    Moved,
    NoteAdded,
    NoteEdited,
    NoteErased,
    NoteHidden,
    NoteMerged,
    NoteMoved,
    NotePlaced,
    NotesShown,
    NoteTakenBack,
    PersonChanged,
    Picked,
    Released,
    ScoresCounted,
    SlipCounted,
    Started,
    StatementChanged,
    StatementSettled,
    ThemeChanged,
    TimeGiven,
    VoteOpened,
    VotesShown,
)
from sessions.moves import MINUTE
from sessions.session import Session
from sessions.summary import attendance_in_words


def handle(entry: Entry) -> str:
    """The handle of what an entry made: a note's number, a theme's letter; "" where it made none."""
    for event in entry.events:
        if isinstance(event, NoteAdded):
            return str(event.note.number)
        if isinstance(event, ThemeChanged) and event.after:
            return event.letter
    for event in entry.events:
        if isinstance(event, NotePlaced) and event.after:
            return event.after
    return ""


def told(entry: Entry, session: Session) -> str:
    """What an entry did, in a few words; of one that undid another, what it undid."""
    if not entry.undoes:
        return _summed(entry.events, session)
    undone = tuple(event.inverse() for event in reversed(entry.events))
    return f"undone: {_summed([event for event in undone if event], session)}"


def _summed(events: Sequence[Event], session: Session) -> str:
    """The most telling of some events; the clock's start is that only alone."""
    words = [word for event in events if not isinstance(event, Started) and (word := _told(event, session))]
    placed = [event for event in events if isinstance(event, NotePlaced)]
    if len(placed) == len(events) > 1 and len({event.after for event in placed}) == 1:
        return (
            f"{len(placed)} notes in {placed[0].after}"
            if placed[0].after
            else f"{len(placed)} notes in no theme"
        )
    return words[0] if words else next((word for event in events if (word := _told(event, session))), "kept")


def _told(event: Event, session: Session) -> str:
    match event:
        case NoteAdded():
            return f"{event.note.number} kept"
        case NoteTakenBack():
            return f"note {event.note.number} taken back"
        case NoteEdited() | NoteMoved() | NoteErased():
            done = {"NoteEdited": "has new words", "NoteMoved": "moved", "NoteErased": "erased for good"}
            return f"{event.number} {done[type(event).__name__]}"
        case NoteHidden():
            return f"{event.number} {'hidden' if event.after else 'shown'}"
        case NoteMerged():
            return f"{event.number} under {event.after}" if event.after else f"{event.number} stands alone"
        case ThemeChanged():
            return f"{event.letter} {event.after.name}" if event.after else f"theme {event.letter} removed"
        case NotePlaced():
            return f"{event.number} in {event.after}" if event.after else f"{event.number} in no theme"
        case _:
            return _told_of_workshop(event, session)


def _told_of_workshop(event: Event, session: Session) -> str:
    match event:
        case Started():
            return "the clock runs" if event.after else "the clock stands"
        case Moved():
            activity = session.activities[event.after.activity]
            return f"{activity.title}, {activity.steps[event.after.step].kind}"
        case TimeGiven():
            lender = session.activities[event.lender].title if event.lender else ""
            source = f", from {lender}" if lender else ", so the end moves"
            return f"{event.seconds // MINUTE:+d} min for {session.activities[event.activity].title}{source}"
        case NotesShown() | VotesShown():
            what = "notes" if isinstance(event, NotesShown) else "votes"
            return f"{what} {'shown' if event.after else 'hidden'}"
        case VoteOpened():
            return f"run-off between {' and '.join(event.after.finalists)}" if event.after.finalists else ""
        case HandsCounted():
            return f"{plural(event.after.total, 'hand')} for {event.box.target}"
        case SlipCounted():
            return "one slip " + ("counted" if event.by > 0 else "taken off")
        case Picked():
            return f"{', '.join(event.after) or 'nothing'} picked"
        case StatementChanged():
            return f"version {event.version}" + ("" if event.after else " withdrawn")
        case ScoresCounted():
            return plural(sum(event.after), "score")
        case StatementSettled():
            return "agreed" if event.after[0] else "open again"
        case PersonChanged():
            person = event.after or event.before
            name = person.name if person else ""
            return f"{name} noted" if event.after else f"{name} removed"
        case Counted():
            return attendance_in_words(event.after) or "not counted"
        case Released():
            return "detail opened" if event.after else "detail closed"
        case Commented():
            return f"comment {event.comment.number}"
        case Closed():
            return "session closed"
        case _:
            return ""
