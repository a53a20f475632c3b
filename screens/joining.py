"""How to join, as it is drawn: the code to scan, the address, and the digits to type."""

from __future__ import annotations

from screens import digits, glyphs, qr, share
from screens.cells import cut
from screens.frame import Space
from screens.sheet import Sheet
from sessions.protocols import Pulse


def short(pulse: Pulse) -> str:
    """The address as a person types it; "" where nobody can join."""
    return pulse.address.removeprefix("http://") if pulse.joinable else ""


def spaced(code: str) -> str:
    """Six digits in two groups, as they are read aloud."""
    return f"{code[:3]} {code[3:]}"


def beside(sheet: Sheet, space: Space, pulse: Pulse, end: int) -> tuple[Space, int]:
    """Draw the code beside the doors, and the digits beneath them, where there is room; returns what is left."""
    where = short(pulse)
    if not where:
        return space, end
    found = share.code(pulse.address, pulse.doors.join, space, end)
    left = space
    if found:
        y = space.top + (3 if space.tall else 2)
        y = y if y + found.rows <= end else space.top + 1
        qr.draw(sheet, space.right - found.columns, y, found.text, found.scale)
        left = space._replace(taken=space.taken + found.taken(space))
    deep = digits.SMALL_ROWS if not glyphs.spare() else 1
    top = end - deep - 1
    if top < space.board + 3 or left.across < 28:
        return left, end
    sheet.put(
        left.margin, top, cut(f"Scan, or type {where}" if found else f"Type {where}", left.across), bold=True
    )
    put_code(sheet, left.margin, top + 1, pulse.doors.code)
    return left, top - (1 if space.tall else 0)


def put_code(sheet: Sheet, x: int, y: int, code: str, *, large: bool = False) -> int:
    """The six digits, as large as can be; returns the rows that they took."""
    if large:
        end = digits.draw(sheet, x, y, code[:3], "accent")
        digits.draw(sheet, end + 4, y, code[3:], "accent")
        return digits.ROWS
    if glyphs.spare():
        sheet.put(x, y, spaced(code), "accent", bold=True)
        return 1
    digits.small(sheet, x, y, spaced(code), "accent")
    return digits.SMALL_ROWS
