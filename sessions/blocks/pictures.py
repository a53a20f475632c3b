"""Blocks that picture a community: who meets whom, what moves what, and what is being tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from sessions.blocks.base import Block, Column, Item, Listing, Table, Text, plural


class Matrix(Block, frozen=True):
    """How many of each row and column there are; None is a cell that is kept back."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[int | None, ...], ...] = ()

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """A table with sums at its edges; sums count what is told alone."""
        heads = (Column(""), *(Column(name, number=True) for name in (*self.columns, "all")))
        lines = [
            (name, *map(_cell, cells), _cell(_sum(cells)))
            for name, cells in zip(self.rows, self.cells, strict=True)
        ]
        sums = [_sum([cells[place] for cells in self.cells]) for place in range(len(self.columns))]
        lines.append(("all", *map(_cell, sums), _cell(_sum(sums))))
        return (
            Table(id=self.id, title=self.title, sentence=self.sentence, columns=heads, rows=tuple(lines)),
        )


def _sum(cells: Sequence[int | None]) -> int | None:
    """The sum of what is told; None where nothing is, and something is kept back."""
    told = sum(cell or 0 for cell in cells)
    return None if not told and None in cells else told


def _cell(number: int | None) -> str:
    return "–" if number is None else str(number)


class Link(msgspec.Struct, frozen=True):
    """One thing moves another."""

    handle: str
    source: str
    target: str
    sign: Literal["+", "-", ""] = ""
    why: str = ""


class Links(Block, frozen=True):
    """What moves what: the links, which issues mostly push others, and which go round in circles."""

    links: tuple[Link, ...] = ()
    drivers: tuple[tuple[str, int, int], ...] = ()
    """Issue, how many more links go out of it than in, and how many issues it reaches; the strongest first."""
    loops: tuple[tuple[str, str], ...] = ()
    """The issues of a circle in words, and whether it reinforces or balances."""

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """The links as sentences, the drivers as a table, the loops as a listing."""
        ways = {"+": "more of", "-": "less of", "": "then"}
        items = tuple(
            Item(link.handle, f"more of {link.source}, {ways[link.sign]} {link.target}", link.why)
            for link in self.links
        )
        parts: list[Text | Listing | Table] = [
            Listing(id=self.id, title=self.title, sentence=self.sentence, items=items)
        ]
        if self.drivers:
            columns = (Column("Issue"), Column("Pushes", number=True), Column("Reaches", number=True))
            lines = tuple(
                (name, f"{score:+d}".replace("-", "−") if score else "0", str(reach))
                for name, score, reach in self.drivers
            )
            parts.append(
                Table(id=f"{self.id}-drivers", title="What pushes most", columns=columns, rows=lines)
            )
        if self.loops:
            circles = tuple(Item("", words, sort) for words, sort in self.loops)
            parts.append(Listing(id=f"{self.id}-loops", title="Circles", items=circles))
        return tuple(parts)


class Card(msgspec.Struct, frozen=True):
    """Something with a title, named fields and a status."""

    handle: str
    title: str
    fields: tuple[tuple[str, str], ...] = ()
    status: str = ""
    turn: tuple[tuple[str, bool], ...] = ()
    """Where a test stands: Plan, Do, Study and Act, each with whether that is done; the first that is not is on."""


class Cards(Block, frozen=True):
    """Improvements, tests, stories: one beneath another."""

    cards: tuple[Card, ...] = ()
    walk: bool = False
    """Whether the room takes them one at a time."""
    of: int = 0
    """How many there were before the walk began."""

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """A listing: the title of each, then its fields."""
        items = []
        for card in self.cards:
            items.append(Item(card.handle, card.title, card.status))
            items += [Item("", f"{name}: {value}") for name, value in card.fields if value]
        sentence = self.sentence or f"{plural(len(self.cards), 'card')}."
        return (Listing(id=self.id, title=self.title, sentence=sentence, items=tuple(items)),)
