"""The help page of a screen: what it is for, its keys, and every line that begins with a slash."""

from __future__ import annotations

from screens.actions import Action
from screens.cells import width, wrap
from screens.page import Page
from screens.reading import ReadingScreen
from screens.sheet import Sheet
from sessions.acts import ACTS

NOTES = (
    ("any words", "keeps a note in the present lane"),
    ("@risk any words", "keeps it in the lane that begins so"),
    ("amina: any words", "keeps it as said by her, where names are kept"),
    ("//any words", "keeps a note that begins with a slash"),
)
"""Lines that are notes, beside those of the table of acts."""


class HelpScreen(ReadingScreen):
    """Tells what a screen is for and how it is worked."""

    NAME = "Help"

    def __init__(self, of: type[Page], *, lines: bool) -> None:
        """Make the help page of a screen.

        Args:
            of: The screen.
            lines: Whether it takes scribe lines.
        """
        super().__init__()
        self._of, self._lines = of, lines
        self.HEAD = f"Help: {of.NAME}"

    def write(self, sheet: Sheet, across: int) -> int:
        """Write purpose, keys and lines."""
        y = 0
        for line in wrap(self._of.PURPOSE, across):
            sheet.put(0, y, line, bold=True)
            y += 1
        y = _part(sheet, y + 1, across, "Keys")
        for action in self._of.ACTIONS:
            y = _pair(sheet, y, across, action.cap, _help(action))
        if not self._lines:
            return y
        y = _part(sheet, y + 1, across, "Lines")
        for line, what in NOTES:
            y = _pair(sheet, y, across, line, what, wide=24)
        for act in ACTS:
            y = _pair(sheet, y, across, act.example, f"{act.help} · {act.usage}", wide=24)
        return y


def _help(action: Action) -> str:
    return f"{action.help} · {action.slash}" if action.slash else action.help


def _part(sheet: Sheet, y: int, across: int, name: str) -> int:
    sheet.put(0, y, name, bold=True)
    sheet.put(0, y + 1, "─" * across, "rule")
    return y + 2


def _pair(sheet: Sheet, y: int, across: int, left: str, right: str, *, wide: int = 10) -> int:
    """A key or line, and what it does beside it, or beneath it where it is long."""
    lines = wrap(left, across)
    for number, line in enumerate(lines):
        sheet.put(0, y + number, line, bold=True)
    y += len(lines) - (width(left) < wide)
    for line in wrap(right, across - wide):
        sheet.put(wide, y, line)
        y += 1
    return y
