"""What is hidden until it is revealed."""

from __future__ import annotations

from sessions.blocks import Audience
from sessions.objects import Activity
from sessions.session import Session


def concealed(session: Session, activity: Activity, audience: Audience) -> bool:
    """Whether the words of this activity's notes are kept from this audience for now."""
    return (
        not activity.notes_shown
        and audience != "facilitator"
        and not (audience == "reader" and session.released)
    )
