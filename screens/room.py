"""The room view: what is on, large and calm, with no line and no keys.

In a terminal of its own it only shows. Over the facilitator's screen a clicker still leads through it, and
whatever is typed is typed at the screen beneath, which comes back for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from screens import blocks as drawers
from screens import digits, share
from screens.actions import NEXT, ROOM, SHOWN, in_words
from screens.blocks import pages
from screens.cells import cut
from screens.following import FollowingPage
from screens.frame import WIDE, Space, question, too_small
from screens.messages import Departed
from screens.sheet import Area, Sheet
from screens.times import draw_break, draw_clock, draw_steps, rounds_in_words
from screens.views import view
from sessions.blocks import Board, Prompt
from sessions.moves import left, left_in_words
from sessions.protocols import Wall

if TYPE_CHECKING:
    from screens.activity import ActivityScreen
    from sessions.live import Live

SIDE = 32
"""Columns for the time in large digits, where the window is wide."""
AGAIN = "Esc again leaves the room view"


class RoomScreen(FollowingPage):
    """Shows the room what is on, in a terminal of its own. It changes nothing, whatever is pressed."""

    NAME = "The room view"
    PURPOSE = "What is on, large and calm. It is led from another terminal; here . or F4 blanks, q leaves."
    ACTIONS = SHOWN
    BLANKS = (".", "b")

    def __init__(self, live: Live, clock: Callable[[], int]) -> None:
        super().__init__(live, clock)
        self._place = ("", -1)
        self._led = Wall()

    def redraw(self) -> None:
        """Show this moment: another step from its beginning, and what the facilitator turned to."""
        session = self.live.session
        if (place := (session.activity, session.now.step)) != self._place:
            self._place = place
            self.looking.forget()
        if (led := self.led) != self._led:
            self._led = led
            board = self.moment.find(Board)
            self.looking.follow(led, board.lanes if board else ())
        super().redraw()

    @property
    def led(self) -> Wall:
        """What the facilitator looks at."""
        return self.live.pulse.wall

    # Drawing

    def draw(self, size: tuple[int, int] | None = None) -> Sheet:
        """The sheet of this moment; nothing in it can be clicked."""
        if self.blanked:
            return super().draw(size)
        width, height = size or self.size
        if self.led.blanked:
            return Sheet(width, height)
        sheet, space = Sheet(width, height), Space(width, height)
        if space.small:
            too_small(sheet, space)
        elif self.live.session.closed:
            self._thanks(sheet, space)
        else:
            self.paint(sheet, space)
        sheet.hits.clear()
        return sheet

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the frame and what is on, down to the last row."""
        session, now, moment = self.live.session, self.clock(), self.moment
        draw_clock(sheet, space, session, now)
        shows, end = view(session.now.kind), space.keys
        space, end = shows.aside(moment, sheet, space, end)
        draw_steps(sheet, space, session, drawers.counts(moment.blocks))
        prompt, top = moment.find(Prompt), space.board
        if prompt:
            helps = "   ".join(part for part in (rounds_in_words(session, now), prompt.privacy) if part)
            top += question(sheet, space, prompt.text, helps)
        across = space.across
        if (
            space.width >= WIDE
            and space.tall
            and session.started
            and not (session.paused_at or space.taken or shows.tells_time(moment))
        ):
            across -= SIDE + 4
            self._time(sheet, Area(space.right - SIDE, top, SIDE, end - top))
        board = Area(space.margin, top, across, end - top - 1)
        if session.paused_at:
            draw_break(sheet, board, session, now)
        else:
            shows.draw(moment, sheet, board, wide=False)
        foot, ink = self.foot()
        sheet.put(space.margin, space.keys, cut(foot, space.across), ink, bold=ink == "accent")

    def foot(self) -> tuple[str, str]:
        """What stands in the last row, and its ink."""
        said = self.said[-1] if self.said else self.live.pulse.trouble
        return said, "quiet"

    def _time(self, sheet: Sheet, area: Area) -> None:
        """The time that is left, to be read from the back row."""
        number, _, word = left_in_words(left(self.live.session, self.clock())).partition(" ")
        sheet.put(area.x, area.y, "Time left" if word.endswith("left") else "Time over", "quiet")
        end = digits.draw(sheet, area.x, area.y + 2, number)
        sheet.put(end + 2, area.y + 1 + digits.ROWS, "min" if ":" not in number else "", bold=True)

    def _thanks(self, sheet: Sheet, space: Space) -> None:
        """Thank everyone, with what they came to and its code to take along."""
        session, pulse = self.live.session, self.live.pulse
        space, end = share.draw(sheet, space, session, pulse, space.keys)
        share.head(sheet, space, session)
        top = space.top + 3
        area = Area(space.margin, top, space.across, max(1, end - top))
        pages.draw(self.moment.page_one, drawers.drawer, sheet, area, self.looking)
        foot, ink = self.foot()
        sheet.put(space.margin, space.keys, cut(foot, space.across), ink)

    # Keys

    def before_key(self, key: str, character: str | None) -> bool:
        """Take no key but its own: nothing is typed here."""
        if super().before_key(key, character):
            return True
        own = any(key in action.key.split(",") for action in self.ACTIONS)
        if key and not own:
            self.say()
        return bool(key) and not own

    def on_paste(self, event: events.Paste) -> None:
        """Take nothing in."""
        event.stop()
        event.prevent_default()

    @property
    def again(self) -> str:
        """What a second press would do."""
        return in_words(AGAIN, self.ACTIONS)

    def action_stay(self) -> None:
        """Leave, at the second press: a clicker sends this key by itself."""
        if self.said == [self.again]:
            self.action_leave()
        else:
            self.say(self.again)

    def action_leave(self) -> None:
        """Leave the room view; the session goes on."""
        self.post_message(Departed())


class LedRoomScreen(RoomScreen):
    """The same over the facilitator's screen: a clicker leads from here, and typing goes back there."""

    PURPOSE = "What is on, large and calm. PgDn and PgUp lead, Esc or any letter goes back to the line."
    ACTIONS = ROOM

    def __init__(self, live: Live, clock: Callable[[], int], leader: ActivityScreen) -> None:
        """Make it over the screen that leads."""
        super().__init__(live, clock)
        self._leader = leader
        self._said_before = list(leader.said)
        self._by_letter = False

    @property
    def led(self) -> Wall:
        """What was looked at on the screen beneath."""
        return self._leader.wall

    def redraw(self) -> None:
        """Show this moment, and have room views elsewhere turned with it."""
        super().redraw()
        if self.is_current:
            self._leader.turn_walls(self.wall)

    def foot(self) -> tuple[str, str]:
        """What the next press does, or why the last one did nothing."""
        if announced := self._leader.clicker.announced:
            return announced, "accent"
        fresh = [one for one in self._leader.said if one not in self._said_before]
        return (fresh[-1] if fresh else self.live.pulse.trouble), "quiet"

    async def on_key(self, event: events.Key) -> None:
        """Do what the key does here; any other is for the screen beneath, which comes back for it."""
        event.stop()
        event.prevent_default()
        letter = event.character if event.is_printable else None
        blanks = letter in self.BLANKS
        if self.blanked and self._by_letter and letter and not blanks:
            self.blanked = False  # the b began a word
            self._leader.take_in("b")
        own = blanks or any(event.key in action.key.split(",") for action in self.ACTIONS)
        if self.is_current and (self.blanked or own):
            self._by_letter = letter == "b" and not self.blanked
            await super().on_key(event)
        else:
            self._go_back()
            await self._leader.on_key(event)

    def before_key(self, key: str, character: str | None) -> bool:
        """Let any other key than "next" disarm it."""
        if key not in NEXT.key.split(","):
            self._leader.clicker.disarm()
        return super().before_key(key, character)

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted to the line."""
        event.stop()
        event.prevent_default()
        self._go_back()
        self._leader.on_paste(event)

    def action_next(self) -> None:
        """Go on, as from the screen beneath."""
        self._leader.action_next()
        self.redraw()

    def action_back(self) -> None:
        """Go back one step, as from the screen beneath."""
        self._leader.action_back()
        self.redraw()

    def action_page(self, by: int) -> None:
        """Turn the board a page."""
        self.looking.turn(by)
        self.redraw()

    def action_room(self) -> None:
        """Stay here: a clicker sends this key and Esc by turns."""

    def action_stay(self) -> None:
        """Go back to the line."""
        self._go_back()

    def _go_back(self) -> None:
        if self.is_current:
            self.dismiss()
