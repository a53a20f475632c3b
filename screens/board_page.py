"""A screen with a board on it: the lane that typing goes to, the chosen note, and the page that is shown."""

from __future__ import annotations

from screens.live_page import LivePage
from sessions.blocks import Audience, Block, Board, Cards, Statement
from sessions.errors import Refused


class BoardPage(LivePage):
    """Shows the blocks of the present step, and lets a facilitator look round in them."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What the present step shows, made anew only when something changed."""
        return self.moment.blocks

    @property
    def alone(self) -> bool:
        """Whether the room looks at another screen, so that what is private may stand on this one."""
        return self.live.pulse.rooms > 0

    @property
    def audience(self) -> Audience:
        """The facilitator alone, or whoever sees this wall."""
        return "facilitator" if self.alone else "wall"

    @property
    def board(self) -> Board | None:
        """The board that is shown, if one is."""
        return next((block for block in self.blocks if isinstance(block, Board)), None)

    @property
    def shows_notes(self) -> bool:
        """Whether a note that is kept stands on the screen."""
        return self.board is not None

    @property
    def lane(self) -> str:
        """The lane that a plain note goes to."""
        lanes = self.live.session.now.lanes
        return self.looking.lane if self.looking.lane in lanes else (lanes[0] if lanes else "")

    def handles(self) -> list[str]:
        """The notes that can be chosen: those to be placed, or those of this lane."""
        board = self.board
        for block in self.blocks:
            if isinstance(block, Cards) and block.walk:
                return [card.handle for card in block.cards]
        if board is None or board.hidden:
            return []
        if board.sorting:
            return [note.handle for note in board.placing]
        return [note.handle for lane in board.lanes if lane.name == self.lane for note in lane.notes]

    def next_lane(self) -> str:
        """The lane after the present one."""
        lanes = self.live.session.now.lanes
        return lanes[(lanes.index(self.lane) + 1) % len(lanes)] if lanes else ""

    def open_chosen(self) -> None:
        """Put the chosen note in the line, to be mended."""
        handle = self.looking.chosen
        if handle.isdecimal() and handle in self.handles():
            note = self.live.session.note(int(handle))
            self.capture.put(f"/edit {handle} {' '.join(note.text.split())}")

    def mend(self) -> None:
        """Put the present words of the statement in the line."""
        statement = next((block for block in self.blocks if isinstance(block, Statement)), None)
        kept = self.live.session.statement(self.live.session.now)
        words = statement.text if statement else kept.text if kept else ""
        if not words:
            raise Refused("Nothing is proposed yet: /say the words")
        self.capture.put(f"/say {' '.join(words.split())}")

    def action_lane(self) -> None:
        """Complete a line that begins with / or @; else take the next lane."""
        if self.complete() or self.capture.text.startswith(("/", "@")):
            return
        self.looking.lane, self.looking.chosen = self.next_lane(), ""
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
            walk = self.board is None or self.board.sorting
            at = at % len(handles) if walk else max(0, min(len(handles) - 1, at))
        elif self.board is None or self.board.sorting:
            at = by % len(handles)
        else:
            first, last, _ = self.looking.seen.get(self.lane, (0, len(handles), 0))
            at = last - 1 if by < 0 else first
        self.looking.chosen = handles[max(0, min(len(handles) - 1, at))]
        self.redraw()

    def look_at(self, handle: str) -> None:
        """Turn to what has this handle, and choose it where it is a note of this board."""
        self.looking.newest = handle
        lanes = self.board.lanes if self.board and not self.board.hidden else ()
        if any(note.handle == handle for lane in lanes for note in lane.notes):
            self.action_pick(handle)

    def action_pick(self, handle: str) -> None:
        """Choose the note or card under the mouse."""
        if not handle.isdecimal() and handle not in self.handles():
            return
        self.looking.chosen = handle
        if handle.isdecimal():
            self.looking.lane = self.live.session.note(int(handle)).lane or self.looking.lane
        self.redraw()

    def action_take_lane(self, name: str) -> None:
        """Take the lane under the mouse."""
        self.looking.lane, self.looking.chosen = name, ""
        self.redraw()

    async def wheel(self, by: int) -> None:
        """Turn the board, whatever is in the line."""
        self.looking.turn(by)
        self.redraw()

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
        elif self.looking.chosen.isdecimal() and self.looking.chosen in (handles := self.handles()):
            number = self.looking.chosen
            rest = handles[handles.index(self.looking.chosen) + 1 :] or handles[:-1][-1:]
            self.looking.chosen = rest[0] if rest else ""
            self.wish(f"/hide {number}")

    def copied(self) -> tuple[str, str]:
        """The line, or the chosen note where it is empty."""
        chosen = self.looking.chosen
        if self.capture.text or not chosen.isdecimal() or chosen not in self.handles():
            return super().copied()
        return f"note {chosen}", self.live.session.note(int(chosen)).text
