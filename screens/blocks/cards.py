"""Cards: improvements and promises, one beneath another with where its test stands; in a walk one at a time, large."""

from __future__ import annotations

from collections.abc import Sequence

from screens.blocks.looking import Looking
from screens.cells import cut, width, wrap
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import Card, Cards

GUTTER = 4
TESTED = 13
"""Columns for the names of what a test says, in every card the same, since each may stand on a page of its own."""
NARROW, INDENT = 20, 2
"""Columns below which the words of a field do not stand beside its name, and by how much they are set in beneath it."""
LEAST, MOST = 9, 16
"""Columns for the names of fields, which all end in one column."""


def draw(block: Cards, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw the card that the walk has come to, or as many as there is room for; returns the rows it took."""
    if not block.walk:
        return _all(block, sheet, area)
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


def labels(cards: Sequence[Card]) -> int:
    """Columns that the names of their fields need, a blank included."""
    if any(card.turn for card in cards):
        return TESTED
    longest = max((width(name) for card in cards for name, _ in card.fields), default=0)
    return max(LEAST, min(MOST, longest + 1))


def fields(card: Card, sheet: Sheet, area: Area, named: int) -> int:
    """The fields of a card, each after its name, then how its test stands; returns the rows they took."""
    y = area.y
    if area.width - named < NARROW:
        named = INDENT  # the words stand beneath their name
    for name, words in card.fields:
        lines = wrap(words, max(8, area.width - named))
        if named == INDENT:
            if y + len(lines) + 1 > area.end:
                sheet.put(area.x, min(y, area.end - 1), "…", "quiet")
                return area.height
            sheet.put(area.x, y, cut(name, area.width), "quiet")
            for line in lines:
                y += 1
                sheet.put(area.x + named, y, line)
            y += 1
            continue
        if y + len(lines) > area.end:
            sheet.put(area.x, min(y, area.end - 1), "…", "quiet")
            return area.height
        sheet.put(area.x, y, cut(name, named - 1), "quiet")
        for line in lines:
            sheet.put(area.x + named, y, line)
            y += 1
    if card.turn and y < area.end:
        turn(card, sheet, area.x + named, y)
        y += 1
    return y - area.y


def turn(card: Card, sheet: Sheet, x: int, y: int) -> None:
    """Plan, Do, Study and Act: what is done, what is on, what is to come."""
    on = next((name for name, done in card.turn if not done), "")
    for name, done in card.turn:
        mark = "✓" if done else "●" if name == on else "○"
        x = sheet.put(x, y, f"{mark} {name}", "accent" if name == on else "quiet", bold=name == on) + 2


def _all(block: Cards, sheet: Sheet, area: Area) -> int:
    """One card beneath another, as far as there is room; the others are counted."""
    y, named = area.y, labels(block.cards)
    if block.title:
        heading(sheet, area, block.title)
        y += 2
    for number, card in enumerate(block.cards):
        y += number > 0
        lines = wrap(card.title, max(8, area.width - GUTTER - 1 - width(card.status) - 2))
        if y + len(lines) > area.end - (number + 1 < len(block.cards)):
            sheet.put(
                area.x + GUTTER + 1, min(y, area.end - 1), f"… and {len(block.cards) - number} more", "quiet"
            )
            return area.height
        sheet.put_right(area.x + GUTTER - 1, y, card.handle, "quiet")
        sheet.put_right(area.x + area.width, y, card.status, "quiet")
        for line in lines:
            sheet.put(area.x + GUTTER, y, line, bold=True)
            y += 1
        inner = Area(area.x + GUTTER, y, area.width - GUTTER, area.end - y)
        y += fields(card, sheet, inner, named) if inner.height else 0
    return y - area.y


def _large(card: Card, sheet: Sheet, area: Area) -> int:
    """A card whole: its title bold, then each field after its name."""
    lines = wrap(card.title, area.width - GUTTER - 1)[: max(1, area.height - 2)]
    sheet.fill(Area(area.x, area.y, area.width, len(lines)), "tint")
    for number, line in enumerate(lines):
        sheet.put(area.x, area.y + number, "▌", "accent", on="tint")
        sheet.put(area.x + GUTTER + 1, area.y + number, line, bold=True, on="tint")
    sheet.put_right(area.x + GUTTER, area.y, card.handle, "accent", bold=True, on="tint")
    y = area.y + len(lines) + 1
    inner = Area(area.x + GUTTER + 1, y, area.width - GUTTER - 1, max(0, area.end - y))
    return min(area.height, y + fields(card, sheet, inner, labels((card,))) - area.y)
