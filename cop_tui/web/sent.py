"""What was sent to the site: the fields of a form or of a JSON object, cleaned, and never too much of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from cop_tui.web.limits import BODY_BYTES, limited
from sessions.clean import clean
from sessions.errors import Malformed

MOST_FIELDS = 24
UNREADABLE = "What was sent is no form of this page. Open the page again, then send it once more."


async def fields(request: Request) -> dict[str, str]:
    """The fields that were sent, by name.

    Raises:
        TooLarge: if more was sent than is read.
        Malformed: if it is not a form and not a JSON object of plain values.
    """
    reading = Request(
        request.scope, limited(request.receive, request.headers.get("content-length"), BODY_BYTES)
    )
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":  # of the longest texts, which it makes no longer
            async with reading.form(max_files=0, max_fields=MOST_FIELDS) as form:
                found = {name: str(value) for name, value in form.items()}
        elif kind == "application/json":
            sent = msgspec.json.decode(await reading.body(), type=dict[str, str | int | bool | None])
            found = {name: _plain(value) for name, value in sent.items()}
        elif kind in ("application/x-www-form-urlencoded", ""):
            pairs = parse_qsl(
                (await reading.body()).decode(),
                keep_blank_values=True,
                max_num_fields=MOST_FIELDS,
                errors="replace",
            )
            found = dict(pairs)
        else:
            raise Malformed(UNREADABLE)
    except (msgspec.DecodeError, RecursionError, ValueError, HTTPException, ClientDisconnect) as error:
        raise Malformed(UNREADABLE) from error
    if len(found) > MOST_FIELDS:
        raise Malformed(UNREADABLE)
    return {name: clean(value, lines=True) for name, value in found.items()}


def once(given: Mapping[str, str], *about: str) -> str:
    """The key under which this counts once: the same form sent twice is the same wish, other words in it another.

    Args:
        given: The fields; without one called `key` each sending is a wish of its own.
        about: What else it depends on.
    """
    if not given.get("key"):
        return ""
    said = "\0".join((*about, *(f"{name}={given[name]}" for name in sorted(given))))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _plain(value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    return "yes" if value is True else str(value)
