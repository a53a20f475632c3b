"""Telling whoever waits that something changed, without saying what."""

from __future__ import annotations

import asyncio


class Watched:
    """Something with a version that goes up, and that can be waited for."""

    def __init__(self) -> None:
        self.version = 1
        self._news: asyncio.Future[None] | None = None

    async def changed(self, since: int) -> int:
        """Wait until `version` is past `since`, and return it."""
        while self.version <= since:
            if self._news is None:
                self._news = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._news)
        return self.version

    def tell(self) -> None:
        """Raise the version and wake everyone who waits."""
        self.version += 1
        if self._news is not None:
            news, self._news = self._news, None
            news.set_result(None)
