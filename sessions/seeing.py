"""What of the rows an audience may see, and in which words."""

from __future__ import annotations

from typing import Any

from sessions.blocks import Audience
from sessions.hidden import concealed
from sessions.rows import Row
from sessions.session import Session


def seen(session: Session, kind: type[Row], audience: Audience) -> list[Any]:
    """The rows of a kind that this audience may see, in the order of their numbers.

    What is private is on no face but the facilitator's own; readers see what is meant for the report.
    """
    hidden = {"reader": ("private", "group"), "facilitator": ()}.get(audience, ("private",))
    return [row for row in session.kept(kind) if row.visibility not in hidden]


def named(session: Session, audience: Audience) -> bool:
    """Whether this audience may read names of people: readers once the detail is released."""
    return audience != "reader" or session.released


def spoken(session: Session, handle: str, audience: Audience) -> str:
    """What a handle stands for, as this audience may read it: words that are hidden still stay so."""
    note = session.notes.get(int(handle)) if handle.isdecimal() and len(handle) < 10 else None
    if note and concealed(session, session.activities[note.activity], audience):
        return f"note {handle}"
    return session.words(handle) or f"note {handle}"


def joined(*parts: str, by: str = " · ") -> str:
    """The parts that say something, in one line."""
    return by.join(part for part in parts if part)
