"""A workshop with something in it, and the site that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import httpx

from cop_tui.export import render
from cop_tui.web.room import Room
from cop_tui.web.site import create_site
from sessions.actors import Actor
from sessions.commands import AddComment, ApproveComments, Command
from sessions.errors import NotFound
from sessions.events import Commented
from sessions.live import LiveSession, Receipt
from sessions.scribe import parse
from sessions.session import Session

HOST = "192.168.1.20:8642"
ORIGIN = f"http://{HOST}"
FACILITATOR = Actor("terminal", "one")

DOMAIN = """
/here 23, 6 no phone, 4 remote
/person Amina; Royal Infirmary; nurse; band 6; acute
/person Bo; Ambulance trust; paramedic
/next
Discharge letters arrive after the second fall
amina: Families hear three different plans
bo: Nobody owns the falls register between hospital and home
Home checks wait eleven weeks
@not Car parking
@not Agency rates
/next
/group 1 2 = Letters arrive too late
/group 3 = Nobody owns the register
/theme Home checks wait 3
/group C 4
/next
/vote A 21
/vote B 14
/vote C 9
/next
/next
/say Nobody should fall twice because our teams did not speak to each other. In scope: the first six weeks after going home.
/scores 5x12 4x8 3x3
/agree
""".strip()
PRACTICE = """
/go practice
@risk The letter goes to the old address
@challenge Eleven weeks for a home check
@solution Send the plan the same day, one ward, for two weeks
@solution One phone number for families, day and night
/reveal
/go choose
/vote 7 3
/vote 8 12
/vote 9 20
/vote 10 15
/reveal
""".strip()
IDENTITY = """
/go identity
Together we keep people on their feet
/next
/say Keeping our own roles of nurse, doctor, therapist, volunteer and manager, together we keep people on their feet, whoever they happen to call.
/scores 5x15 4x8
/agree
""".strip()
WORKSHOP = f"{DOMAIN}\n{PRACTICE}\n{IDENTITY}"


async def typed(live: LiveSession, lines: str | Iterable[str]) -> None:
    """Type lines as the facilitator."""
    for line in lines.splitlines() if isinstance(lines, str) else lines:
        command = parse(line, live.session)
        assert isinstance(command, Command), line
        await live.submit(command, FACILITATOR)


async def commented(live: LiveSession, text: str, name: str = "") -> None:
    """Say something back, which the facilitator lets everybody read."""
    receipt = await live.submit(AddComment(text=text, name=name), Actor("reader"))
    number = next(event.comment.number for event in receipt.entry.events if isinstance(event, Commented))
    await live.submit(ApproveComments(comments=(number,)), FACILITATOR)


class Rooms:
    """The sessions of a site, as `Summaries` and the `Rooms` of phones have them."""

    def __init__(self, *lives: LiveSession) -> None:
        self.lives = {live.session.token: live for live in lives}
        self.names = frozenset({"localhost", "127.0.0.1", "[::1]", "192.168.1.20"})
        self.refuse: Exception | None = None
        self.asked: list[str] = []
        self.rooms: dict[str, Room] = {}
        self.known: dict[str, str] = {}
        self.tellings = 0
        self.strange = ""

    async def read(self, token: str) -> Session:
        self.asked.append(token)
        return self._live(token).session

    async def document(self, token: str, format: str) -> bytes:
        return render(self._live(token).session, format)

    async def submit(self, token: str, command: Command, by: Actor) -> Receipt:
        if self.refuse:
            raise self.refuse
        return await self._live(token).submit(command, by)

    async def find(self, word: str) -> Room:
        for live in self.lives.values():
            passes = live.passes
            if passes and word in (passes.join, passes.code, passes.room):
                self.known |= dict.fromkeys((passes.join, passes.code, passes.room), live.session.token)
        if word not in self.known:
            raise NotFound("No workshop has this code.")
        return self.rooms.setdefault(self.known[word], Room(self._live(self.known[word])))

    def told(self, room: Room) -> None:
        self.tellings += 1

    def asked_as(self, name: str) -> None:
        self.strange = name

    def hosts(self) -> frozenset[str]:
        return self.names

    def _live(self, token: str) -> LiveSession:
        if token not in self.lives:
            raise NotFound("No summary has this address.")
        return self.lives[token]


def reader(rooms: Rooms, **options: object) -> httpx.AsyncClient:
    """A reader's browser, in this loop."""
    site = create_site(rooms, rooms, **options)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(site, raise_app_exceptions=False, client=("192.168.1.77", 50_000))
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"origin": ORIGIN})


async def workshop(data: Path, lines: str = WORKSHOP, **details: str) -> LiveSession:
    """A session in which these lines were typed."""
    made = {
        "community": "Falls prevention",
        "plan": "hour",
        "title": "Launch of the community",
        "date": "2026-11-26",
    } | details
    live = LiveSession.create(data, **made)
    await typed(live, lines)
    return live


def without_pictures(html: str) -> str:
    """A page without its figures, in which there are as many lines of words as the words take."""
    return re.sub(r'<svg class="figure".*?</svg>', "", html, flags=re.S)


class Tags(HTMLParser):
    """The tags of a page, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data
