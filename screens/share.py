"""The summary's code on the wall, with its address: what a room takes along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from screens import qr
from screens.cells import cut, width, wrap
from screens.frame import Space
from screens.sheet import Sheet
from sessions import dates, scanning
from sessions.blocks import plural
from sessions.protocols import Pulse
from sessions.seeing import comments
from sessions.session import Session

NO_NETWORK = "No network: the summary is kept here and can be exported."
UNSHARED = "The summary has no address now. /share gives it one."
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


def code(address: str, path: str, space: Space, end: int) -> Code | None:
    """The code of a page, as large as leaves room for words; None without a network or room above row `end`."""
    if not address or not path:
        return None
    text = scanning.payload(address, path)
    for scale in qr.scales():
        columns, rows = qr.size(text, scale)
        words = 50 if scale == 2 else 30
        if space.top + 1 + rows <= end + 1 and columns + GAP + words <= space.across:
            return Code(text, scale, columns, rows)
    return None


def draw(
    sheet: Sheet, space: Space, session: Session, pulse: Pulse, end: int, *, bare: bool = False
) -> tuple[Space, int]:
    """Draw the code at the right edge above row `end`, and what is said about it beneath it, else beneath the words.

    Args:
        sheet: Where to draw.
        space: How the screen is divided.
        session: Whose summary it is.
        pulse: Where the site is.
        end: The row above which all of it stands.
        bare: Whether beneath the words only the address stands.

    Returns:
        The space that is left for the words, and the row before which they end.
    """
    found = code(pulse.address, session.summary_path, space, end)
    left = space._replace(taken=space.taken + found.taken(space)) if found else space
    if not (found and _placed(sheet, space, session, pulse, found, end)):
        if bare:
            lines = [(line, "ink", False) for line in wrap(address(session, pulse), left.across)]
        else:
            lines = about(session, pulse, found, left.across, brief=not space.tall)
        end = end - len(lines) - bool(lines)
        put(sheet, space.margin, end + bool(lines), lines)
    return left, end


def _placed(sheet: Sheet, space: Space, session: Session, pulse: Pulse, found: Code, end: int) -> bool:
    """Draw the code; whether there was room beneath for what is said about it, if only the most needed."""
    x, y = space.right - found.columns, space.top + 3
    for brief in (False, True):
        lines = about(session, pulse, found, found.columns, brief=brief)
        if space.tall and y + found.rows + 1 + len(lines) <= end:
            put(sheet, x, y + found.rows + 1, lines)
            qr.draw(sheet, x, y, found.text, found.scale)
            return True
    # A row less would leave it where it is while something is said above the line: eyes and phones are on it.
    y = space.top + 2 if space.top + 3 + found.rows <= end + 1 else space.top + 1
    qr.draw(sheet, x, y, found.text, found.scale)
    return False


def head(sheet: Sheet, space: Space, session: Session) -> None:
    """What is taken along, from whom, and when it was said; once it is over, thanks."""
    x, right = space.margin, space.right
    thanks = f"Thank you, all {session.here}." if session.here > 1 else "Thank you."
    x = sheet.put(x, space.top, thanks if session.closed else "The summary", bold=True)
    start = sheet.put_right(right, space.top, _day(session.date, right - x - 2), "quiet")
    room = start - x - 6
    if room > 10:
        whole = f"{session.community.name} · {session.title}"
        sheet.put(x + 3, space.top, whole if width(whole) <= room else cut(session.community.name, room))
    sheet.put(space.margin, space.top + 1, "─" * space.across, "rule")


def _day(date: str, room: int) -> str:
    """A day in words, as much of it as fits: without its year, then without its weekday."""
    whole = dates.in_words(date)
    short = whole.rpartition(" ")[0]
    return next((words for words in (whole, short, short.partition(" ")[2]) if width(words) <= room), "")


def address(session: Session, pulse: Pulse) -> str:
    """Where the summary is, as a person types it; "" without a network."""
    shared = pulse.address and session.summary_path
    return f"{pulse.address.removeprefix('http://')}/{session.summary_path}" if shared else ""


def about(
    session: Session, pulse: Pulse, found: Code | None, across: int, *, brief: bool = False
) -> list[Line]:
    """What stands with the code: the address, from how far it scans unless that is too much, how long it works."""
    if not session.token:
        return [(line, "ink", True) for line in wrap(UNSHARED, across)]
    if not pulse.address:
        return [(line, "ink", True) for line in wrap(NO_NETWORK, across)]
    where = address(session, pulse)
    lines = [("The summary", "ink", True), *((line, "ink", False) for line in wrap(where, across))]
    told = [] if found else ["Make the window taller for its code."]
    if found and not brief:
        told = ["Scans from about ten times its width, nearer where the projector is dim."]
    if found or not brief:
        told.append("Works while we are in this room.")
    if session.released:
        told.append("Its detail is open to readers.")
    if (said := comments(session)) and not brief:
        told.append(f"{plural(len(said), 'comment')} so far.")
    return [*lines, *((line, "quiet", False) for words in told for line in wrap(words, across))]


def put(sheet: Sheet, x: int, y: int, lines: Sequence[Line]) -> None:
    """Write lines one beneath another."""
    for number, (words, ink, bold) in enumerate(lines):
        sheet.put(x, y + number, words, ink, bold=bold)
