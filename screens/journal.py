"""Journal: the questions with air round them and nothing else to look at; what is shared stands beneath, or overleaf."""

from __future__ import annotations

from screens.blocks.looking import Looking
from screens.blocks.pages import Drawer
from screens.cells import wrap
from screens.sheet import Area, Sheet
from screens.view import View
from sessions.blocks import Block, Listing

ACROSS = 58
"""Columns of a question at most, so that the back row reads short lines."""
GUTTER = 5


class JournalView(View):
    """Gives the questions room."""

    def drawer(self, block: Block) -> Drawer:
        """Questions have neither a title nor what stands at the end of a line."""
        if isinstance(block, Listing) and not block.title:
            return questions
        return super().drawer(block)


def questions(block: Listing, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw questions with a blank row between, two where there is room for air."""
    y = area.y
    for number, item in enumerate(block.items):
        y += (1 + sheet.airy) * (number > 0)
        sheet.put_right(area.x + GUTTER - 2, y, item.handle, "accent", bold=True)
        for line in wrap(item.text, min(ACROSS, area.width - GUTTER)):
            sheet.put(area.x + GUTTER, y, line)
            y += 1
    return min(area.height, y - area.y)
