"""The clipboard of this machine, for terminals that do not take what is copied by OSC 52."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import Mapping, Sequence

PATIENCE = 2.0
"""Seconds that a tool is waited for; some of them stay to serve what was copied."""


def tool(environment: Mapping[str, str], platform: str) -> Sequence[str]:
    """The command that takes a text on its input; empty where there is none, or where it is another machine's."""
    if "SSH_CONNECTION" in environment:
        return ()
    ways: list[tuple[bool, tuple[str, ...]]] = [
        (platform == "darwin", ("pbcopy",)),
        ("WAYLAND_DISPLAY" in environment, ("wl-copy",)),
        ("DISPLAY" in environment, ("xclip", "-selection", "clipboard")),
        (platform == "win32" or "WSL_DISTRO_NAME" in environment, ("clip.exe",)),
    ]
    for there, command in ways:
        if there and (found := shutil.which(command[0])):
            return (found, *command[1:])
    return ()


async def native(text: str) -> None:
    """Give a text to the clipboard of this machine, where there is a tool for it. What fails is left to OSC 52."""
    command = await asyncio.to_thread(tool, os.environ, sys.platform)  # a long PATH takes a while to walk
    if not command:
        return
    encoding = "utf-16" if command[0].endswith("clip.exe") else "utf-8"  # with its mark; else a code page
    quiet = asyncio.subprocess.DEVNULL
    with contextlib.suppress(OSError, TimeoutError):
        running = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=quiet, stderr=quiet
        )
        await asyncio.wait_for(running.communicate(text.encode(encoding)), PATIENCE)
