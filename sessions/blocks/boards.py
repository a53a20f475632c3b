"""Blocks of the live steps: the prompt, boards, ballots, statements and bars."""

from __future__ import annotations

from typing import Literal

import msgspec

from sessions.blocks.base import Block, Column, Item, Listing, Table, Text, plural


class Prompt(Block, frozen=True):
    """The question before the room. `text` is the question, `privacy` what becomes of the answers."""

    text: str
    help: str = ""
    privacy: str = ""
    rounds: tuple[tuple[str, int], ...] = ()
    """Alone, in twos, all together: each with its minutes."""

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """The question, and beneath it what helps."""
        rounds = ", then ".join(f"{title} {plural(minutes, 'minute')}" for title, minutes in self.rounds)
        lines = tuple(
            line
            for line in (self.text, self.help, rounds and f"{rounds[:1].upper()}{rounds[1:]}.", self.privacy)
            if line
        )
        return (Text(id=self.id, title=self.title, sentence=self.sentence, paragraphs=lines),)


class Doors(Block, frozen=True):
    """What stands on the wall before the clock starts. The sentence says when that is."""

    starts: str = ""
    """The time of day that it starts at; "" where nobody said."""
    counts: tuple[tuple[str, str], ...] = ()
    """Who is counted so far: each number with its word."""
    lines: tuple[str, ...] = ()

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """When it starts, who is here, what is kept."""
        here = ", ".join(f"{number} {word}" for number, word in self.counts)
        lines = (self.sentence, *((f"{here}.",) if here else ()), *self.lines)
        return (Text(id=self.id, title=self.title, sentence=self.sentence, paragraphs=lines),)


class BoardNote(msgspec.Struct, frozen=True):
    """A note on a board."""

    handle: str
    text: str
    lane: str = ""
    theme: str = ""
    author: str = ""
    hidden: bool = False


class BoardLane(msgspec.Struct, frozen=True):
    """A column of a board. While notes are hidden there is only the count."""

    name: str
    count: int
    notes: tuple[BoardNote, ...] = ()


class BoardTheme(msgspec.Struct, frozen=True):
    """A theme beside a board: how many notes and paper cards it holds."""

    letter: str
    name: str
    count: int
    cards: int = 0


class Board(Block, frozen=True):
    """Notes in lanes, and the themes they were put in."""

    lanes: tuple[BoardLane, ...] = ()
    themes: tuple[BoardTheme, ...] = ()
    hidden: bool = False
    placing: tuple[BoardNote, ...] = ()
    """In the group step: the notes that are in no theme yet."""
    sorting: bool = False
    """Whether notes are being put in themes now."""

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """A listing for each lane, or counts while hidden; then the themes."""
        if self.hidden:
            columns, rows = (
                (Column("Lane"), Column("Notes", number=True)),
                tuple((lane.name, str(lane.count)) for lane in self.lanes),
            )
            return (Table(id=self.id, title=self.title, sentence=self.sentence, columns=columns, rows=rows),)
        names = {theme.letter: theme.name for theme in self.themes}
        parts: list[Text | Listing | Table] = [
            Listing(
                id=f"{self.id}-{number}",
                title=f"{lane.name} ({lane.count})" if lane.name else self.title,
                sentence=self.sentence if number == 1 else "",
                items=tuple(
                    Item(
                        note.handle,
                        note.text,
                        " · ".join(filter(None, (note.author, names.get(note.theme, "")))),
                    )
                    for note in lane.notes
                ),
            )
            for number, lane in enumerate(self.lanes, 1)
            if lane.notes
        ]
        if self.themes:
            items = tuple(
                Item(
                    theme.letter,
                    theme.name,
                    plural(theme.count, "note") + (f", {plural(theme.cards, 'card')}" if theme.cards else ""),
                )
                for theme in self.themes
            )
            parts.append(Listing(id=f"{self.id}-themes", title="Themes", items=items))
        return tuple(parts) or (Text(id=self.id, title=self.title, paragraphs=(self.sentence,)),)


class BallotLine(msgspec.Struct, frozen=True):
    """What may be voted for, and once shown, how many did."""

    handle: str
    text: str
    for_: int = 0
    against: int = 0
    pass_: int = 0
    mark: Literal["", "picked", "tie"] = ""


class Ballot(Block, frozen=True):
    """A vote: dots, or agree, pass and disagree. Results are there once it is shown."""

    kind: Literal["dots", "agree"]
    lines: tuple[BallotLine, ...] = ()
    shown: bool = False
    dots: int = 0
    counted: int = 0
    """Dots or votes that have come in."""

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """What may be voted for; once shown, a table with the numbers."""
        if not self.shown:
            items = tuple(Item(line.handle, line.text) for line in self.lines)
            return (Listing(id=self.id, title=self.title, sentence=self.sentence, items=items),)
        numbers = ("Dots",) if self.kind == "dots" else ("Agree", "Pass", "Disagree")
        columns = (Column(""), Column("What"), *(Column(number, number=True) for number in numbers))
        rows = tuple(
            (line.handle, line.text, str(line.for_))
            if self.kind == "dots"
            else (line.handle, line.text, str(line.for_), str(line.pass_), str(line.against))
            for line in self.lines
        )
        return (Table(id=self.id, title=self.title, sentence=self.sentence, columns=columns, rows=rows),)


class Statement(Block, frozen=True):
    """What the room says together, and its fist-to-five."""

    version: int
    text: str
    scores: tuple[int, ...] = ()
    """How many showed 0, 1, … 5."""
    agreed: bool = False
    dissent: str = ""
    waiting: int = 0
    """How many scored what is not shown yet."""
    verdict: str = ""
    """How the room stands to it, without the numbers: for a face that shows the scores themselves."""

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """The words, then how the room scored them."""
        lines = tuple(
            line
            for line in (self.text, self.sentence, self.dissent and f"Kept beside it: {self.dissent}")
            if line
        )
        return (Text(id=self.id, title=self.title, sentence=self.sentence, paragraphs=lines),)


class Bars(Block, frozen=True):
    """Numbers as bars, largest first; those before `cut` go on."""

    lines: tuple[tuple[str, str, int], ...] = ()
    """Handle, words, number."""
    unit: str = ""
    cut: int = 0

    def amount(self, number: int) -> str:
        """A number with its unit: "1 dot", "2 dots", "3 agree"."""
        one = {"dots": "dot", "people": "person", "notes": "note"}
        return f"{number:,} {one.get(self.unit, self.unit) if number == 1 else self.unit}".strip()

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """A table of them."""
        columns = (Column(""), Column("What"), Column(self.unit.capitalize(), number=True))
        rows = tuple((handle, text, str(number)) for handle, text, number in self.lines)
        return (Table(id=self.id, title=self.title, sentence=self.sentence, columns=columns, rows=rows),)
