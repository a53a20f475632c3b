"""Blocks on a long sheet, and the page of it that is shown: what does not fit is turned to, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from screens.blocks.looking import Looking
from screens.frame import paging
from screens.sheet import Area, Sheet
from sessions.blocks import Block, Cards
from sessions.rows import parsed

LEAST = 4
"""Rows of a block that a page ends with at least."""
LONGEST = 600
"""Rows that blocks are written on at most."""

Drawer = Callable[[Any, Sheet, Area, Looking], int]
"""Draws a block in an area and returns the rows it took."""


class Written(NamedTuple):
    """Blocks on a long sheet, and the rows they took."""

    sheet: Sheet
    rows: int


def written(
    blocks: Sequence[Block],
    drawer: Callable[[Block], Drawer],
    looking: Looking,
    *,
    airy: bool,
    across: int,
    deep: int,
) -> Written:
    """Write blocks one beneath another; one that a page of `deep` rows would part begins the next page.

    Args:
        blocks: What to write.
        drawer: How each of them is drawn.
        looking: Where the facilitator looks.
        airy: Whether there is room for air.
        across: Columns.
        deep: Rows of a page.
    """
    scratch = Sheet(across, LONGEST)
    scratch.airy = airy
    y = used = 0
    for block in parted(blocks):
        if y >= LONGEST - 1:
            break
        trial = Sheet(across, LONGEST)
        trial.airy = airy
        rows = drawer(block)(block, trial, Area(0, 0, across, LONGEST), looking)
        room = deep - y % deep
        hardly = y % deep <= deep // 2  # a page that is hardly begun is not left
        if room < rows and (room < LEAST or (rows <= deep and not hardly)):
            y += room
        used = _copied(trial, rows, scratch, y, deep)
        y = used + 1 + airy
    return Written(scratch, used)


def _rule(sheet: Sheet, y: int) -> bool:
    """Whether a row is the rule beneath a heading."""
    return y < sheet.height and {text for text, _ in sheet.rows[y]} <= {"─", "━"}


def _copied(trial: Sheet, rows: int, scratch: Sheet, y: int, deep: int) -> int:
    """Copy a block's rows; no page ends with a heading whose words are on the next. Returns the row after the last."""
    done, rows = 0, min(rows, trial.height)
    while done < rows and y < LONGEST:
        room = deep - y % deep
        take = min(room, rows - done, LONGEST - y)
        cut = next(
            (
                many
                for many in (2, 1)
                if done + take < rows and take > many and _rule(trial, done + take + 1 - many)
            ),
            0,
        )
        take -= cut
        scratch.paste(trial, Area(0, y, trial.width, take), done)
        done, y = done + take, y + (room if cut else take)
    return y


def parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks, those of several cards as a block for each, since a card should not be parted."""
    for block in blocks:
        if isinstance(block, Cards) and not block.walk:
            for number, card in enumerate(block.cards):
                yield replace(block, title="" if number else block.title, cards=(card,))
        else:
            yield block


def draw(
    blocks: Sequence[Block], drawer: Callable[[Block], Drawer], sheet: Sheet, area: Area, looking: Looking
) -> None:
    """Draw the page of some blocks that the facilitator looks at, or the one with what was noted last."""
    deep = max(1, area.height)
    found = _kept(blocks, drawer, sheet, area, looking, deep)
    if found.rows > deep:
        deep = max(1, deep - 1)
        found = _kept(blocks, drawer, sheet, area, looking, deep)
    looking.pages = max(1, -(-found.rows // deep))
    if looking.newest:
        at = next((y for y in range(found.rows) if _names(found.sheet, y, looking.newest)), None)
        looking.page = looking.page if at is None else at // deep
        looking.newest = ""
    looking.page = max(0, min(looking.page, looking.pages - 1))
    looking.tops = _begins(found.sheet, looking.page * deep, deep) if looking.page else ()
    sheet.paste(found.sheet, Area(area.x, area.y, area.width, deep), looking.page * deep)
    paging(sheet, area, looking.page, looking.pages)


def _kept(
    blocks: Sequence[Block],
    drawer: Callable[[Block], Drawer],
    sheet: Sheet,
    area: Area,
    looking: Looking,
    deep: int,
) -> Written:
    """The blocks as they were written before, where nothing changed since."""
    key = (tuple(map(id, blocks)), looking.chosen, sheet.airy, area.width)
    if looking.written is None or looking.written[0] != key:
        looking.written = (
            key,
            {},
            tuple(blocks),
        )  # the blocks too, so that no other gets the id of one of them
    by_depth: dict[int, Written] = looking.written[1]
    if deep not in by_depth:
        by_depth[deep] = written(blocks, drawer, looking, airy=sheet.airy, across=area.width, deep=deep)
    return by_depth[deep]


def _begins(sheet: Sheet, first: int, deep: int) -> tuple[str, ...]:
    """The first handle of a page; none where it has none."""
    for y in range(first, min(first + deep, sheet.height)):
        word = "".join(text for text, _ in sheet.rows[y]).partition("  ")[0].strip()
        if word.isdecimal() or parsed(word):
            return (word,)
    return ()


def _names(sheet: Sheet, y: int, handle: str) -> bool:
    """Whether a row begins with a handle."""
    words = "".join(text for text, _ in sheet.rows[y]).split(maxsplit=1)
    return bool(words) and words[0] == handle
