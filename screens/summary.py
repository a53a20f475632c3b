"""The summary on the wall: page one in words, and the code that opens it on a phone. After the end, a thank-you."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import work

from screens import blocks as drawers
from screens import qr
from screens.actions import SUMMARY, bindings
from screens.blocks import pages
from screens.blocks.looking import Looking
from screens.cells import cut, wrap
from screens.frame import Space, footer, pairs, typing
from screens.live_page import LivePage
from screens.messages import Left
from screens.sheet import Area, Sheet
from sessions.acts import Local
from sessions.blocks import plural
from sessions.errors import Problem
from sessions.summary import date_in_words, page_one

"""Rows that page one may have in all."""
NO_NETWORK = "No network: the summary is kept here and can be exported."


class Code(NamedTuple):
    """The code as it fits a screen."""

    text: str
    scale: int
    columns: int
    rows: int


class SummaryScreen(LivePage):
    """Shows what the workshop came to, and lets the room take it along."""

    NAME = "The summary"
    PURPOSE = (
        "What the workshop came to, and a code that opens it on a phone. /release opens its detail to readers. "
        "/close ends the session."
    )
    ACTIONS = SUMMARY
    BINDINGS = bindings(SUMMARY)

    page, pages = 0, 1

    # Drawing

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the words at the left and the code at the right."""
        end = typing(sheet, space, self.typing()) - 1
        code = self._code(space, end)
        across = space.across - (code.columns + 3 if code else 0)
        self._head(sheet, space, space.margin + across if code else space.right)
        last = end
        if code is None or not self._beneath(sheet, space, code, end):
            about = self._about(code, across)
            last = end - len(about) - 1
            _put(sheet, space.margin, last + 1, about)
            if code:
                y = space.top + 2 if space.top + 2 + code.rows <= end + 1 else space.top + 1
                qr.draw(sheet, space.right - code.columns, y, code.text, code.scale)
        top = space.top + 3
        self._words(sheet, Area(space.margin, top, across, last - top))

    def _beneath(self, sheet: Sheet, space: Space, code: Code, end: int) -> bool:
        """Draw the code with its address beneath, where there is room for both."""
        about = self._about(code, code.columns)
        x, top = space.right - code.columns, space.top + 3
        if not space.tall or top + code.rows + 1 + len(about) > end:
            return False
        qr.draw(sheet, x, top, code.text, code.scale)
        _put(sheet, x, top + code.rows + 1, about)
        return True

    def _head(self, sheet: Sheet, space: Space, right: int) -> None:
        session = self.live.session
        closed = bool(session.closed)
        name = "Thank you" if closed else "The summary"
        x = sheet.put(space.margin, space.top, name, bold=True)
        day = date_in_words(session.date)
        start = sheet.put_right(right, space.top, cut(day, max(0, right - x - 3)), "quiet")
        community = f"{session.community.name} · {session.title}"
        if start - x - 6 > 10:
            sheet.put(x + 3, space.top, cut(community, start - x - 6))
        sheet.put(space.margin, space.top + 1, "─" * (right - space.margin), "rule")

    def _words(self, sheet: Sheet, area: Area) -> None:
        """Page one, a page of it where it is long."""
        deep = max(1, area.height)
        scratch, used = self._written(sheet.airy, area.width, pages.LONGEST)
        if used > deep:
            deep = max(1, deep - 1)
            scratch, used = self._written(sheet.airy, area.width, deep)
        self.pages = max(1, -(-used // deep))
        self.page = max(0, min(self.page, self.pages - 1))
        sheet.paste(scratch, Area(area.x, area.y, area.width, deep), self.page * deep)
        if self.pages > 1:
            counts = [(str(self.page + 1), f"of {self.pages} pages")]
            pairs(sheet, area.x + area.width, area.end - 1, counts)

    def _written(self, airy: bool, across: int, deep: int) -> tuple[Sheet, int]:
        """Page one on a long sheet, and the rows it took; a block that a page would part begins the next one."""
        here = self.live.session.here
        closed = bool(self.live.session.closed)
        found = pages.written(
            page_one(self.live.session, "wall"), drawers.drawer, Looking(),
            airy=airy, across=across, deep=deep, first=2 if closed else 0,
        )  # fmt: skip
        scratch, used = found
        if closed:
            scratch.put(0, 0, f"Thank you, all {here}." if here > 1 else "Thank you.", bold=True)
        return scratch, used

    def _code(self, space: Space, end: int) -> Code | None:
        """The code, as large as leaves room for words; None without a network or room above row `end`."""
        pulse, session = self.live.pulse, self.live.session
        if not pulse.address:
            return None
        text = qr.payload(pulse.address, session.token)
        for scale, words in ((2, 50), (1, 30)):
            columns, rows = qr.size(text, scale)
            if space.top + 1 + rows <= end + 1 and columns + 3 + words <= space.across:
                return Code(text, scale, columns, rows)
        return None

    def _about(self, code: Code | None, across: int) -> list[tuple[str, str, bool]]:
        """What stands with the code: the address, from how far it scans, how long it works."""
        pulse, session = self.live.pulse, self.live.session
        if not pulse.address:
            return [(line, "ink", True) for line in wrap(NO_NETWORK, across)]
        address = f"{pulse.address.removeprefix('http://')}/s/{session.token}"
        lines = [("The summary", "ink", True), *((line, "ink", False) for line in wrap(address, across))]
        told = [
            "Scans from about ten times its width, nearer where the projector is dim."
            if code
            else "Make the window taller for its code."
        ]
        told.append(
            "Works while we are in this room." if not session.released else "Its detail is open to readers."
        )
        if session.comments:
            told.append(f"{plural(len(session.comments), 'comment')} so far.")
        return [*lines, *((line, "quiet", False) for words in told for line in wrap(words, across))]

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """The keys row: what ends the session, while it can be ended."""
        if self.live.session.closed:
            more = [("PgDn", "page", "leaf(1)")] if self.pages > 1 else []
            return [("Esc", "library", "stay"), *more, ("F6", "address", "address"), ("F1", "help", "help")]
        more = [("/close", "ends", "")]
        if not self.live.session.released:
            more.insert(0, ("/release", "detail", ""))
        return footer(SUMMARY, *more)

    # Keys

    def action_keep(self) -> None:
        """Do the line."""
        self.notices.clear()
        if self.capture.pasted:
            self.keep_pasted()
        elif self.capture.text.strip():
            self.submit(self.capture.text)
        self.redraw()

    def local(self, wish: Local) -> None:
        """Do what a line asks of this screen."""
        if wish.what in ("summary", "board"):
            self.page = 0
        else:
            super().local(wish)

    def action_page(self, by: int) -> None:
        """Move in the line; on an empty one turn the page."""
        if self.capture.text:
            self.capture.key("left" if by < 0 else "right")
        else:
            self.page = max(0, min(self.pages - 1, self.page + by))
        self.redraw()

    def action_leaf(self, by: int) -> None:
        """Turn the page, and before the first one go back to the workshop."""
        if by < 0 and self.page == 0 and not self.live.session.closed:
            self.action_stay()
        else:
            self.page = max(0, min(self.pages - 1, self.page + by))
            self.redraw()

    def action_stay(self) -> None:
        """Go back to the workshop, or once it is over to the library. What is typed stays till it is sent."""
        if self.live.session.closed:
            self.post_message(Left())
        elif self.capture.text or self.capture.pasted:
            super().action_stay()
        else:
            self.dismiss()

    @work(group="address")
    async def action_address(self) -> None:
        """Take another address of this machine."""
        before = self.live.pulse.address
        try:
            if (await self.live.ask("address")).get("address") == before:
                self.say("There is no other address.")
        except Problem as problem:
            self.say(problem.sentence)
        self.redraw()


def _put(sheet: Sheet, x: int, y: int, lines: Sequence[tuple[str, str, bool]]) -> None:
    for number, (words, ink, bold) in enumerate(lines):
        sheet.put(x, y + number, words, ink, bold=bold)
