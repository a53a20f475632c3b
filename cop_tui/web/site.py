"""The site: its addresses, and what holds for all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from cop_tui.web.access import Summaries, host_name, is_name, is_ours
from cop_tui.web.answers import HEADERS, STATIC, packed, static
from cop_tui.web.pages.coming import Coming
from cop_tui.web.pages.comments import Comments
from cop_tui.web.pages.phones import Limits
from cop_tui.web.pages.room_page import RoomPage
from cop_tui.web.pages.summary import SummaryPage
from cop_tui.web.pages.taking_part import TakingPart
from cop_tui.web.refusals import Refusal, answered, refused
from cop_tui.web.room import Rooms
from cop_tui.web.streams import Streams
from sessions.errors import NotFound, Problem

STYLE_SECONDS = 24 * 60 * 60


def create_site(
    sessions: Summaries, rooms: Rooms, *, public_url: str = "", clock: Callable[[], float] = time.monotonic
) -> Starlette:
    """Build the site.

    Args:
        sessions: The sessions whose summaries it shows.
        rooms: The sessions that phones may come into.
        public_url: How it is reached through a proxy, as in https://cop.example.org; posts from there are
            its own.
        clock: The time in seconds, for limits.
    """
    url = urlsplit(public_url)
    summaries = SummaryPage(sessions)
    # Browsers leave the usual port out of an origin.
    usual = {"http": ":80", "https": ":443"}.get(url.scheme.lower(), "")
    origin = f"{url.scheme}://{url.netloc}".lower().removesuffix(usual) if url.netloc else ""
    limits, streams = Limits(clock), Streams()
    comments = Comments(sessions, public_origin=origin, clock=clock)
    coming = Coming(rooms, limits, public_origin=origin)
    phones = TakingPart(rooms, limits, streams, coming, public_origin=origin)
    walls = RoomPage(rooms, limits, streams, public_origin=origin)
    site = Starlette(
        routes=[
            # What comes most often stands first: routes are tried one after another.
            Route("/{code}/acts/{act}", phones.act, methods=["POST"]),
            Route("/", coming.start),
            Route("/static/{name}", _static),
            Route("/s/{token}.{suffix}", summaries.save),
            Route("/s/{token}", summaries.show),
            Route("/s/{token}/comments", comments.add, methods=["POST"]),
            Route("/s/{token}/comments", summaries.elsewhere),
            Route("/S/{token}", summaries.elsewhere),
            Route("/r/{code}", walls.show),
            Route("/r/{code}/stream", walls.stream),
            *(
                Route(f"/{{code}}{path}", page, methods=[method])
                for path, page, method in (
                    ("", phones.show, "GET"),
                    ("/state", phones.state, "GET"),
                    ("/stream", phones.stream, "GET"),
                    ("/join", coming.join, "POST"),
                    ("/back", coming.back, "POST"),
                    ("/pass", coming.show_pass, "GET"),
                    ("/pass", coming.pass_on, "POST"),
                    ("/turn", coming.turn, "POST"),
                    ("/leave", coming.leave, "POST"),
                    ("/details", coming.details, "GET"),
                    ("/kept", coming.kept, "GET"),
                )
            ),
        ],
        middleware=[Middleware(OwnHosts, sessions=sessions, rooms=rooms)],
        exception_handlers={
            HTTPException: _http,
            NotFound: _not_found,
            Problem: _problem,
            Refusal: _refusal,
            Exception: _failed,
        },
    )
    site.router.redirect_slashes = False
    site.state.streams = streams
    return site


class OwnHosts:
    """Answers only to names that are this machine's, whatever the name's owner says."""

    def __init__(self, app: ASGIApp, sessions: Summaries, rooms: Rooms) -> None:
        self._app, self._sessions, self._rooms = app, sessions, rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http":
            headers = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if not is_ours(headers, self._sessions.hosts()):
                name = host_name(headers[0]) if len(headers) == 1 else ""
                name = name if is_name(name) else ""
                self._rooms.asked_as(name)
                sentence = f"This program does not answer to {name or 'this name'}. Use the address on the wall: scan the code again."
                answer = refused(Request(scope), 400, "Not the address of this page", sentence)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return refused(request, 404)
    headers = {**HEADERS, "cache-control": f"public, max-age={STYLE_SECONDS}", "vary": "accept-encoding"}
    small = "gzip" in request.headers.get("accept-encoding", "")
    if small:
        headers["content-encoding"] = "gzip"
    return Response(
        packed(name) if small else static(name), media_type=f"{STATIC[name]}; charset=utf-8", headers=headers
    )


async def _http(request: Request, error: Any) -> Response:
    return refused(request, error.status_code)


async def _not_found(request: Request, error: Exception) -> Response:
    return refused(request, 404)


async def _problem(request: Request, error: Any) -> Response:
    return refused(request, 503, "This summary cannot be shown now", error.sentence)


async def _refusal(request: Request, refusal: Any) -> Response:
    return answered(request, refusal)


async def _failed(request: Request, error: Exception) -> Response:
    return refused(request, 500)
