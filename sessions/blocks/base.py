"""What every block is, and the three kinds that each face must draw."""

from __future__ import annotations

from typing import Literal

import msgspec

Audience = Literal["wall", "facilitator", "participant", "reader"]
"""Who looks. What they may not see is left out of the blocks, so that no face has to."""


class Block(msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="block"):
    """Something to see."""

    id: str
    title: str = ""
    sentence: str = ""

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """The same as texts, listings and tables."""
        raise NotImplementedError


class Text(Block, frozen=True):
    """Paragraphs."""

    paragraphs: tuple[str, ...] = ()

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """Itself."""
        return (self,)


class Item(msgspec.Struct, frozen=True):
    """A line of a listing: a handle or mark, the words, and a detail at the end."""

    handle: str
    text: str
    detail: str = ""


class Listing(Block, frozen=True):
    """Lines, one beneath another."""

    items: tuple[Item, ...] = ()

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """Itself."""
        return (self,)


class Column(msgspec.Struct, frozen=True):
    """A column of a table."""

    title: str
    number: bool = False


class Table(Block, frozen=True):
    """Rows under named columns; a cell is always text."""

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def lower(self) -> tuple[Text | Listing | Table, ...]:
        """Itself; a kind of table is a table."""
        if type(self) is Table:
            return (self,)
        return (
            Table(id=self.id, title=self.title, sentence=self.sentence, columns=self.columns, rows=self.rows),
        )


class Roster(Table, frozen=True):
    """Who is here."""


class Actions(Table, frozen=True):
    """Who does what, by when, and how it stands."""


class Missing(Table, frozen=True):
    """Who ought to be here, and who invites them."""


class Measures(Table, frozen=True):
    """What the measures came to, each with how many it is of."""


class Times(Table, frozen=True):
    """What each part of the workshop was given and took."""


def plural(number: int, word: str, many: str = "") -> str:
    """`number` and its word: "1 note", "2 notes"."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"
