"""Streams: what follows a room over a real socket, is told of changes, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import json
import re
import resource
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from cop_tui import paths
from cop_tui.web import streams
from cop_tui.web.room import Room
from cop_tui.web.serving import Server
from cop_tui.web.site import create_site
from running import attached, free_port, host_pids, new_session, stop
from sessions.actors import Actor
from sessions.commands import AddNote, Join, Next
from sessions.live import LiveSession, Pulse
from sessions.protocols import Wall
from test_web_serving import bound
from web_room import Rooms, typed


class Place:
    """A site on a socket, with one session."""

    def __init__(self, live: LiveSession, rooms: Rooms, server: Server, port: int) -> None:
        self.live, self.rooms, self.server, self.port = live, rooms, server, port

    @property
    def room(self) -> Room:
        (room,) = self.rooms.rooms.values()
        return room

    async def follow(self, path: str = "") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a stream, past its head."""
        assert self.live.passes
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        where = path or f"/{self.live.passes.join}/stream"
        writer.write(f"GET {where} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        return reader, writer


@pytest.fixture
async def place(data: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    """A launch whose clock runs."""
    monkeypatch.setattr(streams, "CALM", 0.02)
    live = LiveSession.create(data, community="Falls", plan="launch")
    await typed(live, "/next")
    rooms = Rooms(live)
    site = create_site(rooms, rooms)
    server = Server(site, ending=site.state.streams.end)
    listening, port = bound()
    listening.listen(1024)
    serving = asyncio.create_task(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield Place(live, rooms, server, port)
    server.stop()
    await serving
    await live.close()


async def heard(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The next pulse."""
    while True:
        line = await asyncio.wait_for(reader.readline(), 10)
        assert line, "the stream ended"
        if line.startswith(b"data: {"):
            found: dict[str, Any] = json.loads(line[6:])
            return found


async def until(reader: asyncio.StreamReader, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first pulse of which something is true."""
    while not true(pulse := await heard(reader)):
        pass
    return pulse


async def eventually(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never was")


async def test_a_stream_tells_of_every_change_and_of_a_new_scene(place: Place) -> None:
    reader, writer = await place.follow()
    first = await heard(reader)
    assert first["revision"] == place.live.session.revision and first["so_far"] == ""
    await place.live.submit(Join(consent=True), Actor("participant"))
    await place.live.submit(AddNote(text="late letters"), Actor("participant", participant=1))
    told = await until(reader, lambda pulse: pulse["revision"] == place.live.session.revision)
    assert told["so_far"] == "1 of 1 has added" and told["scene"] == first["scene"]
    await typed(place.live, "/go practice")
    entered = await until(reader, lambda pulse: pulse["scene"] != first["scene"])
    await typed(place.live, "/reveal")
    await until(reader, lambda pulse: pulse["scene"] != entered["scene"])
    writer.close()


async def test_a_wall_that_is_blanked_is_told_at_once(place: Place) -> None:
    reader, writer = await place.follow()
    assert not (await heard(reader))["blanked"]
    place.live.pulse = Pulse(wall=Wall(blanked=True))
    await until(reader, lambda pulse: bool(pulse["blanked"]))
    writer.close()


async def test_a_pulse_is_small_and_they_are_few(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "CALM", 0.25)
    reader, writer = await place.follow()
    await heard(reader)
    for number in range(60):
        await place.live.submit(AddNote(text=f"note {number}"), Actor("terminal", "one"))
    pulses = [await until(reader, lambda pulse: pulse["revision"] == place.live.session.revision)]
    assert len(json.dumps(pulses[-1])) < 300
    assert place.room.live.session.revision > 60, (
        "sixty notes, and far fewer pulses were read to hear of the last"
    )
    writer.close()


async def test_closing_says_goodbye_and_leads_on(place: Place) -> None:
    passes = place.live.passes
    assert passes
    reader, _ = await place.follow()
    await heard(reader)
    await typed(place.live, "/go close\n/close")
    rest = await asyncio.wait_for(reader.read(), 10)
    assert b"event: bye" in rest


async def test_an_old_proxy_gets_the_chunks_that_the_head_announces(place: Place) -> None:
    assert place.live.passes
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    where = f"/{place.live.passes.join}/stream"
    writer.write(f"GET {where} HTTP/1.0\r\nHost: 127.0.0.1:{place.port}\r\n\r\n".encode())
    assert b"transfer-encoding: chunked" in await reader.readuntil(b"\r\n\r\n")
    assert re.fullmatch(rb"[0-9a-f]+\r\n", await reader.readline())
    assert (await heard(reader))["revision"]
    writer.close()


async def test_the_room_page_counts_as_a_wall_while_it_is_open(place: Place) -> None:
    passes = place.live.passes
    assert passes
    reader, writer = await place.follow(f"/r/{passes.room}/stream")
    await heard(reader)
    assert place.room.presence.walls == 1
    writer.close()
    await eventually(lambda: place.room.presence.walls == 0)


async def test_a_thousand_streams_broken_off_leave_nothing(place: Place) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    gc.unfreeze()  # what was frozen is not counted, and what took its place would be

    async def broken_off() -> tuple[int, int, int]:
        """Follow with two hundred phones and break them off; tasks, files and objects that there are then."""
        opened = await asyncio.gather(*(place.follow() for _ in range(200)))
        await place.live.submit(AddNote(text="while they listen"), Actor("terminal", "one"))
        for number, (_, writer) in enumerate(opened):
            if number % 3:
                writer.transport.abort()
            else:
                writer.close()
        await eventually(lambda: not place.server.server_state.connections)
        await eventually(lambda: len(asyncio.all_tasks()) <= tasks + 1)
        del opened, writer
        gc.collect()
        return len(asyncio.all_tasks()), len(list(Path("/proc/self/fd").iterdir())), len(gc.get_objects())

    tasks = len(asyncio.all_tasks())
    first = await broken_off()
    for _ in range(5):
        last = await broken_off()
    assert last[0] <= tasks + 1 and last[1] <= first[1]
    assert last[2] - first[2] < 3_000, "five notes, and nothing of a thousand streams"
    assert place.room.presence.phones == 0


async def test_stopping_ends_every_stream_at_once(place: Place) -> None:
    opened = await asyncio.gather(*(place.follow() for _ in range(300)))
    for reader, _ in opened[::50]:
        await heard(reader)
    place.server.stop()
    rests = await asyncio.wait_for(asyncio.gather(*(reader.read() for reader, _ in opened)), 20)
    assert all(b"event: bye" in rest for rest in rests)


async def test_a_reader_that_reads_nothing_gets_the_newest_once_it_does(place: Place) -> None:
    reader, writer = await place.follow()
    await heard(reader)
    channel_reader = next(iter(site_channel(place).readers))
    transport = channel_reader._transport
    original = transport.get_write_buffer_size
    transport.get_write_buffer_size = lambda: 1  # type: ignore[method-assign]
    try:
        for number in range(5):
            await place.live.submit(AddNote(text=f"{number}"), Actor("terminal", "one"))
            await asyncio.sleep(0.05)
    finally:
        transport.get_write_buffer_size = original  # type: ignore[method-assign]
    await place.live.submit(AddNote(text="now it reads"), Actor("terminal", "one"))
    pulse = await heard(reader)
    assert pulse["revision"] == place.live.session.revision, "nothing older was queued for it"
    writer.close()


async def test_a_slow_reader_gets_the_newest_even_where_nothing_changes_any_more(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "QUIET_SECONDS", 0.3)
    reader, writer = await place.follow()
    await heard(reader)
    transport = next(iter(site_channel(place).readers))._transport
    original = transport.get_write_buffer_size
    transport.get_write_buffer_size = lambda: 1  # type: ignore[method-assign]
    try:
        await place.live.submit(AddNote(text="the last that is said"), Actor("terminal", "one"))
        await asyncio.sleep(2 * streams.CALM)
    finally:
        transport.get_write_buffer_size = original  # type: ignore[method-assign]
    pulse = await asyncio.wait_for(heard(reader), 10)
    assert pulse["revision"] == place.live.session.revision
    writer.close()


def site_channel(place: Place) -> streams.Channel:
    found: streams.Channel = place.server.config.app.state.streams.of(place.room)  # type: ignore[union-attr]
    return found


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process")
async def test_more_phones_than_the_system_allows_to_follow(data: Path) -> None:
    session_id = new_session(data)
    live, by = await attached(data, session_id, "one", web=True, port=free_port(), bind="127.0.0.1")
    await live.submit(Next(activity="domain", step=0, shown=True), by)
    while not live.pulse.joinable:
        await live.changed(live.version)
    (host,) = host_pids(data)
    resource.prlimit(host, resource.RLIMIT_NOFILE, (256, 256))
    at = urlsplit(live.pulse.address)
    way = f"/{live.pulse.doors.join}"

    async def follow(address: str) -> tuple[int, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(at.hostname, at.port, local_addr=(address, 0))
        writer.write(f"GET {way}/stream HTTP/1.1\r\nHost: {at.netloc}\r\n\r\n".encode())
        status = int((await reader.readuntil(b"\r\n\r\n"))[9:12])
        if status == 204:
            assert not await reader.read(), "it is let go at once"
        return status, writer

    phones: list[tuple[int, asyncio.StreamWriter]] = []
    one, other = "127.0.0.1", "127.0.0.2"
    for address in (one,) * 15 + (other,) * 15:
        phones += await asyncio.gather(*(follow(address) for _ in range(10)))
    followed = [writer for status, writer in phones if status == 200]
    assert len(followed) == 256 - streams.SPARE_FILES and len(phones) == 300
    assert sum(status == 200 for status, _ in phones[:150]) == len(followed) // 2, "no address takes all"
    async with httpx.AsyncClient(base_url=live.pulse.address) as browser:
        answer = await browser.post(
            f"{way}/join", data={"consent": "yes"}, headers={"origin": live.pulse.address}
        )
        assert answer.status_code == 303, "who comes then joins all the same"
        state = (await browser.get(f"{way}/state")).json()
        assert {"scene", "so_far", "writing"} <= state.keys(), "and asks instead"
    followed[0].close()
    for _ in range(100):
        if (status := (await follow(one))[0]) == 200:
            break
        await asyncio.sleep(0.02)
    assert status == 200, "there is room again"
    assert "Traceback" not in paths.host_log(data).read_text(encoding="utf-8")
    for _, writer in phones:
        writer.close()
    await live.detach()
    stop(data)


async def test_the_head_of_a_stream_is_a_head_alone(place: Place) -> None:
    """What asks for it alone goes on asking on the same connection."""
    passes = place.live.passes
    assert passes
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{place.port}") as browser:
        for path in (f"/{passes.join}/stream", f"/r/{passes.room}/stream"):
            head = await browser.head(path)
            assert head.status_code == 200 and head.headers["content-type"].startswith("text/event-stream")
            await asyncio.sleep(0.05)
            assert (await browser.get("/")).status_code == 200
    assert place.room.presence.walls == 0
