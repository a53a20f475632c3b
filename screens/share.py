"""The summary's code on the wall, with its address: what a room takes along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from screens import qr
from screens.cells import wrap
from screens.frame import Space
from screens.sheet import Sheet
from sessions.blocks import plural
from sessions.protocols import Pulse
from sessions.session import Session

NO_NETWORK = "No network: the summary is kept here and can be exported."
GAP = 3
"""Columns between the words and the code."""
Line = tuple[str, str, bool]
"""Words, the role of their ink, and whether they are bold."""


class Code(NamedTuple):
    """The code as it fits a screen."""

    text: str
    scale: int
    columns: int
    rows: int

    def taken(self, space: Space) -> int:
        """Columns that it takes with what is left free before it."""
        return self.columns + (2 * GAP if space.tall else GAP)


def code(session: Session, pulse: Pulse, space: Space, end: int) -> Code | None:
    """The code, as large as leaves room for words; None without a network or room above row `end`."""
    if not pulse.address:
        return None
    text = qr.payload(pulse.address, session.token)
    for scale in qr.scales():
        columns, rows = qr.size(text, scale)
        words = 50 if scale == 2 else 30
        if space.top + 1 + rows <= end + 1 and columns + GAP + words <= space.across:
            return Code(text, scale, columns, rows)
    return None


def draw(sheet: Sheet, space: Space, session: Session, pulse: Pulse, found: Code, end: int) -> bool:
    """Draw the code at the right edge above row `end`; whether there was room for what is said about it beneath."""
    x, y, lines = space.right - found.columns, space.top + 3, about(session, pulse, found, found.columns)
    beneath = space.tall and y + found.rows + 1 + len(lines) <= end
    if beneath:
        put(sheet, x, y + found.rows + 1, lines)
    else:
        y = space.top + 2 if space.top + 2 + found.rows <= end + 1 else space.top + 1
    qr.draw(sheet, x, y, found.text, found.scale)
    return beneath


def about(session: Session, pulse: Pulse, found: Code | None, across: int) -> list[Line]:
    """What stands with the code: the address, from how far it scans, how long it works."""
    if not pulse.address:
        return [(line, "ink", True) for line in wrap(NO_NETWORK, across)]
    address = f"{pulse.address.removeprefix('http://')}/s/{session.token}"
    lines = [("The summary", "ink", True), *((line, "ink", False) for line in wrap(address, across))]
    told = [
        "Scans from about ten times its width, nearer where the projector is dim."
        if found
        else "Make the window taller for its code."
    ]
    told.append(
        "Works while we are in this room." if not session.released else "Its detail is open to readers."
    )
    if session.comments:
        told.append(f"{plural(len(session.comments), 'comment')} so far.")
    return [*lines, *((line, "quiet", False) for words in told for line in wrap(words, across))]


def put(sheet: Sheet, x: int, y: int, lines: Sequence[Line]) -> None:
    """Write lines one beneath another."""
    for number, (words, ink, bold) in enumerate(lines):
        sheet.put(x, y + number, words, ink, bold=bold)
