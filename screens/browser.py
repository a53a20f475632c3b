"""The browser of this machine, for the room page on a second screen."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import webbrowser
from collections.abc import AsyncIterator, Mapping

from sessions.protocols import Pulse


def here(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser that is opened would be seen by whoever sits here: not over SSH, nor without a desktop."""
    if "SSH_CONNECTION" in environment:
        return False
    return platform in ("win32", "darwin") or bool(
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


async def show_room(pulse: Pulse) -> AsyncIterator[str]:
    """Open the room page, and say so; where that cannot be done, say where it is."""
    if not pulse.joinable:
        yield "There is no room page without a network or the site: /wall shows the room view here."
        return
    address = f"{pulse.address}/r/{pulse.doors.room}"
    if here(os.environ, sys.platform):
        with contextlib.suppress(OSError, webbrowser.Error):
            if await asyncio.to_thread(webbrowser.open, address):
                yield "The room page is open in the browser: move it to the second screen, F11 makes it whole."
                return
    yield f"The room page is at {address}; open it in a browser on the second screen."
