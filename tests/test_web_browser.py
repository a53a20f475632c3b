"""The summary in a real Chromium: in both colour schemes, small and large, without scripts, and attacked."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from cop_tui.html.summary import copy
from cop_tui.web import streams
from cop_tui.web.serving import Server
from cop_tui.web.site import create_site
from hostile import HOSTILE, HTML
from sessions.clean import clean
from sessions.commands import AddNote, AddPerson, AddTheme
from sessions.live import LiveSession
from web_room import FACILITATOR, WORKSHOP, Rooms, commented, typed, workshop

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="there is no Chromium here"),
]


@contextlib.asynccontextmanager
async def site(*lives: LiveSession) -> AsyncIterator[str]:
    """The address of a site that shows these sessions."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    rooms = Rooms(*lives)
    server = Server(create_site(rooms, rooms))
    serving = asyncio.create_task(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.stop()
    await serving


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which(CHROMIUM), args=ARGUMENTS)
        yield browser
        await browser.close()


def trouble(page: Page) -> list[str]:
    """What goes wrong in a page, as it happens: errors, broken policies, dialogs, requests to elsewhere."""
    found: list[str] = []
    page.on(
        "console",
        lambda message: found.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda one: (
            None
            if one.url.startswith(("http://127.0.0.1:", "data:image/svg", "file:"))
            else found.append(one.url)
        ),
    )

    async def dialog(one: object) -> None:
        found.append("a dialog")
        await one.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dialog)
    return found


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_reader_reads_and_says_something_back_without_scripts(
    data: Path, width: int, scheme: str
) -> None:
    live = await workshop(data, f"{WORKSHOP}\n/release")
    async with site(live) as address, chromium() as browser:
        context = await browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=False
        )  # type: ignore[call-overload]
        page = await context.new_page()
        found = trouble(page)
        await page.goto(f"{address}/S/{live.session.token.upper()}")
        assert await page.evaluate(SIDEWAYS) == 0
        paper = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(24, 17, 22)"}[scheme]
        small = await page.evaluate(
            "[...document.querySelectorAll('nav a, button, .button, input:not([type=hidden]), textarea')]"
            ".filter(one => one.getBoundingClientRect().height < 44).map(one => one.textContent)"
        )
        assert small == []
        await page.get_by_label("Your comment").fill("Two lines\nof a reader & <b>friend</b>")
        await page.get_by_label("Your name").fill("Priya")
        await page.get_by_role("button", name="Send comment").click()
        assert page.url.endswith(f"/s/{live.session.token}?kept=1#comments")
        assert "Your comment is safe" in await page.inner_text("[role=status]")
        await typed(live, "/ok K1")
        await page.reload()
        assert "Two lines\nof a reader & <b>friend</b>" in await page.inner_text(".comments")
        assert await page.evaluate(SIDEWAYS) == 0
        assert found == []
        await context.close()
    assert [(one.text, one.name) for one in live.session.comments.values()] == [
        ("Two lines\nof a reader & <b>friend</b>", "Priya")
    ]
    await live.close()


async def test_text_of_twice_the_size_fits_a_small_phone(data: Path) -> None:
    live = await workshop(data, f"{WORKSHOP}\n/release")
    async with site(live) as address, chromium() as browser:
        context = await browser.new_context(viewport={"width": 320, "height": 700}, bypass_csp=True)
        page = await context.new_page()
        for path in (f"/s/{live.session.token}", "/s/aaaaaaaaaa", "/"):
            await page.goto(f"{address}{path}")
            await page.add_style_tag(content="html { font-size: 200% }")
            assert await page.evaluate(SIDEWAYS) == 0
    await live.close()


async def test_a_refused_comment_is_still_in_the_box(data: Path) -> None:
    live = await workshop(data, "")
    async with site(live) as address, chromium() as browser:
        page = await browser.new_page(viewport={"width": 320, "height": 700})
        await page.goto(f"{address}/s/{live.session.token}")
        await page.get_by_label("Your comment").fill("w" * 2001)
        await page.get_by_role("button", name="Send comment").click()
        assert "This comment was not kept" in await page.inner_text("h1")
        assert await page.get_by_label("Your comment").input_value() == "w" * 2001
        assert await page.evaluate(SIDEWAYS) == 0
        await page.get_by_label("Your comment").fill("shorter")
        await page.get_by_role("button", name="Send it again").click()
        assert "Your comment is safe" in await page.inner_text("[role=status]")
        assert [one.text for one in live.session.comments.values()] == ["shorter"]
    await live.close()


@pytest.fixture
async def attacked(data: Path) -> AsyncIterator[LiveSession]:
    """A session with something hostile wherever a person's words may stand."""
    live = await workshop(
        data,
        "/next\n/here 9",
        community="<img src=x onerror=alert(1)>",
        title="</title><script>alert(2)</script>",
    )
    for number, words in enumerate(clean(one, lines=True)[:900] for one in HOSTILE):
        if words:
            await live.submit(AddPerson(name=f"{clean(words)[:70]} {number}"), FACILITATOR)
            await live.submit(AddNote(text=words, author=len(live.session.participants)), FACILITATOR)
            await commented(live, words, clean(words)[:80])
    for words in HTML[:5]:
        await live.submit(AddTheme(name=words, cards=2), FACILITATOR)
    await typed(live, "/say <svg onload=alert(3)>\n/release")
    yield live
    await live.close()


@pytest.mark.parametrize("policy", ["kept", "off"])
@pytest.mark.parametrize("width", [320, 1280])
async def test_hostile_words_are_shown_as_words(attacked: LiveSession, policy: str, width: int) -> None:
    async with site(attacked) as address, chromium() as browser:
        context = await browser.new_context(
            viewport={"width": width, "height": 800}, bypass_csp=policy == "off", color_scheme="dark"
        )
        page = await context.new_page()
        found = trouble(page)
        await page.goto(f"{address}/s/{attacked.session.token}")
        shown = await page.evaluate(
            "[...document.querySelectorAll('.lane .said')].map(one => one.textContent)"
        )
        assert shown == [note.text for note in attacked.session.notes.values()]
        answers = await page.evaluate(
            "[...document.querySelectorAll('.comments .said')].map(one => one.textContent)"
        )
        assert answers == [comment.text for comment in attacked.session.comments.values()]
        assert await page.title() == "</title><script>alert(2)</script> · <img src=x onerror=alert(1)>"
        assert "<svg onload=alert(3)>" in await page.inner_text("main")
        assert (
            await page.evaluate(
                "document.querySelectorAll('script, img, iframe, object, embed, base').length"
            )
            == 0
        )
        assert await page.evaluate(SIDEWAYS) == 0
        assert found == []
        await context.close()


@pytest.mark.parametrize("policy", ["kept", "off"])
async def test_hostile_words_are_words_on_phone_and_wall(attacked: LiveSession, policy: str) -> None:
    assert attacked.passes
    name = HTML[0]
    async with site(attacked) as address, chromium() as browser:
        context = await browser.new_context(
            viewport={"width": 320, "height": 800}, bypass_csp=policy == "off"
        )
        page, wall = await context.new_page(), await context.new_page()
        found, beside = trouble(page), trouble(wall)
        await page.goto(f"{address}/{attacked.passes.join}")
        await page.fill("[name=name]", name)
        await page.fill("[name=organisation]", HTML[1])
        await page.check("[name=consent]")
        await page.click("button:has-text('Join the room')")
        await page.wait_for_selector("#live")
        await wall.goto(f"{address}/r/{attacked.passes.room}")
        drawn = await page.evaluate(
            "[...document.querySelectorAll('.lane .said')].map(one => one.textContent)"
        )
        kept = [note.text for note in attacked.session.notes.values()]
        assert drawn and set(drawn) <= set(kept)
        await page.fill("textarea[name=text]", HTML[2])
        await page.click("button:has-text('Keep this note')")
        await page.wait_for_selector(".own .said")
        assert await page.inner_text(".own .said") == HTML[2]
        assert name in await page.inner_text("footer")
        await wall.wait_for_function("words => document.body.textContent.includes(words)", arg=HTML[2])
        for way in ("details", "pass", "kept"):
            await page.goto(f"{address}/{attacked.passes.join}/{way}")
            assert await page.evaluate(SIDEWAYS) == 0
        for one in (page, wall):
            assert (
                await one.evaluate("document.querySelectorAll('img, iframe, object, embed, base').length")
                == 0
            )
        assert found == beside == []
        await context.close()


async def test_a_copy_is_harmless_from_a_disk(attacked: LiveSession, tmp_path: Path) -> None:
    path = tmp_path / "copy.html"
    path.write_text(copy(attacked.session), encoding="utf-8")
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 390, "height": 800})
        found = trouble(page)
        await page.goto(path.as_uri())
        shown = await page.evaluate(
            "[...document.querySelectorAll('.lane .said')].map(one => one.textContent)"
        )
        assert shown == [note.text for note in attacked.session.notes.values()]
        assert (
            await page.evaluate("getComputedStyle(document.querySelector('.band')).backgroundColor")
            == "rgb(75, 23, 60)"
        )
        assert await page.evaluate(SIDEWAYS) == 0
        assert found == []


async def test_page_one_prints_on_one_sheet(data: Path) -> None:
    live = await workshop(data)
    async with site(live) as address, chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{address}/s/{live.session.token}")
        printed = await page.pdf(prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") == 1
        await page.emulate_media(media="print")
        assert not await page.is_visible("form")
        assert f"{address}/s/{live.session.token}" in await page.inner_text(".address")
    await live.close()


async def test_a_phone_that_may_not_follow_moves_on_by_asking(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_most", lambda: 0)
    live = LiveSession.create(data, community="Falls prevention", plan="launch")
    assert live.passes
    await typed(live, "/next")
    async with site(live) as address, chromium() as browser:
        page = await browser.new_page()
        found = trouble(page)
        await page.clock.install()
        await page.goto(f"{address}/{live.passes.join}")
        await page.check("[name=consent]")
        await page.click("button:has-text('Join the room')")
        await page.wait_for_selector("#live")
        async with page.expect_response("**/stream") as answer:
            await page.reload()
        assert (await answer.value).status == 204
        await typed(live, "/go practice")
        async with page.expect_response("**/state"):
            await page.clock.run_for(8_000)
        await page.clock.run_for(2_000)
        await page.wait_for_selector(f"h1:has-text('{live.session.now.at.prompt[:20]}')")
        assert await page.is_hidden("#offline") and not found


async def test_a_phone_never_loses_words_to_a_step_that_moves_on(data: Path) -> None:
    live = LiveSession.create(data, community="Falls prevention", plan="launch")
    assert live.passes
    await typed(live, "/next\n/go domain")
    async with site(live) as address, chromium() as browser:
        context = await browser.new_context()
        page = await context.new_page()
        found = trouble(page)
        await page.goto(f"{address}/{live.passes.join}")
        await page.fill("[name=name]", "Amina")
        await page.check("[name=consent]")
        await page.click("button:has-text('Join the room')")
        note, keep = "form[data-act=add-note] textarea", "button:has-text('Keep this note')"

        async def say(words: str) -> None:
            await page.fill(note, words)
            async with page.expect_response("**/acts/add-note"):
                await page.click(keep)

        await say("first")
        await page.click("summary:has-text('Edit')")  # the page is not drawn anew while it is open
        for words in ("second", "third", "second"):
            await say(words)
            await page.wait_for_function(f"document.querySelector('{note}').value === ''")
        kept = [one.text for one in live.session.notes.values()]
        assert kept == ["first", "second", "third", "second"]
        await page.route(
            "**/stream", lambda route: route.fulfill(status=204)
        )  # it hears of nothing by itself
        await page.reload()
        await page.fill(note, "said too late")
        await typed(live, "/go goals")
        await page.click(keep)
        await page.wait_for_selector("#unsent >> text=said too late")
        assert "Not kept" in await page.inner_text("#unsent") and "moved on" in await page.inner_text(
            "#unsent"
        )
        await page.reload()
        await page.wait_for_selector("#unsent >> text=said too late")
        await page.click("text=Put it away")
        assert await page.is_hidden("#unsent")
        assert [one for one in found if "409" not in one] == []
        await context.close()


async def test_whoever_shares_a_phone_has_a_journal_and_drafts_of_their_own(data: Path) -> None:
    live = LiveSession.create(data, community="Falls prevention", plan="launch")
    assert live.passes
    await typed(live, "/next\n/go journal")
    async with site(live) as address, chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{address}/{live.passes.join}")
        await page.fill("[name=name]", "Amina")
        await page.check("[name=consent]")
        await page.click("button:has-text('Join the room')")
        await page.fill("#journal", "for nobody but me")
        await page.click("text=Pass to someone without a phone")
        await page.fill("[name=name]", "Bo")
        await page.check("[name=consent]")
        await page.click("button:has-text('Let them answer here')")
        await page.wait_for_selector("text=Here as Bo")
        assert await page.input_value("#journal") == ""
        await page.click("button:has-text('Answer as Amina')")
        await page.wait_for_selector("text=Here as Amina")
        assert await page.input_value("#journal") == "for nobody but me"
        await typed(live, "/go close\n/close")
        await page.reload()
        await page.wait_for_selector("text=Your journal is still on this phone")
        page.on("dialog", lambda one: asyncio.ensure_future(one.accept()))
        await page.click("text=Remove it from this phone")
        await page.wait_for_selector("text=Your journal is still on this phone", state="detached")


async def test_a_step_that_is_new_begins_anew_and_one_that_is_not_keeps_what_was_typed(data: Path) -> None:
    live = LiveSession.create(data, community="Falls prevention", plan="launch")
    assert live.passes
    await typed(live, "/next\n/go identity\ntogether\n/next\n/say together")
    async with site(live) as address, chromium() as browser:
        page = await browser.new_page(viewport={"width": 320, "height": 480})
        await page.goto(f"{address}/{live.passes.join}")
        await page.check("[name=consent]")
        await page.click("button:has-text('Join the room')")
        await page.check("input[name=value][value='4']")
        await page.click("button:has-text('Score')")
        await page.wait_for_selector("text=It is safe")
        await page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        await typed(live, "/say together we keep people on their feet")
        await page.wait_for_selector("text=on their feet")
        assert await page.locator("input[name=value]:checked").count() == 0, "nobody has scored these words"
        assert await page.is_hidden("text=It is safe") and await page.evaluate("window.scrollY") == 0
        await typed(live, "/go community")
        await page.fill("[name=organisation]", "Royal Infirm")
        async with page.expect_response(f"**/{live.passes.join}"):
            await typed(live, "/time +5")
        await page.wait_for_function("document.getElementById('live')?.dataset.scene.endsWith('1140')")
        assert await page.input_value("[name=organisation]") == "Royal Infirm"
