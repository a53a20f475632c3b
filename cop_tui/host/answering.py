"""What faces ask a host for that changes no session: a new one, addresses, drafts, walls, exports, the end."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from cop_tui.host import forgetting
from sessions import library, retention
from sessions.errors import Malformed, Problem, Refused
from sessions.protocols import Wall

if TYPE_CHECKING:
    from cop_tui.host.server import Host

LONGEST_DRAFT = 300_000
Details = dict[str, Any]


async def answered(host: Host, what: str, details: Details) -> Details:
    """The answer to a face.

    Raises:
        Problem: with a sentence, where it cannot be had.
    """
    if what not in ANSWERS:
        raise Refused(f"The host knows nothing of {what!r}.")
    return await ANSWERS[what](host, details)


async def _new(host: Host, details: Details) -> Details:
    return {"id": await host.new(details)}


async def _restore(host: Host, details: Details) -> Details:
    return {"id": await host.restore(Path(str(details.get("file"))))}


async def _address(host: Host, details: Details) -> Details:
    host.site.next_address()
    host.tell()
    return {"address": host.site.pulse.address}


async def _where(host: Host, details: Details) -> Details:
    row = await asyncio.to_thread(library.find, host.data, str(details.get("session")))
    return host.phones.where(row)


async def _here(host: Host, details: Details) -> Details:
    return {}


async def _draft(host: Host, details: Details) -> Details:
    """Keep what a terminal has not sent; or hand over (text None) what it left itself, or one that is gone.

    What was left is handed over one terminal at a time, that which changed last first.
    """
    session_id, terminal, text = str(details.get("id")), str(details.get("terminal")), details.get("text")
    drafts = host.drafts.setdefault(session_id, {})
    if text is not None:
        if len(str(text)) <= LONGEST_DRAFT:
            drafts.pop(terminal, "")
            drafts |= {terminal: str(text)} if text else {}
        return {"text": ""}
    here = host.attached.get(session_id, ())
    left = [one for one in drafts if one == terminal or one not in here]
    return {"text": drafts.pop(terminal if terminal in left else left[-1]) if left else ""}


async def _wall(host: Host, details: Details) -> Details:
    session_id, terminal = str(details.get("id")), str(details.get("terminal"))
    try:
        wall = msgspec.convert(details, Wall)
    except msgspec.ValidationError as error:
        raise Malformed("The wall cannot be turned to that.") from error
    walls = host.walls.setdefault(session_id, {})
    walls.pop(terminal, None)
    walls[terminal] = wall
    if session_id in host.lives:
        host.beat(host.lives[session_id])
    return {}


async def _export(host: Host, details: Details) -> Details:
    formats, community = str(details.get("formats") or "").split(), str(details.get("community") or "")
    return host.exports.begin(str(details.get("id")), formats, community)


async def _exporting(host: Host, details: Details) -> Details:
    return await host.exports.stands(details.get("job"))


async def _known(host: Host, details: Details) -> Details:
    return await forgetting.known(host, str(details.get("session")), str(details.get("person")))


async def _forget(host: Host, details: Details) -> Details:
    redact = details.get("redact") is True
    return await forgetting.forget(
        host, str(details.get("session")), str(details.get("person")), redact=redact
    )


async def _burn(host: Host, details: Details) -> Details:
    return await forgetting.burn(host, str(details.get("session")))


async def _keep(host: Host, details: Details) -> Details:
    """Note that sessions are kept, though they are older than the retention."""
    found = details.get("sessions")
    ids = [str(one) for one in found] if isinstance(found, list) else []
    try:
        await asyncio.to_thread(retention.keep, host.data, ids, retention.today(host.clock()))
    except OSError as error:
        raise Problem(
            f"It cannot be noted that they are kept ({error.strerror}). Nothing was changed."
        ) from error
    return {}


async def _stop(host: Host, details: Details) -> Details:
    host.stopping.set()
    return {}


async def _leave(host: Host, details: Details) -> Details:
    """A terminal at the end of its input: alone, it takes the host with it, unless that was told to stay."""
    if host.idle < math.inf and sum(map(len, host.attached.values())) <= 1:
        host.stopping.set()
    return {}


Answer = Callable[["Host", Details], Awaitable[Details]]
ANSWERS: Mapping[str, Answer] = {
    "new": _new,
    "restore": _restore,
    "address": _address,
    "where": _where,
    "here": _here,
    "draft": _draft,
    "wall": _wall,
    "export": _export,
    "exporting": _exporting,
    "known": _known,
    "forget": _forget,
    "burn": _burn,
    "keep": _keep,
    "stop": _stop,
    "leave": _leave,
}
"""What may be asked."""
