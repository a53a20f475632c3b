"""Joining, on a wall of its own: the code to scan, the digits to type, and what has arrived from a phone."""

from __future__ import annotations

from collections.abc import Sequence

from screens import digits, qr, share
from screens.cells import cut, wrap
from screens.frame import Space, footer, title, typing
from screens.joining import put_code, short
from screens.messages import SummaryWanted
from screens.sheet import Sheet
from screens.summary import SummaryScreen
from sessions.acts import Local

NO_PHONE = "No phone? Nothing is lost: a card, or your neighbour's phone."
UNSERVED = "Phones cannot join: this machine has no network, or was started without its pages. Cards and hands count the same."
FROM_AFAR = "Scans from about ten times its width."


class JoinScreen(SummaryScreen):
    """Shows how to join, as large as the wall allows, and to whoever sets up what has arrived from a phone."""

    NAME = "Joining"
    PURPOSE = (
        "The code to scan, the address and the six digits to type. What has arrived from a phone, and what to try "
        "where nothing does, stands beneath."
    )
    TYPED = (
        (
            "cop-tui open last --public-url https://…",
            "at the shell: the address of a server or proxy that phones reach",
        ),
    )

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the words at the left and the code at the right."""
        pulse, session = self.live.pulse, self.live.session
        end = typing(sheet, space, self.typing()) - 1
        title(sheet, space, "Join from your phone", session.community.name)
        where, y = short(pulse), space.top + 3
        found = share.code(pulse.address, pulse.doors.join, space, end) if where else None
        left = space._replace(taken=found.taken(space)) if found else space
        if found:
            top = y if y + found.rows <= end + 1 else space.top + 2
            qr.draw(sheet, space.right - found.columns, top, found.text, found.scale)
        if not where:
            for line in wrap(UNSERVED, min(66, space.across)):
                sheet.put(space.margin, y, line, bold=True)
                y += 1
            return
        x, across = left.margin, left.across
        sheet.put(x, y, "Scan, or type" if found else "Type", "quiet")
        sheet.put(x, y + 1, cut(where, across), bold=True)
        y += 3
        sheet.put(x, y, "and this code", "quiet")
        large = across >= digits.size(pulse.doors.code) + 4 and end - y > 12
        y += space.tall
        y += 2 + put_code(sheet, x, y + 1, pulse.doors.code, large=large)
        counted = session.attendance.no_phone
        told = [
            (NO_PHONE, "ink"),
            (f"{counted} here without a phone." if counted else "", "quiet"),
            (pulse.doors.canary, "quiet"),
        ]
        if found and space.tall:
            told.insert(1, (FROM_AFAR, "quiet"))
        for words, ink in told:
            lines = wrap(words, across) if words else ()
            if y + len(lines) > end:
                break
            for line in lines:
                sheet.put(x, y, line, ink)
                y += 1
            y += bool(lines)

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """The keys row."""
        return footer(self.ACTIONS, ("/summary", "summary", ""))

    def local(self, wish: Local) -> None:
        """Do what a line asks of this screen."""
        if wish.what == "summary":
            self.post_message(SummaryWanted())
        elif wish.what != "join":
            super().local(wish)

    def action_leaf(self, by: int) -> None:
        """Go back to the workshop: a clicker that is pressed here means to go on."""
        self.action_stay()
