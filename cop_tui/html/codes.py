"""Codes to scan as pictures in a page: black on white in both colour schemes."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

QUIET = 4
"""Modules left white around the code; scanners need them."""


@lru_cache(maxsize=64)
def svg(text: str) -> Markup:
    """A code for a text, as one path; what it says stands beside it in words."""
    from qrcode import constants  # noqa: PLC0415  (not needed before a code is shown)
    from qrcode.main import QRCode  # noqa: PLC0415

    code = QRCode(border=QUIET, error_correction=constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    black = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module
    )
    return Markup(
        '<svg class="code" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" aria-hidden="true">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d="{1}"/></svg>'
    ).format(len(rows), black)
