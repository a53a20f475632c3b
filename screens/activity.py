"""The screen of a live session. It draws whatever blocks the present step has, and knows no kind of activity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from screens import blocks as drawers
from screens.actions import ACTIVITY, bindings
from screens.asking import question
from screens.blocks.looking import Looking
from screens.clicker import Clicker
from screens.frame import GAP, Space, Typing, footer, typing
from screens.frame import question as put_question
from screens.live_page import LivePage
from screens.messages import CommandsWanted, PlanWanted, SummaryWanted
from screens.sheet import Area, Sheet
from screens.times import draw_clock, draw_plan, draw_steps
from sessions.actors import Actor
from sessions.acts import Local
from sessions.blocks import Block, Board, Prompt, Statement
from sessions.commands import Back, HideNote, Next
from sessions.errors import Refused
from sessions.leading import shown
from sessions.steps import blocks
from sessions.steps.gather import find_lane

if TYPE_CHECKING:
    from sessions.live import Live


class ActivityScreen(LivePage):
    """Leads the workshop, one step after another."""

    NAME = "The workshop"
    PURPOSE = (
        "Type what the room says, Enter keeps it. A line that begins with / does something else. "
        "PgDn goes on, as a presentation clicker does."
    )
    ACTIONS = ACTIVITY
    BINDINGS = bindings(ACTIVITY)

    def __init__(
        self, live: Live, by: Actor, clock: Callable[[], int], heard: set[str] | None = None
    ) -> None:
        super().__init__(live, by, clock, heard)
        self.looking = Looking()
        self.clicker = Clicker(clock)
        self.blanked = False
        self._blocks: tuple[int, tuple[Block, ...]] = (-1, ())
        self._place = ("", 0)
        self._ended = False

    # What is shown

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What the present step shows, made anew only when something changed."""
        if self._blocks[0] != self.live.version:
            session = self.live.session
            self._blocks = (self.live.version, blocks(session, session.now, "wall"))
        return self._blocks[1]

    @property
    def board(self) -> Board | None:
        """The board that is shown, if one is."""
        return next((block for block in self.blocks if isinstance(block, Board)), None)

    @property
    def lane(self) -> str:
        """The lane that a plain note goes to."""
        lanes = self.live.session.now.lanes
        return self.looking.lane if self.looking.lane in lanes else (lanes[0] if lanes else "")

    def redraw(self) -> None:
        """Show this moment; in another step look at it anew, and at the end hand over to the summary."""
        session = self.live.session
        if (place := (session.activity, session.now.step)) != self._place:
            self._place = place
            self.looking.forget()
        self.looking.lane = self.lane
        if session.closed and not self._ended:
            self._ended = True
            self.post_message(SummaryWanted())
        super().redraw()

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the frame, and the blocks in it."""
        if self.blanked:
            sheet.put(space.margin, space.keys, "Any key brings the wall back", "quiet")
            return
        session, now = self.live.session, self.clock()
        draw_clock(sheet, space, session, now)
        draw_steps(sheet, space, session, drawers.counts(self.blocks))
        prompt = next((block for block in self.blocks if isinstance(block, Prompt)), None)
        extra = put_question(sheet, space, prompt.text, prompt.privacy) if prompt else 0
        end = typing(sheet, space, self.typing()) - 1
        top = space.board + extra
        wide = space.across - (space.side + GAP if space.side else 0)
        drawers.draw(self.blocks, sheet, Area(space.margin, top, wide, end - top), self.looking)
        if space.side:
            draw_plan(sheet, Area(space.right - space.side, top, space.side, end - top), session, now)

    def typing(self) -> Typing:
        """The capture line: the lane or the question before it, what is kept or expected after it."""
        line = super().typing()
        asked = question(self.blocks, self.looking)
        hidden = self.board is not None and self.board.hidden
        if not self.capture.text.startswith("/"):
            line.label = ", ".join(
                word for word in (self.lane, "the room reads this" if hidden else "") if word
            )
            if asked and not self.capture.text.startswith("+"):
                line.label = asked.label
                line.hint = self.hint or asked.hint
        if self.clicker.announced:
            line.said = [*line.said, self.clicker.announced]
        return line

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """The keys row: those that do something now."""
        if question(self.blocks, self.looking):
            own = [
                ("Letter", "puts it there", ""),
                ("=", "new theme", ""),
                ("Enter", "leaves it", "keep"),
                ("↑↓", "other", "choose(1)"),
            ]
            return [*own, ("PgDn", "next", "next"), ("F1", "help", "help")]
        row = footer(ACTIVITY)
        if len(self.live.session.now.lanes) < 2:
            row = [key for key in row if key[2] != "lane"]
        if self.handles():
            row.insert(
                next(at for at, key in enumerate(row) if key[2] == "next"), ("↑↓", "choose", "choose(1)")
            )
        return row

    def handles(self) -> list[str]:
        """The notes that can be chosen: those to be placed, or those of this lane."""
        board = self.board
        if board is None or board.hidden:
            return []
        if board.sorting:
            return [note.handle for note in board.placing]
        return [note.handle for lane in board.lanes if lane.name == self.lane for note in lane.notes]

    # Keys

    def before_key(self, key: str, character: str | None) -> bool:
        """Bring a blanked wall back, blank it, and let any other key than "next" disarm it."""
        if self.blanked:
            self.blanked = False
            self.redraw()
            return True
        if key != "pagedown" and self.clicker.announced:
            self.clicker.disarm()
            self.redraw()
        if character == "." and not self.capture.text and not self.capture.pasted:
            self.action_blank()
            return True
        return False

    def action_keep(self) -> None:
        """Do what is in the line; with nothing in it, open the chosen note."""
        self.notices.clear()
        text = self.capture.text
        if self.capture.pasted:
            self.looking.anchors.clear()
            self.keep_pasted()
        elif asked := question(self.blocks, self.looking):
            answer = asked.answer(text)
            if answer.skip:
                self.action_choose(1)
            elif answer.line:
                self.submit(answer.line)
            else:
                self.say(answer.sentence)
        elif text.strip():
            self.looking.chosen = "" if not text.startswith("/") else self.looking.chosen
            self.looking.anchors.clear()
            self.submit(text)
        else:
            self._open()
        self.redraw()

    def _open(self) -> None:
        """Put the chosen note in the line, to be mended."""
        handle = self.looking.chosen
        if handle in self.handles():
            note = self.live.session.note(int(handle))
            self.capture.put(f"/edit {handle} {' '.join(note.text.split())}")

    def local(self, wish: Local) -> None:
        """Do what a line asks of this screen."""
        match wish.what:
            case "lane":
                self.looking.lane = (
                    find_lane(self.live.session.now, wish.text) if wish.text else self._next_lane()
                )
                self.looking.chosen = ""
            case "mend":
                self._mend()
            case "board":
                self.looking.forget()
            case "blank":
                self.action_blank()
            case _:
                super().local(wish)

    def _mend(self) -> None:
        """Put the present words of the statement in the line."""
        statement = next((block for block in self.blocks if isinstance(block, Statement)), None)
        kept = self.live.session.statement(self.live.session.now)
        words = statement.text if statement else kept.text if kept else ""
        if not words:
            raise Refused("Nothing is proposed yet: /say the words")
        self.capture.put(f"/say {' '.join(words.split())}")

    def _next_lane(self) -> str:
        lanes = self.live.session.now.lanes
        return lanes[(lanes.index(self.lane) + 1) % len(lanes)] if lanes else ""

    def action_lane(self) -> None:
        """Complete a line that begins with / or @; else take the next lane."""
        if self.complete() or self.capture.text.startswith(("/", "@")):
            return
        self.looking.lane, self.looking.chosen = self._next_lane(), ""
        self.redraw()

    def action_choose(self, by: int) -> None:
        """Choose the note above or below."""
        if by < 0 and self.bring_back():
            return
        handles = self.handles()
        if not handles:
            return
        if self.looking.chosen in handles:
            at = handles.index(self.looking.chosen) + by
            asked = self.board is not None and self.board.sorting
            at = at % len(handles) if asked else max(0, min(len(handles) - 1, at))
        elif self.board and self.board.sorting:
            at = by % len(handles)
        else:
            first, last, _ = self.looking.seen.get(self.lane, (0, len(handles), 0))
            at = last - 1 if by < 0 else first
        self.looking.chosen = handles[max(0, min(len(handles) - 1, at))]
        self.redraw()

    def action_pick(self, handle: str) -> None:
        """Choose the note under the mouse."""
        self.looking.chosen = handle
        note = self.live.session.note(int(handle))
        self.looking.lane = note.lane or self.looking.lane
        self.redraw()

    def action_place(self, letter: str) -> None:
        """Put the note that is asked about in the theme under the mouse."""
        if asked := question(self.blocks, self.looking):
            self.submit(asked.answer(letter).line)

    def action_page(self, by: int) -> None:
        """Move in the line; on an empty one turn the board."""
        if self.capture.text:
            self.capture.key("left" if by < 0 else "right")
        else:
            self.looking.turn(by)
        self.redraw()

    def action_hide(self) -> None:
        """Delete in the line; on an empty one take the chosen note off the wall."""
        if self.capture.text:
            self.capture.key("delete")
            self.typed()
        elif self.looking.chosen in (handles := self.handles()):
            number = int(self.looking.chosen)
            rest = handles[handles.index(self.looking.chosen) + 1 :] or handles[:-1][-1:]
            self.looking.chosen = rest[0] if rest else ""
            self.sending.put("", HideNote(note=number))

    def action_next(self) -> None:
        """Go on, by a clicker or a key."""
        session = self.live.session
        if move := self.clicker.press(session):
            if move.kind == "summary":
                self.post_message(SummaryWanted())
            else:
                now = session.now
                self.sending.put("", Next(activity=now.id, step=now.step, shown=shown(now)))
        self.redraw()

    def action_back(self) -> None:
        """Go back one step."""
        if not self.clicker.bounced():
            session = self.live.session
            self.sending.put("", Back(activity=session.activity, step=session.now.step))

    def action_blank(self) -> None:
        """Blank the wall."""
        self.blanked = True
        self.redraw()

    def action_summary(self) -> None:
        """Ask for the summary."""
        self.post_message(SummaryWanted())

    def action_plan(self) -> None:
        """Ask for the plan and its time."""
        self.post_message(PlanWanted())

    def action_commands(self) -> None:
        """Ask for the commands."""
        self.post_message(CommandsWanted())

    def copied(self) -> str:
        """The line, or the chosen note where it is empty."""
        if self.capture.text or self.looking.chosen not in self.handles():
            return self.capture.text
        return self.live.session.note(int(self.looking.chosen)).text
