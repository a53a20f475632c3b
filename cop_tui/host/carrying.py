"""Taking over into a meeting what the earlier ones of its community left open, until it begins."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sessions import thread
from sessions.actors import Actor
from sessions.commands import CarryOver
from sessions.errors import DiskFull, Refused
from sessions.events import CarriedOver, Entry, NoteErased, NoteHidden, RowChanged, RowErased
from sessions.live import LiveSession

if TYPE_CHECKING:
    from cop_tui.host.server import Host

TRIES, PAUSE_SECONDS = 5, 0.05
"""How often what is open is looked for at once, while others change the session meanwhile, and how long between."""
AGAIN_SECONDS, MOST_SECONDS = 1.0, 30.0
"""Between two looks, where it could not be taken over: at first, and later. A wish looks at once in any case."""
NO_ROOM = (
    "What the last meetings left open is not here yet: the disk takes nothing. Make room "
    "(empty the bin, move a film away) and it comes by itself; everything that was kept is safe."
)
NOT_YET = (
    "What the last meetings left open is not here yet. It is tried again until this meeting begins; "
    "it is kept in their own records, and the log says why."
)

log = logging.getLogger("cop_tui.host")


async def carry(host: Host, live: LiveSession) -> None:
    """Have a meeting that has not begun take over what the earlier ones of its community left open.

    It opens whatever comes of this: what fails is logged, said at every terminal, and tried again until it
    succeeds or the meeting has begun without it.
    """
    name, sentence = live.session.id, ""
    unread: list[str] = []
    try:
        await _take_over(host, live, unread)
    except Exception as error:
        sentence = NO_ROOM if isinstance(error, DiskFull) else NOT_YET
        if host.uncarried.get(name) != sentence:
            known = isinstance(error, Refused)
            log.warning("What is open was not taken over into %s: %s", name, error, exc_info=not known)
    live.findings.extend(finding for finding in unread if finding not in live.findings)
    waiting = name in host.uncarried
    if sentence:
        host.uncarried[name] = sentence
    else:
        host.uncarried.pop(name, None)
    if sentence and not waiting:
        host.spawn(_again(host, live))
    host.beat(live)


async def carry_first(host: Host, live: LiveSession) -> None:
    """Before a wish is heard, try once more where it waits: the wish may be the one that begins the meeting."""
    if live.session.id in host.uncarried:
        await carry(host, live)


def takes_away(entry: Entry) -> bool:
    """Whether an entry hides or erases something, or shows it again."""
    return any(
        isinstance(event, (NoteHidden, NoteErased, RowErased))
        or (
            isinstance(event, RowChanged)
            and event.before is not None
            and event.after is not None
            and event.before.visibility != event.after.visibility
        )
        for event in entry.events
    )


async def pass_on(host: Host, live: LiveSession) -> None:
    """Have the next meetings of its community that are open beside it follow what it hides and erases."""
    community = live.session.community.name.casefold()
    for other in list(host.lives.values()):
        begun = other.session.started or other.session.closed
        if other is not live and not begun and other.session.community.name.casefold() == community:
            await carry(host, other)


async def _again(host: Host, live: LiveSession) -> None:
    pause = AGAIN_SECONDS
    while live.session.id in host.uncarried:
        await asyncio.sleep(pause)
        pause = max(AGAIN_SECONDS, min(2 * pause, MOST_SECONDS))
        await carry_first(host, live)


async def _take_over(host: Host, live: LiveSession, unread: list[str]) -> None:
    """Take over what is open now, if there is anything.

    Raises:
        Exception: whatever keeps it from being read or kept.
    """
    for last in [False] * (TRIES - 1) + [True]:
        if live.session.started or live.session.closed:
            return
        unread.clear()
        earlier = await asyncio.to_thread(thread.earlier, host.data, live.session, unread)
        before = [event for one in live.entries for event in one.events if isinstance(event, CarriedOver)]
        found = thread.taken_over(live.session, earlier, before)
        if found is None:
            return
        try:
            await live.submit(CarryOver(found=found, revision=live.session.revision), Actor("host"))
            return
        except Refused as refused:
            if last or isinstance(refused, DiskFull):
                raise
            await asyncio.sleep(PAUSE_SECONDS)
