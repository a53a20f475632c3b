"""Transforms for `journal.rewrite`: what must not stay, not even in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from sessions.events import Entry, Fact, NoteAdded, NoteEdited, NoteErased, NoteTakenBack, StatementChanged
from sessions.objects import Note, Statement


def eraser(entries: Iterable[Entry], *, unfinished: bool = False) -> Callable[[Entry], Entry] | None:
    """The transform that removes the words of every note erased in `entries`; None where none was.

    Args:
        entries: Where the erasing stands.
        unfinished: Only if words of an erased note still stand there, as after a crash while erasing.
    """
    entries = list(entries)
    erased = {event.number for entry in entries for event in entry.events if isinstance(event, NoteErased)}

    def transform(entry: Entry) -> Entry:
        return msgspec.structs.replace(entry, events=tuple(_without(event, erased) for event in entry.events))

    if not erased or (unfinished and all(transform(entry) == entry for entry in entries)):
        return None
    return transform


def _without(event: Fact, erased: set[int]) -> Fact:
    if isinstance(event, (NoteAdded, NoteTakenBack)) and event.note.number in erased:
        return msgspec.structs.replace(event, note=_empty(event.note), seat="")
    if isinstance(event, NoteEdited) and event.number in erased:
        return msgspec.structs.replace(event, before="", after="")
    if isinstance(event, StatementChanged):
        return msgspec.structs.replace(
            event, before=_unsaid(event.before, erased), after=_unsaid(event.after, erased)
        )
    return event


def _empty(note: Note) -> Note:
    return msgspec.structs.replace(note, text="", author=None)


def _unsaid(statement: Statement | None, erased: set[int]) -> Statement | None:
    if statement is None or statement.note not in erased:
        return statement
    return msgspec.structs.replace(statement, text="")
