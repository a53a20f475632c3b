"""A screen whose line may wait: what was refused, or put aside for something else, is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.actions import ACTIVITY, in_words
from screens.following import FollowingPage
from sessions import scribe

if TYPE_CHECKING:
    from sessions.live import Live


def brings_back() -> str:
    """How what waits is had again."""
    return in_words("↑ on an empty line brings back what you had begun.", ACTIVITY)


class HoldingPage(FollowingPage):
    """Keeps lines that wait, and has the last of them back."""

    def __init__(self, live: Live, clock: Callable[[], int]) -> None:
        super().__init__(live, clock)
        self.held: list[str] = []
        """Lines that wait, the last one to be had back first."""
        self.earlier = 0
        """How many of them wait since an earlier step."""
        self.come = False
        """Whether the step has just come, and nothing was typed in it."""
        self.refused_line = ""
        """What was refused last, as it was typed."""

    def give_back(self, line: str, sentence: str) -> None:
        """Have a line that was refused stand there to be mended, with the sentence that says why."""
        self.capture.put(line)
        self.refused_line = line
        self.hint = in_words("Esc puts it aside", self.ACTIONS) if line else ""
        self.say(sentence)

    def let_go(self, *, begun: bool = False) -> None:
        """Have a line that was refused wait, and one that is `begun` and names an act: what it was for is over."""
        if self.mending or (begun and scribe.names_act(self.capture.text)):
            self.put_by()

    def put_by(self) -> None:
        """Have what is in the line wait, and say so."""
        if self.set_aside():
            self.say(brings_back())

    @property
    def mending(self) -> bool:
        """Whether a line that was refused stands there, or more behind it."""
        return bool(self.refused_line) and self.capture.text.startswith(self.refused_line)

    def set_aside(self) -> bool:
        """Have what is in the line wait, so that the line can be used; False where nothing is in it."""
        if text := self.capture.take():
            self.held.append(text)
            self.refused_line = self.hint = ""
        return bool(text)

    def bring_back(self) -> bool:
        """Put the last line that waits in the empty line again; one of an earlier step only while that is offered."""
        here = len(self.held) > self.earlier or any(said.endswith(brings_back()) for said in self.said)
        if self.capture.text or not self.held or not here:
            return False
        self.capture.put(self.held.pop())
        self.earlier = min(self.earlier, len(self.held))
        self.redraw()
        return True

    def typed(self) -> None:
        """The line has another text; where it is empty, nothing refused is left in it."""
        self.come = False
        if not self.capture.text:
            self.refused_line = ""
        super().typed()
