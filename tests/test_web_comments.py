"""Comments: kept once, said to be kept once they are, and refused with a sentence."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from cop_tui.web.pages.comments import ADDRESS_BURST, READER_BURST, UNWRITTEN
from cop_tui.web.site import create_site
from hostile import HOSTILE
from sessions.clean import clean
from sessions.errors import DiskFull, NotOffered
from sessions.live import LiveSession
from web_room import ORIGIN, Rooms, Tags, reader, typed, workshop

JSON = {"accept": "application/json"}


class Seconds:
    """A clock that goes on when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def live(data: Path) -> AsyncIterator[LiveSession]:
    live = await workshop(data, "")
    yield live
    await live.close()


@pytest.fixture
def rooms(live: LiveSession) -> Rooms:
    return Rooms(live)


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def browser(rooms: Rooms, seconds: Seconds) -> AsyncIterator[httpx.AsyncClient]:
    async with reader(rooms, clock=seconds) as browser:
        yield browser


@pytest.fixture
def path(live: LiveSession) -> str:
    return f"/s/{live.session.token}/comments"


def said(live: LiveSession) -> list[tuple[str, str]]:
    return [(one.text, one.name) for one in live.session.comments.values()]


async def test_a_form_leads_back_to_the_page_which_says_it_was_kept(
    browser: httpx.AsyncClient, live: LiveSession, path: str
) -> None:
    page = (await browser.get(path)).headers["location"]
    assert "Your comment is safe" not in (await browser.get(page)).text
    answer = await browser.post(path, data={"text": "Good work", "name": "Priya"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{page}?kept=1#comments"
    after = (await browser.get(answer.headers["location"])).text
    assert "Your comment is safe. It stands on this page once the facilitator has read it." in after
    assert "Good work" not in after and "Be the first" not in after
    assert said(live) == [("Good work", "Priya")]
    await typed(live, "/ok K1")
    after = (await browser.get(answer.headers["location"])).text
    assert "Your comment is safe, and stands on this page now." in after and "Good work" in after


@pytest.mark.parametrize("kept", ["2", "0", "x", "²", "-1", "9" * 5000, "<b>"])
async def test_nothing_is_said_to_be_kept_that_is_not(
    browser: httpx.AsyncClient, live: LiveSession, kept: str
) -> None:
    page = await browser.get(f"/s/{live.session.token}", params={"kept": kept})
    assert "Your comment is safe" not in page.text


async def test_a_program_gets_json(browser: httpx.AsyncClient, live: LiveSession, path: str) -> None:
    by_form = await browser.post(path, data={"text": "One"}, headers=JSON)
    assert (by_form.status_code, by_form.json()) == (201, {"comment": 1})
    by_json = await browser.post(path, json={"text": "Two", "name": "Bo"}, headers=JSON)
    assert (by_json.status_code, by_json.json()) == (201, {"comment": 2})
    many_parts = await browser.post(path, files={"text": (None, "Three")}, headers=JSON)
    assert (many_parts.status_code, many_parts.json()) == (201, {"comment": 3})
    assert said(live) == [("One", ""), ("Two", "Bo"), ("Three", "")]


async def test_a_closed_session_still_takes_comments(
    browser: httpx.AsyncClient, live: LiveSession, path: str
) -> None:
    await typed(live, "/close")
    assert (await browser.post(path, data={"text": "Late"})).status_code == 303


async def test_sending_twice_keeps_once_but_other_words_are_another(
    browser: httpx.AsyncClient, live: LiveSession, path: str
) -> None:
    page = (await browser.get(f"/s/{live.session.token}")).text
    key = re.findall('name="key" value="([^"]+)"', page)[0]
    twice = [browser.post(path, data={"text": "Good work", "key": key}) for _ in range(2)]
    assert len({answer.headers["location"] for answer in await asyncio.gather(*twice)}) == 1
    await browser.post(path, data={"text": "And another thing", "key": key})
    assert said(live) == [("Good work", ""), ("And another thing", "")]


async def test_every_form_has_a_key_of_its_own(browser: httpx.AsyncClient, live: LiveSession) -> None:
    pages = [(await browser.get(f"/s/{live.session.token}")).text for _ in range(2)]
    keys = [re.findall('name="key" value="([^"]+)"', page)[0] for page in pages]
    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "There is nothing in the comment yet."),
        ({"text": " \x07\u200b "}, "There is nothing in the comment yet."),
        ({"name": "Bo"}, "There is nothing in the comment yet."),
        ({"text": "x" * 2001}, "This comment has 2,001 letters"),
        ({"text": "kept & <b>safe</b>", "name": "N" * 81}, "That name has 81 letters"),
    ],
)
async def test_what_is_malformed_comes_back_with_its_words(
    browser: httpx.AsyncClient, live: LiveSession, path: str, fields: dict[str, str], words: str
) -> None:
    answer = await browser.post(path, data=fields)
    assert answer.status_code == 400
    assert "This comment was not kept" in answer.text
    assert words in answer.text
    text, name = clean(fields.get("text", "")), fields.get("name", "")
    assert ("Your words are still in the box below." in answer.text) is bool(text or name)
    box = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)[0]
    assert box == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f'name="name" value="{name}"' in answer.text
    told = await browser.post(path, data=fields, headers=JSON)
    assert (told.status_code, list(told.json())) == (400, ["refused"])
    assert said(live) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b'{"text": [7]}', "application/json"),
        (b"[]", "application/json"),
        (b'{"text": "\xff"}', "application/json"),
        (b"--x\r\n", "multipart/form-data"),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"&".join(b"text=x" for _ in range(50)), "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\nx\r\n--x--\r\n', "multipart/form-data; boundary=x"),
        (b"text", "text/plain"),
        (b"", ""),
    ],
)  # fmt: skip
async def test_nonsense_is_malformed_and_never_a_fault(
    browser: httpx.AsyncClient, live: LiveSession, path: str, content: bytes, kind: str
) -> None:
    answer = await browser.post(path, content=content, headers={"content-type": kind})
    assert answer.status_code == 400
    assert said(live) == []


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://192.168.1.20:8642", "http://192.168.1.20", "http://192.168.1.20:8642.evil.example", ""])  # fmt: skip
async def test_a_post_from_elsewhere_is_refused(
    rooms: Rooms, live: LiveSession, path: str, origin: str | None
) -> None:
    async with reader(rooms) as browser:
        del browser.headers["origin"]
        answer = await browser.post(
            path, data={"text": "x"}, headers={"origin": origin} if origin is not None else {}
        )
    assert answer.status_code == 403
    assert "This did not come from our page" in answer.text
    assert said(live) == []


@pytest.mark.parametrize("public_url", ["https://cop.example.org/", "https://Cop.Example.org:443"])
async def test_the_public_address_is_an_origin_of_ours(
    rooms: Rooms, live: LiveSession, path: str, public_url: str
) -> None:
    rooms.names = frozenset({"cop.example.org"})
    async with reader(rooms, public_url=public_url) as browser:
        headers = {"host": "cop.example.org", "origin": "https://cop.example.org"}
        assert (await browser.post(path, data={"text": "x"}, headers=headers)).status_code == 303


async def test_too_large_is_refused_unread(browser: httpx.AsyncClient, live: LiveSession, path: str) -> None:
    answer = await browser.post(path, data={"text": "x" * 17_000})
    assert answer.status_code == 413
    assert "Cut them down" in answer.text
    assert said(live) == []


@pytest.mark.parametrize("kind", [b"application/json", b"application/x-www-form-urlencoded"])
@pytest.mark.parametrize("length", [b"20000", b"-1", b"1e3", b"9" * 400, None])
async def test_no_more_is_read_than_the_limit(
    rooms: Rooms, live: LiveSession, path: str, length: bytes | None, kind: bytes
) -> None:
    read = 0

    async def receive() -> dict[str, object]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 4096, "more_body": True}

    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    headers = [
        (b"host", ORIGIN[7:].encode()),
        (b"origin", ORIGIN.encode()),
        (b"content-type", kind),
    ]
    headers += [(b"content-length", length)] if length else []
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers, "scheme": "http", "server": None, "client": ("::1", 1), "root_path": "", "http_version": "1.1"}  # fmt: skip
    await create_site(rooms, rooms)(scope, receive, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == 413
    assert read == (0 if length else 5)


async def test_the_largest_comment_fits_through_the_form(
    browser: httpx.AsyncClient, live: LiveSession, path: str
) -> None:
    text = "\U0001f9d1" * 2000
    answer = await browser.post(
        path, files={"text": (None, text), "name": (None, "名" * 80), "key": (None, "k" * 16)}
    )
    assert answer.status_code == 303
    assert said(live) == [(text, "名" * 80)]


async def test_too_fast_waits_and_keeps_the_words(
    browser: httpx.AsyncClient, live: LiveSession, path: str, seconds: Seconds
) -> None:
    await browser.get(f"/s/{live.session.token}")
    for number in range(READER_BURST):
        assert (await browser.post(path, data={"text": f"{number}"})).status_code == 303
    answer = await browser.post(path, data={"text": "one more"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
    assert "A little too fast" in answer.text
    assert "Wait 10 seconds" in answer.text
    assert ">\none more</textarea>" in answer.text
    seconds.now += 10
    assert (await browser.post(path, data={"text": "one more"})).status_code == 303
    assert len(said(live)) == READER_BURST + 1


async def test_a_room_behind_one_address_is_not_stopped_and_a_flood_is(
    rooms: Rooms, live: LiveSession, path: str, seconds: Seconds
) -> None:
    async with reader(rooms, clock=seconds) as browser:
        statuses = []
        for number in range(ADDRESS_BURST + 10):
            browser.cookies.clear()
            answer = await browser.post(
                path,
                data={"text": "x"},
                headers={"cookie": f"cop_reader=r{number}", "x-forwarded-for": f"9.9.9.{number}"},
            )
            statuses.append(answer.status_code)
    assert statuses == [303] * ADDRESS_BURST + [429] * 10


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [(DiskFull("Empty the bin."), 507, UNWRITTEN), (NotOffered("Not now."), 409, "Not now.")],
)
async def test_a_refusal_says_why_and_keeps_the_words(
    browser: httpx.AsyncClient, rooms: Rooms, path: str, error: Exception, status: int, sentence: str
) -> None:
    rooms.refuse = error
    answer = await browser.post(path, data={"text": "my words", "name": "Bo"})
    assert answer.status_code == status
    assert f"{sentence} Your words are still in the box below." in answer.text
    assert ">\nmy words</textarea>" in answer.text
    assert "Send it again" in answer.text
    assert (await browser.post(path, data={"text": "x"}, headers=JSON)).json() == {"refused": sentence}


async def test_hostile_comments_are_kept_as_text(
    browser: httpx.AsyncClient, live: LiveSession, path: str, seconds: Seconds
) -> None:
    sent = [one for one in HOSTILE if "\ud800" not in one and len(one.encode()) < 8_000]
    for text in sent:
        seconds.now += 10
        await browser.post(path, files={"text": (None, text), "name": (None, text[:40])})
    assert said(live) == [(kept, clean(one[:40])) for one in sent if (kept := clean(one, lines=True))]
    tags = Tags((await browser.get(f"/s/{live.session.token}")).text)
    assert not {"script", "img", "iframe", "style", "object", "marquee"} & set(tags.tags)
    assert not [name for name in tags.attributes if name.startswith("on")]


async def test_half_a_letter_in_json_is_no_fault(
    browser: httpx.AsyncClient, live: LiveSession, path: str
) -> None:
    answer = await browser.post(
        path, content=b'{"text": "half \\ud800 letter"}', headers={"content-type": "application/json"}
    )
    assert answer.status_code in (303, 400)
