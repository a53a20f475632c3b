"""Doors: what stands on the wall while people come in, before the clock starts, whatever the plan begins with."""

from __future__ import annotations

from sessions.blocks import Doors
from sessions.meeting import CONSENT
from sessions.session import Session


def doors_block(session: Session) -> Doors:
    """A welcome, who is counted, what is kept, and when it starts."""
    starts = f"We start at {session.starts}." if session.starts else "We start when everyone has a seat."
    lines = (
        "Nobody needs a phone: what you say is written down, and paper cards count too.",
        f"{CONSENT}.",
        "No patient details, please.",
    )
    counted = session.attendance
    found = ((session.here, "here"), (counted.remote, "from elsewhere"))
    counts = tuple((str(number), word) for number, word in found if number)
    return Doors(
        id="doors", title="Doors are open", sentence=starts, starts=session.starts, counts=counts, lines=lines
    )
