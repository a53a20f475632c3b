"""The server: a guest in its process, that nobody can hold up."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from cop_tui.web import serving
from cop_tui.web.serving import Server
from cop_tui.web.site import create_site
from web_room import Rooms, typed, workshop


def bound() -> tuple[socket.socket, int]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening, listening.getsockname()[1]


@contextlib.asynccontextmanager
async def serves(server: Server) -> AsyncIterator[int]:
    """A server on a port of its own, told to stop at the end."""
    listening, port = bound()
    task = asyncio.create_task(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield port
    server.stop()
    await task


async def who(scope: Scope, receive: Receive, send: Send) -> None:
    """Say who asks, and how."""
    request = Request(scope, receive)
    body = await request.body()
    answer = PlainTextResponse(
        f"{request.client.host if request.client else ''} {scope['scheme']} {len(body)}"
    )
    await answer(scope, receive, send)


async def all_of(reader: asyncio.StreamReader) -> bytes:
    """What comes until the other side ends."""
    with contextlib.suppress(ConnectionError):
        return await reader.read()
    return b""


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request must have come within a short time."""
    monkeypatch.setattr(serving.Receiving, "receipt_seconds", 0.3)
    monkeypatch.setattr(serving, "KEEP_ALIVE_SECONDS", 1)


async def test_a_reader_opens_the_summary_and_comments_over_a_real_socket(data: Path) -> None:
    live = await workshop(data)
    rooms = Rooms(live)
    async with serves(Server(create_site(rooms, rooms))) as port:
        address = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(
            base_url=address, headers={"origin": address}, follow_redirects=True
        ) as browser:
            page = await browser.get(f"/S/{live.session.token.upper()}")
            assert "Who we are together" in page.text
            assert "server" not in page.headers
            after = await browser.post(f"/s/{live.session.token}/comments", data={"text": "Over the wire"})
            assert "Your comment is safe" in after.text and "Over the wire" not in after.text
            await typed(live, "/ok comments")
            assert "Over the wire" in (await browser.get(f"/s/{live.session.token}")).text
            foreign = await browser.get("/", headers={"host": "evil.example"})
            assert foreign.status_code == 400
    await live.close()


async def test_a_huge_post_is_answered_and_the_connection_goes_on(data: Path) -> None:
    live = await workshop(data, "")
    async with serves(Server(create_site(rooms := Rooms(live), rooms))) as port:
        address = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=address, headers={"origin": address}) as browser:
            for _ in range(2):
                answer = await browser.post(
                    f"/s/{live.session.token}/comments", data={"text": "x" * 8_000_000}
                )
                assert answer.status_code == 413
            assert (await browser.get(f"/s/{live.session.token}")).status_code == 200
    await live.close()


async def test_signals_stay_with_the_process() -> None:
    before = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
    async with serves(Server(who)):
        assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)] == before


@pytest.mark.parametrize("proxied", [False, True])
async def test_what_a_proxy_says_counts_only_where_there_is_one(proxied: bool) -> None:
    headers = {"x-forwarded-for": "6.6.6.6", "x-forwarded-proto": "https"}
    async with serves(Server(who, proxied=proxied)) as port, httpx.AsyncClient() as browser:
        answer = await browser.get(f"http://127.0.0.1:{port}/", headers=headers)
    assert answer.text == ("6.6.6.6 https 0" if proxied else "127.0.0.1 http 0")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP",
    ],
)
async def test_a_request_that_does_not_come_whole_is_given_up(soon: None, sent: bytes) -> None:
    async with serves(Server(who)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        answer = await asyncio.wait_for(all_of(reader), 20)
        assert answer.count(b"HTTP/1.1 200 OK") == (sent.count(b"\r\n\r\n") if sent.startswith(b"GET") else 0)
        writer.close()


async def test_an_empty_line_between_requests_holds_nothing(
    soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "KEEP_ALIVE_SECONDS", 600)
    async with serves(Server(who)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert await reader.readuntil(b"http 0")
        writer.write(b"\r\n")
        assert await asyncio.wait_for(all_of(reader), 20) == b""
        writer.close()


async def test_one_that_trickles_is_given_up_and_others_are_answered(soon: None) -> None:
    async with serves(Server(who)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        async def trickle() -> None:
            with contextlib.suppress(ConnectionError):
                for letter in b"GET / HTTP/1.1\r\nX-Slow: " + b"a" * 10_000:
                    writer.write(bytes([letter]))
                    await writer.drain()
                    await asyncio.sleep(0.02)

        trickling = asyncio.create_task(trickle())
        async with httpx.AsyncClient() as browser:
            assert (await browser.get(f"http://127.0.0.1:{port}/")).status_code == 200
        assert await asyncio.wait_for(all_of(reader), 20) == b""
        trickling.cancel()
        writer.close()


async def test_a_slow_answer_is_not_given_up(soon: None) -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.8)
        await who(scope, receive, send)

    async with serves(Server(slow)) as port, httpx.AsyncClient() as browser:
        assert (await browser.get(f"http://127.0.0.1:{port}/")).status_code == 200
        assert (await browser.post(f"http://127.0.0.1:{port}/", content=b"again")).text.endswith(" 5")


@pytest.mark.parametrize("whole", [True, False])
async def test_a_head_without_end_is_refused(whole: bool) -> None:
    async with serves(Server(who)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 20_000 + (b"\r\n\r\n" if whole else b"")
        )
        assert (await asyncio.wait_for(all_of(reader), 20)).startswith(b"HTTP/1.1 400 ")
        writer.close()


async def test_a_long_body_is_not_a_long_head() -> None:
    async with serves(Server(who)) as port, httpx.AsyncClient() as browser:
        answers = [
            (await browser.post(f"http://127.0.0.1:{port}/", content=b"x" * 100_000)).text for _ in range(3)
        ]
    assert answers == ["127.0.0.1 http 100000"] * 3


@pytest.mark.parametrize("cancelled", [True, False])
async def test_it_ends_whatever_is_open(cancelled: bool) -> None:
    asked = asyncio.Event()

    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        asked.set()
        while (await receive())["type"] != "http.disconnect":
            pass

    server = Server(never)
    listening, port = bound()
    task = asyncio.create_task(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
    connections[1][1].write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    connections[2][1].write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
    await asked.wait()
    if cancelled:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    else:
        server.stop()
        await task
    for reader, writer in connections:
        assert await asyncio.wait_for(all_of(reader), 20) == b""
        writer.close()
    assert not server.server_state.tasks
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_an_answer_that_nobody_reads_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.Receiving, "reading_seconds", 0.3)
    ended = asyncio.Event()

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        """Send as long as somebody takes it."""
        await send({"type": "http.response.start", "status": 200, "headers": []})
        try:
            while (await _soon(receive))["type"] != "http.disconnect":
                await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        finally:
            ended.set()

    async def _soon(receive: Receive) -> dict[str, object]:
        try:
            return dict(await asyncio.wait_for(receive(), 0.01))
        except TimeoutError:
            return {"type": "none"}

    async with serves(Server(endless)) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await asyncio.wait_for(ended.wait(), 30)
        writer.close()


async def test_a_flood_on_one_connection_is_ended_and_others_are_answered() -> None:
    async with serves(Server(create_site(Rooms(), Rooms()))) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /s/aaaa HTTP/1.1\r\nHost: localhost\r\n\r\n" * 5000)
        answer = b""
        with contextlib.suppress(ConnectionError):  # it is cut off while it still sends
            while part := await asyncio.wait_for(reader.read(65536), 20):
                answer += part
        assert answer.count(b"HTTP/1.1 ") <= serving.PIPELINED + 2, "most of it was never looked at"
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser:
            assert (await browser.get("/")).status_code == 200
