"""Exports: a module for each format, loaded when it is first used.

Each module has `render(session)`, which gives the bytes of its one file, or, where a format is several files,
`files(session)`, which gives the bytes of each by the word that its name ends in. One that takes long is `slow`: its
`render` takes besides who hears how far it has come.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from cop_tui.export.names import file_name
from cop_tui.export.progress import Heard, nobody
from sessions.disk import replace_file
from sessions.errors import Malformed
from sessions.growth import Growth
from sessions.session import Session


@dataclass(frozen=True)
class Format:
    """A format that a session can be written in."""

    module: str
    suffix: str
    help: str
    """What it is for, in a few words."""
    several: bool = False
    """Whether it is several files."""
    slow: bool = False
    """Whether it tells how far it has come."""
    of_community: bool = False
    """Whether a community over its sessions can be written in it, too."""


FORMATS: dict[str, Format] = {
    "word": Format(
        "cop_tui.export.word",
        "docx",
        "page one and detail, to edit and to send",
        slow=True,
        of_community=True,
    ),
    "pdf": Format(
        "cop_tui.export.pdf", "pdf", "page one and detail, to print and to keep", slow=True, of_community=True
    ),
    "html": Format(
        "cop_tui.export.html", "html", "the summary as one page, for any browser", of_community=True
    ),
    "markdown": Format("cop_tui.export.markdown", "md", "page one and detail, for a wiki", of_community=True),
    "mail": Format("cop_tui.export.mail", "eml", "page one as a draft, for Outlook"),
    "teams": Format("cop_tui.export.teams", "txt", "page one as a message, for a channel"),
    "excel": Format("cop_tui.export.excel", "xlsx", "a sheet for each table, for Excel"),
    "csv": Format("cop_tui.export.csv", "csv", "a file for each table, for a spreadsheet", several=True),
    "json": Format("cop_tui.export.json", "json", "everything, for another program"),
    "calendar": Format("cop_tui.export.calendar", "ics", "the next meeting and what falls due, for Outlook"),
}
"""Every format by its name."""


def render(subject: Session | Growth, format: str, heard: Heard = nobody) -> bytes:
    """A session, or a community over its sessions, in a format that is one file.

    Args:
        subject: Which.
        format: The name of a format.
        heard: Is told how far it has come.

    Raises:
        Malformed: if there is no such format, or it is several files.
        Refused: if it holds nothing for this format.
    """
    found = _format(format)
    if found.several and isinstance(subject, Session):
        raise Malformed(f"{format} is several files; write them to a folder.")
    if isinstance(subject, Growth) and not found.of_community:
        ways = ", ".join(name for name, one in FORMATS.items() if one.of_community)
        raise Malformed(f"A community over its meetings is written as {ways}.")
    content: bytes = _module(found).render(subject, *([heard] if found.slow else []))
    return content


def write(subject: Session | Growth, format: str, folder: Path, heard: Heard = nobody) -> list[Path]:
    """Write a session, or a community, to files of its own in a folder, and return their paths.

    Args:
        subject: Which.
        format: The name of a format.
        folder: Where to; it is made where it is not there.
        heard: Is told how far it has come.

    Raises:
        Malformed: if there is no such format.
        Refused: if it holds nothing for this format.
        OSError: if one cannot be written; a file that was there before then stands.
    """
    found = _format(format)
    if found.several and isinstance(subject, Session):
        parts: dict[str, bytes] = _module(found).files(subject)
        made = {f"{subject.id}-{word}": content for word, content in parts.items()}
    else:
        made = {subject.id: render(subject, format, heard)}
    fresh = [one for one in (folder, *folder.parents) if not one.exists()]
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            path = folder / file_name(name, found.suffix)
            replace_file(path, content)
            paths.append(path)
    except OSError:
        with contextlib.suppress(OSError):  # one with a file in it stays
            for one in fresh:
                one.rmdir()
        raise
    return paths


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise Malformed(f"There is no format {name!r}. There are {', '.join(FORMATS)}.")
    return FORMATS[name]


def _module(found: Format) -> ModuleType:
    return import_module(found.module)
