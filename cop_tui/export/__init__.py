"""Exports: a module for each format, loaded when it is first used.

Each module has `render(session)`, which gives the bytes of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from cop_tui.export.names import file_name
from sessions.disk import replace_file
from sessions.errors import Malformed
from sessions.session import Session


@dataclass(frozen=True)
class Format:
    """A format that a session can be written in."""

    module: str
    suffix: str
    help: str
    """What it is for, in a few words."""


FORMATS: dict[str, Format] = {
    "json": Format("cop_tui.export.json", "json", "everything, for another program"),
    "markdown": Format("cop_tui.export.markdown", "md", "page one and detail, for a wiki"),
}
"""Every format by its name."""


def render(session: Session, format: str) -> bytes:
    """A session in a format.

    Raises:
        Malformed: if there is no such format.
    """
    found = FORMATS.get(format)
    if found is None:
        raise Malformed(f"There is no format {format!r}. There are {', '.join(FORMATS)}.")
    content: bytes = import_module(found.module).render(session)
    return content


def write(session: Session, format: str, folder: Path) -> Path:
    """Write a session to a file of its own in a folder, and return the file's path.

    Raises:
        Malformed: if there is no such format.
        OSError: if it cannot be written; a file that was there before then stands.
    """
    content = render(session, format)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(session.id, FORMATS[format].suffix)
    replace_file(path, content)
    return path
