"""A static site of shared summaries, for any web server: what was released, and nothing else.

Pages are named after what is in them, and the index is replaced last: whenever the writing is cut off, the index
leads to whole pages, those of before or those of now.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Template

from cop_tui.export.names import file_name
from cop_tui.html.drawing import environment
from cop_tui.html.summary import copy, style_element
from sessions import dates, library, records
from sessions.disk import replace_file, sweep
from sessions.errors import Problem
from sessions.session import Session

INDEX = "index.html"
MARK = b'name="generator" content="cop-tui"'
"""By this an index is known to be ours."""
READABLE = 0o644
_PAGE = re.compile(r"[a-z0-9-]+-[0-9a-f]{12}\.html")


@dataclass(frozen=True)
class Page:
    """A summary of the site."""

    file: str
    community: str
    title: str
    when: str


def shared(data: Path, findings: list[str]) -> list[Session]:
    """The sessions that are closed, released and shared, the newest first.

    What cannot be read is left out, and said in `findings`.
    """
    found = []
    for row in library.rows(data):
        try:
            session = records.current(library.folder_of(data, row.id))
        except Problem as problem:
            findings.append(f"{row.id} is left out: {problem.sentence}")
            continue
        if session.closed and session.released and session.token:
            found.append(session)
    return sorted(found, key=lambda one: (one.date, one.created, one.id), reverse=True)


def publish(sessions: Sequence[Session], folder: Path) -> list[Path]:
    """Write the site to a folder; summaries that are not shared any more are taken out of it.

    Raises:
        Problem: if something else than our site has its index there.
        OSError: if it cannot be written; the site of before then stands.
    """
    index = folder / INDEX
    if index.is_file() and MARK not in index.read_bytes():
        raise Problem(f"{index} is not a site of cop-tui, so it was left as it is. Name an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    pages = []
    for session in sessions:
        content = copy(session, opened=True).encode()
        name = f"{session.id}-{hashlib.sha256(content).hexdigest()[:12]}"
        page = Page(
            file_name(name, "html"), session.community.name, session.title, dates.in_words(session.date)
        )
        if not (folder / page.file).is_file():
            replace_file(folder / page.file, content, READABLE)
        pages.append(page)
    replace_file(index, _index().render(pages=pages, style=style_element()).encode(), READABLE)
    kept = {page.file for page in pages}
    for old in folder.glob("*.html"):
        if _PAGE.fullmatch(old.name) and old.name not in kept:
            old.unlink(missing_ok=True)
    return [index, *(folder / page.file for page in pages)]


@functools.cache
def _index() -> Template:
    return environment().get_template("index.html")
