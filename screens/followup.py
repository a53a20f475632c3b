"""Follow up: one promise large, with what was expected, what happened and what was learned, and the others beneath."""

from __future__ import annotations

from msgspec.structs import replace

from screens.blocks import cards
from screens.blocks.looking import Looking
from screens.blocks.pages import Drawer
from screens.cells import cut, width, wrap
from screens.frame import GAP, heading
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Block, Card, Cards, Item, Listing

TOLD = ("We expected", "It happened", "We learned")
WAYS = ("Adopt", "adapt", "abandon")
ENDS = ("Done", "still open", "dropped")
WHO, SO = "Who", "So we"
NAMED = 14
ALSO = "also"
LABEL = 7
FEW = 3
"""Other promises that stand one beneath another, whole; more of them in two columns."""


class FollowupView(View):
    """Walks from promise to promise."""

    def arranged(self, moment: Moment, *, wide: bool) -> tuple[Block, ...]:
        """The promise at hand, then all others with how they stand, then what else there is."""
        walk = next((block for block in moment.shown if isinstance(block, Cards) and block.walk), None)
        at = cards.at_hand(walk, moment.looking) if walk else None
        if walk is None or at is None:
            return moment.shown
        told = next(
            (block for block in moment.shown if isinstance(block, Listing) and block.id == "told"), None
        )
        waiting = [card for card in walk.cards if card is not at]
        items = [
            Item(one.handle, one.title, "next" if number == 0 else "to come")
            for number, one in enumerate(waiting)
        ]
        items += told.items if told else ()
        also = (Listing(id=ALSO, items=tuple(items)),) if items else ()
        rest = tuple(block for block in moment.shown if block not in (walk, told))
        number = walk.of - len(walk.cards) + walk.cards.index(at) + 1
        one = replace(walk, cards=(_answered(at, moment.looking),), sentence=f"{number} of {walk.of}")
        return (one, *also, *rest)

    def drawer(self, block: Block) -> Drawer:
        """How a block is drawn here."""
        if isinstance(block, Cards) and block.walk:
            return _promise
        if block.id == ALSO:
            return _also
        return super().drawer(block)


def _answered(card: Card, looking: Looking) -> Card:
    """The card with what was answered of it so far."""
    handle, answers = looking.answered
    told = [pair for pair in zip((*TOLD[1:], SO), answers, strict=False) if pair[1]]
    if handle != card.handle or not told:
        return card
    named = dict(told)
    return replace(card, fields=(*(pair for pair in card.fields if pair[0] not in named), *told))


def _promise(block: Cards, sheet: Sheet, area: Area, looking: Looking) -> int:
    """A promise large: who and by when, what was expected, what happened, what was learned, and what now."""
    heading(sheet, area, block.title, block.sentence)
    card, said = block.cards[0], dict(block.cards[0].fields)
    y, x = area.y + 2 + sheet.airy, area.x + cards.GUTTER
    lines = wrap(card.title, area.width - cards.GUTTER)
    sheet.fill(Area(area.x, y, area.width, len(lines)), "tint")
    for number, line in enumerate(lines):
        sheet.put(area.x, y + number, "▌", "accent", on="tint")
        sheet.put(x, y + number, line, bold=True, on="tint")
    sheet.put_right(x - 1, y, card.handle, "accent", bold=True, on="tint")
    y += len(lines)
    if who := said.pop(WHO, ""):
        sheet.put(x, y, cut(who, area.width - cards.GUTTER), "quiet")
        y += 1
    y += sheet.airy
    act = said.pop(SO, "")
    for name, words in _fields(card, said, every=sheet.airy):
        sheet.put(x, y, cut(name, NAMED - 1), "quiet")
        for line in wrap(words, max(8, area.width - cards.GUTTER - NAMED)):
            sheet.put(x + NAMED, y, line)
            y += 1
    y += 1
    _ways(card, sheet, x, y, act)
    return y + 1 - area.y


def _fields(card: Card, said: dict[str, str], *, every: bool) -> list[tuple[str, str]]:
    """What is told of a promise: all of it where there is room; else what was expected, happened and was learned."""
    if not card.turn:
        return list(said.items())
    told = [(name, said.get(name, "")) for name in TOLD]
    return [*((name, words) for name, words in said.items() if every and name not in TOLD), *told]


def _ways(card: Card, sheet: Sheet, x: int, y: int, act: str) -> None:
    """What may follow; what does follow stands out."""
    for number, way in enumerate(WAYS if card.turn else ENDS):
        x = sheet.put(x, y, " · ", "quiet") if number else x
        on = way.casefold() == act.casefold()
        x = sheet.put(x, y, way.upper() if on else way, "accent" if on else "ink", bold=on)


def _also(block: Listing, sheet: Sheet, area: Area, looking: Looking) -> int:
    """The other promises in two columns, each with how it stands."""
    sheet.put(area.x, area.y, "Also", "quiet")
    many = 2 if area.width >= 72 and len(block.items) > FEW and not sheet.airy else 1
    across = (area.width - LABEL - GAP * (many - 1)) // many
    deep = -(-len(block.items) // many)
    for number, item in enumerate(block.items):
        x = area.x + LABEL + number // deep * (across + GAP)
        sheet.hit(Area(x, area.y + number % deep, across, 1), f"pick({item.handle!r})")
        y = area.y + number % deep
        end = cut(item.detail if many == 1 else item.detail.partition(":")[0], across // 2)
        sheet.put(x, y, item.handle, bold=True)
        start = x + width(item.handle) + 1
        sheet.put(start, y, cut(item.text, x + across - start - width(end) - 2))
        sheet.put_right(x + across, y, end, "quiet")
    return deep
