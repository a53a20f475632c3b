"""Pages that are only read, a screenful at a time."""

from __future__ import annotations

from screens.actions import READING, bindings
from screens.frame import Space, footer, keys_row, pairs, title
from screens.page import Page
from screens.sheet import Area, Sheet

LONGEST = 400


class ReadingScreen(Page):
    """Shows something long."""

    ACTIONS = READING
    BINDINGS = bindings(READING)
    HEAD = ""

    page, pages = 0, 1

    def write(self, sheet: Sheet, across: int) -> int:
        """Write everything on a sheet of this width, and return the rows it took."""
        raise NotImplementedError

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the page that is read."""
        title(sheet, space, self.HEAD)
        top = space.top + 3
        deep = space.keys - 1 - top
        across = min(space.across, 110)
        scratch = Sheet(across, LONGEST)
        used = self.write(scratch, across)
        self.pages = max(1, -(-used // deep))
        self.page = max(0, min(self.page, self.pages - 1))
        sheet.paste(scratch, Area(space.margin, top, across, deep), self.page * deep)
        pairs(sheet, space.right, space.top, [(str(self.page + 1), f"of {self.pages}")])
        keys_row(sheet, space, footer(READING))

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row."""
        return [("↑↓", "page", "page(1)"), ("Esc", "back", "stay")]

    def action_page(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, min(self.pages - 1, self.page + by))
        self.redraw()

    def action_stay(self) -> None:
        """Go back."""
        self.dismiss()

    def typed(self) -> None:
        """Nothing is typed here."""
        self.capture.put("")
