"""Events of rows: a tie, a promise, a decision and every other thing with a handle was noted or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sessions import rows
from sessions.events.base import Change, Event

if TYPE_CHECKING:
    from sessions.session import Session


ERASED = "erased"
"""The name that an erased theme is left with."""
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
        made = session.made.get(self.kind.table, 0)
        session.made[self.kind.table] = max(made, self.number)

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
    """How useful the meeting was."""

    kind = rows.Feedback
    number: int
    before: rows.Feedback | None
    after: rows.Feedback | None


class RowErased(Event, frozen=True):
    """The words of a row, a theme, a statement or a comment were erased for good. The journal is rewritten to match."""

    table: str
    key: str

    def apply(self, session: Session, at: int) -> None:
        """Leave a tombstone: that there was such a thing, and nothing it said.

        Raises:
            KeyError: if there is none.
        """
        session.forget()
        match self.table:
            case "themes":
                session.forget(session.themes[self.key].name)
                session.themes[self.key].name = ERASED
            case "statements" | "earlier_statements":
                statement = getattr(session, self.table)[self.key]
                statement.text = statement.dissent = ""
            case "comments":
                comment = session.comments[int(self.key)]
                comment.text = comment.name = ""
            case _:
                shelf, number = session.shelf(BY_TABLE[self.table]), int(self.key)
                if number in shelf:  # one that was undone is gone already
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
