"""Exports are files of their own, named so that every system can hold them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cop_tui.export import FORMATS, write
from cop_tui.export.names import file_name
from hostile import PATHS
from sessions.errors import Malformed
from web_room import workshop


@pytest.mark.parametrize("format", FORMATS)
async def test_a_format_is_written_whole(data: Path, tmp_path: Path, format: str) -> None:
    live = await workshop(data)
    path = write(live.session, format, tmp_path / "made" / "here")
    assert path == tmp_path / "made" / "here" / f"{live.session.id}.{FORMATS[format].suffix}"
    assert "Falls prevention" in path.read_text(encoding="utf-8")
    assert list(path.parent.iterdir()) == [path]
    before = path.read_bytes()
    assert write(live.session, format, path.parent).read_bytes() == before
    await live.close()


async def test_an_unknown_format_is_refused(data: Path, tmp_path: Path) -> None:
    live = await workshop(data, "")
    with pytest.raises(Malformed, match="There are json, markdown"):
        write(live.session, "docx", tmp_path)
    assert not list(tmp_path.glob("*.docx"))
    await live.close()


@pytest.mark.parametrize("name", [*PATHS, "", "…", "Üben & Lernen"])
def test_a_file_name_is_only_a_name(name: str) -> None:
    made = file_name(name, "md")
    assert made.endswith(".md")
    assert set(made.removesuffix(".md")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made not in ("con.md", ".md")


def test_formats_are_loaded_when_they_are_used() -> None:
    code = "import sys, cop_tui.export; print(*(one for one in sys.modules if one.startswith('cop_tui.export.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == ["cop_tui.export.names"]
