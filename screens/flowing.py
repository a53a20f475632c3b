"""Where tests and ripples are noted, what is named by a letter stands in running lines above the rest."""

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
"""What the ids of the listings end with that only say which letter means what."""
NAME, GAP = 28, 3
"""Columns of the longest name, and those between two."""


class FlowingView(View):
    """Puts names and their letters in running lines, so that what is typed about them is in sight."""

    def draw(self, moment: Moment, sheet: Sheet, area: Area, *, wide: bool) -> None:
        """Draw the names, and the blocks beneath; else one block beneath another."""
        named = next(
            (one for one in moment.shown if isinstance(one, Listing) and one.id.endswith(NAMED)), None
        )
        rest = tuple(block for block in moment.shown if block is not named)
        if named is None or not rest:
            super().draw(moment, sheet, area, wide=wide)
            return
        used, whole = _flow(named.items, named.title, sheet, area._replace(height=ROWS + sheet.airy))
        rest = rest if whole else (*rest, named)
        drawers.draw(rest, sheet, area.down(used + 1 + sheet.airy), moment.looking, self.drawer)


def _flow(items: Iterable[Item], title: str, sheet: Sheet, area: Area) -> tuple[int, bool]:
    """Draw names with their handles, as far as there is room; the rows they took, and whether that is all of them."""
    x, y = sheet.put(area.x, area.y, title, "quiet") + GAP, area.y
    first, left, whole = x, list(items), True
    while left:
        item, last = left[0], y == area.end - 1
        more = f"… and {len(left) - 1} more"
        end = area.x + area.width - (GAP + width(more) if last and len(left) > 1 else 0)
        start = x + width(item.handle) + 1
        name = cut(item.text, NAME if x > first else min(NAME, end - start))
        if start + width(name) > end:
            if last:
                sheet.put(x, y, f"… and {len(left)} more", "quiet")
                break
            x, y = first, y + 1
            continue
        sheet.put(x, y, item.handle, "accent", bold=True)
        x = sheet.put(start, y, name) + GAP
        left.pop(0)
        whole = whole and name == item.text
    return y + 1 - area.y, whole and not left
