"""Comments: what a reader says back."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cop_tui.html.summary import Summary
from cop_tui.web import sent
from cop_tui.web.access import Summaries, same_origin, token_of
from cop_tui.web.answers import HEADERS, NO_STORE, page, to_program
from cop_tui.web.limits import Buckets, TooLarge
from cop_tui.web.pages.summary import COOKIE
from cop_tui.web.refusals import refused, refused_to_program, status_of, wants_json
from sessions.actors import Actor
from sessions.blocks import plural
from sessions.commands import AddComment
from sessions.errors import Malformed, Refused
from sessions.events import Commented
from sessions.session import Session

READER_BURST, READER_SECONDS = 5, 10.0
ADDRESS_BURST, ADDRESS_SECONDS = 60, 1.0
"""Loose, for a whole hospital may be one address."""

NOT_KEPT, STILL_THERE = "This comment was not kept", "Your words are still in the box below."
UNWRITTEN = (
    "The laptop that keeps this summary could not write it down. Tell the facilitator, then send it again."
)
"""Why it could not is the facilitator's to know, and stands on the terminal."""


class Comments:
    """`POST /s/<token>/comments`."""

    def __init__(
        self,
        sessions: Summaries,
        *,
        public_origin: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._public_origin = public_origin
        self._readers = Buckets(READER_BURST, READER_SECONDS, clock=clock)
        self._addresses = Buckets(ADDRESS_BURST, ADDRESS_SECONDS, clock=clock)

    async def add(self, request: Request) -> Response:
        """Keep a comment, and say so once it is on disk."""
        if not same_origin(request, self._public_origin):
            return refused(request, 403)
        token = token_of(request)
        session = await self._sessions.read(token)
        try:
            given = await sent.fields(request)
            comment = AddComment(text=given.get("text", ""), name=given.get("name", ""), key=sent.once(given))
        except TooLarge:
            return refused(request, 413)
        except Malformed as error:
            return _again(request, token, session, AddComment(text=""), 400, error.sentence)
        if wait := self._wait(request):
            sentence = (
                f"Many comments came at once. Wait {plural(math.ceil(wait), 'second')}, then send it again."
            )
            answer = _again(request, token, session, comment, 429, sentence)
            answer.headers["retry-after"] = str(math.ceil(wait))
            return answer
        try:
            receipt = await self._sessions.submit(token, comment, Actor("reader"))
        except Refused as error:
            status = status_of(error)
            sentence = UNWRITTEN if status == 507 else error.sentence
            return _again(request, token, session, comment, status, sentence)
        number = next(event.comment.number for event in receipt.entry.events if isinstance(event, Commented))
        if wants_json(request):
            return to_program({"comment": number}, 201)
        return RedirectResponse(f"/s/{token}?kept={number}#comments", 303, headers={**HEADERS, **NO_STORE})

    def _wait(self, request: Request) -> float:
        """Seconds until this reader, and readers at this address, may send another."""
        reader = request.cookies.get(COOKIE, "")[:64]
        if reader and (wait := self._readers.take(reader)):
            return wait
        return self._addresses.take(request.client.host if request.client else "")


def _again(
    request: Request, token: str, session: Session, comment: AddComment, status: int, sentence: str
) -> Response:
    """The refusal of a comment, with the reader's words to be sent again."""
    if wants_json(request):
        return refused_to_program(status, sentence)
    return page(
        "comment_page.html",
        status,
        summary=Summary.of(session),
        token=token,
        heading="A little too fast" if status == 429 else NOT_KEPT,
        sentence=f"{sentence} {STILL_THERE}" if comment.text or comment.name else sentence,
        key=secrets.token_urlsafe(9),
        text=comment.text,
        name=comment.name,
        button="Send it again",
    )
