"""The summary on the wall: page one in words, and the code that opens it on a phone. After the end, a thank-you."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work

from screens import blocks as drawers
from screens import share
from screens.actions import SUMMARY, in_words
from screens.blocks import pages
from screens.frame import Space, Typing, footer, typing
from screens.live_page import LivePage
from screens.messages import HistoryWanted, Left
from screens.sending import Sent
from screens.sheet import Area, Sheet
from sessions import summary
from sessions.acts import Local
from sessions.acts.notes import COMMENTS
from sessions.blocks import Listing
from sessions.errors import Problem
from sessions.events import Closed
from sessions.protocols import Wall

if TYPE_CHECKING:
    from sessions.live import Receipt

AGAIN = "Esc again shows the library, where other communities are named."
WAITING = "/summary comments"
ON_A_WALL = f"The room may be reading this screen. {WAITING} again shows them here."


class SummaryScreen(LivePage):
    """Shows what the workshop came to, and lets the room take it along."""

    NAME = "The summary"
    PURPOSE = (
        "What the workshop came to, and a code that opens it on a phone. /release opens its detail to readers. "
        "/close ends the session."
    )
    TYPED: ClassVar[tuple[tuple[str, str], ...]] = (
        ("/release", "opens the detail to readers, not page one alone"),
        (
            "/summary comments",
            "shows here what readers said that waits; /ok K1 lets readers see it, /erase K1 discards it for good",
        ),
        (
            "/export word mail",
            "writes it for Word and as a mail, among your documents: for absent colleagues, to send, save or print",
        ),
    )
    ACTIONS = SUMMARY

    _asked_for = _reads = False
    """Whether it was said that comments which wait would stand here, and whether they do."""

    @property
    def waiting(self) -> Listing:
        """The comments that wait."""
        return summary.waiting_comments(self.live.session)

    @property
    def reads(self) -> bool:
        """Whether the comments that wait stand here in place of page one."""
        return self._reads and bool(self.waiting.items)

    @property
    def again(self) -> str:
        """What a second press would do."""
        return in_words(AGAIN, self.ACTIONS)

    @property
    def wall(self) -> Wall:
        """What the walls are turned to: they show page one only once the session is over."""
        return super().wall if self.live.session.closed else Wall(self.blanked)

    # Drawing

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the words at the left and the code at the right."""
        end = typing(sheet, space, self.typing()) - 1
        space, end = share.draw(sheet, space, self.live.session, self.live.pulse, end)
        share.head(sheet, space, self.live.session)
        top = space.top + 3
        area = Area(space.margin, top, space.across, max(1, end - top))
        shown = (self.waiting,) if self.reads else self.moment.page_one
        pages.draw(shown, drawers.drawer, sheet, area, self.looking)

    def typing(self) -> Typing:
        """The capture line; once it is over, how those get the summary who are not in this room."""
        line = super().typing()
        if not (self.live.session.closed or self.capture.text.startswith("/")):
            line.label = "note"
        if self.capture.text or line.hint:
            return line
        if many := len(self.waiting.items):
            line.hint = "" if self.reads else f"{WAITING}: {many} wait{'s' if many == 1 else ''}"
        elif self.live.session.closed:
            line.hint = "/export word writes it"
        return line

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """The keys row: what ends the session, while it can be ended; or what becomes of a comment."""
        if self.reads:
            return [("/ok K1", "for readers", ""), ("/erase K1", "discards it", ""), ("Esc", "back", "stay")]
        if self.live.session.closed:
            more = [("PgDn", "page", "leaf(1)")] if self.looking.pages > 1 else []
            return [("Esc", "library", "stay"), *more, ("F6", "address", "address"), ("F1", "help", "help")]
        more = [("/close", "ends", "")]
        if not self.live.session.released:
            more.insert(0, ("/release", "opens detail", ""))
        return footer(SUMMARY, *more)

    # Keys

    def before_key(self, key: str, character: str | None) -> bool:
        """Let any other key than the one that leaves disarm it: a clicker sends that by turns with another."""
        if self.said == [self.again] and not any(
            key in one.key.split(",") for one in SUMMARY if one.id == "stay"
        ):
            self.say()
        return super().before_key(key, character)

    def kept(self, sent: Sent, receipt: Receipt) -> None:
        """Say what a line did; a session that is closed is seen from page one."""
        if any(isinstance(event, Closed) for event in receipt.entry.events):
            self.looking.page = 0
        super().kept(sent, receipt)

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
            self.looking.page, self._reads = 0, False
            if wish.text == COMMENTS:
                self._show_comments()
        else:
            super().local(wish)

    def _show_comments(self) -> None:
        """Show the comments that wait; where the room may be looking, only once that was said."""
        if not self.waiting.items:
            self.say("No comment waits.")
        elif self._asked_for or self.live.pulse.rooms:
            self._reads = True
        else:
            self._asked_for = True
            self.say(ON_A_WALL)

    def action_page(self, by: int) -> None:
        """Move in the line; on an empty one turn the page."""
        if self.capture.text:
            self.capture.key("left" if by < 0 else "right")
        else:
            self.looking.turn(by)
        self.redraw()

    def action_leaf(self, by: int) -> None:
        """Turn the page, and before the first one go back to the workshop."""
        if by < 0 and self.looking.page == 0 and not self.live.session.closed:
            self.action_stay()
        else:
            self.looking.turn(by)
            self.redraw()

    def action_stay(self) -> None:
        """Go back to the workshop. Once it is over, to the library at the second press; what is typed stays."""
        if self.reads:
            self._reads = self._asked_for = False
            self.looking.page = 0
            self.redraw()
        elif self.live.session.closed:
            if self.said == [self.again]:
                self.post_message(Left())
            else:
                self.say(self.again)
        elif self.capture.text or self.capture.pasted:
            super().action_stay()
        else:
            self.dismiss()

    def action_history(self) -> None:
        """Ask for the board as it was."""
        self.post_message(HistoryWanted())

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
