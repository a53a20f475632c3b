"""Where tests and ripples are noted and rows are few, what is named by a letter stands in running lines above the rest."""

from __future__ import annotations

from collections.abc import Iterable

from screens import blocks as drawers
from screens.cells import cut, width
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Item, Listing

ROWS = 2
"""Rows that what is named may take."""
NAMED = ("first", "-themes")
"""What the ids of those listings end with."""
NAME, GAP = 28, 3
"""Columns of the longest name, and those between two."""


class FlowingView(View):
    """Puts names and their letters in running lines, so that what is typed about them is in sight."""

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw the names, and the blocks beneath; where rows are many, one block beneath another."""
        named = next((block for block in moment.shown if isinstance(block, Listing) and _named(block)), None)
        rest = tuple(block for block in moment.shown if block is not named)
        if named is None or sheet.airy or not rest:
            super().draw(moment, sheet, area, wide=wide)
            return
        used, left = _flow(named.items, named.title, sheet, area._replace(height=ROWS))
        rest = (*rest, named) if left else rest
        drawers.draw(rest, sheet, area.down(used + 1), moment.looking, self.drawer)


def _named(block: Listing) -> bool:
    """Whether a listing only says which letter means what: the themes, or those that come first, each in few words."""
    return block.id.endswith(NAMED) and all(width(item.text) <= NAME for item in block.items)


def _flow(items: Iterable[Item], title: str, sheet: Sheet, area: Area) -> tuple[int, int]:
    """Draw names with their handles, as many as there is room for; the rows they took, and how many there was none for."""
    x, y = sheet.put(area.x, area.y, title, "quiet") + GAP, area.y
    first, left = x, list(items)
    while left:
        item, last = left[0], y == area.end - 1
        more = f"… and {len(left) - 1} more"
        end = area.x + area.width - (GAP + width(more) if last and len(left) > 1 else 0)
        start = x + width(item.handle) + 1
        name = item.text if x > first else cut(item.text, end - start)
        if start + width(name) > end:
            if last:
                sheet.put(x, y, f"… and {len(left)} more", "quiet")
                break
            x, y = first, y + 1
            continue
        sheet.put(x, y, item.handle, "accent", bold=True)
        x = sheet.put(start, y, name) + GAP
        left.pop(0)
    return y + 1 - area.y, len(left)
