"""What every answer has: the headers that keep a page to itself, and pages made from templates."""

from __future__ import annotations

import functools
import hashlib
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse

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

NO_STORE = {"cache-control": "no-store"}
"""On every page: it changes, and whoever has the phone next should not find it."""


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template of this package."""
    made = _templates().get_template(template).render(style_address=style_address(), **values)
    return HTMLResponse(made, status, headers={**HEADERS, **NO_STORE})


@functools.cache
def style_address() -> str:
    """Where the style sheet is; another address for another sheet, so that it may be kept for long."""
    return f"/static/style.css?{hashlib.sha256(stylesheet().encode()).hexdigest()[:12]}"


@functools.cache
def _templates() -> Environment:
    return environment("cop_tui.web")
