"""What a terminal offers at its start: to burn what is older than the retention."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sessions.library import Row
    from sessions.protocols import Live, Lobby

HERE, ELSEWHERE = "/retention", "/retention in the library"


class Retention:
    """How long meetings are kept on this terminal, and what is older."""

    def __init__(self, lobby: Lobby, period: str, clock: Callable[[], int]) -> None:
        self.period, self._lobby, self._clock = period, lobby, clock

    def older(self, *, answered: bool = True) -> list[Row]:
        """What is older; without `answered` only that to which nobody said no within a year."""
        from sessions.retention import today  # noqa: PLC0415  (after the first frame)

        return self._lobby.older(self.period, today(self._clock()), answered=answered)

    async def before(self, live: Live, say: Callable[[str], None]) -> None:
        """Offer what is older of the community of a meeting that is opened and has not begun."""
        if not live.session.started and (
            sentence := await asyncio.to_thread(self.offer, live.session.community.name)
        ):
            say(sentence)

    def offer(self, community: str = "") -> str:
        """The sentence that offers it, at the start or as a meeting of a community is opened; "" where there is none."""
        from sessions.retention import offer  # noqa: PLC0415  (after the first frame)

        name = community.casefold()
        old = [one for one in self.older(answered=False) if name in ("", one.community.casefold())]
        return offer(old, self.period, ELSEWHERE if community else HERE)
