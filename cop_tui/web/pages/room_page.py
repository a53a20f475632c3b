"""The room page: the wall in a browser, large and live, behind an address that nobody guesses."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from cop_tui.html import codes
from cop_tui.web.answers import address, page
from cop_tui.web.pages.phones import Limits, Phones
from cop_tui.web.room import Room, Rooms
from cop_tui.web.streams import Stream, Streams, no_room
from sessions import scanning, summary
from sessions.blocks import Block, Board, Prompt
from sessions.errors import NotFound
from sessions.moves import SOON, left, left_in_words, round_now
from sessions.session import Session
from sessions.steps import blocks
from sessions.taking_part import so_far

THANKS = "Thank you"


class RoomPage(Phones):
    """`/r/<room>`."""

    def __init__(self, rooms: Rooms, limits: Limits, streams: Streams, *, public_origin: str = "") -> None:
        super().__init__(rooms, limits, public_origin=public_origin)
        self._streams = streams

    async def _room(self, request: Request) -> Room:
        """The room whose wall is asked for.

        Raises:
            NotFound: if this is no wall's address.
        """
        code = request.path_params["code"].lower()
        room = await self.rooms.find(code)
        if room.live.passes is not None and room.live.passes.room != code:
            raise NotFound("No wall has this address.")
        return room

    async def show(self, request: Request) -> Response:
        """The wall as it is now."""
        room = await self._room(request)
        live, session = room.live, room.live.session
        drawn = _ended(session) if session.closed else blocks(session, session.now, "wall")
        prompt = next((one for one in drawn if isinstance(one, Prompt)), None)
        doors, base = live.pulse.doors, live.pulse.address
        over = session.closed or session.now.at.kind == "finish"
        joining = bool(base and doors.join) and not over
        found = scanning.payload(base, doors.join if joining else session.summary_path) if base else ""
        return page(
            "room.html",
            scripted=True,
            room_address=address("room.css"),
            script_address=address("room.js"),
            code=request.path_params["code"].lower(),
            community=session.community.name,
            where=f"{session.now.title} · {session.position} of {len(session.activities)}"
            if not session.closed
            else session.title,
            question=prompt.text if prompt else THANKS,
            privacy=prompt.privacy if prompt else "",
            rounds=_rounds(session, live.clock()),
            left=_left(session, live.clock()),
            low=_low(session, live.clock()),
            shown=[_bare(one) for one in drawn if one is not prompt],
            picture=codes.svg(found) if joining or (base and over and session.token) else "",
            address=base.removeprefix("http://") if joining else "",
            digits=f"{doors.code[:3]} {doors.code[3:]}" if joining else "",
            so_far=None if over else so_far(session),
            writing=0 if over else room.presence.writing,
            blanked=live.pulse.wall.blanked,
        )

    async def stream(self, request: Request) -> Response:
        """The pulses of the room, for its wall."""
        room = await self._room(request)
        address = request.client.host if request.client else ""
        if self._streams.full(address):
            return no_room()
        room.presence.walls += 1
        self.rooms.told(room)

        def over() -> None:
            room.presence.walls -= 1
            self.rooms.told(room)

        return Stream(self._streams.of(room), address, over)


def _ended(session: Session) -> tuple[Block, ...]:
    """What stands here once it is over, for every word that ever opened it: what readers may see, or nothing once
    the summary has no address."""
    return summary.page_one(session) if session.token else ()


def _bare(block: Block) -> Block:
    """A board without the name and the counts that stand above it already."""
    if not isinstance(block, Board) or block.hidden or block.themes:
        return block
    return msgspec.structs.replace(block, title="", sentence="")


def _left(session: Session, now: int) -> tuple[str, str]:
    """What is left of the activity, the number and its words; two empty words where the clock does not run."""
    if not session.started or session.closed or session.paused_at:
        return "", ""
    number, _, words = left_in_words(left(session, now)).partition(" ")
    return number, words


def _low(session: Session, now: int) -> bool:
    return bool(session.started) and left(session, now) <= SOON * session.now.planned


def _rounds(session: Session, now: int) -> str:
    """The rounds of the step, the one that is on marked in words."""
    standing = round_now(session, now)
    if standing is None or session.closed:
        return ""
    names = [one.title for one in session.now.at.rounds]
    return f"Now {names[standing[0]]}" + (
        f", then {', '.join(names[standing[0] + 1 :])}." if names[standing[0] + 1 :] else "."
    )
