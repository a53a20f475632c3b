"""HTML: the summary as one file that holds all it needs, for whoever opens it, with no server and no network.

The facilitator writes it, so it has page one whether the workshop is over or not; the detail once it is released.
"""

from __future__ import annotations

from cop_tui.html.summary import copy
from sessions.session import Session


def render(session: Session) -> bytes:
    """The page in UTF-8."""
    return copy(session, opened=True).encode()
