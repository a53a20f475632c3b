"""Settings at a real terminal: few colours, none, ASCII alone, other keys, mistakes, and a theme that is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp

from ptys import Terminal
from running import new_session, stop

PARTS = re.compile(rb"\x1b\[[\d;:]*[34]8;2;")
COLOURED = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;\d)(?:;[\d;]*)?m")


@pytest.fixture
def session_id(data: Path) -> Iterator[str]:
    yield new_session(data)
    stop(data)


@pytest.mark.parametrize(
    ("env", "size"),
    [
        ({"NO_COLOR": "1"}, (80, 22)),
        ({"TERM": "xterm", "COLORTERM": ""}, (80, 22)),
        ({"COP_TUI_THEME": "contrast"}, (80, 22)),
        ({"COP_TUI_ASCII": "1"}, (160, 50)),
        ({"COP_TUI_ASCII": "1", "NO_COLOR": "1"}, (160, 50)),
    ],
)
def test_the_code_is_scanned_whatever_the_terminal_can_show(
    data: Path, session_id: str, env: dict[str, str], size: tuple[int, int]
) -> None:
    columns, rows = size
    words = ("open", session_id, "--bind", "127.0.0.1")
    with Terminal(data, *words, columns=columns, rows=rows, **env) as terminal:
        terminal.until("What matters to all")
        if "NO_COLOR" in env:
            plain = re.sub(rb"\x1b\[(?:30;)?(?:30|40|97|107)m", b"", terminal.written)
            assert not COLOURED.search(plain), "only the code has black and white"
        if env.get("TERM") == "xterm":
            assert COLOURED.search(terminal.written) and not PARTS.search(terminal.written)
        terminal.press("f2")
        text = terminal.until("127.0.0.1")
        assert text.isascii() or "COP_TUI_ASCII" not in env
        codes = zxingcpp.read_barcodes(terminal.picture())
        assert [code.text.startswith("HTTP://127.0.0.1:") for code in codes] == [True], terminal.text


def test_what_is_wrong_in_the_file_is_said_and_the_workshop_opens(data: Path, session_id: str) -> None:
    file = data.parent / "settings.toml"
    file.write_text('theme = "blue"\n[keys]\njoin = "f7"\n', encoding="utf-8")
    with Terminal(data, "open", session_id, "--no-web", columns=120, rows=40) as terminal:
        text = terminal.until("What matters to all")
        assert "theme: blue is none of" in " ".join(text.split()) and "F7 join" in text


def test_a_theme_is_kept_for_the_next_time(data: Path, session_id: str) -> None:
    file = data.parent / "settings.toml"
    file.write_text('# mine\n[keys]\njoin = "f7"\n', encoding="utf-8")
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.press("\x14")
        terminal.until(lambda text: "theme: dark" in text and "dark" in file.read_text(encoding="utf-8"))
    assert file.read_text(encoding="utf-8") == 'theme = "dark"\n# mine\n[keys]\njoin = "f7"\n'
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        assert b"48;2;18;14;18" in terminal.written


def test_where_a_theme_cannot_be_kept_that_is_said_and_the_workshop_goes_on(
    data: Path, session_id: str
) -> None:
    file = data.parent / "settings.toml"
    file.write_text("theme = \n", encoding="utf-8")
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("is no TOML")
        terminal.press("\x14")
        terminal.until("theme is not kept")
        terminal.line("/next")
        terminal.until("PgDn next")
    assert file.read_text(encoding="utf-8") == "theme = \n"
