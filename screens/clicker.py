"""A presentation clicker: what reveals, ends or leaves is announced first, and a key that bounces is one press."""

from __future__ import annotations

from collections.abc import Callable

from screens.actions import NEXT
from sessions.moves import Move, next_move
from sessions.session import Session

BOUNCE = 700
"""Milliseconds within which another press is no press."""


class Clicker:
    """What the key for "next" is about to do."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._pressed = -BOUNCE
        self._armed: tuple[str, str, int] | None = None
        self.announced = ""
        """What the next press does, in words; "" where nothing is armed."""

    def bounced(self) -> bool:
        """Note a press, and say whether it came too soon after the one before."""
        now, before = self._clock(), self._pressed
        self._pressed = now
        return 0 <= now - before < BOUNCE

    def press(self, session: Session) -> Move | None:
        """Press "next", where it did not bounce: the move to make now, None where it was announced."""
        move = next_move(session, self._clock())
        if not move.armed or self._armed == _place(session):
            self.disarm()
            return move
        self._armed = _place(session)
        self.announced = f"Next: {move.label}. {NEXT.cap} again"
        return None

    def overtaken(self, session: Session) -> None:
        """Announce nothing more where somebody else has gone on meanwhile."""
        if self._armed and self._armed != _place(session):
            self.disarm()

    def disarm(self) -> None:
        """Announce nothing: another key was pressed."""
        self._armed, self.announced = None, ""


def _place(session: Session) -> tuple[str, str, int]:
    """What "next" would do, and where."""
    return next_move(session).kind, session.activity, session.now.step
