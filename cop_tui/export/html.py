"""HTML: the summary, or the community page, as one file that holds all it needs, with no server and no network.

The facilitator writes it, so it has page one whether the workshop is over or not; the detail once it is released.
"""

from __future__ import annotations

from cop_tui.html.community import community
from cop_tui.html.summary import copy
from sessions.growth import Growth
from sessions.session import Session


def render(subject: Session | Growth) -> bytes:
    """The page in UTF-8."""
    page = copy(subject, opened=True) if isinstance(subject, Session) else community(subject)
    return page.encode()
