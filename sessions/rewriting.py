"""Transforms for `journal.rewrite`: what must not stay, not even in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from sessions import rows
from sessions.events import (
    CarriedOver,
    Change,
    Commented,
    CommunityChanged,
    Entry,
    Fact,
    Measured,
    NoteAdded,
    NoteEdited,
    NoteErased,
    NoteTakenBack,
    Restored,
    RowChanged,
    RowErased,
    StatementChanged,
    StatementSettled,
    ThemeChanged,
)
from sessions.events.rows import ERASED
from sessions.objects import Comment, Community, Note, Object, Statement, Theme
from sessions.session import Session
from sessions.state import SCOPES, WORDED

Erased = dict[tuple[str, str], int]
"""Table and key of everything that was erased, to the entry that erased it."""
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
    erased: Erased = {}
    for entry in entries:
        for event in entry.events:
            if isinstance(event, NoteErased):
                erased["notes", str(event.number)] = entry.sequence
            elif isinstance(event, RowErased):
                erased[event.table, event.key] = entry.sequence
    copied: set[str] = set()
    """Words of what was erased: the charter takes over words of notes and themes."""

    def transform(entry: Entry) -> Entry:
        since = {name: by for name, by in erased.items() if by >= entry.sequence}
        if not since:
            return entry
        copied.update(words for event in entry.events for words in _words(event, since) if words)
        kept = tuple(_unscoped(_without(event, since), copied) for event in entry.events)
        return msgspec.structs.replace(entry, events=kept)

    if not erased or (unfinished and all(transform(entry) == entry for entry in entries)):
        return None
    return transform


def _without(event: Fact, erased: Erased) -> Fact:
    match event:
        case NoteAdded() | NoteTakenBack() if ("notes", str(event.note.number)) in erased:
            return msgspec.structs.replace(event, note=_empty_note(event.note), seat="")
        case NoteEdited() if ("notes", str(event.number)) in erased:
            return msgspec.structs.replace(event, before="", after="")
        case RowChanged() if (event.kind.table, str(event.number)) in erased:
            return _both(event, rows.blanked)
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

    return msgspec.structs.replace(
        event,
        notes=kept("notes", event.notes, _empty_note),
        improvements=kept("improvements", event.improvements, rows.blanked),
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
    shelf = getattr(session, table)
    return (key if table in ("themes", "statements", "earlier_statements") else int(key)) in shelf


def _empty_note(note: Note) -> Note:
    return msgspec.structs.replace(note, text="", author=None, ref="")


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
