"""Events of notes and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions.blanking import ERASED
from sessions.events.base import Change, Event, own
from sessions.objects import Note, Theme

if TYPE_CHECKING:
    from sessions.session import Session


def place_of(letter: str) -> int:
    """Which theme a letter is, from 1: A, B … Z, AA, AB …"""
    place = 0
    for one in letter:
        place = 26 * place + ord(one) - ord("A") + 1
    return place


class NoteAdded(Event, frozen=True):
    """Something was said. `seat` may mend it, where it is unnamed."""

    note: Note
    seat: str = ""

    def apply(self, session: Session, at: int) -> None:
        """Keep it under its number, which is never used again."""
        session.keep(own(self.note), self.seat)
        session.notes_made = max(session.notes_made, self.note.number)

    def inverse(self) -> NoteTakenBack:
        """Taken back."""
        return NoteTakenBack(self.note, self.seat)

    def stands(self, session: Session) -> bool:
        """Whether it is there as it was said, with no votes on it and no notes under it."""
        note = self.note
        return session.notes.get(note.number) == note and not (
            session.in_play(note.activity, str(note.number)) or session.covers(note.number)
        )


class NoteTakenBack(Event, frozen=True):
    """A note was removed by whoever said it."""

    note: Note
    seat: str = ""

    def apply(self, session: Session, at: int) -> None:
        """Remove it; its number stays used."""
        session.drop(self.note.number)

    def inverse(self) -> NoteAdded:
        """Said after all."""
        return NoteAdded(self.note, self.seat)

    def stands(self, session: Session) -> bool:
        """Whether the theme it was in, the note it stood under and whoever said it are still there."""
        note = self.note
        return (
            (not note.theme or f"{note.activity}/{note.theme}" in session.themes)
            and (note.merged_into is None or note.merged_into in session.notes)
            and (note.author is None or note.author in session.participants)
        )


class NoteErased(Event, frozen=True):
    """The words of a note were erased for good. The journal is rewritten to match."""

    number: int

    def apply(self, session: Session, at: int) -> None:
        """Leave a tombstone: that there was a note, and nothing it said. One that was taken back is gone already."""
        note = session.notes.get(self.number)
        if note is None:
            return
        session.forget(note.text)
        session.unsay(note)
        note.text, note.author, note.ref, note.erased = "", None, "", True
        for statement in session.statements.values():
            if statement.note == self.number:
                statement.text = ""


class NoteChange(Change, frozen=True):
    """Something about a note changed. Of an erased note nothing is undone."""

    if TYPE_CHECKING:

        @property
        def number(self) -> int:
            """The note."""

    def stands(self, session: Session) -> bool:
        """Whether it is still so, of a note that was not erased."""
        return not session.notes[self.number].erased and super().stands(session)


class NoteEdited(NoteChange, frozen=True):
    """A note was given other words."""

    number: int
    before: str
    after: str

    def get(self, session: Session) -> str:
        """Its words."""
        return session.notes[self.number].text

    def put(self, session: Session, value: str, at: int) -> None:
        """Put the words in."""
        session.notes[self.number].text = value


class NoteMoved(NoteChange, frozen=True):
    """A note was put in another lane."""

    number: int
    before: str
    after: str

    def get(self, session: Session) -> str:
        """Its lane."""
        return session.notes[self.number].lane

    def put(self, session: Session, value: str, at: int) -> None:
        """Put it there."""
        session.notes[self.number].lane = value


class NoteHidden(NoteChange, frozen=True):
    """A note was taken off every face, or brought back."""

    number: int
    before: bool
    after: bool

    def get(self, session: Session) -> bool:
        """Whether it is hidden."""
        return session.notes[self.number].hidden

    def put(self, session: Session, value: bool, at: int) -> None:
        """Hide or show it."""
        session.notes[self.number].hidden = value


class NoteApproved(NoteChange, frozen=True):
    """A note that waited was let onto the board, or (undone) waits again. `before` and `after` are whether it waits."""

    number: int
    before: bool = True
    after: bool = False

    def get(self, session: Session) -> bool:
        """Whether it waits."""
        return session.notes[self.number].waiting

    def put(self, session: Session, value: bool, at: int) -> None:
        """Let it wait, or not."""
        session.notes[self.number].waiting = value


class NoteMerged(NoteChange, frozen=True):
    """A note was put under one that says the same; None is a note that stands alone."""

    number: int
    before: int | None
    after: int | None

    def get(self, session: Session) -> int | None:
        """Which note it stands under."""
        return session.notes[self.number].merged_into

    def put(self, session: Session, value: int | None, at: int) -> None:
        """Put it under the other."""
        session.merge(session.notes[self.number], value)

    def stands(self, session: Session) -> bool:
        """Whether it stands there still, and the note it stood under before is there."""
        return super().stands(session) and (self.before is None or self.before in session.notes)


class NotePlaced(NoteChange, frozen=True):
    """A note went from one theme to another; "" is no theme."""

    number: int
    before: str
    after: str

    def get(self, session: Session) -> str:
        """Its theme."""
        return session.notes[self.number].theme

    def put(self, session: Session, value: str, at: int) -> None:
        """Put it there."""
        session.notes[self.number].theme = value

    def stands(self, session: Session) -> bool:
        """Whether it is there still, and the theme it was in before is there."""
        before = f"{session.notes[self.number].activity}/{self.before}"
        return super().stands(session) and (not self.before or before in session.themes)


class ThemeChanged(Change, frozen=True):
    """A theme was made, renamed, recounted or removed; None is a theme that is not there."""

    activity: str
    letter: str
    before: Theme | None
    after: Theme | None

    def get(self, session: Session) -> Theme | None:
        """The theme as it is."""
        return session.themes.get(f"{self.activity}/{self.letter}")

    def put(self, session: Session, value: Theme | None, at: int) -> None:
        """Keep the theme as it is now."""
        if value is None:
            del session.themes[f"{self.activity}/{self.letter}"]
        else:
            session.themes[f"{self.activity}/{self.letter}"] = value
            session.count(f"themes/{self.activity}", place_of(self.letter))

    def stands(self, session: Session) -> bool:
        """Whether it is as it was made and not erased, and where undoing removes it, no vote is about it."""
        erased = self.after is not None and self.after.name == ERASED
        return (
            super().stands(session)
            and not erased
            and not (self.before is None and session.in_play(self.activity, self.letter))
        )
