"""The screen of a live session. It draws whatever blocks the present step has, and knows no kind of activity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from screens import blocks as drawers
from screens import private
from screens.actions import ACTIVITY, NEXT, in_words
from screens.asking import AskingPage
from screens.cells import width
from screens.clicker import Clicker
from screens.frame import GAP, Space, Typing, footer, typing
from screens.frame import question as put_question
from screens.holding import brings_back
from screens.messages import CommandsWanted, PlanWanted, RoomWanted, SummaryWanted
from screens.sending import Sent
from screens.sheet import Area, Sheet
from screens.times import draw_break, draw_clock, draw_steps, rounds_in_words
from screens.views import view
from sessions import scribe, telling
from sessions.actors import Actor
from sessions.acts import Local
from sessions.blocks import Prompt
from sessions.events import Entry, Moved, NotePlaced, PersonChanged
from sessions.steps import STEPS
from sessions.steps import line as expected
from sessions.steps.gather import find_lane

if TYPE_CHECKING:
    from sessions.live import Live, Receipt

TWICE = "pressed twice at once: once counts"
"""What is said where a second press came too soon to be meant."""
LEAST = 8
"""Rows below which the second column shows nothing beneath what is private."""


class ActivityScreen(AskingPage):
    """Leads the workshop, one step after another."""

    NAME = "The workshop"
    PURPOSE = (
        "Type what the room says, Enter keeps it. A line that begins with / does something else. "
        "PgDn goes on, as a presentation clicker does."
    )
    TYPED = (
        ("One number to ring", "keeps a note in the present lane"),
        ("@risk nights alone", "keeps it in the lane that begins so"),
        ("amina: we ring them", "keeps it as said by her, where names are kept"),
        ("//next door", "keeps a note that begins with a slash"),
        ("+ we ring them", "keeps a note even where the line asks something else"),
    )
    ACTIONS = ACTIVITY

    def __init__(
        self, live: Live, by: Actor, clock: Callable[[], int], heard: set[str] | None = None
    ) -> None:
        super().__init__(live, by, clock, heard)
        self.clicker = Clicker(clock)
        self._place = (live.session.activity, live.session.now.step)
        self._ended = False

    # What is shown

    def redraw(self) -> None:
        """Show this moment; in another step look at it anew, and at the end hand over to the summary."""
        session = self.live.session
        if (place := (session.activity, session.now.step)) != self._place:
            self._place = place
            self.looking.forget()
            self.said = [sentence for sentence in self.said if sentence.endswith(brings_back())]
            self.put_away()
            self.let_go()
            self.earlier, self.come = len(self.held), True
        self.looking.lane = self.lane
        begun = self.begun
        self.looking.answered = (
            (begun.handle, tuple(one or "" for one in begun.answers)) if begun else ("", ())
        )
        self.clicker.overtaken(session)
        if session.closed and not self._ended:
            self._ended = True
            self.post_message(SummaryWanted())
        super().redraw()

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the frame, and the blocks in it."""
        session, now = self.live.session, self.clock()
        draw_clock(sheet, space, session, now)
        end = typing(sheet, space, self.typing()) - 1
        shows = view(session.now.kind)
        space, end = shows.aside(self.moment, sheet, space, end)
        draw_steps(sheet, space, session, drawers.counts(self.blocks))
        prompt = next((block for block in self.blocks if isinstance(block, Prompt)), None)
        extra = 0
        if prompt:
            helps = "   ".join(part for part in (rounds_in_words(session, now), prompt.privacy) if part)
            extra = put_question(sheet, space, prompt.text, helps)
        top = space.board + extra
        wide = space.across - (space.side + GAP if space.side else 0)
        board = Area(space.margin, top, wide, end - top)
        if session.paused_at:
            draw_break(sheet, board, session, now)
        else:
            shows.draw(self.moment, sheet, board, wide=space.side > 0)
        if space.side:
            side = Area(space.right - space.side, top, space.side, end - top)
            if self.alone:
                side = side.down(private.draw(self.moment, sheet, side))
            if side.height >= LEAST:
                shows.beside(self.moment, sheet, side, now)

    def typing(self) -> Typing:
        """The capture line: the lane or the question before it, what is kept or expected after it."""
        line = super().typing()
        asked = self.asked()
        text = self.capture.text
        read_aloud = self.board is not None and self.board.hidden
        if asked and not text.startswith(("/", "+")):
            line.label = _joined(asked.label, read_aloud or asked.shared)
            line.hint = self._hinted(line.hint, asked.hint) if not text else self.hint or asked.hint
            line.said = [asked.given, *line.said] if asked.given else line.said
        elif not text.startswith("/"):
            gathering = self.board is not None and not self.board.sorting
            line.label = _joined((self.lane if gathering else "") or "note", read_aloud)
            if not text:
                line.hint = self._hinted(line.hint, expected(self.live.session))
        if self.alone and not line.said and not Space(*self.size).side:
            line.said = (private.line(self.live.session),)
        line.announced = self.clicker.announced
        return line

    def _hinted(self, kept: str, wanted: str) -> str:
        """What was kept and what is wanted now; the first alone where there is no room for both."""
        wanted = in_words(wanted, ACTIVITY)
        both = " · ".join(filter(None, (kept, wanted)))
        return both if width(both) <= Space(*self.size).across * 2 // 3 else kept or wanted

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """The keys row: those that do something now."""
        if self.capture.pasted:
            return [("Enter", "keeps notes", "keep"), ("Esc", "one line", "stay"), ("F1", "help", "help")]
        if asked := self.asked():
            return [*asked.keys, ("PgDn", "next", "next"), ("F1", "help", "help")]
        row = footer(ACTIVITY)
        if not self.live.session.started:
            row = [("PgDn", "start", "next") if key[2] == "next" else key for key in row]
        if len(self.live.session.now.lanes) < 2:
            row = [key for key in row if key[2] != "lane"]
        if self.looking.chosen in self.handles() and not self.capture.text:
            row = [("Enter", "mends", "keep") if key[2] == "keep" else key for key in row]
            row.insert(1, ("Del", "hides", "hide"))
        if self.handles():
            row.insert(
                next(at for at, key in enumerate(row) if key[2] == "next"), ("↑↓", "choose", "choose(1)")
            )
        return row

    # Keys

    def before_key(self, key: str, character: str | None) -> bool:
        """Let any other key than "next" disarm it."""
        if key not in NEXT.key.split(",") and self.clicker.announced:
            self.clicker.disarm()
            self.redraw()
        return super().before_key(key, character)

    def action_keep(self) -> None:
        """Do what is in the line; with nothing in it, open the chosen note."""
        self.notices.clear()
        if self.overtaken():
            return
        text = self.capture.text
        if self.capture.pasted:
            self.looking.anchors.clear()
            self.keep_pasted()
        elif text != self.refused_line and (line := scribe.slashless(text.strip())):
            self.give_back(text, f"{line} does that. Enter again keeps the words.")
        elif asked := self.asked():
            self.take_answer(asked.answer(text))
        elif text.strip():
            self.looking.chosen = "" if not text.startswith("/") else self.looking.chosen
            self.looking.anchors.clear()
            self.submit(text)
        else:
            self.open_chosen()
        self.redraw()

    def kept(self, sent: Sent, receipt: Receipt) -> None:
        """Say what a line did, and turn to the page that it stands on."""
        if not STEPS[self.live.session.now.at.kind].calm:
            self.looking.newest = telling.handle(receipt.entry) or _newcomer(receipt.entry)
        if receipt.entry.undoes and self.board and self.board.sorting:
            placed = [event.number for event in receipt.entry.events if isinstance(event, NotePlaced)]
            self.looking.chosen = str(placed[0]) if placed else self.looking.chosen
        super().kept(sent, receipt)
        if expected(self.live.session) and any(isinstance(event, Moved) for event in receipt.entry.events):
            self.hint = ""  # the steps say where this is; what may be typed here is what is asked now
            self.redraw()

    def local(self, wish: Local) -> None:
        """Do what a line asks of this screen."""
        match wish.what:
            case "lane":
                self.looking.lane = (
                    find_lane(self.live.session.now, wish.text) if wish.text else self.next_lane()
                )
                self.looking.chosen = ""
            case "mend":
                self.mend()
            case "board":
                self.looking.forget()
                self.look_at(wish.text.strip().upper())
            case _:
                super().local(wish)

    def action_next(self) -> None:
        """Go on, by a clicker or a key."""
        session = self.live.session
        if self.clicker.bounced():
            self.hint = TWICE
        elif move := self.clicker.press(session):
            self.let_go(begun=True)
            if move.kind == "summary":
                self.post_message(SummaryWanted())
            else:
                self.wish("/next")
        self.redraw()

    def action_back(self) -> None:
        """Go back one step."""
        if self.clicker.bounced():
            self.hint = TWICE
            self.redraw()
        else:
            self.let_go(begun=True)
            self.wish("/back")

    def action_join(self) -> None:
        """Ask for the code to join by, or at the end for the summary."""
        self.local(Local("join"))

    def action_plan(self) -> None:
        """Ask for the plan and its time."""
        self.post_message(PlanWanted())

    def action_room(self) -> None:
        """Ask for the room view."""
        self.post_message(RoomWanted())

    def action_commands(self) -> None:
        """Ask for the commands."""
        self.post_message(CommandsWanted())


def _newcomer(entry: Entry) -> str:
    """The number of somebody who was noted first in an entry; "" where nobody was."""
    came = [one for one in entry.events if isinstance(one, PersonChanged) and one.after and not one.before]
    return str(came[0].after.number) if came and came[0].after else ""


def _joined(label: str, read_aloud: bool) -> str:
    """What stands before the line, and whether the room reads what hidden things are typed."""
    return ", ".join(part for part in (label, "all see this line" if read_aloud else "") if part)
