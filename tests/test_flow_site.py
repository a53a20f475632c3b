"""The summary page of a running host: its address, its port, and what readers say back."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from cop_tui.host.client import UNHEEDED, RemoteLive
from running import attached, folder_of, kill_host, new_session, program, stop, until
from sessions import records
from sessions.actors import Actor
from sessions.commands import AddNote, Close, Release, Say


@pytest.fixture
async def session_id(data: Path) -> AsyncIterator[str]:
    yield await asyncio.to_thread(new_session, data)
    await asyncio.to_thread(stop, data)


async def served(data: Path, session_id: str, **of_host: object) -> tuple[RemoteLive, Actor, str]:
    """A terminal whose host serves the summary, and the summary's address."""
    live, actor = await attached(data, session_id, "one", web=True, **of_host)
    await until(lambda: live.pulse.address != "")
    return live, actor, f"{live.pulse.address}/s/{live.session.token}"


async def get(url: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(url)


async def comment(url: str, text: str) -> httpx.Response:
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    async with httpx.AsyncClient() as client:
        return await client.post(
            f"{url}/comments", data={"text": text, "name": "Priya"}, headers={"Origin": origin}
        )


def free_port() -> int:
    with socket.socket() as probing:
        probing.bind(("127.0.0.1", 0))
        port: int = probing.getsockname()[1]
        return port


async def test_the_summary_shows_what_the_room_agreed_and_a_comment_reaches_the_record(
    data: Path, session_id: str
) -> None:
    live, amina, url = await served(data, session_id)
    await live.submit(AddNote(text="a note that is not released"), amina)
    await live.submit(Say(text="Nobody here falls twice"), amina)
    page = await get(url)
    assert page.status_code == 200
    assert "Nobody here falls twice" in page.text and "not released" not in page.text
    await live.submit(Release(), amina)
    assert "a note that is not released" in (await get(url)).text
    assert (await comment(url, "Glad to show you")).status_code == 303
    await until(lambda: 1 in live.session.comments)
    assert live.session.comments[1].text == "Glad to show you" and live.session.comments[1].name == "Priya"
    await until(lambda: 1 in records.load(folder_of(data, session_id) / records.RECORD)[0].comments)
    await live.detach()


async def test_the_summary_is_served_and_answered_after_the_end(data: Path, session_id: str) -> None:
    live, amina, url = await served(data, session_id)
    await live.submit(Say(text="To the end"), amina)
    await live.submit(Close(), amina)
    await live.detach()
    assert "To the end" in (await get(url)).text
    assert (await comment(url, "late but here")).status_code == 303
    assert records.current(folder_of(data, session_id)).comments[1].text == "late but here"


async def test_documents_are_made_for_readers_in_a_process_of_their_own(data: Path, session_id: str) -> None:
    live, amina, url = await served(data, session_id)
    await live.submit(AddNote(text="a note for the record"), amina)
    await live.submit(Release(), amina)
    async with httpx.AsyncClient(timeout=60) as client:
        answers = [await client.get(f"{url}.{suffix}") for suffix in ("html", "md", "docx", "pdf")]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert "a note for the record" in answers[0].text and "a note for the record" in answers[1].text
    assert answers[2].content.startswith(b"PK") and answers[3].content.startswith(b"%PDF")
    await live.submit(AddNote(text="one more"), amina)
    assert "one more" in (await get(f"{url}.md")).text, "what was made before is not kept for long"
    await live.detach()


async def test_the_summary_of_a_session_that_is_not_live_comes_from_its_record(
    data: Path, session_id: str
) -> None:
    other = await asyncio.to_thread(new_session, data, community="Wound care")
    live, _, _ = await served(data, session_id)
    token = records.current(folder_of(data, other)).token
    assert "Wound care" in (await get(f"{live.pulse.address}/s/{token}")).text
    assert (await get(f"{live.pulse.address}/s/aaaaaaaaaa")).status_code == 404
    await live.detach()


async def test_the_summary_comes_back_after_the_host_was_killed(data: Path, session_id: str) -> None:
    port = free_port()
    live, amina, url = await served(data, session_id, port=port)
    await live.submit(Say(text="Still here"), amina)
    kill_host(data)

    async def answers() -> bool:
        try:
            return "Still here" in (await get(url)).text
        except httpx.TransportError:
            return False

    await until(answers)
    await live.detach()


async def test_where_a_port_is_busy_the_next_one_is_taken(data: Path, session_id: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        live, _, url = await served(data, session_id, port=taken)
        served_at = urlsplit(url).port
        assert served_at and served_at > taken
        assert live.pulse.notices == () and f":{served_at}" in live.pulse.address, (
            "the wall shows where it is"
        )
        assert (await get(url)).status_code == 200
        await live.detach()


async def test_an_address_that_is_not_this_machines_is_said_and_the_workshop_goes_on(
    data: Path, session_id: str
) -> None:
    live, amina = await attached(data, session_id, "one", web=True, bind="203.0.113.9")
    await until(lambda: live.pulse.notices != ())
    assert (
        "cannot listen on 203.0.113.9" in live.pulse.notices[0]
        and "goes on without it" in live.pulse.notices[0]
    )
    assert live.pulse.address == ""
    await live.submit(AddNote(text="the workshop goes on"), amina)
    assert live.session.notes[1].text == "the workshop goes on"
    await live.detach()


async def test_without_a_site_the_workshop_goes_on(data: Path, session_id: str) -> None:
    live, amina = await attached(data, session_id, "one", web=False)
    await live.submit(AddNote(text="said"), amina)
    assert live.pulse.address == "" and live.pulse.notices == ()
    await live.detach()


async def test_the_address_is_changed_by_asking(data: Path, session_id: str) -> None:
    live, _, _ = await served(data, session_id, bind="0.0.0.0")
    first = live.pulse.address
    answer = await live.ask("address")
    await until(lambda: live.pulse.address == answer["address"])
    assert urlsplit(first).port == urlsplit(str(answer["address"])).port
    await live.detach()


async def test_show_tells_the_address_while_the_host_serves(data: Path, session_id: str) -> None:
    live, _, url = await served(data, session_id)
    shown = await asyncio.to_thread(program, data, "show", "last", "--json")
    assert f'"summary_url": "{url}"' in shown.stdout
    await live.detach()


async def test_another_host_name_is_not_answered(data: Path, session_id: str) -> None:
    live, _, url = await served(data, session_id)
    async with httpx.AsyncClient() as client:
        answer = await client.get(url, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    await live.detach()


async def test_options_that_a_running_host_cannot_heed_are_said(data: Path, session_id: str) -> None:
    live, _ = await attached(data, session_id, "one", web=False)
    other, _ = await attached(data, session_id, "two", web=True, port=9000)
    assert other.pulse.notices == (UNHEEDED,)
    assert live.pulse.notices == ()
    await live.detach()
    await other.detach()


async def test_behind_a_proxy_the_public_address_is_shown_and_its_posts_are_ours(
    data: Path, session_id: str
) -> None:
    port = free_port()
    live, _, url = await served(data, session_id, port=port, public_url="https://cop.example.org")
    assert url == f"https://cop.example.org/s/{live.session.token}"
    here = f"http://127.0.0.1:{port}/s/{live.session.token}"
    async with httpx.AsyncClient(headers={"Host": "cop.example.org"}) as proxy:
        assert (await proxy.get(here)).status_code == 200
        sent = {"text": "from outside"}
        ours = await proxy.post(f"{here}/comments", data=sent, headers={"Origin": "https://cop.example.org"})
        theirs = await proxy.post(
            f"{here}/comments", data=sent, headers={"Origin": "https://evil.example.org"}
        )
    assert (ours.status_code, theirs.status_code) == (303, 403)
    await live.detach()
