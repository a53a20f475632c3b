"""A session as it is typed and as it is seen: lines, participants, and what every face and document shows."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import msgspec

from cop_tui import export
from cop_tui.export import document, markdown
from cop_tui.html.drawing import draw
from cop_tui.html.summary import Summary
from cop_tui.plain import Plain
from laws import ONE
from screens import blocks as drawers
from screens.blocks.looking import Looking
from screens.sheet import Area, Sheet
from sessions import summary
from sessions.actors import Actor
from sessions.blocks import Audience
from sessions.commands import Command
from sessions.errors import Refused
from sessions.live import LiveSession, Receipt
from sessions.scribe import parse
from sessions.session import Session
from sessions.steps import blocks

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
SIZES = ((60, 18), (80, 22), (120, 40))


def person(number: int) -> Actor:
    """The participant with this number."""
    return Actor("participant", f"p{number}", number)


async def say(live: LiveSession, text: str, by: Actor = ONE) -> Receipt:
    """Type lines, parted by ` | `, and return the last receipt."""
    for line in text.split(" | "):
        command = parse(line, live.session)
        assert isinstance(command, Command), line
        receipt = await live.submit(command, by)
    return receipt


def pictures(session: Session, audience: Audience) -> Iterator[tuple[str, str]]:
    """Face and text of the present step as this audience sees it.

    As data, in cells of three sizes, as HTML and as Markdown; then the summary as HTML.
    """
    shown = blocks(session, session.now, audience)
    yield "data", msgspec.json.encode(shown).decode()
    for width, height in SIZES:
        sheet = Sheet(width, height)
        drawers.draw(shown, sheet, Area(3, 3, width - 6, height - 6), Looking())
        yield "cells", sheet.text()
    for block in shown:
        yield "html", str(draw(block))
        yield "markdown", markdown.paragraphs(document.in_words(document.drawn(block, 2)))
    if audience != "facilitator":
        for block in (*summary.page_one(session, audience), *summary.detail(session, audience)):
            yield "html", str(draw(block))


def aloud(session: Session) -> str:
    """The present step as plain mode reads it."""
    out, screen = io.StringIO(), io.StringIO()
    live = SimpleNamespace(session=session)
    Plain(live, ONE, out=out, screen=screen, file=False).board("all")  # type: ignore[arg-type]
    return out.getvalue() + screen.getvalue()


def documents(session: Session) -> dict[str, bytes]:
    """Every format that there is, and the summary page's parts."""
    made = {"page": repr(Summary.of(session)).encode()}
    with tempfile.TemporaryDirectory() as folder:
        for name in export.FORMATS:
            with contextlib.suppress(Refused):  # nothing has a day yet
                export.write(session, name, Path(folder) / name)
            files = sorted(one for one in (Path(folder) / name).rglob("*") if one.is_file())
            if files:
                made[name] = b"\n".join(one.read_bytes() for one in files)
    return made


def everywhere(session: Session) -> str:
    """All that is shown and written of a session, in every step of every activity, to whomever."""
    session = session.copied()
    seen = []
    for activity in session.activities.values():
        session.activity = activity.id
        for step in range(len(activity.steps)):
            activity.step = step
            seen += [repr(blocks(session, activity, audience)) for audience in AUDIENCES]
        activity.step = 0
    seen.append(aloud(session))
    for audience in AUDIENCES:
        seen.append(repr((summary.page_one(session, audience), summary.detail(session, audience))))
    return "\n".join([*seen, *(one.decode(errors="replace") for one in documents(session).values())])
