"""A code to scan, in cells: black on white whatever the theme, since many cameras fail at the reverse."""

from __future__ import annotations

from functools import lru_cache

from screens import glyphs
from screens.sheet import Look, Sheet

QUIET = 4
"""Modules left white around the code; scanners need them."""
BLACK, WHITE = Look("black", "black"), Look("black", "white")


@lru_cache(maxsize=8)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code for a text, quiet zone included, True where it is black."""
    from qrcode import constants  # noqa: PLC0415  (not needed before a code is shown)
    from qrcode.main import QRCode  # noqa: PLC0415

    code = QRCode(border=QUIET, error_correction=constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def scales() -> tuple[int, ...]:
    """The scales that can be drawn, the largest first: half rows need glyphs beyond ASCII."""
    return (2,) if glyphs.spare() else (2, 1)


def size(text: str, scale: int = 0) -> tuple[int, int]:
    """Columns and rows of a code: half a row a module, or at scale 2 two columns by one row; at 0 the smaller one."""
    count = len(modules(text))
    return (2 * count, count) if (scale or scales()[-1]) == 2 else (count, (count + 1) // 2)


def draw(sheet: Sheet, x: int, y: int, text: str, scale: int = 0) -> None:
    """Draw a code with its upper left corner at x, y."""
    code = modules(text)
    white = (False,) * len(code)
    if (scale or scales()[-1]) == 2:
        for number, row in enumerate(code):
            cells = [(" ", BLACK if module else WHITE) for module in row for _ in range(2)]
            sheet.rows[y + number][x : x + len(cells)] = cells
        return
    for number in range((len(code) + 1) // 2):
        upper = code[2 * number]
        lower = code[2 * number + 1] if 2 * number + 1 < len(code) else white
        halves = zip(upper, lower, strict=True)
        sheet.rows[y + number][x : x + len(code)] = [_cell(*pair) for pair in halves]


def _cell(upper: bool, lower: bool) -> tuple[str, Look]:
    if upper and lower:
        return " ", BLACK
    return ("▀" if upper else "▄" if lower else " "), WHITE
