"""The server of the site, inside a process that is not its own.

It takes sockets that are bound already, leaves signals, logging and the process alone, and lets nobody
hold a connection without sending a request.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from asyncio import TimerHandle
from collections.abc import Awaitable, Callable, Iterator

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

RECEIPT_SECONDS = 10.0
"""Within this time a request must have come whole."""
READING_SECONDS = 20.0
"""Within this time some of an answer must be read."""
HEAD_BYTES = 16 * 1024
"""How long the head of a request may be."""
PIPELINED = 8
"""Requests that may wait behind one on the same connection. Browsers send none so; a flood sends thousands."""
KEEP_ALIVE_SECONDS = 2
GRACE_SECONDS = 0.4
"""How long answers may still be written once the server is told to stop."""
WAITING, TAKEN_AT_ONCE = 1024, 100
"""Connections that may wait to be taken in, as when a whole room scans in the same second; and are without a pause."""
PROXIES = ["127.0.0.1", "::1"]
"""Where the proxy of a public address must be, so that what it says of its clients is believed."""


TRANSPORT = "cop_tui.transport"
"""Where a request's scope has its connection, for answers that never end."""


class _HeadTooLong(Exception):
    """Raised inside the parser, which answers it as a request that cannot be read."""


class _TooManyAtOnce(Exception):
    """Raised inside the parser, which answers it as a request that cannot be read."""


class Receiving(HttpToolsProtocol):
    """A connection that must send a whole request in time, with a head of limited length.

    Uvicorn ends idle connections between requests, but waits for ever for a request that began, or never
    begins.
    """

    receipt_seconds = RECEIPT_SECONDS
    reading_seconds = READING_SECONDS
    _deadline: TimerHandle | None = None
    _unread: TimerHandle | None = None
    _head = 0
    """Bytes that came of the head that is being received."""
    _in_body = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect the first request."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._received()
        self._read()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came, while it may still be a request."""
        if self._deadline is None and (self.cycle is None or self.cycle.response_complete):
            self._expect()
        if not self._in_body:
            self._head += len(data)
        super().data_received(data)
        if not self._in_body and self._head > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        """A request begins, perhaps behind another."""
        if self._deadline is None:
            self._expect()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole, however it came."""
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > HEAD_BYTES:
            raise _HeadTooLong
        if len(self.pipeline) >= PIPELINED:
            self.pipeline.clear()
            raise _TooManyAtOnce
        self._in_body, self._head = True, 0
        self.scope[TRANSPORT] = self.transport  # type: ignore[literal-required]
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._in_body, self._head = False, 0
        self._received()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Give a reader that takes nothing a while, and no longer."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.reading_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        self._read()

    def _read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _expect(self) -> None:
        self._deadline = self.loop.call_later(self.receipt_seconds, self._late)

    def _received(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _late(self) -> None:
        self._deadline = None
        self.transport.close()


class Server(uvicorn.Server):
    """Uvicorn as a guest: `await serve(sockets)` until it is cancelled or told to stop."""

    def __init__(
        self, app: ASGIApp, *, proxied: bool = False, ending: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Prepare to serve.

        Args:
            app: The site.
            proxied: Whether a proxy on this machine stands before it, and says who its clients are.
            ending: Ends the answers that never end by themselves.
        """
        self._ending = ending
        super().__init__(
            uvicorn.Config(
                app,
                http=Receiving,
                ws="none",
                interface="asgi3",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=proxied,
                forwarded_allow_ips=PROXIES,
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=1,
                backlog=TAKEN_AT_ONCE,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process."""
        yield

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve on these sockets, which are closed at the end.

        Raises:
            OSError: if one of them cannot be listened on.
        """
        try:
            await super().serve(sockets)
        except asyncio.CancelledError:
            if self.started:
                await self.shutdown(sockets)
            raise

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen.

        asyncio takes the length of the queue for how often it tries at once to take somebody in, which where no
        file is left is as many tracebacks; so that number stays small, and the queue is made longer afterwards.
        """
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(WAITING)

    def stop(self) -> None:
        """Say that it should end; `serve` then returns, within a second."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End every connection: idle ones now, the others once they are answered or the grace is over."""
        cutting = asyncio.get_running_loop().call_later(GRACE_SECONDS, self._cut)
        if self._ending is not None:
            await self._ending()
        try:
            await super().shutdown(sockets)
        finally:
            cutting.cancel()

    def _cut(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
