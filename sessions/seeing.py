"""What of the rows an audience may see, and in which words."""

from __future__ import annotations

from sessions.blocks import Audience
from sessions.hidden import concealed
from sessions.objects import Comment
from sessions.rows import AnyRow, Row, whole
from sessions.session import Session


def seen(session: Session, kind: type[AnyRow], audience: Audience) -> list[AnyRow]:
    """The rows of a kind that this audience may see, in the order of their numbers."""
    return [row for row in session.kept(kind) if visible(row, audience)]


def visible(row: Row, audience: Audience) -> bool:
    """Whether this audience may see a row.

    What is private is on no face but the facilitator's own; readers see what is meant for the report.
    """
    return row.visibility not in {"reader": ("private", "group"), "facilitator": ()}.get(
        audience, ("private",)
    )


def comments(session: Session, *, waiting: bool = False) -> list[Comment]:
    """What readers said back and everybody may read; or else what waits until the facilitator has read it."""
    return [one for one in session.comments.values() if one.text and one.waiting == waiting]


def named(session: Session, audience: Audience) -> bool:
    """Whether this audience may read names of people: readers once the detail is released."""
    return audience != "reader" or session.released


def spoken(session: Session, handle: str, audience: Audience) -> str:
    """What a handle stands for, as this audience may read it: words that are hidden still stay so."""
    number = whole(handle)
    note = None if number is None else session.notes.get(number)
    if note and concealed(session, session.activities[note.activity], audience):
        return f"note {handle}"
    return session.words(handle) or f"note {handle}"


def joined(*parts: str, by: str = " · ") -> str:
    """The parts that say something, in one line."""
    return by.join(part for part in parts if part)
