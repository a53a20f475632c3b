"""Burning: of a session that is over only its counts stay. What stays is named here, one thing after another; all else goes.

Its name, day and plan stay, how many were there, how long everything took, how many notes, themes, promises and the
like there were and how they stood, votes as totals, and what measures came to. No word that anybody said stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from sessions import rows
from sessions.blanking import ERASED
from sessions.events import Entry, Restored
from sessions.measuring import measured
from sessions.objects import Attendance, Community, Note, Statement, Theme
from sessions.session import Session
from sessions.state import WORDED

KEPT = (
    "id",
    "plan",
    "title",
    "date",
    "created",
    "started",
    "notes_made",
    "people_made",
    "pauses",
    "activity",
)
"""Fields of the session itself."""
MINUTE = 60_000


def burner(entries: Sequence[Entry], session: Session, now: int) -> Callable[[Entry], Entry | None]:
    """The transform that leaves one entry, with the counts of a session.

    Args:
        entries: Everything that was said.
        session: What that comes to.
        now: The time (milliseconds), at which it is closed where it was not.
    """
    first = entries[0].sequence
    left = Entry(session.revision, now, "host", (Restored(ashes(session, now).tables()),))
    return lambda entry: left if entry.sequence == first else None


def ashes(session: Session, now: int) -> Session:
    """What stays of a session."""
    kept = Session(
        **{name: getattr(session, name) for name in KEPT},
        closed=session.closed or now,
        burnt=session.burnt or now,
    )
    kept.made = dict(session.made)
    kept.community = Community(
        id=session.community.id, name=session.community.name, stage=session.community.stage
    )
    own = session.copied()
    kept.activities = own.activities
    there = session.attendance
    kept.attendance = Attendance(present=session.here, no_phone=there.no_phone, remote=there.remote)
    for note in own.notes.values():
        kept.keep(
            Note(
                number=note.number, activity=note.activity, lane=note.lane, text="", theme=note.theme,
                source=note.source, hidden=note.hidden, erased=True, at=note.at // MINUTE * MINUTE,
            )
        )  # fmt: skip
    kept.themes = {
        key: Theme(activity=one.activity, letter=one.letter, name=ERASED, cards=one.cards)
        for key, one in own.themes.items()
    }
    kept.statements = {
        key: Statement(
            activity=one.activity, slot=one.slot, version=one.version, text="", phones=one.phones, hands=one.hands,
            agreed=one.agreed, shown=one.shown,
        )
        for key, one in own.statements.items()
    }  # fmt: skip
    for tally in own.tallies.values():
        kept.take_in(tally, tally.by.slips.for_)
    for kind in rows.KINDS:
        blank = {number: rows.blanked(row) for number, row in getattr(own, kind.table).items()}
        setattr(kept, kind.table, blank)
    kept.measures = {
        one.name: msgspec.structs.replace(one) for one in measured(session) if one.name not in WORDED
    }
    return kept
