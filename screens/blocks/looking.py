"""Where a facilitator looks: the lane that typing goes to, what is chosen, and which page is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sessions.blocks import BoardLane
from sessions.protocols import Wall


class Anchor(NamedTuple):
    """Where a page begins (the index of its first note), or ends (the index after its last)."""

    at: int
    foot: bool


@dataclass
class Looking:
    """What is this terminal's own about a board, and never journaled."""

    lane: str = ""
    chosen: str = ""
    """The handle of the chosen note; "" where none is."""
    anchors: dict[str, Anchor] = field(default_factory=dict)
    """Where the page of a lane begins or ends; the newest page where it is not told."""
    seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """What was drawn of each lane: the first note, the one after the last, and how many there are."""
    page: int = 0
    """The page of what has no lanes."""
    pages: int = 1
    answered: tuple[str, tuple[str, ...]] = ("", ())
    """The handle of what is being asked about, and what was answered so far, field by field."""
    tops: tuple[str, ...] = ()
    """The handles that the page begins with, that of each lane; none for the first page, and for the newest notes."""
    newest: str = ""
    """The handle of what was noted last, whose page is turned to once."""
    written: Any = None
    """What was written of the blocks that are shown, so that a key does not write it again."""

    def turn(self, by: int) -> None:
        """Turn every lane a page on or back."""
        self.page = max(0, min(self.pages - 1, self.page + by))
        for lane, (first, last, count) in self.seen.items():
            if by < 0 and first > 0:
                self.anchors[lane] = Anchor(first, foot=True)
            elif by > 0 and last < count:
                self.anchors[lane] = Anchor(last, foot=False)
            elif by > 0:
                self.anchors.pop(lane, None)
        self.chosen = ""

    def follow(self, wall: Wall, lanes: Iterable[BoardLane]) -> None:
        """Turn to what another screen is turned to, which may have room for more or for less."""
        lanes = tuple(lanes)
        self.chosen, self.page = wall.chosen, wall.page
        self.newest = wall.tops[0] if wall.tops and not lanes else ""
        self.anchors = {
            lane.name: Anchor(at, foot=False)
            for lane in lanes
            for at, note in enumerate(lane.notes)
            if note.handle in wall.tops
        }

    def forget(self) -> None:
        """Look at the newest again, as in another step."""
        self.chosen, self.page, self.pages, self.newest, self.tops = "", 0, 1, "", ()
        self.anchors.clear()
        self.seen.clear()
