"""Cards: improvements and promises, one beneath another; in a walk one at a time, large."""

from __future__ import annotations

from screens.blocks import plain
from screens.blocks.looking import Looking
from screens.cells import cut, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Card, Cards

GUTTER = 4
NAMED = 16
"""Columns for the name of a field."""


def draw(block: Cards, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw the card that the walk has come to, or as many as there is room for; returns the rows it took."""
    if not block.walk:
        return plain.draw(block, sheet, area, looking)
    card = at_hand(block, looking)
    if card is None:
        return 0
    number = block.of - len(block.cards) + block.cards.index(card) + 1
    heading(sheet, area, block.title, f"{number} of {block.of}")
    return 2 + _large(card, sheet, area.down(2))


def at_hand(block: Cards, looking: Looking) -> Card | None:
    """The chosen card of a walk, or its first."""
    chosen = (card for card in block.cards if card.handle == looking.chosen)
    return next(chosen, block.cards[0] if block.cards else None)


def counts(block: Cards) -> list[tuple[str, str]]:
    """The numbers of a walk."""
    return [(str(len(block.cards)), "to go")] if block.walk else []


def _large(card: Card, sheet: Sheet, area: Area) -> int:
    """A card whole: its title bold, then each field after its name."""
    lines = wrap(card.title, area.width - GUTTER - 1)[: max(1, area.height - 2)]
    sheet.fill(Area(area.x, area.y, area.width, len(lines)), "tint")
    for number, line in enumerate(lines):
        sheet.put(area.x, area.y + number, "▌", "accent", on="tint")
        sheet.put(area.x + GUTTER + 1, area.y + number, line, bold=True, on="tint")
    sheet.put_right(area.x + GUTTER, area.y, card.handle, "accent", bold=True, on="tint")
    y = area.y + len(lines) + 1
    for name, words in card.fields:
        room = wrap(words, max(8, area.width - GUTTER - 1 - NAMED))
        if y + len(room) > area.end:
            sheet.put(area.x + GUTTER + 1, min(y, area.end - 1), "…", "quiet")
            break
        sheet.put(area.x + GUTTER + 1, y, cut(name, NAMED - 1), "quiet")
        for line in room:
            sheet.put(area.x + GUTTER + 1 + NAMED, y, line)
            y += 1
    return min(area.height, y - area.y)
