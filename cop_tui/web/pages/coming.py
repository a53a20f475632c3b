"""Coming in: the six digits, the page that lets somebody in, their way back, and going."""

from __future__ import annotations

import contextlib
import math
import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from cop_tui.web.access import is_far
from cop_tui.web.pages.phones import Message, Phones, is_code
from cop_tui.web.phone import filled_in
from cop_tui.web.refusals import Refusal
from cop_tui.web.room import MOST_SEATS, Room
from cop_tui.web.sent import once
from sessions.actors import Actor
from sessions.blocks import Field, plural
from sessions.candidates import said
from sessions.commands import Join, StepOut
from sessions.errors import NotFound, Refused
from sessions.events import PersonChanged

FIELDS = (
    Field("name", "Name to show"),
    Field("organisation", "Organisation"),
    Field("profession", "Profession"),
    Field("hierarchy", "Band or rank"),
    Field("sector", "Sector"),
)
"""What somebody may say of themselves; every one of them may stay empty."""


WRONG = Message(
    "refused",
    "That code is not in use",
    "Check the six digits on the screen in the room, then try again. Nothing else is needed.",
)
FULL = f"{MOST_SEATS} people answer on this phone already. Use another phone, or say it aloud: it is written down."
NO_WAY = Message(
    "refused",
    "That way back is not known",
    "Check the word that stood on your phone, or join anew below. What you said before stays.",
)


class Coming(Phones):
    """`/` and what lets phones in and out."""

    async def start(self, request: Request) -> Response:
        """Ask for the six digits, and lead to the room that they open."""
        typed = "".join(one for one in request.query_params.get("code", "")[:40] if one.isalnum()).lower()
        if not typed:
            return self._ask()
        try:
            room = await (self.typed(typed) if is_code(typed) else self.rooms.find(typed))
        except NotFound:
            return self._ask(WRONG, typed, 404)
        except Refusal as waiting:
            return self._ask(Message("waiting", waiting.title, waiting.sentence), typed, waiting.status)
        return self.to(room, typed)

    def _ask(self, message: Message | None = None, code: str = "", status: int = 200) -> Response:
        return self.page("code.html", status, heading="Join the workshop", message=message, code=code)

    def ask_to_join(
        self, room: Room, code: str, *, message: Message | None = None, status: int = 200,
        known: Mapping[str, str] = {}, passing: bool = False,
    ) -> Response:  # fmt: skip
        """The page that lets somebody in, or somebody beside whoever holds the phone."""
        return self.page(
            "join.html", status, heading="Pass it on" if passing else "Come in", message=message,
            **self.about(room), code=code, key=secrets.token_urlsafe(12), fields=asked(room),
            known={field.name: known.get(field.name, "") for field in FIELDS}, choices=choices(room),
            passing=passing, action="pass" if passing else "join",
            button="Let them answer here" if passing else "Join the room",
        )  # fmt: skip

    async def join(self, request: Request) -> Response:
        """Let somebody in, once that is on disk."""
        return await self._join(request, passing=False)

    async def pass_on(self, request: Request) -> Response:
        """Let somebody without a phone answer on this one."""
        return await self._join(request, passing=True)

    async def _join(self, request: Request, *, passing: bool) -> Response:
        room, code, held, sent = await self.posted(request)
        if passing and not held:
            return self.to(room, code)
        if passing and len(held) >= MOST_SEATS:
            message = Message("refused", "You have not joined yet", FULL)
            return self.ask_to_join(room, code, message=message, status=409, known=sent, passing=True)
        address = request.client.host if request.client else ""
        if is_far(request) and (wait := self.limits.joins.take(address)):
            sentence = f"Very many joined from this network just now. Wait {plural(math.ceil(wait), 'second')}, then try again."
            raise Refusal(429, "A little too fast", sentence, wait)
        wish = Join(
            **{field.name: sent.get(field.name, "") for field in FIELDS},
            consent=bool(sent.get("consent")), quotable=bool(sent.get("quotable")), key=once(sent),
        )  # fmt: skip
        try:
            receipt = await room.live.submit(
                wish, Actor("participant", participant=held[0] if passing else 0)
            )
        except Refused as refused:
            message = Message("refused", "You have not joined yet", refused.sentence)
            return self.refused(
                request, refused,
                lambda status: self.ask_to_join(room, code, message=message, status=status, known=sent, passing=passing),
            )  # fmt: skip
        number = next(event.number for event in receipt.entry.events if isinstance(event, PersonChanged))
        room.presence.see(number)
        self.rooms.told(room)
        answer = self.to(room, code, f"?joined={number}", created=number, request=request)
        self.keep(
            request,
            answer,
            room,
            [number, *held] if passing else [number, *(one for one in held if one != number)],
        )
        return answer

    async def show_pass(self, request: Request) -> Response:
        """The page on which a phone is passed on."""
        room, code = await self.room(request)
        if not room.participants(request.cookies):
            return self.to(room, code)
        return self.ask_to_join(room, code, passing=True)

    async def back(self, request: Request) -> Response:
        """Let somebody come back by the word that stood on their phone."""
        room, code, held, sent = await self.posted(request)
        self.unguessed(self.limits.strays)
        passes = room.live.passes
        number = passes.returning(sent.get("way", "")) if passes else 0
        if number not in room.live.session.participants:
            self.limits.strays.note()
            return self.ask_to_join(room, code, message=NO_WAY, status=404)
        answer = self.to(room, code)
        self.keep(
            request,
            answer,
            room,
            [number, *(one for one in held if one != number)],
        )
        return answer

    async def turn(self, request: Request) -> Response:
        """Have another of those who share a phone answer."""
        room, code, held, sent = await self.posted(request)
        who = sent.get("who", "")
        number = int(who) if who.isdecimal() and len(who) < 8 else 0
        answer = self.to(room, code)
        if number in held:
            self.keep(request, answer, room, [number, *(one for one in held if one != number)])
        return answer

    async def leave(self, request: Request) -> Response:
        """Let somebody go. What they said stays."""
        room, code, held, _ = await self.posted(request)
        for number in held[:1]:
            with contextlib.suppress(Refused):  # gone already
                await room.live.submit(StepOut(), Actor("participant", participant=number))
        self.rooms.told(room)
        answer = self.to(room, code)
        self.keep(request, answer, room, held[1:])
        return answer

    async def details(self, request: Request) -> Response:
        """The page on which somebody says more of themselves."""
        room, code = await self.room(request)
        held = room.participants(request.cookies)
        if not held:
            return self.to(room, code)
        person = room.live.session.participants[held[0]]
        return self.page(
            "details.html", heading="Your details", message=None, **self.about(room), code=code, fields=asked(room),
            known=filled_in(person), choices=choices(room),
        )  # fmt: skip

    async def kept(self, request: Request) -> Response:
        """What is kept, in plain words."""
        room, code = await self.room(request)
        return self.page(
            "kept.html",
            heading="What is kept",
            **self.about(room),
            code=code,
            public=bool(self.public_origin),
        )


def asked(room: Room) -> tuple[Field, ...]:
    """What this plan wants to know of who joins."""
    wanted = room.live.session.joining.split()
    return tuple(field for field in FIELDS if field.name in wanted)


def choices(room: Room) -> dict[str, list[str]]:
    """What people of this room said of themselves, to choose from. Ranks are told nobody: only those expected are offered."""
    session = room.live.session
    found: dict[str, list[str]] = {"name": []}
    for field in FIELDS[1:]:
        if field.name == "hierarchy":
            found[field.name] = list(session.community.expected.get("hierarchy", []))
        else:
            found[field.name] = [word for word, _ in said(session, field.name)][:60]
    return found
