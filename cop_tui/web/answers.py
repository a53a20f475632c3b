"""What every answer has: the headers that keep a page to itself, and pages made from templates."""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
from importlib import resources
from typing import Any

import msgspec
from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from cop_tui.html.drawing import environment, stylesheet

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-robots-tag": "noindex",
}
"""On every answer. With `no-referrer` a browser would post a form with `Origin: null`."""

SCRIPTED = {
    **HEADERS,
    "content-security-policy": f"{HEADERS['content-security-policy']}; script-src 'self'; connect-src 'self'",
}
"""On the pages that have our script; it may ask nobody but this site."""

NO_STORE = {"cache-control": "no-store"}
"""On every page: it changes, and whoever has the phone next should not find it."""


_FOR_PROGRAMS = {**HEADERS, **NO_STORE, "content-type": "application/json"}


def page(template: str, status: int = 200, *, scripted: bool = False, **values: Any) -> HTMLResponse:
    """A page from a template of this package."""
    made = _templates().get_template(template).render(style_address=style_address(), **values)
    return HTMLResponse(made, status, headers={**(SCRIPTED if scripted else HEADERS), **NO_STORE})


def to_program(answer: Any, status: int = 200) -> Response:
    """An answer as JSON."""
    return Response(msgspec.json.encode(answer), status, _FOR_PROGRAMS)


STATIC = {
    "style.css": "text/css",
    "phone.css": "text/css",
    "live.js": "text/javascript",
    "room.css": "text/css",
    "room.js": "text/javascript",
}
"""What the pages load beside themselves, and what it is."""
_ASIDE = re.compile(r"/\*.*?\*/\n*|^[ ]+|(?<=\n)\n+", re.DOTALL | re.MULTILINE)
"""Comments, indents and empty lines."""


@functools.cache
def static(name: str) -> bytes:
    """A file that pages load, without what only its writers read."""
    if name == "style.css":
        return stylesheet().encode()
    written = resources.files("cop_tui.web").joinpath("static", name).read_text(encoding="utf-8")
    return _ASIDE.sub("", written).encode()


@functools.cache
def packed(name: str) -> bytes:
    """The same, packed for browsers that take it so."""
    return gzip.compress(static(name), mtime=0)


@functools.cache
def address(name: str) -> str:
    """Where such a file is; another address for another content, so that it may be kept for long."""
    return f"/static/{name}?{hashlib.sha256(static(name)).hexdigest()[:12]}"


def style_address() -> str:
    """Where the style sheet of every page is."""
    return address("style.css")


@functools.cache
def _templates() -> Environment:
    return environment("cop_tui.web")
