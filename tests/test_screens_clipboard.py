"""Copying: by the terminal and by a tool of this machine, only text, and never quitting."""

from __future__ import annotations

import asyncio
import base64
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, seat, wishes
from screens import clipboard


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


@pytest.mark.parametrize(
    ("environment", "platform", "there", "command"),
    [
        ({}, "darwin", {"pbcopy"}, ("/bin/pbcopy",)),
        ({}, "win32", {"clip.exe"}, ("/bin/clip.exe",)),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", {"clip.exe"}, ("/bin/clip.exe",)),
        ({"WAYLAND_DISPLAY": "0", "DISPLAY": ":0"}, "linux", {"wl-copy", "xclip"}, ("/bin/wl-copy",)),
        ({"WAYLAND_DISPLAY": "0", "DISPLAY": ":0"}, "linux", {"xclip"}, ("/bin/xclip", "-selection", "clipboard")),
        ({"DISPLAY": ":0"}, "linux", {"wl-copy"}, ()),
        ({}, "linux", {"wl-copy", "xclip", "clip.exe"}, ()),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1"}, "linux", {"xclip"}, ()),
    ],
)  # fmt: skip
def test_the_tool_of_each_machine(
    environment: dict[str, str], platform: str, there: set[str], command: tuple[str, ...], monkeypatch: Any
) -> None:
    monkeypatch.setattr(clipboard.shutil, "which", lambda name: f"/bin/{name}" if name in there else None)
    assert tuple(clipboard.tool(environment, platform)) == command


def a_tool(tmp_path: Path, name: str, script: str, monkeypatch: Any) -> None:
    """Stand in for the tool of a machine."""
    path = tmp_path / name
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(stat.S_IRWXU)
    monkeypatch.setattr(clipboard, "tool", lambda environment, platform: (str(path),))


@pytest.mark.parametrize(("name", "encoding"), [("pbcopy", "utf-8"), ("clip.exe", "utf-16")])
async def test_the_tool_is_given_the_words(
    tmp_path: Path, monkeypatch: Any, name: str, encoding: str
) -> None:
    taken = tmp_path / "taken"
    script = f"import sys; open({str(taken)!r}, 'wb').write(sys.stdin.buffer.read())"
    a_tool(tmp_path, name, script, monkeypatch)
    await clipboard.native("Ŵyn 漢 👩‍👩‍👧")
    assert taken.read_bytes().decode(encoding) == "Ŵyn 漢 👩‍👩‍👧"


async def test_a_tool_that_fails_or_hangs_costs_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE", 1.0)
    began = tmp_path / "began"
    script = f"import pathlib, time; pathlib.Path({str(began)!r}).touch(); time.sleep(30)"
    a_tool(tmp_path, "hangs", script, monkeypatch)
    await asyncio.wait_for(clipboard.native("words"), 10)
    assert began.exists()
    monkeypatch.setattr(clipboard, "tool", lambda environment, platform: ("/no/such/tool",))
    await clipboard.native("words")


async def test_what_is_copied_is_said_and_only_text(room: Room, monkeypatch: Any) -> None:
    monkeypatch.setattr(clipboard, "tool", lambda environment, platform: ())
    live = room.add()
    for line in ("/next", "Letters are late"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        wrote: list[str] = []
        monkeypatch.setattr(one.app._driver, "write", wrote.append)
        await one.press("ctrl+c")
        assert "nothing to copy" in one.text and not wrote
        await one.press("up", "ctrl+c")
        assert "copied: note 1" in one.text and base64.b64encode(b"Letters are late").decode() in wrote[-1]
        one.page.capture.put("half \x1b[31ma thought\x9c")
        await one.press("ctrl+c")
        assert "copied: the line" in one.text
        assert wrote[-1] == f"\x1b]52;c;{base64.b64encode(b'half [31ma thought').decode()}\a"
        assert one.app.is_running and one.page.capture.text.startswith("half")
