"""Numbers that are read from the back of the room: five rows high, drawn as ground, so that any terminal has them."""

from __future__ import annotations

from screens.sheet import Area, Sheet

ROWS, SMALL_ROWS = 5, 3
_HALVES = {("#", "#"): "█", ("#", "."): "▀", (".", "#"): "▄", (".", "."): " "}
_WIDE = 2
"""Columns of a dot, which makes it a square."""
_SHAPES = {
    "0": "### #.# #.# #.# ###", "1": "##. .#. .#. .#. ###", "2": "### ..# ### #.. ###", "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#", "5": "### #.. ### ..# ###", "6": "### #.. ### #.# ###", "7": "### ..# ..# .#. .#.",
    "8": "### #.# ### #.# ###", "9": "### #.# ### ..# ###", ":": ". # . # .",
}  # fmt: skip


def drawable(text: str) -> bool:
    """Whether a text is a number, or a time, that can be drawn."""
    return bool(text) and set(text) <= _SHAPES.keys()


def size(text: str) -> int:
    """Columns that a number takes."""
    return sum(_columns(letter) + 1 for letter in text) - 1 if text else 0


def draw(sheet: Sheet, x: int, y: int, text: str, ink: str = "ink") -> int:
    """Draw a number from its upper left corner on, and return the column after it."""
    for letter in text:
        for row, dots in enumerate(_SHAPES[letter].split()):
            for column, dot in enumerate(dots):
                if dot == "#":
                    sheet.fill(Area(x + column * _WIDE, y + row, _WIDE, 1), ink, "paper")
        x += _columns(letter) + 1
    return x - 1


def small(sheet: Sheet, x: int, y: int, text: str, ink: str = "ink") -> int:
    """Draw a number of three rows in half blocks, blanks left wide, and return the column after it."""
    for letter in text:
        if letter == " ":
            x += 2
            continue
        dots = [*_SHAPES[letter].split(), "..."]
        for row in range(SMALL_ROWS):
            halves = zip(dots[2 * row], dots[2 * row + 1], strict=False)
            sheet.put(x, y + row, "".join(_HALVES[half] for half in halves), ink, bold=True)
        x += len(dots[0]) + 1
    return x - 1


def _columns(letter: str) -> int:
    return _WIDE * len(_SHAPES[letter].split()[0])
