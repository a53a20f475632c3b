"""Hostile words through every act of a phone, and what every face and document makes of them then."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from cop_tui.export import csv as csv_export
from cop_tui.export import markdown
from faces import aloud, pictures
from hostile import HOSTILE
from sessions.clean import clean
from sessions.deciding import PARTICIPANTS
from sessions.live import LiveSession
from test_export_csv import rows
from test_export_markdown import parsed
from web_room import Rooms, Tags, reader, typed

STOPS = (
    "/go domain", "/next", "/next", "/go community", "/next", "/next", "/go journal", "/go practice", "/reveal\n/theme nights {0}\n/theme letters {1}\n/go ripples",
    "/go choose", "/go improve", "/go goals", "/go identity\ntogether", "/next\n/say together", "/go close", "/next",
)  # fmt: skip
"""Where the launch is led, so that everything that phones may do is on offer once at least."""
ANSWERS = {
    "value": "1", "ratings": "4", "sign": "+", "kind": "works_with", "boundary": "sector", "question": "1", "due": "in 2 weeks", "b": "Bo",
    "from_": "A", "to": "B",
}  # fmt: skip
"""What is filled in where it is not tried: words would be refused for being none of those asked for."""
CHOSEN = {
    "target",
    "lane",
    "b",
    "kind",
    "boundary",
    "question",
    "from_",
    "to",
    "sign",
    "value",
    "ratings",
    "due",
    "whose",
}
"""Fields that are answered by one of several, or by a number or a day."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
OBEYED = {"iframe", "object", "embed", "base", "img", "video", "audio", "marquee", "math"}
ABOUT = ("edit-note", "take-back", "vote")
KEPT, REFUSED = {200, 201, 303}, {400, 404, 405, 409, 413}


def safe(html: str) -> bool:
    """Whether a page runs nothing, asks nobody and holds nothing that is not ours."""
    drawn = Tags(html)
    scripts = re.findall(r"<script[^>]*>", html)
    return (
        not CONTROLS.search(html)
        and drawn.tags.count("body") == 1
        and drawn.tags.count("style") <= 1  # of a copy that is saved, whose looks come along
        and not set(drawn.tags) & OBEYED
        and not {
            name for name in drawn.attributes if name.startswith("on") or name in ("srcdoc", "xlink:href")
        }
        and all(re.fullmatch(r'<script src="/static/\w+\.js\?[0-9a-f]+" defer>', one) for one in scripts)
    )


class Phone:
    """Somebody's phone, which sends whatever it likes."""

    def __init__(self, rooms: Rooms, live: LiveSession) -> None:
        assert live.passes
        seconds = itertools.count(step=10)  # nobody who is slowed: every word is to come through
        self._browser = reader(rooms, clock=lambda: float(next(seconds)))
        self._wall = f"/r/{live.passes.room}"
        self._summary = f"/s/{live.session.token}"
        self._way = f"/{live.passes.join}"
        self.kept: Counter[tuple[str, str]] = Counter()
        """How many hostile texts each field of each act took."""

    async def join(self, **fields: str) -> None:
        answer = await self._browser.post(f"{self._way}/join", data={"consent": "yes", **fields})
        assert answer.status_code in KEPT, answer.text

    async def act(self, name: str, fields: dict[str, Any], *, form: bool = False) -> httpx.Response:
        """Send it, and look at the answer."""
        where = f"{self._way}/acts/{quote(name.encode(errors='replace'), safe='')}"
        if form:
            content = urlencode({key: value.encode(errors="surrogatepass") for key, value in fields.items()})
            headers = {"content-type": "application/x-www-form-urlencoded"}
        else:
            content = json.dumps(fields)
            headers = {"accept": "application/json", "content-type": "application/json"}
        answer = await self._browser.post(where, content=content, headers=headers)
        assert answer.status_code in KEPT | REFUSED, (name, fields, answer.text)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "json" in answer.headers.get("content-type", "json") or safe(answer.text), (name, fields)
        return answer

    async def offers(self) -> list[dict[str, Any]]:
        found = (await self._browser.get(f"{self._way}/state")).json()["offers"]
        assert isinstance(found, list)
        return found

    async def looks(self) -> None:
        """Look at every page that there is."""
        for way in ("", "/details", "/pass", "/kept"):
            assert safe((await self._browser.get(f"{self._way}{way}", follow_redirects=True)).text), way
        assert safe((await self._browser.get(self._wall)).text)

    async def get(self, way: str) -> httpx.Response:
        """Whatever is there."""
        return await self._browser.get(way)

    async def summary(self, way: str) -> str:
        """The summary page, or the copy of it."""
        return (await self._browser.get(f"{self._summary}{way}")).text

    async def sweep(self, offer: dict[str, Any], target: str = "") -> None:
        """Send every hostile text in every field of an offer."""
        act, fields = offer["act"], offer["fields"]
        about = {"target": target} if target else {}
        plain = {
            one["name"]: ANSWERS.get(one["name"], next(iter(one["options"] or {}), "words"))
            for one in fields
            if one["required"] or one["name"] in ANSWERS
        }
        if about:
            for text in HOSTILE:
                answer = await self.act(act, plain | {"target": text})
                self.kept[act, "target"] += answer.status_code in KEPT
        for field in fields:
            for place, text in enumerate(HOSTILE):
                words = text[: field["limit"] or None]
                sent = plain | about | {field["name"]: words, "key": f"{field['name']} {place}"}
                answer = await self.act(act, sent, form=place % 3 == 0)
                self.kept[act, field["name"]] += answer.status_code in KEPT


@pytest.fixture
async def live(data: Path) -> LiveSession:
    live = LiveSession.create(data, community="Falls prevention", plan="launch")
    await typed(live, "/here 24\n/person Bo\n/person Cyn\n/next")
    return live


async def test_hostile_words_through_every_act_harm_no_face_and_no_document(live: LiveSession) -> None:
    phone = Phone(Rooms(live), live)
    await phone.join(name="Eve", organisation="<b>Ambulance</b>")
    for lines in STOPS:
        await typed(live, lines.format(*reversed(live.session.notes)))
        for offer in await phone.offers():
            mine = [n for n, note in live.session.notes.items() if note.activity == live.session.activity]
            await phone.sweep(offer, str(mine[-1]) if offer["act"] in ABOUT and mine else "")
        await phone.looks()
    assert {act for act, _ in phone.kept} == set(PARTICIPANTS.values())
    assert min(many for (_, field), many in phone.kept.items() if field not in CHOSEN) > 0.9 * len(HOSTILE)
    assert not any(many for (_, field), many in phone.kept.items() if field in CHOSEN), (
        "none is any of the answers"
    )
    said = {note.text for note in live.session.notes.values()}
    assert not [
        text for text in HOSTILE if clean(text[:280], lines=True) not in said and "\ud800" not in text
    ]
    await typed(live, "/close\n/release")
    await phone.looks()
    for way in ("", ".html"):
        assert safe(await phone.summary(way))
    session = live.session.copied()
    for activity in session.activities.values():
        session.activity = activity.id
        for step in range(len(activity.steps)):
            activity.step = step
            assert not CONTROLS.search(aloud(session))
            for audience in ("facilitator", "reader"):  # whoever sees most, and whoever is furthest away
                for face, text in pictures(session, audience):
                    assert not CONTROLS.search(text), (activity.id, face)
                    assert face != "html" or not set(Tags(text).tags) & OBEYED, activity.id
        activity.step = 0
    for content in csv_export.files(live.session).values():
        for row in rows(content):
            assert not [cell for cell in row.values() if cell[:1] in set("=+@\t\r") or re.match(r"-\D", cell)]
    obeyed = {
        "link_open",
        "image",
        "html_inline",
        "html_block",
        "code_inline",
        "fence",
        "hr",
        "em_open",
        "s_open",
    }
    assert not {token.type for token in parsed(markdown.render(live.session).decode())} & obeyed


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_addresses_acts_and_keys_are_refused_and_never_repeated(
    live: LiveSession, text: str
) -> None:
    phone = Phone(Rooms(live), live)
    await phone.join(name="Eve")
    words = text[:200].encode(errors="replace").decode()  # half a letter is no JSON
    assert (await phone.act(words, {"text": "x"}, form=True)).status_code in REFUSED
    assert (await phone.act("add-note", {"text": "x", "key": words})).status_code in KEPT
    assert (await phone.act("add-note", {words: "x", "text": "y"})).status_code in REFUSED | KEPT
    for way in ("/{}", "/r/{}", "/s/{}", "/{}/join", "/{}/stream", "/static/{}"):
        answer = await phone.get(way.format(quote(words, safe="")))
        assert answer.status_code in REFUSED and safe(answer.text), way
