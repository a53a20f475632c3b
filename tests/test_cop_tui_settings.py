"""Settings: where each comes from, what is wrong with one, and how a theme is kept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cop_tui import settings
from cop_tui.terminal import _spare, _theme
from running import environment, program
from screens.theme import THEMES
from sessions.errors import Problem


@pytest.fixture
def file(tmp_path: Path, monkeypatch: Any) -> Path:
    path = tmp_path / "config" / "mine.toml"
    path.parent.mkdir()
    monkeypatch.setenv("COP_TUI_CONFIG", str(path))
    monkeypatch.delenv("COP_TUI_THEME", raising=False)
    monkeypatch.delenv("COP_TUI_ASCII", raising=False)
    return path


def test_the_themes_are_those_of_screens() -> None:
    assert (settings.AUTO, *THEMES) == settings.THEMES


def test_without_a_file_all_is_built_in(file: Path) -> None:
    found = settings.load()
    assert (found.theme.value, found.glyphs.value, found.keys, found.problems) == ("auto", "auto", {}, [])
    assert {row.source for row in found.rows()} == {"built in"}
    assert not file.exists()


def test_the_platform_has_a_place_for_it(monkeypatch: Any) -> None:
    monkeypatch.delenv("COP_TUI_CONFIG", raising=False)
    assert settings.place().parts[-2:] == ("cop-tui", "settings.toml")


def test_file_and_environment(file: Path) -> None:
    file.write_text('theme = "dark"\nglyphs = "ascii"\n[keys]\nnext = "f8"\n', encoding="utf-8")
    found = settings.load({"COP_TUI_THEME": "light"})
    assert found.theme == settings.Setting("theme", "light", "COP_TUI_THEME")
    assert found.glyphs == settings.Setting("glyphs", "ascii", str(file))
    rows = {row.name: row for row in found.rows()}
    assert (rows["keys.next"].value, rows["keys.next"].source) == ("f8", str(file))
    assert (rows["keys.back"].value, rows["keys.back"].source) == ("pageup", "built in")
    assert settings.load({"COP_TUI_ASCII": "1"}).glyphs.source == "COP_TUI_ASCII"
    assert settings.load({"COP_TUI_ASCII": "0"}).glyphs.source == str(file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b'theme = "blue"', ", line 1: theme: blue is none of auto, light, dark"),
        (b'\ntheme = ["dark"]', ", line 2: theme: ['dark'] is none of"),
        (
            b'colour = "dark"',
            ", line 1: colour: there is no such setting; there are theme, glyphs, retention, keys",
        ),
        (b"theme = dark", "is no TOML: Invalid value (at line 1"),
        (b'theme = "\xff"', "is no UTF-8"),
        (b"a = " + b"[" * 100_000, "is no TOML"),
        (b'keys = "f8"', ", line 1: keys: a table is expected"),
        (b'theme = "dark"\n[keys]\nnxt = "f8"', ", line 3: keys.nxt: there is no action nxt"),
        (b'[keys]\nnext = "x"', ", line 2: keys.next: x is a letter"),
        (b'keys.next = "x"', ", line 1: keys.next: x is a letter"),
        (b'[keys]\ntheme = "f2"', ", line 2: keys.theme: F2 would be theme and join in the workshop"),
        (b'"\\u001b]52;c;aGk=\\u0007" = 1', ": ]52;c;aGk=: there is no such setting"),
    ],
)
def test_what_is_wrong_is_said_and_left_out(file: Path, text: bytes, says: str) -> None:
    file.write_bytes(text)
    found = settings.load()
    assert len(found.problems) == 1 and found.problems[0].startswith(str(file)) and says in found.problems[0]
    assert found.problems[0].isprintable() and found.problems[0].endswith(".")
    assert not found.keys


def test_one_mistake_costs_one_setting(file: Path) -> None:
    file.write_text('theme = "dark"\nglyphs = "runes"\n', encoding="utf-8")
    found = settings.load()
    assert found.theme.value == "dark" and found.glyphs.value == "auto" and len(found.problems) == 1


def test_a_file_that_cannot_be_read_is_said(file: Path) -> None:
    file.mkdir()
    assert "cannot be read (Is a directory)" in settings.load().problems[0]


def test_a_theme_of_the_environment_that_is_none_is_said(file: Path) -> None:
    found = settings.load({"COP_TUI_THEME": "blue"})
    assert found.theme.value == "auto" and "COP_TUI_THEME: blue is none of" in found.problems[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, 'theme = "dark"\n'),
        ("", 'theme = "dark"\n'),
        ('theme = "light"  # on the projector\n', 'theme = "dark"  # on the projector\n'),
        ("# mine\nglyphs = 'all'\n", "theme = \"dark\"\n# mine\nglyphs = 'all'\n"),
        ("glyphs = \"all\"\r\ntheme = 'light'\r\n", 'glyphs = "all"\r\ntheme = "dark"\r\n'),
        ('[keys]\ntheme = "f9"\n', 'theme = "dark"\n[keys]\ntheme = "f9"\n'),
        ("theme = 7\n[keys]\n", 'theme = "dark"\n[keys]\n'),
        ("\ufefftheme = 'light'\n", 'theme = "dark"\n'),
    ],
)
def test_a_theme_is_kept_and_all_else_stays_as_it_is_written(
    file: Path, before: str | None, after: str
) -> None:
    if before is not None:
        file.write_bytes(before.encode())
    settings.keep("theme", "dark")
    assert file.read_bytes().decode() == after
    assert settings.load({}).theme.value == "dark"


@pytest.mark.parametrize(
    "text", ["theme = ", 'other = """\ntheme = "x"\n"""\n[a', 'x = """\ntheme = "a"\n"""\n']
)
def test_a_file_that_cannot_be_followed_is_left_as_it_is(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match="theme is not kept"):
        settings.keep("theme", "dark")
    assert file.read_text(encoding="utf-8") == text


def test_a_link_to_the_file_stays_one(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("", encoding="utf-8")
    file.symlink_to(real)
    settings.keep("theme", "dark")
    assert file.is_symlink() and real.read_text(encoding="utf-8") == 'theme = "dark"\n'


def test_where_it_cannot_be_written_that_is_said(file: Path, monkeypatch: Any) -> None:
    (file.parent / "no").write_text("", encoding="utf-8")
    monkeypatch.setenv("COP_TUI_CONFIG", str(file.parent / "no" / "settings.toml"))
    with pytest.raises(Problem, match=r"theme is not kept: .* cannot be written"):
        settings.keep("theme", "dark")


@pytest.mark.parametrize(
    ("wanted", "env", "theme"),
    [
        ("auto", {"COLORTERM": "truecolor", "TERM": "xterm-256color"}, "light"),
        ("auto", {"TERM": "xterm-256color"}, "light"),
        ("auto", {"TERM": "xterm"}, "sixteen"),
        ("auto", {"TERM": "linux"}, "sixteen"),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, "plain"),
        ("auto", {"TERM": "xterm-256color", "NO_COLOR": ""}, "light"),
        ("dark", {"TERM": "xterm", "NO_COLOR": "1"}, "dark"),
    ],
)
def test_the_theme_is_what_the_terminal_can_show(
    wanted: str, env: dict[str, str], theme: str, monkeypatch: Any
) -> None:
    for name in ("COLORTERM", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert _theme(wanted) == theme
    assert "NO_COLOR" not in os.environ, "Textual would drop the black and white of a code too"


def test_glyphs_are_spared_where_it_is_wanted_or_the_terminal_has_none(monkeypatch: Any) -> None:
    monkeypatch.setattr("screens.glyphs.poor", lambda: True)
    assert (_spare("ascii"), _spare("auto"), _spare("all")) == (True, True, False)


def test_config_show_names_where_each_value_comes_from(data: Path, file: Path) -> None:
    file.write_text('theme = "dark"\n[keys]\nnext = "f8"\n', encoding="utf-8")
    env = environment(data, COP_TUI_CONFIG=str(file), COP_TUI_ASCII="1")
    told = program(data, "config", "show", env=env)
    rows = {row.split()[0]: row.split()[1:] for row in told.stdout.splitlines()}
    assert told.returncode == 0 and rows["file"] == [str(file)]
    assert rows["theme"] == ["dark", str(file)] and rows["glyphs"] == ["ascii", "COP_TUI_ASCII"]
    assert rows["keys.next"] == ["f8", str(file)] and rows["keys.back"] == ["pageup", "built", "in"]
    as_json = json.loads(program(data, "config", "show", "--json", env=env).stdout)
    assert as_json["settings"]["theme"] == {"value": "dark", "source": str(file)}
    assert as_json["file"] == str(file) and as_json["problems"] == []


def test_config_show_says_what_is_wrong(data: Path, file: Path) -> None:
    file.write_text('theme = "blue"\n', encoding="utf-8")
    told = program(data, "config", "show", env=environment(data, COP_TUI_CONFIG=str(file)))
    assert told.returncode == 2 and "line 1: theme: blue is none of" in told.stderr
    assert "theme" in told.stdout and "Traceback" not in told.stderr
