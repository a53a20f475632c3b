"""What a person has settled about this terminal: theme, glyphs, keys; built in, in a file, in the environment.

The file is TOML, and people write it themselves. What is wrong in it is said, and left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sessions.clean import clean
from sessions.disk import private_folder, replace_file
from sessions.errors import Problem
from sessions.retention import PERIODS

PLACE = "COP_TUI_CONFIG"
FILE = "settings.toml"
AUTO = "auto"
THEMES = (AUTO, "light", "dark", "contrast", "sixteen", "plain")
GLYPHS = (AUTO, "all", "ascii")
CHOICES = {"theme": THEMES, "glyphs": GLYPHS, "retention": tuple(PERIODS)}
"""What each setting may be; the first of them is built in."""
BUILT_IN = "built in"


@dataclass(frozen=True)
class Setting:
    """A setting, and where it comes from."""

    name: str
    value: str
    source: str = BUILT_IN


@dataclass
class Settings:
    """Every setting, and what was wrong with any."""

    path: Path
    theme: Setting = Setting("theme", AUTO)
    glyphs: Setting = Setting("glyphs", AUTO)
    retention: Setting = Setting("retention", next(iter(PERIODS)))
    """How long meetings are kept before it is offered to burn them."""
    keys: dict[str, str] = field(default_factory=dict)
    """Other keys on actions, by the actions' names."""
    problems: list[str] = field(default_factory=list)
    """Sentences about what cannot be followed."""

    def refuse(self, sentence: str) -> None:
        """Say what cannot be followed; it may hold what somebody wrote in the file."""
        self.problems.append(clean(sentence))

    def rows(self) -> Iterator[Setting]:
        """Each setting there is."""
        from screens.keys import names  # noqa: PLC0415  (Textual, only where keys are told)

        yield self.theme
        yield self.glyphs
        yield self.retention
        for name, usual in names().items():
            chosen = self.keys.get(name)
            yield Setting(
                f"keys.{name}", chosen or " or ".join(usual), str(self.path) if chosen else BUILT_IN
            )


def place() -> Path:
    """Where the file is: what the environment names, else the platform's place."""
    if chosen := os.environ.get(PLACE):
        return Path(chosen).expanduser().absolute()
    import platformdirs  # noqa: PLC0415  (only where no file is named)

    return platformdirs.user_config_path("cop-tui", appauthor=False) / FILE


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of now. Nothing that is wrong with them keeps the program from starting."""
    found = Settings(place())
    _from_file(found)
    _from_environment(found, os.environ if environment is None else environment)
    return found


def _from_file(found: Settings) -> None:
    try:
        text = _read(found.path)
        table = _parsed(text)
    except FileNotFoundError:
        return
    except OSError as error:
        found.refuse(f"{found.path} cannot be read ({error.strerror}). What is built in is used.")
        return
    except (ValueError, RecursionError) as error:
        what = "UTF-8" if isinstance(error, UnicodeDecodeError) else "TOML"
        found.refuse(f"{found.path} is no {what}: {error}. What is built in is used.")
        return
    for name, value in table.items():
        if name == "keys":
            _keys(found, text, value)
        elif name not in CHOICES:
            _refuse(found, text, name, f"there is no such setting; there are {', '.join(CHOICES)}, keys")
        elif value not in CHOICES[name]:
            _refuse(found, text, name, f"{_short(value)} is none of {', '.join(CHOICES[name])}")
        else:
            setattr(found, name, Setting(name, value, str(found.path)))


def _keys(found: Settings, text: str, value: object) -> None:
    from screens.keys import checked  # noqa: PLC0415  (Textual, only where there are keys)

    if not isinstance(value, dict):
        _refuse(found, text, "keys", 'a table is expected: [keys], and under it lines as next = "f8"')
        return
    found.keys, refused = checked(value)
    for name, why in refused.items():
        _refuse(found, text, name, why, within="keys.")


def _refuse(found: Settings, text: str, name: str, why: str, *, within: str = "") -> None:
    """Say what is wrong with a setting, and in which line where that is plain to see."""
    written = re.compile(rf"\s*(keys\s*\.\s*)?\[?\s*[\"']?{re.escape(name)}[\"']?\s*[=\]]")
    rows = text.splitlines()
    table = next((at for at, row in enumerate(rows) if within and re.match(r"\s*\[\s*keys\s*\]", row)), 0)
    lines = (f", line {at}" for at, row in enumerate(rows, 1) if at > table and written.match(row))
    found.refuse(f"{found.path}{next(lines, '')}: {within}{name}: {why}.")


def _from_environment(found: Settings, environment: Mapping[str, str]) -> None:
    if theme := environment.get("COP_TUI_THEME"):
        if theme in THEMES:
            found.theme = Setting("theme", theme, "COP_TUI_THEME")
        else:
            found.refuse(f"COP_TUI_THEME: {_short(theme)} is none of {', '.join(THEMES)}.")
    if environment.get("COP_TUI_ASCII", "0") not in ("", "0"):
        found.glyphs = Setting("glyphs", "ascii", "COP_TUI_ASCII")


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _parsed(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  (only where there is a file)

    return tomllib.loads(text)


def _short(value: object) -> str:
    words = str(value)
    return words if len(words) <= 40 else words[:39] + "…"


def keep(name: str, value: str) -> None:
    """Keep a setting of one word in the file; all else in it stays as it is written.

    Raises:
        Problem: if it cannot be kept; the file is as it was.
    """
    path = place()
    try:
        path = path.resolve()  # a link to the file stays one
        text = _read(path) if path.exists() else ""
        written = _with(text, name, value)
        private_folder(path.parent)
        replace_file(path, written.encode())
    except OSError as error:
        raise Problem(f"{name} is not kept: {path} cannot be written ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise Problem(f"{name} is not kept: {path} cannot be followed.") from error


def _with(text: str, name: str, value: str) -> str:
    """A text in TOML with another value of a setting.

    Raises:
        ValueError: if it is no TOML, or would not be the same otherwise.
    """
    before = _parsed(text)
    head = re.search(r"^\s*\[", text, re.MULTILINE)
    end = head.start() if head else len(text)
    line = re.compile(
        rf"^([ \t]*[\"']?{name}[\"']?[ \t]*=[ \t]*)(\"[^\"\n]*\"|'[^'\n]*'|[^\s#]+)", re.MULTILINE
    )
    top, done = line.subn(rf'\g<1>"{value}"', text[:end], count=1)
    written = top + text[end:] if done else f'{name} = "{value}"\n{text}'
    if _parsed(written) != {**before, name: value}:
        raise ValueError(name)
    return written
