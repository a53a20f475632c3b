"""Events of the meeting and its community: breaks and rounds, the charter, who is invited, what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from sessions import rows
from sessions.events.base import Change, Event, own
from sessions.events.notes import NoteErased
from sessions.events.rows import RowErased
from sessions.objects import Community, GroupTally, Measure, NextMeeting, Note, Participant, Statement

if TYPE_CHECKING:
    from sessions.session import Session

SessionField = Literal["title", "date", "starts", "place", "mode", "facilitator", "ask"]


class Break(msgspec.Struct, frozen=True):
    """A break of so many seconds; 0 is one without an end."""

    seconds: int = 0


class Paused(Change, frozen=True):
    """The clock was stopped for a break, or goes on; None is no break."""

    before: Break | None
    after: Break | None

    def get(self, session: Session) -> Break | None:
        """The break that is on."""
        return Break(session.pause) if session.paused_at else None

    def put(self, session: Session, value: Break | None, at: int) -> None:
        """Stop the clock, or go on; what the break took counts for no activity and no round."""
        if value is None and session.paused_at:
            away = max(0, at - session.paused_at)
            session.pauses += away // 1000
            session.round_at += away if session.round_at else 0
            session.entered += away if session.entered else 0
            session.paused_at = session.pause = 0
        elif value is not None:
            session.paused_at = session.paused_at or at
            session.pause = value.seconds


class RoundBegun(Change, frozen=True):
    """A round of a step was begun by hand, before or after its time."""

    before: int
    after: int
    activity: str = ""
    step: int = 0
    was_at: int = 0
    """When the round before it began, so that undoing goes back to the middle of that one."""
    began: int = 0
    """When the round began, where that is not now: undone."""

    def get(self, session: Session) -> int:
        """The round that was begun last by hand."""
        return session.round

    def put(self, session: Session, value: int, at: int) -> None:
        """Begin it now; in a break, when that ends."""
        session.round, session.round_at = value, self.began or session.paused_at or at

    def inverse(self) -> RoundBegun:
        """The round before it, as far as it had come."""
        return RoundBegun(self.after, self.before, self.activity, self.step, 0, self.was_at)

    def stands(self, session: Session) -> bool:
        """Whether that round is on still, in the step that it was begun in."""
        there = (session.activity, session.now.step) == (self.activity, self.step)
        return there and super().stands(session)


class Skipped(Change, frozen=True):
    """An activity was left out on purpose, or taken back in."""

    activity: str
    before: bool
    after: bool

    def get(self, session: Session) -> bool:
        """Whether it is left out."""
        return session.activities[self.activity].skipped

    def put(self, session: Session, value: bool, at: int) -> None:
        """Leave it out, or not."""
        session.activities[self.activity].skipped = value


class SessionChanged(Change, frozen=True):
    """Something that the session says of itself was changed: its place, its mode, who leads it."""

    field: SessionField
    before: str
    after: str

    def get(self, session: Session) -> str:
        """What it says."""
        said: str = getattr(session, self.field)
        return said

    def put(self, session: Session, value: str, at: int) -> None:
        """Have it say this."""
        setattr(session, self.field, value)


class CommunityChanged(Change, frozen=True):
    """The charter of the community, or whom it expects, was changed."""

    before: Community
    after: Community

    def get(self, session: Session) -> Community:
        """What is known of it."""
        return session.community

    def put(self, session: Session, value: Community, at: int) -> None:
        """Keep what is known now."""
        session.community = value


class MeetingSet(Change, frozen=True):
    """When and where the community meets next was agreed."""

    before: NextMeeting
    after: NextMeeting

    def get(self, session: Session) -> NextMeeting:
        """What is agreed."""
        return session.next_meeting

    def put(self, session: Session, value: NextMeeting, at: int) -> None:
        """Keep it."""
        session.next_meeting = value


class GroupsCounted(Change, frozen=True):
    """The votes of the groups of one boundary, as far as they are large enough to hide in, were summed up."""

    activity: str
    round: int
    boundary: str
    before: tuple[GroupTally, ...]
    after: tuple[GroupTally, ...]

    def get(self, session: Session) -> tuple[GroupTally, ...]:
        """The sums."""
        start = f"{self.activity}/{self.round}/{self.boundary}/"
        return tuple(one for key, one in session.group_tallies.items() if key.startswith(start))

    def put(self, session: Session, value: tuple[GroupTally, ...], at: int) -> None:
        """Keep the sums."""
        start = f"{self.activity}/{self.round}/{self.boundary}/"
        for key in [key for key in session.group_tallies if key.startswith(start)]:
            del session.group_tallies[key]
        for one in value:
            session.group_tallies[f"{start}{one.target}/{one.group}"] = own(one)


class CarriedOver(Event, frozen=True):
    """What earlier meetings of the community left open came into this one.

    Promises keep where they were made in `origin_session` and `origin`, statements their version.
    """

    sessions: tuple[str, ...]
    community: Community
    participants: tuple[Participant, ...] = ()
    improvements: tuple[rows.Improvement, ...] = ()
    actions: tuple[rows.Action, ...] = ()
    missing: tuple[rows.MissingVoice, ...] = ()
    ties: tuple[rows.Tie, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()
    charter: Community | None = None
    """What of the community's charter came from there, so far; None where nothing of it does now."""
    erased: tuple[tuple[str, str], ...] = ()
    """Table and key of what came before and was erased there since: it goes from here, and from the history."""
    touched: tuple[tuple[str, str], ...] = ()
    """Table and key of rows that were mended here: they follow in what is hidden or erased alone."""

    def apply(self, session: Session, at: int) -> None:
        """Keep all of it under the numbers that it was given here."""
        for table, key in self.erased:
            gone = NoteErased(int(key)) if table == "notes" else RowErased(table, key)
            gone.apply(session, at)
        session.community = own(self.community)
        for person in self.participants:
            session.participants[person.number] = own(person)
            session.people_made = max(session.people_made, person.number)
        for row in (*self.improvements, *self.actions, *self.missing, *self.ties):
            session.shelf(type(row))[row.number] = own(row)
            session.count(row.table, row.number)
        for statement in self.statements:
            session.earlier_statements[statement.slot] = own(statement)
        for note in self.notes:
            session.keep(own(note))
            session.notes_made = max(session.notes_made, note.number)


class Measured(Event, frozen=True):
    """What the measures came to, at the end."""

    measures: tuple[Measure, ...]

    def apply(self, session: Session, at: int) -> None:
        """Keep them."""
        session.measures = {one.name: own(one) for one in self.measures}


class Restored(Event, frozen=True):
    """A session was brought back from an export: everything that its tables hold."""

    tables: dict[str, list[dict[str, Any]]]

    def apply(self, session: Session, at: int) -> None:
        """Take it all over.

        Raises:
            ValueError: if a table is none.
        """
        whole = type(session).from_tables(self.tables)
        revision = session.revision
        session.__dict__.update(whole.__dict__)
        session.revision = revision
