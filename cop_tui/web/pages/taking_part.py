"""Taking part: the page of the step that is on, its state for programs, its stream, and what is sent from it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cop_tui.web.access import is_far
from cop_tui.web.answers import HEADERS, NO_STORE, to_program
from cop_tui.web.pages.coming import Coming
from cop_tui.web.pages.phones import DISK, Limits, Message, Phones
from cop_tui.web.phone import Phone, phone
from cop_tui.web.presence import FOLLOW_SECONDS
from cop_tui.web.refusals import refused_to_program, wants_json
from cop_tui.web.room import Room, Rooms
from cop_tui.web.sent import once
from cop_tui.web.streams import Stream, Streams, no_room, scene
from sessions import telling
from sessions.actors import Actor
from sessions.blocks import Ballot
from sessions.errors import DiskFull, Refused
from sessions.moves import left
from sessions.offering import GONE, wish
from sessions.own import own
from sessions.steps import blocks, offers
from sessions.taking_part import so_far

JOIN_FIRST = "Join first, then send it again: this phone is not known here."
NOT_KEPT = "This was not kept"
KEPT = Message("kept", "Kept", "It is safe on the facilitator’s laptop.")
WELCOME = "Your way back, if this phone forgets you, is {way}. It stands at the end of this page too."
TOLD = {
    "vote": None,
    "done": None,
    "introduce": KEPT._replace(sentence="Your details are kept."),
    "take-back": Message("kept", "Taken back", "It is gone from the wall."),
}
"""What is said of acts that are not simply kept; nothing where it is seen at once."""


class TakingPart(Phones):
    """`/<code>` and what hangs below it."""

    def __init__(
        self, rooms: Rooms, limits: Limits, streams: Streams, coming: Coming, *, public_origin: str = ""
    ) -> None:
        super().__init__(rooms, limits, public_origin=public_origin)
        self._streams, self._coming = streams, coming

    async def show(self, request: Request) -> Response:
        """The page of the step that is on; the way in, for whoever has not joined."""
        room, code = await self.room(request)
        passes = room.live.passes
        if passes is None:
            return self._closed(room)
        if code != passes.join:
            return RedirectResponse(f"/{passes.join}", 303, headers={**HEADERS, **NO_STORE})
        self._arrived(request, room)
        held = room.participants(request.cookies)
        if not held:
            return self._coming.ask_to_join(room, code)
        self._see(room, held[0])
        self._expect(request, room)
        kept, joined = request.query_params.get("kept"), request.query_params.get("joined")
        message = None
        if kept is not None:
            message = TOLD.get(kept, KEPT)
        elif joined == str(held[0]):
            message = Message("kept", "You are in", WELCOME.format(way=passes.way_back(held[0])))
        return self._live(request, room, held, message)

    def _closed(self, room: Room, message: Message | None = None, status: int = 200) -> Response:
        session = room.live.session
        return self.page(
            "closed.html",
            status,
            scripted=True,
            message=message,
            heading="Thank you. The workshop has closed",
            **self.about(room),
            token=session.token,
            session=session.id,
        )

    def _live(
        self, request: Request, room: Room, held: list[int], message: Message | None,
        status: int = 200, act: str = "", given: Mapping[str, str] = {},
    ) -> Response:  # fmt: skip
        passes, now = room.live.passes, room.live.clock()
        assert passes is not None
        drawn = phone(room, held, now)
        return self.page(
            "live.html", status,
            scripted=True, heading=drawn.question, message=message, phone=drawn, code=passes.join,
            scene=scene(room.live.session), session=room.live.session.id, key=secrets.token_urlsafe(9),
            card=_card(request, drawn), act=act, given=given, clock=_clock,
            acts={one.act for one in offers(room.live.session)},
        )  # fmt: skip

    async def state(self, request: Request) -> Response:
        """The same for a program."""
        room, _ = await self.room(request)
        session = room.live.session
        if session.closed:
            return to_program(
                {
                    "revision": session.revision,
                    "scene": scene(session),
                    "summary": f"/{session.summary_path}" if session.token else "",
                }
            )
        held = room.participants(request.cookies)
        activity, done = session.now, so_far(session)
        if held:
            self._see(room, held[0])
        shown = [
            {"kind": type(one).__name__.lower(), **msgspec.to_builtins(one)}
            for one in blocks(session, activity, "participant")
        ]
        answer = {
            "revision": session.revision,
            "activity": activity.id,
            "step": activity.at.kind,
            "scene": scene(session),
            "so_far": done.sentence if done else "",
            "writing": room.presence.writing,
            "blocks": shown,
            "offers": msgspec.to_builtins(offers(session)) if held else [],
            "mine": msgspec.to_builtins(own(session, room.live.seated(held[0]))) if held else None,
            "minutes_left": -(-left(session, room.live.clock()) // 60) if session.started else None,
        }
        return to_program(answer)

    async def stream(self, request: Request) -> Response:
        """The pulses of the room; nothing where there are too many, for good: a phone then asks for its state."""
        room, _ = await self.room(request)
        address = request.client.host if request.client else ""
        if self._streams.full(address):
            return no_room()
        held = room.participants(request.cookies)
        number = held[0] if held else 0
        room.presence.followed += is_far(request)
        if number:
            room.presence.follow(number, 1)
            self.rooms.told(room)

        def over() -> None:
            if number:
                room.presence.follow(number, -1)
                self.rooms.told(room)

        return Stream(self._streams.of(room), address, over)

    async def act(self, request: Request) -> Response:
        """Something that a participant does, answered once it is on disk."""
        if request.path_params["act"] == "pass":
            return await self._coming.pass_on(request)
        room, code, held, sent = await self.posted(request)
        act = request.path_params["act"]
        passes = room.live.passes
        if passes is None or not held:
            sentence = GONE if passes is None else JOIN_FIRST
            if wants_json(request):
                return refused_to_program(409, sentence)
            message = Message("refused", NOT_KEPT, sentence, _words(sent))
            if passes is None:
                return self._closed(room, message, 409)
            return self._coming.ask_to_join(room, code, message=message, status=409)
        number = held[0]
        if act in ("done", "writing"):
            return self._told(request, room, number, act)
        given = {name: value for name, value in sent.items() if name not in ("key", "target")}
        try:
            command = wish(
                room.live.session,
                act,
                given,
                target=sent.get("target", "")[:40],
                key=once(sent, act),
            )
            receipt = await room.live.submit(command, Actor("participant", participant=number))
        except Refused as refused:
            sentence = DISK if isinstance(refused, DiskFull) else refused.sentence
            asked = any(form.act == act for form in offers(room.live.session))
            message = Message("refused", NOT_KEPT, sentence, "" if asked else _words(given))
            return self.refused(
                request, refused, lambda status: self._live(request, room, held, message, status, act, sent)
            )
        room.presence.rest(number)
        self.rooms.told(room)
        handle = telling.handle(receipt.entry)
        if wants_json(request):
            answer = {"revision": receipt.entry.sequence, **({"handle": handle} if handle else {})}
            return to_program(answer, 201 if handle else 200)
        return self.to(room, code, f"?kept={act}")

    def _told(self, request: Request, room: Room, number: int, act: str) -> Response:
        session = room.live.session
        if act == "done":
            room.presence.rest(number, f"{session.activity}/{session.now.step}")
        else:
            room.presence.write(number)
        self.rooms.told(room)
        if wants_json(request):
            return to_program({"revision": session.revision})
        return self.to(room, "", "?kept=done")

    def _see(self, room: Room, number: int) -> None:
        before = room.presence.phones
        room.presence.see(number)
        if room.presence.phones != before:
            self.rooms.told(room)

    def _expect(self, request: Request, room: Room) -> None:
        """Expect a phone elsewhere to follow; whether one does is told of a little later."""
        if is_far(request) and not room.presence.followed:
            room.presence.expect()
            asyncio.get_running_loop().call_later(FOLLOW_SECONDS, self.rooms.told, room)

    def _arrived(self, request: Request, room: Room) -> None:
        """Note that a page was asked for from elsewhere: the way here is open."""
        if is_far(request):
            room.presence.far += 1
            if room.presence.far == 1:
                self.rooms.told(room)


def _words(given: Mapping[str, str]) -> str:
    """What somebody wrote in a form that is not there any more."""
    return " · ".join(value for name, value in given.items() if value and name not in ("key", "target"))


def _card(request: Request, drawn: Phone) -> int | None:
    """Which card of a vote is shown, from 1: the one asked for, else the first without an answer; None after the last."""
    ballot: Ballot | None = drawn.ballot
    if ballot is None or ballot.kind == "dots":
        return None
    asked = request.query_params.get("card", "")
    if asked.isdecimal() and 0 < int(asked[:6]) <= len(ballot.lines):
        return int(asked[:6])
    return next(
        (place for place, line in enumerate(ballot.lines, 1) if line.handle not in drawn.own.votes), None
    )


def _clock(at: int) -> str:
    return time.strftime("%H:%M", time.localtime(at / 1000))
