"""What every page of a phone shares: whose room it is, who asks, and what is refused before it is looked at."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cop_tui.web import sent
from cop_tui.web.access import same_origin
from cop_tui.web.answers import HEADERS, NO_STORE, address, page, to_program
from cop_tui.web.limits import Buckets, Misses, TooLarge
from cop_tui.web.refusals import Refusal, refused_to_program, status_of, wants_json
from cop_tui.web.room import Room, Rooms
from sessions.blocks import plural
from sessions.errors import Malformed, NotFound, Refused
from sessions.passes import CODE_DIGITS

BURST, EACH_SECONDS = 12, 0.5
"""So many acts of a phone at once, and then one in so many seconds."""
ADDRESS_BURST, ADDRESS_SECONDS = 2_000, 0.002
"""Of those who have not joined. Loose: a hospital is one address."""
JOIN_BURST, JOIN_SECONDS = 600, 1.0
"""Of those who join from one address: two full rooms at once, and then no more than a script needs hours for."""
COOKIE_SECONDS = 2 * 24 * 60 * 60
DISK = "The laptop in the room has run out of space. Your words are still here. Tell the facilitator, then send them again."
GUESSED = "Someone is guessing, so typed codes wait for {wait}. Scan the code on the wall instead: that works at once."


class Message(NamedTuple):
    """What a page says before anything else."""

    kind: str
    title: str
    sentence: str
    words: str = ""
    """What somebody wrote that has no box any more, to be copied."""


class Limits:
    """How fast phones may be, and how often codes may be guessed, on the whole site."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.phones = Buckets(BURST, EACH_SECONDS, clock=clock)
        self.addresses = Buckets(ADDRESS_BURST, ADDRESS_SECONDS, clock=clock)
        self.joins = Buckets(JOIN_BURST, JOIN_SECONDS, clock=clock)
        self.misses = Misses(clock=clock)
        self.strays = Misses(clock=clock)
        """Wrong ways back: whoever guesses those keeps nobody from typing the code."""


def is_code(word: str) -> bool:
    """Whether this is what somebody types: six digits."""
    return len(word) == CODE_DIGITS and word.isascii() and word.isdecimal()


class Phones:
    """Pages for phones."""

    def __init__(self, rooms: Rooms, limits: Limits, *, public_origin: str = "") -> None:
        self.rooms, self.limits, self.public_origin = rooms, limits, public_origin

    # Whose room

    async def room(self, request: Request) -> tuple[Room, str]:
        """The room that the address opens, and the word that opens it.

        Raises:
            NotFound: if it opens none.
            Refusal: if it is a typed code, and those wait.
        """
        code = request.path_params["code"].lower()
        room = await (self.typed(code) if is_code(code) else self.rooms.find(code))
        return room, code

    async def typed(self, code: str) -> Room:
        """The room that six digits open. Wrong ones are slowed, for everybody who types."""
        self.unguessed(self.limits.misses)
        try:
            return await self.rooms.find(code)
        except NotFound:
            self.limits.misses.note()
            raise

    def unguessed(self, misses: Misses) -> None:
        """Check that typed words may be looked at now.

        Raises:
            Refusal: if too many wrong ones were typed.
        """
        if wait := misses.wait:
            sentence = GUESSED.format(wait=plural(math.ceil(wait), "second"))
            raise Refusal(429, "Too many wrong codes just now", sentence, wait)

    async def posted(self, request: Request) -> tuple[Room, str, list[int], dict[str, str]]:
        """The room, its word, who holds the phone, and the fields that were sent from a page of ours.

        Raises:
            Refusal: if they come from elsewhere, too fast, or are too many.
            Malformed: if they are no fields.
        """
        if not same_origin(request, self.public_origin):
            raise Refusal(403)
        room, code = await self.room(request)
        held = room.participants(request.cookies)
        asker = f"{room.live.session.id}/{held[0]}" if held else ""
        address = request.client.host if request.client else ""
        if wait := self.limits.phones.take(asker) if asker else self.limits.addresses.take(address):
            sentence = f"Much came from this phone at once. Wait {plural(math.ceil(wait), 'second')}, then send it again; what you wrote is still there."
            raise Refusal(429, "A little too fast", sentence, wait)
        try:
            return room, code, held, await sent.fields(request)
        except TooLarge:
            raise Refusal(413) from None
        except Malformed as error:
            raise Refusal(400, "This could not be read", error.sentence) from error

    # Answers

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page for a phone."""
        addresses: dict[str, Any] = {
            "phone_address": address("phone.css"),
            "script_address": address("live.js"),
        }
        return page(template, status, **addresses, **values)

    @staticmethod
    def about(room: Room) -> dict[str, Any]:
        """What every page says of the session."""
        session = room.live.session
        return {"community": session.community.name, "title": session.title}

    def to(
        self, room: Room, code: str, query: str = "", *, created: int = 0, request: Request | None = None
    ) -> Response:
        """Lead to the page of the room, under its long word; a program is told that something was made."""
        passes = room.live.passes
        place = f"/{passes.join if passes else code}"
        headers = {**HEADERS, **NO_STORE}
        if request is not None and wants_json(request):
            return to_program({"participant": created, "page": place}, 201)
        return RedirectResponse(f"{place}{query}", 303, headers=headers)

    def keep(self, request: Request, answer: Response, room: Room, participants: list[int]) -> None:
        """Have the phone remember who holds it."""
        answer.set_cookie(
            room.cookie, room.cookie_for(participants), COOKIE_SECONDS if participants else 0,
            httponly=True, samesite="lax", secure=request.scope["scheme"] == "https",
        )  # fmt: skip

    def refused(self, request: Request, error: Refused, drawn: Callable[[int], Response]) -> Response:
        """What was refused, as the page with what was written still in it; to a program as a sentence."""
        status = status_of(error)
        if wants_json(request):
            return refused_to_program(status, DISK if status == 507 else error.sentence)
        return drawn(status)
