"""Close: at its end page one in few words, and beside it the code that opens it on a phone."""

from __future__ import annotations

from screens import share
from screens.blocks.looking import Looking
from screens.blocks.pages import Drawer
from screens.cells import cut, width, wrap
from screens.domain import StatementView
from screens.frame import Space
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Actions, Bars, Block, Cards, Item, Listing, Statement, Text

FINISH = "finish"
ORDER = (Statement, Bars, Actions, Cards, Text, Listing)
"""What a room leaves with, in the order in which it reads it: the words, what is first, who does what, when it meets."""
GUTTER = 5


class CloseView(StatementView):
    """Puts the summary's code beside what the room leaves with."""

    def arranged(self, moment: Moment, *, wide: bool) -> tuple[Block, ...]:
        """In the last step page one, the words first."""
        if moment.session.now.at.kind != FINISH:
            return moment.shown
        return tuple(sorted(moment.shown, key=_place))

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw the last step in few words where room is short."""
        if moment.session.now.at.kind != FINISH:
            super().draw(moment, sheet, area, wide=wide)
        elif sheet.airy:
            View.draw(self, moment, sheet, area, wide=wide)
        else:
            BRIEF.draw(moment, sheet, area, wide=wide)

    def aside(self, moment: Moment, sheet: Sheet, space: Space, end: int) -> tuple[Space, int]:
        """Draw the code in the last step, where there is room, and its address."""
        session, pulse = moment.session, moment.pulse
        if session.now.at.kind != FINISH or not pulse.address:
            return space, end
        return share.draw(sheet, space, session, pulse, end, bare=True)


class _Brief(View):
    """Page one without rules: a quiet name, and beneath it one line each."""

    def arranged(self, moment: Moment, *, wide: bool) -> tuple[Block, ...]:
        return tuple(sorted(moment.shown, key=_place))

    def drawer(self, block: Block) -> Drawer:
        return _said if isinstance(block, Statement) else _named if _items(block) else super().drawer(block)


BRIEF = _Brief()


def _place(block: Block) -> int:
    return next((place for place, kind in enumerate(ORDER) if isinstance(block, kind)), len(ORDER))


def _items(block: Block) -> tuple[Item, ...]:
    """A block as one line each: its handle, its words, and what stands at the end; nothing where it is none of those."""
    match block:
        case Bars():
            return tuple(Item(handle, text, str(number)) for handle, text, number in block.lines)
        case Actions():
            return tuple(Item(row[0], row[1], row[2]) for row in block.rows)
        case Cards():
            return tuple(Item(card.handle, card.title, card.status) for card in block.cards)
        case Text():
            return tuple(Item("", words) for words in block.paragraphs)
        case Listing():
            return block.items
    return ()


def _said(block: Statement, sheet: Sheet, area: Area, looking: Looking) -> int:
    """The words alone."""
    lines = wrap(block.text, area.width)
    for number, line in enumerate(lines):
        sheet.put(area.x, area.y + number, line, bold=True)
    return len(lines)


def _named(block: Block, sheet: Sheet, area: Area, looking: Looking) -> int:
    """A quiet name, and the lines beneath it."""
    sheet.put(area.x, area.y, cut(block.title, area.width), "quiet")
    y = area.y + 1
    for item in _items(block):
        end = item.detail if width(item.detail) <= area.width // 4 else ""
        sheet.put_right(area.x + GUTTER - 2, y, item.handle, bold=True)
        sheet.put_right(area.x + area.width, y, end, "quiet")
        start = area.x + (GUTTER if item.handle else 2)
        for line in wrap(item.text, area.x + area.width - start - (width(end) + 2 if end else 0)):
            sheet.put(start, y, line)
            y += 1
    return y - area.y
