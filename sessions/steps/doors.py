"""Doors: what stands on the wall while people come in, before the clock starts, whatever the plan begins with."""

from __future__ import annotations

from sessions.blocks import Text
from sessions.meeting import CONSENT
from sessions.session import Session


def doors_block(session: Session) -> Text:
    """A welcome, what is kept, and when it starts."""
    starts = f"We start at {session.starts}." if session.starts else "We start when everyone has a seat."
    lines = (
        starts,
        "Nobody needs a phone: what you say is written down, and paper cards count too.",
        f"{CONSENT}.",
        "No patient details, please.",
    )
    return Text(id="doors", title="Doors are open", sentence=starts, paragraphs=lines)
