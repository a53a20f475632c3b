"""Forgetting a person in every session of their community, and burning a session, through the one process that writes them."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from cop_tui import paths
from sessions import forgetting, library
from sessions.errors import NotFound, Problem
from sessions.forgetting import Person, mentions
from sessions.live import LiveSession

if TYPE_CHECKING:
    from cop_tui.host.server import Host

UNWRITTEN = "The disk did not let them be forgotten in {title} ({reason}). Make room and say it again; what was done stays done."

UNBURNT = "The disk did not let {title} be burnt ({reason}). Make room and say it again; everything stands as it was."


async def known(host: Host, session: str, name: str) -> dict[str, Any]:
    """Where somebody is noted, who speaks of them, and which files cannot be reached.

    Raises:
        NotFound: if nobody of this name is noted.
    """
    found = await _where(host, session, name)
    told = [
        [live.session.id, handle, words]
        for live, person in found
        for handle, words in mentions(live.session, person)
    ]
    files = await asyncio.to_thread(_exports, [live.session.id for live, _ in found])
    return {"sessions": [live.session.id for live, _ in found], "mentions": told, "files": files}


async def forget(host: Host, session: str, name: str, *, redact: bool) -> dict[str, Any]:
    """Forget somebody in every session of the community.

    Raises:
        NotFound: if nobody of this name is noted.
        Problem: if a session cannot be written.
    """
    found = await _where(host, session, name)
    for live, _ in found:
        try:
            await forgetting.forget(live, name, redact=redact)
        except OSError as error:
            raise Problem(UNWRITTEN.format(title=live.session.title, reason=error.strerror)) from error
        host.exports.drop(live.session.id)
        await host.write(live)
    return {"sessions": [live.session.id for live, _ in found]}


async def burn(host: Host, session: str) -> dict[str, Any]:
    """Leave only the counts of a session.

    Raises:
        Problem: if it cannot be opened or written.
    """
    row = await asyncio.to_thread(library.find, host.data, session)
    live = await host.live(row.id)
    try:
        await live.rewrite(lambda vault: vault.burn(host.clock()))
    except OSError as error:
        raise Problem(UNBURNT.format(title=live.session.title, reason=error.strerror)) from error
    host.exports.drop(row.id)
    await host.write(live)
    return {"files": await asyncio.to_thread(_exports, [row.id])}


async def _where(host: Host, session: str, name: str) -> list[tuple[LiveSession, Person]]:
    """The sessions of a community that somebody is noted in.

    Raises:
        NotFound: if there is none.
        Problem: if one of them cannot be opened: nobody is forgotten by half.
    """
    row = await asyncio.to_thread(library.find, host.data, session)
    rows = await asyncio.to_thread(library.rows, host.data)
    found = []
    for one in rows:
        if one.community.casefold() == row.community.casefold():
            live = await host.live(one.id)
            with contextlib.suppress(NotFound):
                found.append((live, Person(live.entries, live.session, name)))
    if not found:
        raise NotFound(
            f"Nobody called {name} is noted in {row.community}. Give the whole name, as it was noted."
        )
    return found


def _exports(ids: list[str]) -> list[str]:
    """Files that were exported from these sessions and are still where exports go."""
    folder = paths.exports_folder()
    found = [path for path in folder.glob("*") if any(path.name.startswith(one) for one in ids)]
    return sorted(map(str, found))
