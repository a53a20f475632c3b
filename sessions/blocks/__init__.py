"""Blocks: what there is to see, as plain data that every face draws in its own way.

A face must draw three kinds, `Text`, `Listing` and `Table`; every other kind lowers itself to those, and
a face draws it in a way of its own only where that is better. Each block has a sentence to read aloud.
"""

from __future__ import annotations

from sessions.blocks.base import (
    Actions,
    Audience,
    Block,
    Column,
    Item,
    Listing,
    Measures,
    Missing,
    Roster,
    Table,
    Text,
    Times,
    plural,
)
from sessions.blocks.boards import (
    Ballot,
    BallotLine,
    Bars,
    Board,
    BoardLane,
    BoardNote,
    BoardTheme,
    Doors,
    Prompt,
    Statement,
)
from sessions.blocks.offers import (
    Field,
    Offer,
)
from sessions.blocks.pictures import (
    Card,
    Cards,
    Link,
    Links,
    Matrix,
)

__all__ = [
    "Actions", "Audience", "Ballot", "BallotLine", "Bars", "Block", "Board", "BoardLane", "BoardNote",
    "BoardTheme", "Card", "Cards", "Column", "Doors", "Field", "Item", "Link", "Links", "Listing", "Matrix",
    "Measures", "Missing", "Offer", "Prompt", "Roster", "Statement", "Table", "Text", "Times", "plural",
]  # fmt: skip
