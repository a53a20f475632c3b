"""Lines that ask: a question stands before the line, and the answer ends as one whole scribe line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from screens.blocks.board import loose
from screens.blocks.looking import Looking
from sessions.blocks import Block, Board


@dataclass(frozen=True)
class Answer:
    """What an answer comes to: a scribe line, something to skip, or a sentence why it does not fit."""

    line: str = ""
    skip: bool = False
    sentence: str = ""


class Question(Protocol):
    """What the line asks now."""

    @property
    def label(self) -> str:
        """What stands before the line."""

    @property
    def hint(self) -> str:
        """How it may be answered."""

    def answer(self, text: str) -> Answer:
        """What this text answers."""


@dataclass(frozen=True)
class Placing:
    """Which theme a note goes in: a letter, `=` and a new name, or nothing to leave it for now."""

    handle: str
    letters: tuple[str, ...]

    @property
    def label(self) -> str:
        """The note in question."""
        return f"theme for {self.handle}"

    @property
    def hint(self) -> str:
        """How it may be answered."""
        return "letter, or = new name" if self.letters else "= new name"

    def answer(self, text: str) -> Answer:
        """The line that places the note. Text that is no answer is kept only after a `+`."""
        words = text.strip()
        if not words:
            return Answer(skip=True)
        if words.startswith("/"):
            return Answer(line=words)
        if words.startswith("+"):
            note = words[1:].strip()
            return Answer(line=f"/{note}" if note.startswith("/") else note) if note else Answer()
        if words.startswith("="):
            return self._new(words[1:].strip())
        if words.upper() in self.letters:
            return Answer(line=f"/group {words.upper()} {self.handle}")
        return Answer(sentence=f"There is no theme {_short(words)}. = name makes one, + text keeps a note.")

    def _new(self, name: str) -> Answer:
        if not name:
            return Answer(sentence="What is the theme called? = late letters")
        return Answer(line=f"/group {self.handle} = {name}")


def question(blocks: tuple[Block, ...], looking: Looking) -> Question | None:
    """What the blocks ask for now; None where a line is just a line."""
    for block in blocks:
        if isinstance(block, Board) and block.sorting and (note := loose(block, looking)):
            return Placing(note.handle, tuple(theme.letter for theme in block.themes))
    return None


def _short(words: str) -> str:
    return words if len(words) <= 12 else words[:11] + "…"
