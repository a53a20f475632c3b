"""Forgetting a person in every session of their community, and burning a session, through the one process that writes them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from cop_tui import paths
from sessions import library
from sessions.errors import Problem
from sessions.forgetting import Person, mentions
from sessions.growth import file_of
from sessions.live import LiveSession

if TYPE_CHECKING:
    from cop_tui.host.server import Host
    from sessions.events import Entry

UNWRITTEN = "The disk did not let them be forgotten in {title} ({reason}). Make room and say it again; what was done stays done."

UNBURNT = "The disk did not let {title} be burnt ({reason}). Make room and say it again; everything stands as it was."


async def known(host: Host, session: str, name: str) -> dict[str, Any]:
    """Where somebody is noted or spoken of, and which files cannot be reached.

    Raises:
        NotFound: if nobody of this name is noted.
    """
    lives, person = await _found(host, session, name)
    told = [[live.session.id, *one] for live in lives for one in mentions(live.session, person)]
    there = [live.session.id for live in await _telling(lives, person)]
    files = await asyncio.to_thread(_exports, lives[0].session.community.name, there)
    return {"sessions": there, "mentions": told, "files": files}


async def forget(host: Host, session: str, name: str, *, redact: bool) -> dict[str, Any]:
    """Forget somebody in every session of the community. All is made ready before anything is written.

    Raises:
        NotFound: if nobody of this name is noted.
        Problem: if a session cannot be written.
    """
    lives, person = await _found(host, session, name)
    there = await _telling(lives, person)
    for live in there:
        try:
            await live.rewrite(lambda vault: vault.rewrite(person.without(vault.entries, redact=redact)))
        except OSError as error:
            raise Problem(UNWRITTEN.format(title=live.session.title, reason=error.strerror)) from error
        host.exports.drop(live.session.id)
        await host.write(live)
    return {"sessions": [live.session.id for live in there]}


async def _telling(lives: list[LiveSession], person: Person) -> list[LiveSession]:
    """The sessions that tell of somebody at all, in their history too; it is tried whether they can be without them.

    Each is read aside: the host has phones to answer meanwhile.
    """

    def tells(entries: list[Entry]) -> bool:
        ways = [person.without(entries, redact=redact) for redact in (True, False)]
        return any([way(entry) for entry in entries] != entries for way in ways)

    return [live for live in lives if await asyncio.to_thread(tells, list(live.entries))]


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
    return {"files": await asyncio.to_thread(_exports, row.community, [row.id])}


async def _found(host: Host, session: str, name: str) -> tuple[list[LiveSession], Person]:
    """The sessions of a community, and who somebody is in them.

    Raises:
        NotFound: if nobody of this name is noted.
        Problem: if one of them cannot be opened: nobody is forgotten by half.
    """
    row = await asyncio.to_thread(library.find, host.data, session)
    rows = await asyncio.to_thread(library.rows, host.data)
    lives = [await host.live(one.id) for one in rows if one.community.casefold() == row.community.casefold()]
    return lives, await asyncio.to_thread(Person, [list(live.entries) for live in lives], name)


def _exports(community: str, ids: list[str]) -> list[str]:
    """Files that were exported from these sessions, or from their community, and are still where exports go."""
    folder, starts = paths.exports_folder(), (file_of(community), *ids)
    found = [path for path in folder.glob("*") if path.name.startswith(starts)]
    return sorted(map(str, found))
