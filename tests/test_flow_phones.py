"""A workshop with phones, as it is lived: a facilitator in a terminal, three people in real browsers elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from conftest import Clock
from cop_tui.export import render
from netns import HERE, elsewhere
from ptys import Terminal
from running import attached, free_port, new_session, program, stop
from test_flow_community import three
from test_web_browser import ARGUMENTS, CHROMIUM, SIDEWAYS, chromium, pytestmark, trouble
from whole import whole

assert pytestmark
AXE = Axe()


@contextlib.asynccontextmanager
async def browsing(folder: Path) -> AsyncIterator[Browser]:
    """A browser on another machine."""
    with elsewhere(folder, CHROMIUM) as command:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=command, args=ARGUMENTS)
            yield browser
            await browser.close()


async def way_in(data: Path, session_id: str) -> tuple[str, str]:
    """The code to join by, and the address of the room page, as seen from elsewhere."""
    live, _ = await attached(data, session_id, "asks")
    while not live.pulse.joinable:
        await live.changed(live.version)
    port = live.pulse.address.rpartition(":")[2]
    found = live.pulse.doors
    await live.detach()
    return f"http://{HERE}:{port}/{found.join}", f"http://{HERE}:{port}/r/{found.room}"


async def join(context: BrowserContext, address: str, name: str, found: list[str]) -> Page:
    """Somebody comes in on a phone."""
    page = await context.new_page()
    page.on("console", lambda one: found.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda one: (
            None if one.url.startswith((f"http://{HERE}", "data:", "blob:")) else found.append(one.url)
        ),
    )
    await page.goto(address)
    await page.fill("[name=name]", name)
    await page.fill("[name=organisation]", "Royal Infirmary")
    await page.check("[name=consent]")
    await page.click("button:has-text('Join the room')")
    await page.wait_for_selector("#live")
    return page


async def see(page: Page, words: str, scripts: bool) -> None:
    """Wait until the phone shows something; without scripts somebody presses the button."""
    for _ in range(60):
        if words in await page.inner_text("body"):
            return
        if scripts:
            await page.wait_for_timeout(200)
        else:
            await page.click("text=What is on now?")
    raise AssertionError(f"never shown: {words}\n{await page.inner_text('body')}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_three_phones_and_a_facilitator(data: Path, tmp_path: Path, *, scripts: bool) -> None:
    session = new_session(data, "--plan", "launch")
    found: list[str] = []
    async with browsing(tmp_path) as browser:
        with Terminal(data, "open", session, "--port", str(free_port())) as terminal:
            terminal.until("Scan, or type")
            address, wall = await way_in(data, session)
            contexts = [
                await browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
                for _ in range(3)
            ]
            phones = [
                await join(one, address, name, found)
                for one, name in zip(contexts, ("Amina", "Bo", "Chen"), strict=True)
            ]
            amina, bo, chen = phones
            terminal.until("3 here")
            terminal.press("f2")
            terminal.until("3 phones are in" if scripts else "holds back the stream")
            terminal.press("esc")
            terminal.until("We start when")
            terminal.press("pgdn")
            terminal.until("min left")

            # Written hidden and unnamed, then revealed
            terminal.line("/go practice")
            for page, text in ((amina, "nobody rings the ward"), (bo, "letters come late")):
                await see(page, "What could go wrong", scripts)
                await page.fill("textarea[name=text]", text)
                await page.click("button:has-text('Keep this note')")
                await see(page, "Kept", scripts)
                await see(page, text, scripts)
            terminal.until("2 of 3 added")
            assert (
                "letters come late" not in terminal.text
                and "letters come late" not in await amina.inner_text("body")
            )
            await bo.click("summary:has-text('Edit')")
            await bo.fill("textarea[id^=edit]", "letters come too late")
            await bo.click("button:has-text('Keep the change')")
            await see(bo, "letters come too late", scripts)
            terminal.line("/reveal")
            terminal.until("notes shown")
            await see(amina, "letters come too late", scripts)

            # Voted on, and told once
            for line in (
                "/group 1 = nights",
                "/group 2 = letters",
                "/theme beds 3",
                "/theme kit 1",
                "/go choose",
            ):
                terminal.line(line)
            for page, place in ((amina, 0), (bo, 0), (chen, 1)):
                await see(page, "dots left", scripts)
                await page.click(f".ballot li:nth-child({place + 1}) .step:has-text('+')")
                await see(page, "1 dot left", scripts)
            terminal.until("3 of 3 voted")
            assert "dots in, hidden until the vote ends" in terminal.text
            terminal.line("/vote B 2")
            terminal.line("/reveal")
            terminal.until("5 dots on 4 themes")
            await see(chen, "5 dots on 4 themes", scripts)
            assert "dots left" not in await chen.inner_text("body")

            # The journal stays on the phone but for what is shared
            terminal.line("/go journal")
            await see(amina, "Only on this phone" if scripts else "on paper", scripts)
            if scripts:
                await amina.fill("#journal", "what nobody may read")
                await amina.reload()
                assert await amina.input_value("#journal") == "what nobody may read"
                async with amina.expect_download() as download:
                    await amina.click("button:has-text('Save a copy')")
                assert "nobody may read" in Path(await (await download.value).path()).read_text(
                    encoding="utf-8"
                )
            await amina.click("summary:has-text('Share a line')")
            await amina.fill("details textarea[name=text]", "I was alone with it once")
            await amina.click("button:has-text('Share this')")
            terminal.until("I was alone with it once")

            # The wall in a browser, the feedback, and the end
            page = await browser.new_page(viewport={"width": 1280, "height": 720})
            await page.goto(wall)
            assert "I was alone with it once" in await page.inner_text("body")
            await page.close()
            terminal.line("/go close")
            terminal.until("● Decide")
            terminal.line("/next")
            terminal.until("● Feedback")
            await see(bo, "How useful was this?", scripts)
            await bo.check("input[name=ratings][value='4']")
            await bo.fill("textarea[name=most_useful]", "the ripples")
            await bo.click("button:has-text('Send feedback')")
            terminal.until("1 person has answered by phone")
            terminal.line("/next")
            terminal.until("● Thanks")
            terminal.line("/close")
            terminal.line("/close")
            terminal.until("Thank you, all")
            if scripts:
                await see(amina, "The workshop has closed", scripts)
                assert await amina.is_visible("text=Your journal is still on this phone")
            else:
                await amina.click("text=What is on now?")
            await amina.click("text=Read the summary")
            await amina.fill("textarea[name=text]", "See you in January")
            await amina.click("button:has-text('Send comment')")
            await amina.wait_for_selector("text=once the facilitator has read it")
    files = b"".join(one.read_bytes() for one in (data / "sessions" / session).iterdir())
    assert b"nobody may read" not in files and b"alone with it" in files
    shown = program(data, "export", session, "--to", "json", "--out", str(tmp_path / "out"))
    assert shown.returncode == 0, shown.stderr
    stop(data)
    assert not [one for one in found if "404" not in one], found


STEPS = (
    "",
    "/next",
    "/go journal",
    "/go community",
    "/go ripples",
    "/go choose",
    "/go improve",
    "/go identity | /next | /say together",
    "/go close | /next",
)


async def test_axe_finds_nothing_on_any_page(data: Path, tmp_path: Path) -> None:
    session = new_session(data, "--plan", "launch")
    program(data, "import", session, str(_lines(tmp_path)))
    async with browsing(tmp_path) as browser:
        with Terminal(data, "open", session, "--port", str(free_port())) as terminal:
            terminal.until("● Gather")
            address, wall = await way_in(data, session)
            context = await browser.new_context(viewport={"width": 320, "height": 700})
            page = await context.new_page()
            bad = trouble(page)
            for path in ("", "/kept"):
                await page.goto(address + path)
                await checked(page, path)
            await page.goto(address.rpartition("/")[0] + "/?code=000000")
            await checked(page, "wrong code")
            page = await join(context, address, "Amina", [])
            for lines in STEPS:
                for line in filter(None, lines.split(" | ")):
                    terminal.line(line)
                    terminal.read()
                    await page.wait_for_timeout(150)
                await page.reload()
                await page.wait_for_selector("#live")
                await checked(page, lines)
            for path in ("/details", "/pass", "/kept"):
                await page.goto(address + path)
                await checked(page, path)
            await page.goto(wall)
            await page.set_viewport_size({"width": 1280, "height": 720})
            await checked(page, "wall", small=False)
    stop(data)
    assert not [one for one in bad if "404" not in one and HERE not in one]


async def test_axe_finds_nothing_in_what_is_saved(data: Path, clock: Clock, tmp_path: Path) -> None:
    live = await whole(data, clock)
    held = await three(tmp_path / "held", clock)
    async with chromium() as browser:
        context = await browser.new_context(viewport={"width": 320, "height": 700}, bypass_csp=True)
        page = await context.new_page()
        for name, subject in (("session", live.session), ("community", held)):
            (file := tmp_path / f"{name}.html").write_bytes(render(subject, "html"))
            await page.goto(file.as_uri())
            await checked(page, name)
    await live.close()


def _lines(folder: Path) -> Path:
    file = folder / "lines.txt"
    lines = [
        "/person Bo; Ambulance trust; paramedic",
        "/go practice",
        "@risk nights",
        "/reveal",
        "/group 1 = nights",
        "/theme letters 2",
        "/theme beds 1",
        "/go welcome",
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


async def checked(page: Page, what: str, *, small: bool = True) -> None:
    """Have axe look at a page, at its size and with text twice as large; and measure its targets."""
    for scheme, scale in (
        (("light", "200%"), ("dark", "100%"), ("light", "100%")) if small else (("light", "100%"),)
    ):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await page.evaluate(f"document.documentElement.style.fontSize = '{scale}'")
        results = await AXE.run(
            page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
        )
        problems = [
            (one["id"], [node["html"][:150] for node in one["nodes"]][:3])
            for one in results.response["violations"]
        ]
        assert not problems, (what, scheme, scale, problems)
        if small:
            assert await page.evaluate(SIDEWAYS) <= 0, (what, scale)
    await page.evaluate("document.documentElement.style.fontSize = ''")
    if small:
        sizes = await page.evaluate(
            "[...document.querySelectorAll('button, .button, input, textarea, summary, .links a')].filter(e => e.offsetParent && !e.closest('.choice')).map(e => [e.getBoundingClientRect().height, e.outerHTML.slice(0, 90)])"
        )
        assert not [one for one in sizes if one[0] < 24], what


async def test_the_whole_way_by_keyboard_alone(data: Path, tmp_path: Path) -> None:
    session = new_session(data, "--plan", "launch")
    async with browsing(tmp_path) as browser:
        with Terminal(data, "open", session, "--port", str(free_port())) as terminal:
            terminal.until("Scan, or type")
            address, _ = await way_in(data, session)
            page = await browser.new_page(viewport={"width": 390, "height": 800})
            await page.goto(address)
            await page.keyboard.press("Tab")
            await page.keyboard.type("Amina")
            await tab_to(page, "[name=consent]")
            await page.keyboard.press("Space")
            await tab_to(page, "button:has-text('Join the room')")
            await page.keyboard.press("Enter")
            await page.wait_for_selector("#live")
            await tab_to(page, "textarea[name=text]")
            await page.keyboard.type("one number to ring")
            await tab_to(page, "button:has-text('Keep this note')")
            await page.keyboard.press("Enter")
            terminal.until("1 of 1 added")
    stop(data)


async def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("e => e === document.activeElement", await page.query_selector(selector)):
            return
    raise AssertionError(f"never reached: {selector}")


async def test_a_phone_that_loses_the_network_loses_no_words(data: Path, tmp_path: Path) -> None:
    session = new_session(data, "--plan", "launch")
    async with browsing(tmp_path) as browser:
        with Terminal(data, "open", session, "--port", str(free_port())) as terminal:
            terminal.until("Scan, or type")
            address, _ = await way_in(data, session)
            context = await browser.new_context()
            page = await join(context, address, "Amina", [])
            await page.fill("textarea[name=text]", "half a thought")
            await page.reload()
            assert await page.input_value("textarea[name=text]") == "half a thought", "a draft stays"
            await page.fill("textarea[name=text]", "said without a network")
            await context.set_offline(True)
            await page.click("button:has-text('Keep this note')")
            await page.wait_for_selector("text=Not connected")
            await context.set_offline(False)
            terminal.until("1 of 1 added")
            await page.wait_for_selector(".own >> text=said without a network")
            await page.wait_for_selector("text=Waiting to send", state="hidden")
            assert "1 note" in terminal.text, "it was kept once"
    stop(data)
