"""Transforms for `journal.rewrite`: what must not stay, not even in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from sessions import rows
from sessions.blanking import ERASED, PLACES, left, without
from sessions.events import (
    CarriedOver,
    Change,
    Commented,
    CommunityChanged,
    Counted,
    Entry,
    Fact,
    FeedbackChanged,
    ImprovementChanged,
    Measured,
    MeetingSet,
    NoteAdded,
    NoteEdited,
    NoteErased,
    NoteTakenBack,
    PersonChanged,
    Restored,
    RowChanged,
    RowErased,
    SessionChanged,
    SessionMade,
    StatementChanged,
    StatementSettled,
    ThemeChanged,
)
from sessions.objects import Comment, Community, Note, Object, Participant, Statement, Theme
from sessions.session import Session
from sessions.state import SCOPES, WORDED

Erased = set[tuple[str, str]]
"""Table and key of things that were erased."""
ABOUT = "about"
"""The table of what improvements are about: words of notes of an earlier meeting."""
Kept = TypeVar("Kept", bound=Object)
Both = TypeVar("Both", bound=Change)


def eraser(entries: Iterable[Entry], *, unfinished: bool = False) -> Callable[[Entry], Entry] | None:
    """The transform that removes the words of everything erased in `entries`; None where nothing was.

    Only what stands before an erasing is emptied by it: a theme's letter, a version and, after damage, any
    number may be given out again, and then it is another thing.

    Args:
        entries: Where the erasing stands.
        unfinished: Only if erased words still stand there, as after a crash while erasing.
    """
    entries = list(entries)
    when: dict[tuple[str, str], tuple[int, int]] = {}
    """What was erased, to the entry that erased it, and the place in there."""
    for entry in entries:
        for place, event in enumerate(entry.events):
            when.update(dict.fromkeys(_erases(event), (entry.sequence, place)))
    last = max(when.values(), default=(0, 0))
    copied: set[str] = set()
    """Words of what was erased: the charter takes over words of notes and themes."""

    def transform(entry: Entry) -> Entry:
        kept = []
        for place, event in enumerate(entry.events):
            here = (entry.sequence, place)
            since = {name for name, by in when.items() if by > here} if here < last else set()
            if since:
                copied.update(words for words in _words(event, since) if words)
                event = _unscoped(_without(event, since), copied)
            kept.append(event)
        return msgspec.structs.replace(entry, events=tuple(kept))

    if not when or (unfinished and all(transform(entry) == entry for entry in entries)):
        return None
    return transform


def _erases(event: Fact) -> Iterable[tuple[str, str]]:
    """Table and key of what an event erases."""
    match event:
        case NoteErased():
            return [("notes", str(event.number))]
        case RowErased():
            return [(event.table, event.key)]
        case CarriedOver():
            return event.erased
        case _:
            return []


def _without(event: Fact, erased: Erased) -> Fact:
    """An event without the words of what was erased."""
    for table, key in erased & PLACES:
        event = _freed(event, table, key)
    return _emptied(event, erased)


def _freed(event: Fact, table: str, key: str) -> Fact:
    """An event without the words of a field that has no handle."""

    def empty(one: Kept) -> Kept:
        return without(one, key)

    match table, event:
        case "session", SessionChanged() if event.field == key:
            return msgspec.structs.replace(event, before=left(key), after=left(key))
        case "session", SessionMade() if key == "title":
            return msgspec.structs.replace(event, title=ERASED)
        case "community", SessionMade():
            return msgspec.structs.replace(event, community=empty(event.community))
        case "community", CarriedOver():
            charter = event.charter and empty(event.charter)
            return msgspec.structs.replace(event, community=empty(event.community), charter=charter)
        case "community", CommunityChanged():
            return _both(event, empty)
        case "next_meeting", MeetingSet():
            return _both(event, empty)
        case "attendance", Counted():
            return _both(event, empty)
        case "attendance", PersonChanged() if key == "consent":
            return _both(event, empty)
        case "attendance", CarriedOver() if key == "consent":
            return msgspec.structs.replace(event, participants=tuple(map(empty, event.participants)))
        case _:
            return event


def _emptied(event: Fact, erased: Erased) -> Fact:
    """An event without the words of what has a handle."""
    match event:
        case NoteAdded() | NoteTakenBack() if ("notes", str(event.note.number)) in erased:
            return msgspec.structs.replace(event, note=_empty_note(event.note), seat="")
        case NoteEdited() if ("notes", str(event.number)) in erased:
            return msgspec.structs.replace(event, before="", after="")
        case FeedbackChanged() if ("feedback", str(event.number)) in erased:
            return msgspec.structs.replace(_both(event, rows.blanked), seat="")
        case RowChanged() if (event.kind.table, str(event.number)) in erased:
            return _both(event, rows.blanked)
        case ImprovementChanged() if (ABOUT, str(event.number)) in erased:
            return _both(event, _about_nothing)
        case PersonChanged() if ("participants", str(event.number)) in erased:
            return _both(event, _nobody)
        case ThemeChanged() if ("themes", f"{event.activity}/{event.letter}") in erased:
            return _both(event, _empty_theme)
        case StatementChanged():
            return _both(event, lambda statement: _unsaid(statement, erased))
        case StatementSettled() if ("statements", f"{event.activity}/{event.version}") in erased:
            return msgspec.structs.replace(event, before=(event.before[0], ""), after=(event.after[0], ""))
        case Commented() if ("comments", str(event.comment.number)) in erased:
            return msgspec.structs.replace(event, comment=_empty_comment(event.comment))
        case CarriedOver():
            return _carried(event, erased)
        case Restored():
            return _restored(event, erased)
        case Measured():
            told = tuple(one for one in event.measures if one.name not in WORDED)
            return msgspec.structs.replace(event, measures=told)
        case _:
            return event


def _words(event: Fact, erased: Erased) -> tuple[str, ...]:
    """The words of notes and themes that an event has and that were erased."""
    match event:
        case NoteAdded() if ("notes", str(event.note.number)) in erased:
            return (event.note.text,)
        case NoteEdited() if ("notes", str(event.number)) in erased:
            return (event.before, event.after)
        case ThemeChanged() if ("themes", f"{event.activity}/{event.letter}") in erased:
            return tuple(
                theme.name for theme in (event.before, event.after) if theme and theme.name != ERASED
            )
        case CarriedOver():
            return tuple(note.text for note in event.notes if ("notes", str(note.number)) in erased)
        case _:
            return ()


def _unscoped(event: Fact, words: set[str]) -> Fact:
    """An event whose charter does not hold these words."""
    if not words or not isinstance(event, (CommunityChanged, CarriedOver)):
        return event

    def without(community: Community) -> Community:
        scopes = {scope: [one for one in getattr(community, scope) if one not in words] for scope in SCOPES}
        return msgspec.structs.replace(community, **scopes)

    if isinstance(event, CarriedOver):
        return msgspec.structs.replace(event, community=without(event.community))
    return _both(event, without)


def _both(event: Both, empty: Callable[[Any], Any]) -> Both:
    """An event with what was before and after it emptied."""
    before, after = event.before and empty(event.before), event.after and empty(event.after)
    return msgspec.structs.replace(event, before=before, after=after)


def _carried(event: CarriedOver, erased: Erased) -> CarriedOver:
    """What came from earlier meetings, what was erased since then emptied."""

    def kept(table: str, found: tuple[Kept, ...], empty: Callable[[Kept], Kept]) -> tuple[Kept, ...]:
        return tuple(
            empty(one) if (table, str(getattr(one, "number", ""))) in erased else one for one in found
        )

    improvements = kept(ABOUT, event.improvements, _about_nothing)
    return msgspec.structs.replace(
        event,
        notes=kept("notes", event.notes, _empty_note),
        improvements=kept("improvements", improvements, rows.blanked),
        actions=kept("actions", event.actions, rows.blanked),
        missing=kept("missing_voices", event.missing, rows.blanked),
        ties=kept("ties", event.ties, rows.blanked),
        statements=tuple(
            _empty_statement(one) if ("earlier_statements", one.slot) in erased else one
            for one in event.statements
        ),
    )


def _restored(event: Restored, erased: Erased) -> Restored:
    """What came from an export, with a tombstone in the place of everything that was erased since."""
    session = Session.from_tables(event.tables)
    for table, key in erased:
        if table == "notes" and int(key) in session.notes:
            NoteErased(int(key)).apply(session, 0)
        elif table != "notes" and _stands(session, table, key):
            RowErased(table, key).apply(session, 0)
    # As the journal will give it back: a row of values is a list there.
    return Restored(msgspec.json.decode(msgspec.json.encode(session.tables())))


def _stands(session: Session, table: str, key: str) -> bool:
    if (table, key) in PLACES:
        return True
    shelf = getattr(session, "improvements" if table == ABOUT else table)
    return (key if table in ("themes", "statements", "earlier_statements") else int(key)) in shelf


def _empty_note(note: Note) -> Note:
    return msgspec.structs.replace(note, text="", author=None, ref="")


def _nobody(person: Participant) -> Participant:
    return Participant(number=person.number, name="", here=person.here)


def _about_nothing(row: rows.Improvement) -> rows.Improvement:
    return msgspec.structs.replace(row, item_ids=[])


def _empty_theme(theme: Theme) -> Theme:
    return msgspec.structs.replace(theme, name=ERASED)


def _empty_comment(comment: Comment) -> Comment:
    return msgspec.structs.replace(comment, text="", name="")


def _empty_statement(statement: Statement) -> Statement:
    return msgspec.structs.replace(statement, text="", dissent="")


def _unsaid(statement: Statement, erased: Erased) -> Statement:
    """A statement without its words, where they, or the note they were taken from, were erased."""
    if ("statements", f"{statement.activity}/{statement.version}") in erased:
        return _empty_statement(statement)
    if statement.note is not None and ("notes", str(statement.note)) in erased:
        return msgspec.structs.replace(statement, text="")
    return statement
