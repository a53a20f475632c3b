"""The summary page: what a reader gets, and what nobody gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cop_tui.html.drawing import stylesheet
from cop_tui.web.answers import packed
from sessions.errors import Damaged
from web_room import HOST, WORKSHOP, Rooms, commented, reader, typed, workshop

HIDDEN = (
    "Amina",
    "Bo ",
    "Families hear three different plans",
    "The letter goes to the old address",
    "Taken, min",
)
"""What is only in the detail."""


async def test_page_one_comes_first_and_detail_once_released(data: Path) -> None:
    live = await workshop(data)
    async with reader(Rooms(live)) as browser:
        before = await browser.get(f"/s/{live.session.token}")
        assert before.status_code == 200
        for words in (
            "Falls prevention",
            "Launch of the community",
            "Who we are together",
            "Letters arrive too late",
        ):
            assert words in before.text
        for words in HIDDEN:
            assert words not in before.text
        await typed(live, "/release")
        after = await browser.get(f"/s/{live.session.token}")
        for words in HIDDEN:
            assert words in after.text
        assert (
            after.text.index("What comes first") < after.text.index('id="detail"') < after.text.index("<form")
        )
    await live.close()


async def test_notes_that_are_hidden_stay_hidden_from_readers(data: Path) -> None:
    live = await workshop(data, "/go practice\n@risk A secret for now")
    async with reader(Rooms(live)) as browser:
        assert "A secret" not in (await browser.get(f"/s/{live.session.token}")).text
    await live.close()


async def test_no_token_but_the_one_asked_for_is_in_any_answer(data: Path) -> None:
    live, other = await workshop(data, f"{WORKSHOP}\n/release"), await workshop(data, WORKSHOP)
    mine, theirs = live.session.token, other.session.token
    async with reader(Rooms(live, other)) as browser:
        answers = [
            await browser.get(f"/s/{mine}"),
            await browser.get(f"/s/{mine}.html"),
            await browser.post(f"/s/{mine}/comments", data={"text": "one"}),
            await browser.post(
                f"/s/{mine}/comments", data={"text": "two"}, headers={"accept": "application/json"}
            ),
            await browser.post(f"/s/{mine}/comments", data={"text": ""}),
            await browser.get("/s/aaaaaaaaaa"),
            await browser.get("/"),
        ]
    for answer in answers:
        everything = answer.text + str(answer.headers)
        assert theirs not in everything
        assert live.session.id not in answer.text
    assert mine not in answers[1].text, "a copy travels further than the page"
    assert mine not in answers[3].text
    assert set(re.findall(r"/s/([a-z2-7]+)", "".join(one.text for one in answers))) == {mine}
    await live.close()
    await other.close()


async def test_the_address_in_capitals_reaches_the_page(data: Path) -> None:
    live = await workshop(data)
    token = live.session.token
    async with reader(Rooms(live)) as browser:
        scanned = await browser.get(f"/S/{token.upper()}")
        assert (scanned.status_code, scanned.headers["location"]) == (307, f"/s/{token}")
        assert (await browser.get(f"/s/{token.upper()}")).status_code == 200
        assert (await browser.get(f"/s/{token}/comments")).headers["location"] == f"/s/{token}"
    await live.close()


async def test_every_unknown_address_is_the_same_page(data: Path) -> None:
    live = await workshop(data, "")
    rooms = Rooms(live)
    async with reader(rooms) as browser:
        known = live.session.token
        wrong = ["aaaaaaaaaa", known[:-1], known + "a", "../etc", "%00", "1" * 10, "é", "a" * 3000]
        pages = {(await browser.get(f"/s/{one}")).text for one in wrong}
        assert len(pages) == 1
        assert "Nothing is here" in pages.pop()
        assert (await browser.get("/s/aaaaaaaaaa.html")).status_code == 404
        assert (await browser.get("/elsewhere")).status_code == 404
        assert (await browser.get("/s/")).status_code == 404
        assert (await browser.post("/s/aaaaaaaaaa/comments", data={"text": "x"})).status_code == 404
    assert all(re.fullmatch("[a-z2-7]{1,64}", one) for one in rooms.asked)
    await live.close()


async def test_a_copy_is_one_file_with_a_safe_name(data: Path) -> None:
    live = await workshop(data, WORKSHOP, community='Füße"; filename="evil.exe')
    async with reader(Rooms(live)) as browser:
        answer = await browser.get(f"/s/{live.session.token}.html")
    assert answer.headers["content-disposition"] == f'attachment; filename="{live.session.id}.html"'
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert stylesheet() in answer.text
    assert "<form" not in answer.text
    await live.close()


async def test_every_page_keeps_to_itself(data: Path) -> None:
    live = await workshop(data)
    token = live.session.token
    async with reader(Rooms(live)) as browser:
        for path in (
            "/",
            f"/s/{token}",
            f"/s/{token}.html",
            "/s/aaaaaaaaaa",
            "/none",
            "/static/style.css",
            f"/S/{token}",
        ):
            headers = (await browser.get(path)).headers
            assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
            assert "script-src" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert headers["cache-control"] == ("public, max-age=86400" if "static" in path else "no-store")
    await live.close()


async def test_a_page_needs_no_script_no_inline_style_and_nothing_from_elsewhere(data: Path) -> None:
    live = await workshop(data, f"{WORKSHOP}\n/release")
    async with reader(Rooms(live)) as browser:
        page = (await browser.get(f"/s/{live.session.token}")).text
        style = await browser.get(re.findall('rel="stylesheet" href="([^"]+)"', page)[0])
    assert "<script" not in page
    assert " style=" not in page
    assert not re.findall(r'(?:src|href|action)="(?!/|#|data:)', page)
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert len(page) + len(packed("style.css")) < 30_000
    await live.close()


async def test_the_cookie_says_nothing_and_stays_here(data: Path) -> None:
    live = await workshop(data, "")
    async with reader(Rooms(live)) as browser:
        first = await browser.get(f"/s/{live.session.token}")
        second = await browser.get(f"/s/{live.session.token}")
    assert re.fullmatch(
        r"cop_reader=[\w-]{16}; HttpOnly; Max-Age=86400; Path=/s; SameSite=lax", first.headers["set-cookie"]
    )
    assert "set-cookie" not in second.headers
    await live.close()


async def test_the_address_is_there_to_be_printed(data: Path) -> None:
    live = await workshop(data, "")
    async with reader(Rooms(live)) as browser:
        assert f"http://{HOST}/s/{live.session.token}" in (await browser.get(f"/s/{live.session.token}")).text
    await live.close()


async def test_comments_stand_on_the_page(data: Path) -> None:
    live = await workshop(data, "")
    await commented(live, "Glad to show you\nwhat broke", "Priya")
    async with reader(Rooms(live)) as browser:
        page = (await browser.get(f"/s/{live.session.token}")).text
    assert "Glad to show you\nwhat broke" in page
    assert "Priya" in page
    await live.close()


async def test_before_the_close_the_page_says_when_it_opens(data: Path) -> None:
    live = await workshop(
        data, "/release\n/go identity\n/next\n/say Together we care\n/scores 5x9\n/agree", plan="launch"
    )
    address = f"/s/{live.session.token}"
    async with reader(Rooms(live)) as browser:
        before = await browser.get(address)
        assert "This page opens when the workshop closes. Keep the address." in before.text
        assert "Launch of the community" in before.text
        assert "<form" in before.text
        for answer in (before, await browser.get(f"{address}.html")):
            assert "Together we care" not in answer.text
            assert "Save a copy" not in answer.text
        kept = await browser.post(f"{address}/comments", data={"text": "Looking forward"})
        assert kept.status_code == 303
        await typed(live, "/ok K1")
        assert "Looking forward" in (await browser.get(address)).text
        await typed(live, "/go close\n/next\n/next")
        after = await browser.get(address)
        assert "This page opens" not in after.text
        assert "Together we care" in after.text
        assert "Save a copy" in after.text
    await live.close()


async def test_an_erased_comment_is_gone_from_the_page(data: Path) -> None:
    live = await workshop(data, "")
    await commented(live, "A patient's name", "Priya")
    async with reader(Rooms(live)) as browser:
        assert "K1" in (await browser.get(f"/s/{live.session.token}")).text
        await typed(live, "/erase K1")
        page = (await browser.get(f"/s/{live.session.token}")).text
    assert "K1" not in page
    assert "Priya" not in page
    assert "Be the first" in page
    await live.close()


async def test_the_start_says_how_summaries_open(data: Path) -> None:
    async with reader(Rooms()) as browser:
        answer = await browser.get("/")
        assert answer.status_code == 200
        assert "A summary opens by its own code" in answer.text
        assert (await browser.post("/")).status_code == 405


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Damaged("The record cannot be read."), 503, "The record cannot be read."),
        (ValueError("oh"), 500, "fault"),
    ],
)
async def test_trouble_is_a_page_with_a_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    async def fail(self: Rooms, token: str) -> None:
        raise error

    monkeypatch.setattr(Rooms, "read", fail)
    async with reader(Rooms()) as browser:
        answer = await browser.get("/s/aaaaaaaaaa")
        assert (answer.status_code, answer.headers["x-content-type-options"]) == (status, "nosniff")
        assert words in answer.text
        told = await browser.get("/s/aaaaaaaaaa", headers={"accept": "application/json"})
        assert words in told.json()["refused"]


async def test_the_wall_of_what_is_over_shows_what_readers_may_see_and_nothing_once_that_is_ended(
    data: Path,
) -> None:
    """Whoever kept a word of that day, the six digits too, reads no more by it than by the summary."""
    live = await workshop(data, "/next\n/person Finn Ode\n/say Nobody falls twice\n/go identity")
    rooms = Rooms(live)
    assert live.passes
    words = (live.passes.join, live.passes.code, live.passes.room)
    async with reader(rooms) as browser:
        await rooms.find(words[0])
        assert "Finn Ode" not in (await browser.get(f"/s/{live.session.token}")).text
        await typed(live, "/close")
        for word in words:
            wall = (await browser.get(f"/r/{word}")).text
            assert "Nobody falls twice" in wall and "Finn Ode" not in wall
        await typed(live, "/revoke")
        for word in words:
            assert "Nobody falls twice" not in (await browser.get(f"/r/{word}")).text
    await live.close()
