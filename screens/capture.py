"""The line that is typed on: its text, its cursor, and how it wraps."""

from __future__ import annotations

from screens.cells import letters
from sessions.clean import clean

ROWS = 3
"""Rows that a long line may grow to; beyond them it scrolls."""


class Capture:
    """A line being typed. What is pasted into it is cleaned as it comes."""

    def __init__(self) -> None:
        self.text = ""
        self.at = 0
        """Where the cursor stands, in letters."""
        self.pasted: tuple[str, ...] = ()
        """Several lines that were pasted, and wait to be kept as that many notes."""

    @property
    def ends(self) -> bool:
        """Whether the cursor stands at the end."""
        return self.at == len(self.text)

    def put(self, text: str) -> None:
        """Have another text in the line, the cursor at its end."""
        self.text, self.at = text, len(text)

    def take(self) -> str:
        """Take the text out of the line."""
        text = self.text
        self.put("")
        return text

    def insert(self, text: str) -> None:
        """Write at the cursor."""
        self.text = self.text[: self.at] + text + self.text[self.at :]
        self.at += len(text)

    def paste(self, text: str) -> None:
        """Put in what was pasted: one line at the cursor, several aside until they are kept."""
        lines = [line for one in clean(text, lines=True).split("\n") if (line := one.strip())]
        if len(lines) > 1:
            self.pasted = (*self.pasted, *lines)
        elif lines:
            self.insert(lines[0])

    def join(self) -> None:
        """Make one line of what was pasted, so that nothing of it is lost."""
        pasted, self.pasted = self.pasted, ()
        if pasted:
            space = " " if self.text and not self.text.endswith(" ") else ""
            self.put(self.text + space + " ".join(pasted))

    def key(self, key: str) -> bool:
        """Edit by a key; False where it is none that edits."""
        match key:
            case "left":
                self.at -= self._letter_before()
            case "right":
                self.at += self._letter_after()
            case "home" | "ctrl+a":
                self.at = 0
            case "end" | "ctrl+e":
                self.at = len(self.text)
            case "backspace" | "ctrl+h":
                self._drop(self.at - self._letter_before(), self.at)
            case "delete":
                self._drop(self.at, self.at + self._letter_after())
            case "ctrl+w":
                start = self.text[: self.at].rstrip().rfind(" ") + 1
                self._drop(start, self.at)
            case "ctrl+u":
                self._drop(0, self.at)
            case "ctrl+k":
                self._drop(self.at, len(self.text))
            case _:
                return False
        return True

    def rows(self, room: int) -> tuple[list[str], tuple[int, int]]:
        """The line in rows of `room` cells, the last ones round the cursor, and where that stands (x, y).

        Rows break behind a blank, and within a word only where it is too long for one.
        """
        rows: list[list[tuple[str, int]]] = [[]]
        for letter, cells in letters(self.text):
            row = rows[-1]
            if sum(many for _, many in row) + cells > room + (letter == " "):  # one blank may hang over
                blank = max((place for place, (one, _) in enumerate(row, 1) if one == " "), default=0)
                rows[-1], begun = (row[:blank], row[blank:]) if blank else (row, [])
                rows.append(begun)
            rows[-1].append((letter, cells))
        if sum(cells for _, cells in rows[-1]) >= room:
            rows.append([])
        x, y = self._cursor(rows)
        first = max(0, y - ROWS + 1)
        return ["".join(letter for letter, _ in row) for row in rows[first : first + ROWS]], (x, y - first)

    def _cursor(self, rows: list[list[tuple[str, int]]]) -> tuple[int, int]:
        """The column and the row in which the cursor stands."""
        seen = 0
        for y, row in enumerate(rows):
            x = 0
            for letter, cells in row:
                if seen >= self.at:
                    return x, y
                x, seen = x + cells, seen + len(letter)
        return sum(cells for _, cells in rows[-1]), len(rows) - 1

    def _letter_before(self) -> int:
        before = letters(self.text[: self.at])
        return len(before[-1][0]) if before else 0

    def _letter_after(self) -> int:
        after = letters(self.text[self.at :])
        return len(after[0][0]) if after else 0

    def _drop(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.at = start
