"""What the library tells of one session before anybody enters it: numbers, and words only where they may be read.

The library stands on a wall. What another community said is no one's business there, so words are left out
here, and no face has to.
"""

from __future__ import annotations

import msgspec

from sessions.objects import Statement
from sessions.rows import Action, Improvement, Promise
from sessions.seeing import seen
from sessions.session import Session
from sessions.steps.decide import meeting_in_words

SLOTS = ("identity_statement", "domain_statement")
"""Whose words say best who a community is: the first that it has."""


class Preview(msgspec.Struct, frozen=True):
    """A session as the library shows it once it is chosen."""

    people: int = 0
    organisations: int = 0
    improvements: int = 0
    promises: int = 0
    """Those that are open."""
    due: str = ""
    """The day on which the next of them is due."""
    starts: str = ""
    meets: str = ""
    """The day on which the community meets again."""
    stage: str = ""
    says: str = ""
    """Who they are together, or else what matters to them; "" where no words may be shown."""
    again: str = ""
    """When, where and about what they meet again, in words; "" where no words may be shown."""
    promised: tuple[tuple[str, str, str], ...] = ()
    """The open promises: handle, words, and whose; none where no words may be shown."""


def preview(session: Session, *, words: bool) -> Preview:
    """What the library tells of a session.

    Args:
        session: The session.
        words: Whether its community may be quoted here; numbers alone where it may not.
    """
    kept: list[Promise] = [row for kind in (Improvement, Action) for row in seen(session, kind, "wall")]
    pending = [row for row in kept if row.still_open]
    places = {one.organisation.casefold() for one in session.participants.values() if one.organisation}
    numbers = Preview(
        people=session.here,
        organisations=len(places),
        improvements=sum(isinstance(row, Improvement) for row in kept),
        promises=len(pending),
        due=min((row.due for row in pending if row.due), default=""),
        starts=session.starts,
        meets=session.next_meeting.date,
    )
    if not words:
        return numbers
    return msgspec.structs.replace(
        numbers,
        stage=session.community.stage,
        says=_says(session),
        again=meeting_in_words(session.next_meeting),
        promised=tuple((row.handle, _promised(row), row.owner) for row in pending),
    )


def _says(session: Session) -> str:
    """What the community says of itself: what it agreed last, or else proposed last, or said before."""
    for slot in SLOTS:
        made = [one for one in session.statements.values() if one.slot == slot and one.text]
        before = session.earlier_statements.get(slot)
        best: Statement | None = max(made, key=lambda one: (one.agreed, one.version), default=before)
        if best and best.text:
            return best.text
    return ""


def _promised(row: Promise) -> str:
    """What was promised, in words."""
    if isinstance(row, Improvement):
        return row.change_idea or row.aim
    return row.text if isinstance(row, Action) else ""
