"""Sharing: addresses that can be ended, a site of what was released, and a code that holds the essence itself."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from pathlib import Path

import httpx
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conftest import Clock
from cop_tui.export import publishing
from running import attached, folder_of, new_session, program, stop, until
from sessions import records
from sessions.actors import Actor
from sessions.commands import Share
from sessions.errors import Problem, Refused
from sessions.live import LiveSession
from sessions.summary.essence import essence
from web_room import WORKSHOP, Rooms, reader, typed, workshop
from whole import whole

KILLS = 3 * int(os.environ.get("COP_TUI_KILLS", "20"))


# An address that is ended


async def test_a_revoked_address_leads_nowhere_and_another_can_be_given(data: Path) -> None:
    live = await workshop(data, WORKSHOP)
    before = live.session.token
    await typed(live, "/revoke")
    assert live.session.token == ""
    async with reader(Rooms(live)) as browser:
        for path in (f"/s/{before}", f"/s/{before}.html", f"/s/{before}.pdf", f"/S/{before.upper()}x"):
            answer = await browser.get(path)
            assert answer.status_code in (307, 404) and "Falls prevention" not in answer.text
    with pytest.raises(Refused, match="has no address"):
        await typed(live, "/revoke")
    with pytest.raises(Refused, match="cannot be undone"):
        await typed(live, "/undo")
    await typed(live, "/share")
    assert re.fullmatch("[a-z2-7]{10}", live.session.token) and live.session.token != before
    with pytest.raises(Refused, match="has an address already"):
        await typed(live, "/share")
    async with reader(Rooms(live)) as browser:
        assert "Falls prevention" in (await browser.get(f"/s/{live.session.token}")).text
    await live.close()


async def test_it_is_ended_on_every_face_and_after_the_close_too(data: Path) -> None:
    live = await workshop(data, f"{WORKSHOP}\n/close")
    token = live.session.token
    await live.submit(Share(revoke=True), Actor("terminal", "one"))
    record = records.current(live.folder)
    assert record.token == "" and token not in str(record.tables())
    async with reader(Rooms(live)) as browser:
        assert (await browser.get(f"/s/{token}")).status_code == 404
        assert (await browser.post(f"/s/{token}/comments", data={"text": "x"})).status_code == 404
    with pytest.raises(Refused, match="not on offer"):
        await live.submit(Share(), Actor("participant", "p1", 1))
    await live.close()


def test_it_is_typed_twice_on_a_screen(data: Path) -> None:
    from ptys import Terminal

    session_id = new_session(data)
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.line("/revoke")
        terminal.until("/revoke again")
        assert records.current(folder_of(data, session_id)).token
        terminal.line("/revoke")
        terminal.until("leads nowhere now")
        terminal.line("/summary")
        terminal.until("The summary has no address now. /share gives it one.")
    stop(data)


async def test_the_command_prints_it_and_ends_it(data: Path) -> None:
    session_id = new_session(data)
    token = records.current(folder_of(data, session_id)).token
    alone = program(data, "share", session_id)
    assert alone.stdout.strip() == f"/s/{token}" and "cop-tui serve puts it on" in alone.stderr
    live, _ = await attached(data, session_id, "one", web=True)
    await until(lambda: live.pulse.address != "")
    address = f"{live.pulse.address}/s/{token}"
    assert program(data, "share", session_id).stdout.strip() == address
    gone = program(data, "share", session_id, "--revoke")
    assert (gone.returncode, gone.stdout) == (0, "") and "has no address now" in gone.stderr
    async with httpx.AsyncClient() as client:
        assert (await client.get(address)).status_code == 404
    again = program(data, "share", session_id).stdout.strip()
    assert again.startswith(f"{live.pulse.address}/s/") and again != address
    assert program(data, "share", session_id, "--revoke", "--code", "slide").returncode == 2
    await live.detach()
    stop(data)


# A site of what was released


async def made(data: Path, community: str, lines: str = "") -> LiveSession:
    live = await workshop(data, f"{WORKSHOP}\n{lines}".strip(), community=community)
    await live.record()
    return live


def pages(folder: Path) -> set[str]:
    """The pages that the index leads to, each of which is there."""
    index = (folder / "index.html").read_text(encoding="utf-8")
    found = set(re.findall(r'href="([a-z0-9-]+\.html)"', index))
    assert all((folder / one).read_bytes().rstrip().endswith(b"</html>") for one in found)
    return found


async def test_only_what_is_closed_released_and_shared_is_published(data: Path, tmp_path: Path) -> None:
    lives = [
        await made(data, "Falls prevention", "/close\n/release"),
        await made(data, "Not closed", "/release"),
        await made(data, "Not released", "/close"),
        await made(data, "Not shared", "/close\n/release\n/revoke"),
    ]
    site = tmp_path / "site"
    (index, page) = publishing.publish(publishing.shared(data, []), site)
    assert pages(site) == {page.name}
    everything = "".join(file.read_text(encoding="utf-8") for file in site.iterdir())
    assert "Falls prevention" in index.read_text(encoding="utf-8")
    assert not [name for name in ("Not closed", "Not released", "Not shared") if name in everything]
    assert "<script" not in everything and "<form" not in everything
    assert not [
        live.session.token for live in lives if live.session.token and live.session.token in everything
    ]
    assert oct(page.stat().st_mode & 0o777) == oct(index.stat().st_mode & 0o777) == "0o644"
    for live in lives:
        await live.close()


async def test_what_is_not_shared_any_more_is_taken_out(data: Path, tmp_path: Path) -> None:
    live = await made(data, "Falls prevention", "/close\n/release")
    site = tmp_path / "site"
    publishing.publish(publishing.shared(data, []), site)
    (site / "logo.png").write_bytes(b"mine")
    (first,) = pages(site)
    publishing.publish(publishing.shared(data, []), site)
    assert pages(site) == {first}, "nothing changed"
    await typed(live, "/comment well done")
    publishing.publish(publishing.shared(data, []), site)
    (second,) = pages(site)
    assert second != first and not (site / first).exists()
    await typed(live, "/revoke")
    publishing.publish(publishing.shared(data, []), site)
    assert pages(site) == set() and {one.name for one in site.iterdir()} == {"index.html", "logo.png"}
    assert "No summary is shared now" in (site / "index.html").read_text(encoding="utf-8")
    await live.close()


async def test_a_site_of_somebody_else_is_left_as_it_is(data: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>mine</h1>")
    with pytest.raises(Problem, match="not a site of cop-tui"):
        publishing.publish([], tmp_path)
    assert (tmp_path / "index.html").read_text() == "<h1>mine</h1>"
    done = program(data, "publish", str(tmp_path))
    assert done.returncode == 1 and "Name an empty folder" in done.stderr


async def test_the_command_publishes_and_says_what_is_left_out(data: Path, tmp_path: Path) -> None:
    live = await made(data, "Falls prevention", "/close\n/release")
    damaged = await made(data, "Wound care", "/close\n/release")
    await live.close()
    await damaged.close()
    damaged.folder.joinpath("record.json").unlink()
    damaged.folder.joinpath("journal.jsonl").write_bytes(b"x\n")
    from sessions import library

    library.keep(data, library.Row.of(damaged.session, 1))
    done = program(data, "publish", str(tmp_path / "site"))
    assert done.returncode == 0
    assert Path(done.stdout.splitlines()[0]).name == "index.html"
    assert f"{damaged.session.id} is left out" in done.stderr
    assert len(pages(tmp_path / "site")) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
async def test_killed_at_any_instant_the_site_is_the_old_or_the_new(data: Path, tmp_path: Path) -> None:
    lives = [await made(data, f"Community {n}", "/close\n/release") for n in range(3)]
    site, random_ = tmp_path / "site", random.Random(7)
    now = [live.session for live in lives]
    publishing.publish(now, site)
    before = pages(site)
    start = time.perf_counter()
    await typed(lives[0], "/comment a first one")
    publishing.publish(now, site)
    whole_time = time.perf_counter() - start
    killed = 0
    for turn in range(KILLS):
        before = pages(site)
        await typed(lives[turn % 3], f"/comment number {turn}")
        publishing.publish(now, tmp_path / "another")
        wanted = pages(tmp_path / "another")
        child = os.fork()
        if child == 0:
            try:
                publishing.publish(now, site)
            finally:
                os._exit(0)
        time.sleep(random_.random() * whole_time)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        after = pages(site)
        assert after in (before, wanted), turn
    assert killed > KILLS / 4
    publishing.publish(now, site)
    assert {one.name for one in site.iterdir()} == {"index.html", *pages(site)}
    for live in lives:
        await live.close()


# A code that holds the essence


async def test_the_codes_are_read_by_a_phone_and_hold_what_page_one_says(
    data: Path, clock: Clock, tmp_path: Path
) -> None:
    live = await whole(data, clock)
    await live.record()
    await live.close()
    sizes = {}
    for code, most in (("slide", 180), ("paper", 900)):
        done = program(data, "share", live.session.id, "--code", code, "--out", str(tmp_path / "codes"))
        path = Path(done.stdout.strip())
        assert path == tmp_path / "codes" / f"{live.session.id}-{code}.png"
        picture = Image.open(path)
        (found,) = zxingcpp.read_barcodes(picture)
        assert found.text == essence(live.session, most) == done.stderr.strip()
        assert len(found.text.encode()) <= most
        sizes[code] = picture.size[0] // 12 - 8
    assert sizes["slide"] <= 53 and sizes["paper"] <= 117, "modules"
    assert "First: Letters arrive too late" in essence(live.session, 900)
    assert essence(live.session, 900).startswith(
        "Falls prevention: Second meeting, Thursday 26 November 2026\nKeeping our own roles"
    )
    assert "Next: Thursday 14 January 2027, 10:00" in essence(live.session, 900)


async def test_before_anything_is_agreed_the_essence_says_whose_it_is(data: Path) -> None:
    live = await workshop(data, "")
    assert (
        essence(live.session, 180) == "Falls prevention: Launch of the community, Thursday 26 November 2026"
    )
    await live.close()


@given(st.text(max_size=400), st.text(max_size=120), st.integers(40, 900))
def test_no_essence_is_longer_than_its_code_holds(statement: str, community: str, most: int) -> None:
    from sessions.session import Session
    from sessions.summary import essence as module

    lines = [f"{community}: x", statement, "First: a; b", "Next: never"]
    original = module._lines
    module._lines = lambda session: iter([line for line in lines if line])  # type: ignore[assignment]
    try:
        told = module.essence(Session(), most)
    finally:
        module._lines = original
    assert len(told.encode()) <= most
    assert told.encode().decode() == told
