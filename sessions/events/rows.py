"""Events of rows: a tie, a promise, a decision and every other thing with a handle was noted or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sessions import rows
from sessions.blanking import ERASED, left, without
from sessions.events.base import Change, Event

if TYPE_CHECKING:
    from sessions.session import Session


BY_TABLE = {kind.table: kind for kind in rows.KINDS}


class RowChanged(Change, frozen=True):
    """A row was noted or changed, or (undone) removed; None is a row that is not there."""

    kind: ClassVar[type[rows.Row]]

    if TYPE_CHECKING:

        @property
        def number(self) -> int:
            """Which row of its table."""

    def get(self, session: Session) -> rows.Row | None:
        """The row as it is."""
        return session.shelf(self.kind).get(self.number)

    def put(self, session: Session, value: rows.Row | None, at: int) -> None:
        """Keep it as it is now. Its number stays used."""
        shelf = session.shelf(self.kind)
        if value is None:
            del shelf[self.number]
            return
        shelf[self.number] = value
        session.count(self.kind.table, self.number)

    def stands(self, session: Session) -> bool:
        """Whether it is still so, of a row that was not erased."""
        now = self.get(session)
        return not (now and now.erased) and super().stands(session)


class TieChanged(RowChanged, frozen=True):
    """Who turns to whom, or works with whom."""

    kind = rows.Tie
    number: int
    before: rows.Tie | None
    after: rows.Tie | None


class MissingVoiceChanged(RowChanged, frozen=True):
    """Who ought to be here."""

    kind = rows.MissingVoice
    number: int
    before: rows.MissingVoice | None
    after: rows.MissingVoice | None


class LeadChanged(RowChanged, frozen=True):
    """Where a community could start."""

    kind = rows.Lead
    number: int
    before: rows.Lead | None
    after: rows.Lead | None


class RippleChanged(RowChanged, frozen=True):
    """What moves what."""

    kind = rows.Ripple
    number: int
    before: rows.Ripple | None
    after: rows.Ripple | None


class ImprovementChanged(RowChanged, frozen=True):
    """What is tested, and what it taught."""

    kind = rows.Improvement
    number: int
    before: rows.Improvement | None
    after: rows.Improvement | None


class ActionChanged(RowChanged, frozen=True):
    """What somebody will do, or did."""

    kind = rows.Action
    number: int
    before: rows.Action | None
    after: rows.Action | None


class DecisionChanged(RowChanged, frozen=True):
    """What the room decided."""

    kind = rows.Decision
    number: int
    before: rows.Decision | None
    after: rows.Decision | None


class GoalChanged(RowChanged, frozen=True):
    """What somebody, or all of us, want."""

    kind = rows.Goal
    number: int
    before: rows.Goal | None
    after: rows.Goal | None


class ReflectionChanged(RowChanged, frozen=True):
    """What somebody shared of their journal."""

    kind = rows.Reflection
    number: int
    before: rows.Reflection | None
    after: rows.Reflection | None


class StoryChanged(RowChanged, frozen=True):
    """A member's story of value."""

    kind = rows.Story
    number: int
    before: rows.Story | None
    after: rows.Story | None


class FeedbackChanged(RowChanged, frozen=True):
    """How useful the meeting was. `seat` may mend it."""

    kind = rows.Feedback
    number: int
    before: rows.Feedback | None
    after: rows.Feedback | None
    seat: str = ""

    def put(self, session: Session, value: rows.Row | None, at: int) -> None:
        """Keep it, and which seat it is of."""
        super().put(session, value, at)
        if self.seat and value is None:
            session.rated.pop(self.seat, None)
        elif self.seat:
            session.rated[self.seat] = self.number


class RowErased(Event, frozen=True):
    """Words were erased for good: of a row, a theme, a statement, a comment, or of a field of the meeting.

    The journal is rewritten to match.
    """

    table: str
    key: str

    def apply(self, session: Session, at: int) -> None:
        """Leave a tombstone: that there was such a thing, and nothing it said. What was undone is gone already."""
        session.forget()
        match self.table:
            case "themes":
                if theme := session.themes.get(self.key):
                    session.forget(theme.name)
                    theme.name = ERASED
            case "statements" | "earlier_statements":
                if statement := getattr(session, self.table).get(self.key):
                    statement.text = statement.dissent = ""
            case "comments":
                if comment := session.comments.get(int(self.key)):
                    comment.text = comment.name = ""
            case "session":
                setattr(session, self.key, left(self.key))
            case "community" | "next_meeting" | "attendance":
                setattr(session, self.table, without(getattr(session, self.table), self.key))
                if self.key == "consent":
                    for number, person in session.participants.items():
                        session.participants[number] = without(person, "consent")
            case "participants":
                pass  # whoever was undone stands nowhere but in the history
            case "about":
                if row := session.improvements.get(int(self.key)):
                    row.item_ids = []
            case _:
                shelf, number = session.shelf(BY_TABLE[self.table]), int(self.key)
                if number in shelf:
                    shelf[number] = rows.blanked(shelf[number])


ROW_EVENTS: tuple[type[RowChanged], ...] = (
    TieChanged, MissingVoiceChanged, LeadChanged, RippleChanged, ImprovementChanged, ActionChanged,
    DecisionChanged, GoalChanged, ReflectionChanged, StoryChanged, FeedbackChanged,
)  # fmt: skip
EVENT_OF: dict[type[rows.Row], type[RowChanged]] = {event.kind: event for event in ROW_EVENTS}
"""The event that changes each kind of row."""


def changed(before: rows.Row | None, after: rows.Row) -> RowChanged:
    """The event that notes a row, or changes it."""
    made = EVENT_OF[type(after)]
    return made(number=after.number, before=before, after=after)
