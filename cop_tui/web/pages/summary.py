"""The summary page, and what readers may take along of it."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cop_tui.export.names import file_name
from cop_tui.html.summary import Summary
from cop_tui.web.access import Summaries, token_of
from cop_tui.web.answers import HEADERS, NO_STORE, page
from cop_tui.web.refusals import refused
from sessions.moves import opened

COOKIE, COOKIE_SECONDS = "cop_reader", 24 * 60 * 60
"""Tells readers behind one address apart, for the sake of the limit on comments, and nothing else."""


COPY = "html"
DOCUMENTS = {
    COPY: ("html", "text/html; charset=utf-8"),
    "docx": ("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("pdf", "application/pdf"),
    "md": ("markdown", "text/markdown; charset=utf-8"),
}
"""What a reader may take along, by how the file's name ends: its format, and what it is on the web."""
UNRELEASED = "The facilitator has not opened the detail yet, so there are no documents of it. The page has what is open."


class SummaryPage:
    """`/s/<token>` and what hangs below it, but for the comments."""

    def __init__(self, sessions: Summaries) -> None:
        self._sessions = sessions

    async def show(self, request: Request) -> Response:
        """The page: conclusions first, then the detail once it is released, and the comments."""
        token = token_of(request)
        session = await self._sessions.read(token)
        kept = request.query_params.get("kept", "")
        number = int(kept) if len(kept) < 10 and kept.isascii() and kept.isdecimal() else 0
        answer = page(
            "summary_page.html",
            summary=Summary.of(session),
            token=token,
            address=f"{request.scope['scheme']}://{request.headers['host'].lower()}/s/{token}",
            kept=session.comments.get(number),
            key=secrets.token_urlsafe(9),
            text="",
            name="",
            button="Send comment",
        )
        if COOKIE not in request.cookies:
            answer.set_cookie(
                COOKIE, secrets.token_urlsafe(12), COOKIE_SECONDS, path="/s", httponly=True, samesite="lax"
            )
        return answer

    async def save(self, request: Request) -> Response:
        """The same as a file: as a page that needs no server, and once the detail is released as other documents."""
        token, suffix = token_of(request), request.path_params["suffix"].lower()
        session = await self._sessions.read(token)
        if suffix not in DOCUMENTS:
            return refused(request, 404)
        if not opened(session):
            return await self.elsewhere(request)
        if suffix != COPY and not session.released:
            return refused(request, 403, "Not released yet", UNRELEASED)
        format, media_type = DOCUMENTS[suffix]
        headers = {"content-disposition": f'attachment; filename="{file_name(session.id, suffix)}"'}
        content = await self._sessions.document(token, format)
        return Response(content, media_type=media_type, headers={**HEADERS, **NO_STORE, **headers})

    async def elsewhere(self, request: Request) -> Response:
        """Lead to the page: from its address in capitals, as a code to scan has it, or from a refused comment."""
        token = token_of(request)
        return RedirectResponse(f"/s/{token}", 307, headers={**HEADERS, **NO_STORE})
