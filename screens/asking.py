"""Lines that ask: a question stands before the line, and the answer ends as one whole scribe line.

A question comes from the step (which theme a note goes in, what happened with a promise) or from a line of
several fields that was given bare. A line that begins with `/` is that line all the same, and after a `+`
comes a note.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from screens.blocks.board import loose
from screens.blocks.looking import Looking
from sessions import dates, scribe, steps
from sessions.acts import Act
from sessions.acts.act import Slot
from sessions.blocks import Block, Board
from sessions.errors import Problem
from sessions.rowing import one_of, today
from sessions.session import Session

WALKED = 3
"""Fields of `/tried` that the walk through last time's promises asks for: what happened, what was learned, what now."""
LABELS = {"say": "we say", "reflect": "shared", "missing": "who is missing", "feedback": "useful? fingers"}
"""What stands before the line where an act's own word would not say what is asked."""


@dataclass(frozen=True)
class Answer:
    """What an answer comes to: a scribe line, another question, something to skip, or why it does not fit."""

    line: str = ""
    skip: bool = False
    sentence: str = ""
    then: Fields | None = None


class Question(Protocol):
    """What the line asks now."""

    @property
    def label(self) -> str:
        """What stands before the line."""

    @property
    def hint(self) -> str:
        """How it may be answered."""

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """The keys that answer it: each key, its word, and the action that a click does."""

    def answer(self, text: str) -> Answer:
        """What this text answers."""


def aside(text: str) -> Answer | None:
    """What a text is that answers no question whatever is asked: another line, or after a `+` a note."""
    if text.startswith("/"):
        return Answer(line=text)
    if text.startswith("+"):
        note = text[1:].strip()
        return Answer(line=f"/{note}" if note.startswith("/") else note) if note else Answer()
    return None


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

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """A letter, a new name, or another note."""
        return [
            ("Letter", "puts it there", ""),
            ("=", "new theme", ""),
            ("Enter", "leaves it", "keep"),
            ("↑↓", "other", "choose(1)"),
        ]

    def answer(self, text: str) -> Answer:
        """The line that places the note. Text that is no answer is kept only after a `+`."""
        words = text.strip()
        if not words:
            return Answer(skip=True)
        if (other := aside(words)) is not None:
            return other
        if words.startswith("="):
            return self._new(words[1:].strip())
        if words.upper() in self.letters:
            return Answer(line=f"/group {words.upper()} {self.handle}")
        return Answer(sentence=f"There is no theme {_short(words)}. = name makes one, + text keeps a note.")

    def _new(self, name: str) -> Answer:
        if not name:
            return Answer(sentence="What is the theme called? = late letters")
        return Answer(line=f"/group {self.handle} = {name}")


@dataclass(frozen=True)
class Settling:
    """How a promised action stands: done, still open, or dropped."""

    handle: str

    @property
    def label(self) -> str:
        """The promise in question."""
        return f"{self.handle}: done, still, dropped"

    @property
    def hint(self) -> str:
        """How it may be answered."""
        return "done they answered"

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """Keeping it, or another promise."""
        return [("Enter", "keep", "keep"), ("↑↓", "other promise", "choose(1)")]

    def answer(self, text: str) -> Answer:
        """The line that says how it stands."""
        words = text.strip()
        if not words:
            return Answer(skip=True)
        if (other := aside(words)) is not None:
            return other
        first, _, rest = words.partition(" ")
        for act, ways in (("done", ("done",)), ("still", ("still", "open")), ("drop", ("dropped", "drop"))):
            if first.casefold() in ways or (not rest and first.casefold() in [way[0] for way in ways]):
                return Answer(line=f"/{act} {self.handle} {rest}".strip())
        return Answer(
            sentence="Done, still open, or dropped? done they answered · still 14 jan · dropped why"
        )


@dataclass(frozen=True)
class Whole:
    """What a plain answer becomes in this step: the rest of one line, as a person in `/person Dee; Age Support`."""

    act: Act
    begin: str
    usual: str
    """How it may be answered, as the step says."""

    @property
    def label(self) -> str:
        """What is asked."""
        return LABELS.get(self.act.word, self.act.word)

    @property
    def hint(self) -> str:
        """How it may be answered."""
        return self.usual

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """Keeping it; a note comes after a plus."""
        return [("Enter", "keep", "keep"), ("+", "note", "")]

    def answer(self, text: str) -> Answer:
        """The whole line."""
        words = text.strip()
        if not words:
            return Answer()
        return aside(words) or Answer(line=f"{self.begin} {words}")


@dataclass(frozen=True)
class Fields:
    """A line of several fields, asked for one by one."""

    session: Session
    act: Act
    handle: str = ""
    answers: tuple[str, ...] = ()
    last: int = 0
    """How many fields are asked for at most; all of them where it is 0."""

    @property
    def slot(self) -> Slot:
        """The field that is asked for now."""
        return self.act.slots[len(self.answers)]

    @property
    def label(self) -> str:
        """The field, with what it is of."""
        return f"{self.handle} {self.slot.label}".strip()

    @property
    def hint(self) -> str:
        """How it may be answered."""
        if self.slot.options:
            return ", ".join(self.slot.options)
        if self.slot.kind == "day":
            return "14 jan, fri, in 2 weeks"
        return "" if self.missing else "Enter leaves it out"

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """Going on, or ending with what there is."""
        return [("Enter", "keep" if self.missing else "keep, or leave out", "keep"), ("Esc", "ends", "stay")]

    @property
    def missing(self) -> bool:
        """Whether the line cannot be without this field."""
        return len(self.answers) < self.act.needs

    @property
    def line(self) -> str:
        """The line of what was answered so far."""
        return scribe.answered(self.act, self.handle, self.answers)

    @property
    def enough(self) -> bool:
        """Whether what was answered makes a line."""
        return len([one for one in self.answers if one]) >= max(1, self.act.needs)

    def answer(self, text: str) -> Answer:
        """The next question, or after the last one the whole line."""
        words = text.strip()
        if words.startswith(("/", "+")) and words not in self.slot.options:
            return aside(words) or Answer()
        if not words and self.missing:
            return Answer(
                sentence=f"{self.slot.label.capitalize()} is needed. Esc ends, and keeps what was said."
            )
        given = [field.strip() for field in words.split(";")]
        if wrong := self._wrong(given[0]):
            return Answer(sentence=wrong)
        asked = replace(self, answers=(*self.answers, *given)).aloud()
        return Answer(line=asked.line) if asked.over else Answer(then=asked)

    def aloud(self) -> Fields:
        """With what is not asked while the room reads left out."""
        asked = self
        while not asked.over and not asked.slot.aloud:
            asked = replace(asked, answers=(*asked.answers, ""))
        return asked

    @property
    def over(self) -> bool:
        """Whether every field was asked for."""
        return len(self.answers) >= (self.last or len(self.act.slots))

    def _wrong(self, words: str) -> str:
        """Why an answer does not fit its field; "" where it does. What only the session can tell comes later."""
        try:
            if words and self.slot.kind == "day" and self.act.word != "meet":
                dates.day(words, today(self.session))
            elif (
                words and self.slot.kind == "choice" and self.slot.options not in (("+", "-"), ("yes", "no"))
            ):
                one_of(words, [one.replace(" ", "_") for one in self.slot.options], "This")
        except Problem as problem:
            return problem.sentence
        return ""


def begun(text: str, session: Session) -> Fields:
    """The questions of a line that was given with too few fields; those it has are answered."""
    return Fields(session, *scribe.asked(text)).aloud()


def asked_by_blocks(blocks: tuple[Block, ...], looking: Looking) -> Question | None:
    """What the blocks ask for now; None where a line is just a line."""
    for block in blocks:
        if isinstance(block, Board) and block.sorting and (note := loose(block, looking)):
            return Placing(note.handle, tuple(theme.letter for theme in block.themes))
    return None


def asked_by_step(session: Session, chosen: str) -> Question | None:
    """What the step asks for now; None where a line is a note."""
    begin = steps.asks(session, chosen)
    if not begin:
        return None
    act, handle = scribe.find(begin)
    if act.word == "done":
        return Settling(handle)
    if act.word == "tried":
        return Fields(session, act, handle, last=WALKED)
    return Whole(act, begin, steps.line(session))


def _short(words: str) -> str:
    return words if len(words) <= 12 else words[:11] + "…"
