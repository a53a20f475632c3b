"""Exports are files of their own, named so that every system can hold them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cop_tui.export import FORMATS, render, write
from cop_tui.export.names import file_name
from hostile import PATHS
from poppler import read
from sessions.errors import Malformed
from web_room import WORKSHOP, typed, workshop

DATED = f"{WORKSHOP}\n/meet 14 jan 10:00"
SINGLE = [name for name, format in FORMATS.items() if not format.several]


def told_in(path: Path) -> str:
    """What a file says, or the files that it packs."""
    if path.suffix == ".pdf":
        return read(path.read_bytes(), "pdftotext")
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


@pytest.mark.parametrize("format", SINGLE)
async def test_a_format_is_written_whole(data: Path, tmp_path: Path, format: str) -> None:
    live = await workshop(data, DATED)
    (path,) = write(live.session, format, tmp_path / "made" / "here")
    assert path == tmp_path / "made" / "here" / f"{live.session.id}.{FORMATS[format].suffix}"
    assert path.read_bytes() == render(live.session, format)
    assert "Falls prevention" in told_in(path)
    assert list(path.parent.iterdir()) == [path]
    before = path.read_bytes()
    assert write(live.session, format, path.parent) == [path]
    assert path.read_bytes() == before
    await live.close()


async def test_a_format_of_several_files_is_written_to_a_folder_alone(data: Path, tmp_path: Path) -> None:
    live = await workshop(data, DATED)
    paths = write(live.session, "csv", tmp_path / "made")
    assert tmp_path / "made" / f"{live.session.id}-notes-domain.csv" in paths
    assert sorted(paths) == sorted((tmp_path / "made").iterdir())
    before = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in write(live.session, "csv", tmp_path / "made")] == before
    with pytest.raises(Malformed, match="csv is several files"):
        render(live.session, "csv")
    await live.close()


async def test_the_page_that_is_written_is_open_before_the_end(data: Path) -> None:
    live = await workshop(data, "/session ask an hour a month", plan="launch")
    assert b"an hour a month" in render(live.session, "html")
    assert b"<script" not in render(live.session, "html")
    await live.close()


@pytest.mark.parametrize("format", FORMATS)
async def test_a_disk_that_takes_nothing_leaves_what_was_there(
    data: Path, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = await workshop(data, DATED)
    paths = write(live.session, format, tmp_path)
    before = [path.read_bytes() for path in paths]

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cop_tui.export.replace_file", full)
    await typed(live, "/person Eve")
    with pytest.raises(OSError, match="No space left"):
        write(live.session, format, tmp_path)
    assert [path.read_bytes() for path in paths] == before
    await live.close()


async def test_an_unknown_format_is_refused(data: Path, tmp_path: Path) -> None:
    live = await workshop(data, "")
    with pytest.raises(Malformed, match="There are word, pdf, html"):
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
    assert loaded.split() == ["cop_tui.export.names", "cop_tui.export.progress"]
