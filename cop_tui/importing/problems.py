"""What is wrong with a file, told all at once, so that it need not be mended one mistake at a time."""

from __future__ import annotations

from sessions.clean import clean
from sessions.errors import Malformed

MOST_TOLD = 10
"""Problems told one by one; of the others only how many there are."""
NOTHING = "Nothing was imported."
"""The end of every sentence about a file that was not taken."""
_SHORT = 30


class Problems:
    """Everything that is wrong with a file, in the order of its rows; row 0 is all of it."""

    def __init__(self, file: str) -> None:
        self.file = clean(file) or "the file"
        self._told: list[tuple[int, str]] = []

    def add(self, row: int, what: str, column: str = "") -> None:
        """Note what is wrong, in a sentence without its place."""
        self._told.append((row, f"{self.place(row, column)}: {what}"))

    def place(self, row: int, column: str = "") -> str:
        """A place as sentences name it: "notes.csv, row 7, author"."""
        return self.file + (f", row {row}" if row else "") + (f", {column}" if column else "")

    def refused(self) -> Malformed:
        """The problem that tells of them all."""
        lines = [line for _, line in sorted(self._told, key=lambda one: one[0])]
        if more := len(lines[MOST_TOLD:]):
            lines[MOST_TOLD:] = [f"There {'is' if more == 1 else 'are'} {more:,} more."]
        return Malformed("\n".join([*lines, NOTHING]))

    def last(self, row: int, what: str) -> Malformed:
        """The problem that tells of them all and of one more, after which nothing can be read."""
        self.add(row, what)
        return self.refused()

    def refuse_if_any(self) -> None:
        """Go on only where nothing is wrong.

        Raises:
            Malformed: if something is.
        """
        if self._told:
            raise self.refused()


def short(text: str) -> str:
    """What stands in a file, short enough for a sentence."""
    text = clean(text)
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
