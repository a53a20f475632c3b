"""What an act is: one line of the scribe's language, its fields, and how it is taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import msgspec

from sessions.commands import Command
from sessions.errors import Malformed, Refused
from sessions.objects import SCORES

if TYPE_CHECKING:
    from sessions.scribe import Line

QUOTED = 30
"""Letters of what was typed that a refusal says again."""


Kind = Literal[
    "text", "person", "member", "whose", "day", "moment", "issue", "issues",
    "sign", "choice", "yes", "scores", "count", "decision", "handle",
]  # fmt: skip
"""What an answer must be: a member is somebody who is noted, whose is one of those or all of us, a moment is a
day with its time, issues are handles alone. `sessions/fitting.py` checks each."""


class Local(msgspec.Struct, frozen=True):
    """A line that is no wish: the face that took it does it itself.

    Of one that asks (`what` is "ask") the text is the act's word, its handle where it has one, and the fields
    that were given, parted by semicolons.
    """

    what: str
    text: str = ""


@dataclass(frozen=True)
class Slot:
    """A field of a line that has several, parted by semicolons."""

    label: str
    """What is asked, as it stands before the capture line."""
    kind: Kind = "text"
    options: tuple[str, ...] = ()
    aloud: bool = True
    """Whether it is asked with the room reading; what is not can still be written in the whole line."""
    source: str = ""
    """What completion offers for it, as `sessions/candidates.py` calls it; by its kind where empty."""


@dataclass(frozen=True)
class Act:
    """One line of the scribe's language."""

    word: str
    fields: str
    """What comes after the word, as completion and help show it; made of the slots where it is empty."""
    help: str
    example: str
    parse: Callable[[Line], Command | Local]
    slots: tuple[Slot, ...] = ()
    """Its fields, where it asks for them one by one."""
    needs: int = 0
    """How many of them it must have: with fewer, a screen asks."""
    handle: str = ""
    """What the first field is behind, parted from it by a blank: the handle of something, and what it is called."""
    write: Callable[[Sequence[str]], str] = "; ".join
    """Writes the answers as what comes after the word and the handle."""
    first: int = 1
    """How many of its slots stand before the first semicolon, parted by blanks."""
    offers: tuple[str, ...] = ()
    """What completion offers for its words, one after another, as `sessions/candidates.py` calls it; "…" at the
    end says that the last goes on and on."""
    follows: Mapping[str, Slot] = field(default_factory=dict)
    """Where its first word is one of a few: those, and what each is followed by."""

    @property
    def usage(self) -> str:
        """The line with its fields."""
        fields = self.fields or "; ".join(slot.label for slot in self.slots)
        return " ".join(part for part in (f"/{self.word}", self.handle, fields) if part)


Parse = Callable[["Line"], Command | Local]


def local(what: str) -> Parse:
    """An act that the face does itself."""
    return lambda line: Local(what, line.rest)


def bare(make: Callable[[], Command]) -> Parse:
    """An act of one word alone."""

    def parse(line: Line) -> Command:
        line.nothing_more()
        return make()

    return parse


def fielded(make: Callable[..., Command], *names: str) -> Parse:
    """An act whose fields are parted by semicolons; with too few of them, a screen asks for the rest.

    Args:
        make: Makes the command of the fields.
        names: The command's name for each field, in order; of one behind a handle, the handle's first.
    """

    def parse(line: Line) -> Command | Local:
        act, rest, given = line.act, line.rest, []
        if act.handle:
            handle, _, rest = rest.partition(" ")
            given.append(_named(line, handle.rstrip(";:,")))
        fields = split(rest, act)
        if len([one for one in fields[: act.needs] if one]) < act.needs:
            return ask(act, fields, *given)
        return make(**dict(zip(names, [*given, *fields], strict=False)))

    return parse


def _named(line: Line, handle: str) -> str:
    """The handle that a line begins with, if there is such a thing: nobody is asked about what is not there.

    Raises:
        Malformed: if none is given.
        Refused: if there is no such thing, or it is another kind of thing.
    """
    if not handle:
        raise Malformed(f"Of which {line.act.handle}? {line.act.example}")
    row = line.session.row(handle)
    if row.noun != line.act.handle:
        raise Refused(f"{row.handle} is not an {line.act.handle}, but of another kind: {line.act.example}")
    return row.handle


def ask(act: Act, fields: Sequence[str], handle: str = "") -> Local:
    """A line with too few fields: a screen asks for the rest."""
    return Local("ask", " ".join(part for part in (act.word, handle, "; ".join(fields)) if part))


def answered(act: Act, handle: str, answers: Sequence[str]) -> str:
    """The whole line that the answers to an act's slots come to.

    A semicolon in an answer would part it in two, so it becomes a comma.
    """
    said = [answer.replace(";", ",").strip() for answer in answers]
    while said and not said[-1]:
        said.pop()
    return " ".join(part for part in (f"/{act.word}", handle, act.write(said) if said else "") if part)


def split(rest: str, act: Act) -> list[str]:
    """The fields of a line.

    Raises:
        Malformed: if there are more than it has.
    """
    fields = [one.strip() for one in rest.split(";")]
    if len(fields) > (most := len(act.slots) + 1 - act.first):
        raise Malformed(f"/{act.word} has {most} fields, and this is {len(fields)}: {act.usage}")
    return fields if rest.strip() else []


def quoted(words: str) -> str:
    """What was typed, in quotes, and no more of it than a sentence can bear."""
    return repr(words if len(words) <= QUOTED else words[: QUOTED - 1] + "…")


_SCORED = re.compile(r"([0-5])(?:x(\d{1,9}))?")


def scores(text: str, example: str) -> tuple[int, ...]:
    """How many showed 0, 1, … 5, from "5 4 4 3 2" or "5x9 4x10".

    Raises:
        Malformed: if it is no such thing.
    """
    hands = [0] * SCORES
    for word in text.replace(",", " ").split():
        found = _SCORED.fullmatch(word.casefold().replace("×", "x"))
        if not found:
            raise Malformed(f"{quoted(word)} is no score: {example}")
        hands[int(found[1])] += int(found[2] or 1)
    return tuple(hands)
