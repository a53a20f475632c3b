"""Refusals: what happened, what is safe, what to do; as a page, or as JSON for a program."""

from __future__ import annotations

import math

from starlette.requests import Request
from starlette.responses import Response

from cop_tui.web.answers import page, to_program
from sessions.errors import DiskFull, Malformed, Refused

SENTENCES = {
    403: (
        "This did not come from our page",
        "It was sent from another site, so it was not kept. Open the summary by its own address and write there.",
    ),
    404: (
        "Nothing is here",
        "No workshop and no summary has this address. The workshop may be closed, or the facilitator has stopped sharing it: scan the code again, or ask them.",
    ),
    405: (
        "This page cannot do that",
        "Nothing was changed. Open the summary by its own address.",
    ),
    413: (
        "This was too large",
        "It was not kept. Go back to the page: your words should still be there. Cut them down, or send them as two comments.",
    ),
    500: (
        "Something went wrong here",
        "It is the program's fault, not yours. What was kept before is safe. Go back and try again; if this page returns, tell the facilitator.",
    ),
}
"""The title and the sentence for each kind of refusal that is always the same."""


def status_of(error: Refused) -> int:
    """The status of an answer to a wish that was refused."""
    return 400 if isinstance(error, Malformed) else 507 if isinstance(error, DiskFull) else 409


class Refusal(Exception):
    """Something that is refused before it is looked at any further."""

    def __init__(self, status: int, title: str = "", sentence: str = "", wait: float = 0.0) -> None:
        super().__init__(title)
        self.status, self.title, self.sentence = status, title, sentence
        self.wait = wait
        """Seconds until it may be tried again."""


def wants_json(request: Request) -> bool:
    """Whether it was a program that asked."""
    return "application/json" in request.headers.get("accept", "").lower()


def refused(request: Request, status: int, title: str = "", sentence: str = "") -> Response:
    """A refusal in the form that was asked for."""
    if not title:
        title, sentence = SENTENCES.get(status, SENTENCES[405])
    if wants_json(request):
        return refused_to_program(status, f"{title}. {sentence}")
    return page("refusal.html", status, heading=title, sentence=sentence)


def answered(request: Request, refusal: Refusal) -> Response:
    """The answer to what was refused before it was looked at."""
    answer = refused(request, refusal.status, refusal.title, refusal.sentence)
    if refusal.wait:
        answer.headers["retry-after"] = str(math.ceil(refusal.wait))
    return answer


def refused_to_program(status: int, sentence: str) -> Response:
    """A refusal as JSON, its sentence under `refused`."""
    return to_program({"refused": sentence}, status)
