"""Nothing comes from the web that was not released: every route that there is, by every method, with every word and cookie."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from conftest import Clock
from cop_tui.export import FORMATS
from cop_tui.web.serving import Server
from cop_tui.web.site import create_site
from running import hosting
from sessions.deciding import PARTICIPANTS
from sessions.live import LiveSession
from test_web_downloads import DETAIL, NEVER, READERS, told
from test_web_serving import serves
from web_room import typed, workshop
from whole import lead, whole

NAMES = ("Finn Ode", "Chen Li")
"""Who was there and promised nothing: readers may read of them once the detail is released."""
SAID = ("whoever they happen to call", "one list for both services", *DETAIL)
"""Words of the session, on page one or behind it."""
ELSEWHERE, ENDED, UNREVEALED = (
    "another community's words",
    "words whose address was ended",
    "nobody has revealed this",
)
STAGES = ("at the close", "closed", "closed and the host started anew")
ENDINGS = [*(one.suffix for one in FORMATS.values()), "zip", "jsonl", "html.docx", "record.json"]
FIELDS = {
    "consent": "yes", "name": "Zed Reader", "text": "tell me", "way": "aaaa", "who": "1", "target": "1", "value": "1",
    "code": "123456",
}  # fmt: skip
"""What is sent by whoever posts."""


@dataclass
class Site:
    """A host with three sessions, and every word that was ever given out for each."""

    port: int
    pages: Starlette
    words: dict[str, set[str]]
    """Whose words: ours, those of another community, those whose address was ended, and such as never were."""
    tokens: dict[str, str]
    """The summary's token of each, the one that was ended too."""
    joins: dict[str, str] = field(default_factory=dict)
    over: bool = False
    """Whether our session is closed."""

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[httpx.AsyncClient]:
        address = f"http://127.0.0.1:{self.port}"
        pages = httpx.ASGITransport(self.pages, client=("192.168.1.77", 50_000))
        async with httpx.AsyncClient(base_url=address, headers={"origin": address}, transport=pages) as one:
            yield one

    async def stream(self, method: str, path: str, cookies: httpx.Cookies) -> str:
        """What comes first of a stream, which is written to a socket."""
        async with (
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", cookies=cookies) as one,
            one.stream(method, path) as stream,
        ):
            async for chunk in stream.aiter_bytes():
                return chunk.decode()
        return ""


def given_out(live: LiveSession) -> set[str]:
    passes = live.passes
    return {live.session.token, *((passes.join, passes.code, passes.room) if passes else ())} - {""}


@asynccontextmanager
async def site(data: Path, clock: Clock, stage: str, *, released: bool) -> AsyncIterator[Site]:
    ours = await whole(data, clock, close=False)
    other = await workshop(data, f"/go practice\n{UNREVEALED}", community="Wound care", plan="launch")
    await typed(other, f"/go domain\n{ELSEWHERE}")
    ended = await workshop(data, f"/next\n/say {ENDED}\n/release", community="Pressure sores")
    lives = {"ours": ours, "other": other, "ended": ended}
    words = {name: given_out(live) for name, live in lives.items()}
    tokens = {name: live.session.token for name, live in lives.items()}
    joins = {name: live.passes.join for name, live in lives.items() if live.passes}
    await typed(ended, "/close")
    await typed(ended, "/revoke")
    if released:
        await lead(ours, clock, "/release")
    if stage == STAGES[2]:
        await lead(ours, clock, "/close")
    for live in lives.values():
        await live.record()
        await live.close()
    async with hosting(data, clock) as host:
        if stage == STAGES[1]:
            live = await host.live(ours.session.id)
            await host.phones.find(joins["ours"])
            await lead(live, clock, "/close")
        seconds = itertools.count()
        pages = create_site(host.site, host.phones, clock=lambda: float(next(seconds)))
        async with serves(Server(pages, ending=pages.state.streams.end)) as port:
            yield Site(
                port, pages, {**words, "nobody's": {"aaaaaaaaaa", "a"}}, tokens, joins, stage != STAGES[0]
            )


def asked(words: Iterable[str]) -> set[tuple[str, str, str]]:
    """Every method, address and word of the site with each of these words, and every ending in its place."""
    found = set()
    for route in create_site(None, None).routes:  # type: ignore[arg-type]
        assert isinstance(route, Route), "a kind of route that this test does not take"
        acts = {*PARTICIPANTS.values(), "none"} if "{act}" in route.path else {""}
        endings = ENDINGS if "{suffix}" in route.path else ENDINGS[-2:]
        for word, act, ending in itertools.product(words, acts, endings):
            names = {"act": act, "name": "live.js", "suffix": ending}
            path = re.sub(
                r"{(\w+)}", lambda one, word=word, names=names: quote(names.get(one[1], word)), route.path
            )
            for method in route.methods or ():
                found.add((method, path, word))
                if method == "GET":
                    found |= {("GET", f"{path}.{ending}", word), ("POST", path, word)}
    return found


async def answer(site: Site, browser: httpx.AsyncClient, method: str, path: str) -> str:
    """What comes, whatever it leads to; of a stream what comes first."""
    if path.endswith("/stream"):
        return await site.stream(method, path, browser.cookies)
    sent = {"data": FIELDS} if method == "POST" else {}
    got = await browser.request(method, path, follow_redirects=True, **sent)  # type: ignore[arg-type]
    assert got.status_code < 500, (method, path, got.status_code)
    return told(got.content) + "\n".join(got.headers.values())


def check(site: Site, whose: str, path: str, text: str, *, released: bool) -> None:
    """Nothing in an answer that whoever holds this word may not read."""
    reads = path.lower().startswith("/s/")
    never = [*(READERS if reads else NEVER), UNREVEALED]
    if whose != "other":
        never.append(ELSEWHERE)
    if whose != "ours":
        never += SAID
    never.append(ENDED)
    if not released:
        never += DETAIL
        if reads or site.over:
            never += NAMES  # the room itself reads names, while it lasts
    assert not [words for words in never if words in text], (path, [one for one in never if one in text])


@pytest.mark.parametrize(
    ("stage", "released"), [*((stage, False) for stage in STAGES), (STAGES[1], True)],
    ids=[*STAGES, "closed and released"],
)  # fmt: skip
async def test_no_route_with_any_word_gives_what_is_not_released(
    data: Path, clock: Clock, stage: str, released: bool
) -> None:
    looked: dict[str, int] = {}
    async with site(data, clock, stage, released=released) as found:
        for whose, words in found.words.items():
            wishes = sorted(asked(words), key=lambda one: (one[0] == "POST", one))
            async with found.browser() as browser:
                for method, path, _ in wishes:
                    check(found, whose, path, await answer(found, browser, method, path), released=released)
                    browser.cookies.clear()  # whoever joined is somebody else's test
                    looked[method] = looked.get(method, 0) + 1
    assert looked["GET"] > 500 and looked["POST"] > 100 and looked["HEAD"] > 100, looked


async def test_nor_does_one_with_the_cookie_of_a_phone_of_another_room(data: Path, clock: Clock) -> None:
    """Whoever joined one room reads of it what a participant may, and of the others nothing by that."""
    async with site(data, clock, STAGES[0], released=False) as found, found.browser() as phone:
        came = await phone.post(f"/{found.joins['other']}/join", data=FIELDS)
        assert came.status_code == 303 and phone.cookies
        for whose, words in found.words.items():
            for method, path, _ in sorted(asked(words)):
                if method == "GET":
                    check(found, whose, path, await answer(found, phone, method, path), released=False)


async def test_it_takes_every_route_that_there_is() -> None:
    routes = create_site(None, None).routes  # type: ignore[arg-type]
    paths = {path for _, path, _ in asked({"word"})}
    for route in routes:
        assert isinstance(route, Route)
        assert any(route.path_regex.match(path) for path in paths), route.path
        taken = {method for method, path, _ in asked({"word"}) if route.path_regex.match(path)}
        assert taken >= (route.methods or set()), route.path
