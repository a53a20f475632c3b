"""What every screen shows, held against what was looked at, at four sizes; and what holds of each whatever it shows."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import scenes
from screens.cells import width
from screens.sheet import Sheet
from screens.theme import DARK, LIGHT, LINES, WORDS, style

KEPT = Path(__file__).parent / "snapshots"
WRITE = os.environ.get("COP_TUI_SNAPSHOTS") == "write"
DRAWN = set("─━│┌┐└┘▄▀▖▘▌ ")
"""What is drawn in the colours of lines."""


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hours are told in one zone, wherever this runs."""
    if not hasattr(time, "tzset"):
        pytest.skip("there is no way to set the zone here")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def told(name: str, found: dict[tuple[int, int], Sheet]) -> str:
    """A scene as it is kept: its name, then what is read at each size."""
    parts = [f"{across} × {down}\n{sheet.text()}" for (across, down), sheet in found.items()]
    return "\n".join((f"=== {name}", *parts, ""))


def check(name: str, sheet: Sheet, size: tuple[int, int]) -> None:
    """What holds of each screen: it fills the window, keeps its margins, and is drawn the same in light and dark."""
    across, down = size
    assert (len(sheet.rows), {len(row) for row in sheet.rows}) == (down, {across}), name
    for row in sheet.rows:
        assert width("".join(text for text, _ in row)) == across, name
        assert row[0][0] == row[-1][0] == " ", f"{name}: the margin is written on"
    for text, look in {cell for row in sheet.rows for cell in row}:
        assert look.veiled or text in DRAWN or not text or (look.ink, look.on) in (*WORDS, *LINES), (
            name,
            look,
        )
        light, dark = style(LIGHT, look), style(DARK, look)
        assert (light.bold, light.underline, light.reverse) == (dark.bold, dark.underline, dark.reverse)


@pytest.mark.parametrize("content", list(scenes.CONTENTS))
async def test_every_screen_is_as_it_was_looked_at(content: str, data: Path, clock: Any) -> None:
    found = []
    async for name, drawn in scenes.scenes(content, data, clock):
        for size, sheet in drawn.items():
            check(name, sheet, size)
        found.append(told(name, drawn))
    file, words = KEPT / f"{content}.txt", "".join(found)
    if WRITE:
        KEPT.mkdir(exist_ok=True)
        file.write_text(words, encoding="utf-8")
    kept = file.read_text(encoding="utf-8").split("=== ")
    assert [one.partition("\n")[0] for one in kept] == [one.partition("\n")[0] for one in words.split("=== ")]
    for before, now in zip(kept, words.split("=== "), strict=True):
        assert now == before
