"""Events of votes and of the statements that a room agrees on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions.boxes import Box, Voting
from sessions.events.base import Change, Event
from sessions.objects import Count, Statement, Tally

if TYPE_CHECKING:
    from sessions.session import Session


class VoteOpened(Change, frozen=True):
    """A vote was opened, or a run-off between finalists."""

    activity: str
    before: Voting
    after: Voting

    def get(self, session: Session) -> Voting:
        """How the vote stands."""
        return session.activities[self.activity].voting

    def put(self, session: Session, value: Voting, at: int) -> None:
        """Open it."""
        activity = session.activities[self.activity]
        activity.round, activity.dots, activity.votes_shown = value.round, value.dots, value.shown
        activity.finalists = list(value.finalists)

    def stands(self, session: Session) -> bool:
        """Whether that vote is on still; whether it is shown is another matter."""
        now = self.get(session)
        return (now.round, now.dots, now.finalists) == (
            self.after.round,
            self.after.dots,
            self.after.finalists,
        )


class VotesShown(Change, frozen=True):
    """A vote was ended and its results revealed, or it was opened again."""

    activity: str
    before: bool = False
    after: bool = True

    def get(self, session: Session) -> bool:
        """Whether results are shown."""
        return session.activities[self.activity].votes_shown

    def put(self, session: Session, value: bool, at: int) -> None:
        """Show or hide its results."""
        session.activities[self.activity].votes_shown = value


class VoteCast(Change, frozen=True):
    """A seat voted; None is no vote. Without the session's secret a seat does not say whose it is."""

    box: Box
    seat: str
    dots: bool
    before: int | None
    after: int | None

    def weight(self, value: int | None) -> int:
        """How much a vote of this value adds to a tally."""
        return 0 if value is None else value if self.dots else 1

    def get(self, session: Session) -> int | None:
        """The vote of this seat."""
        return session.ballots.get(self.box.key, {}).get(self.seat)

    def put(self, session: Session, value: int | None, at: int) -> None:
        """Put the vote in its box, and the difference in the tally."""
        ballots = session.ballots.setdefault(self.box.key, {})
        tally = _tally(session, self.box)
        _add(tally.by.phones, ballots.pop(self.seat, None), -1, dots=self.dots)
        _add(tally.by.phones, value, 1, dots=self.dots)
        placed = session.placed.setdefault(f"{self.box.activity}/{self.box.round}/{self.seat}", {})
        placed.pop(self.box.target, None)
        if value is not None:
            ballots[self.seat] = placed[self.box.target] = value
        session.take_in(tally)


class PhonesCounted(Event, frozen=True):
    """So many votes came from phones: what is left of their ballots once a session is sealed."""

    box: Box
    count: Count

    def apply(self, session: Session, at: int) -> None:
        """Add them to the tally."""
        tally = _tally(session, self.box)
        for name in ("for_", "pass_", "against"):
            setattr(tally.by.phones, name, getattr(tally.by.phones, name) + getattr(self.count, name))
        session.take_in(tally)


class HandsCounted(Change, frozen=True):
    """Hands for a target were counted."""

    box: Box
    before: Count
    after: Count

    def get(self, session: Session) -> Count:
        """The hands as counted."""
        tally = session.tallies.get(self.box.key)
        return tally.by.hands if tally else Count()

    def put(self, session: Session, value: Count, at: int) -> None:
        """Set them."""
        tally = _tally(session, self.box)
        tally.by.hands = value
        session.take_in(tally)


class SlipCounted(Event, frozen=True):
    """A paper slip with these dots was counted, or (by = −1) taken off again."""

    boxes: tuple[Box, ...]
    by: int = 1

    def apply(self, session: Session, at: int) -> None:
        """A dot for each target on it."""
        for box in self.boxes:
            tally = _tally(session, box)
            tally.by.slips.for_ += self.by
            session.take_in(tally, self.by)

    def inverse(self) -> SlipCounted:
        """The slip taken off."""
        return SlipCounted(self.boxes, -self.by)


class Picked(Change, frozen=True):
    """The room said what it goes on with."""

    activity: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def get(self, session: Session) -> tuple[str, ...]:
        """The choice."""
        return tuple(session.activities[self.activity].picked)

    def put(self, session: Session, value: tuple[str, ...], at: int) -> None:
        """Keep the choice."""
        session.activities[self.activity].picked = list(value)


class StatementChanged(Change, frozen=True):
    """A version of a statement was proposed, or (undone) withdrawn; None is no such version."""

    activity: str
    version: int
    before: Statement | None
    after: Statement | None

    def get(self, session: Session) -> Statement | None:
        """The version as it stands."""
        return session.statements.get(f"{self.activity}/{self.version}")

    def put(self, session: Session, value: Statement | None, at: int) -> None:
        """Keep or remove the version."""
        if value is None:
            del session.statements[f"{self.activity}/{self.version}"]
        else:
            session.statements[f"{self.activity}/{self.version}"] = value
            session.count(f"statements/{self.activity}", self.version)

    def stands(self, session: Session) -> bool:
        """Whether it is as it was proposed, its words not erased."""
        return super().stands(session) and bool(self.after is None or self.after.text)


class ScoresCounted(Change, frozen=True):
    """Hands of fist-to-five were counted on a version: how many showed 0, 1, … 5."""

    activity: str
    version: int
    before: tuple[int, ...]
    after: tuple[int, ...]

    def get(self, session: Session) -> tuple[int, ...]:
        """The hands as counted."""
        return tuple(session.statements[f"{self.activity}/{self.version}"].hands)

    def put(self, session: Session, value: tuple[int, ...], at: int) -> None:
        """Set them."""
        session.statements[f"{self.activity}/{self.version}"].hands = list(value)


class Scored(Change, frozen=True):
    """A seat scored a version; None is no score."""

    activity: str
    version: int
    seat: str
    before: int | None
    after: int | None

    @property
    def box(self) -> str:
        """The key of the box that holds this version's scores."""
        return f"scores/{self.activity}/{self.version}"

    def get(self, session: Session) -> int | None:
        """The score of this seat."""
        return session.ballots.get(self.box, {}).get(self.seat)

    def put(self, session: Session, value: int | None, at: int) -> None:
        """Put the score in its box and in the counts."""
        ballots = session.ballots.setdefault(self.box, {})
        counts = session.statements[f"{self.activity}/{self.version}"].phones
        if (old := ballots.pop(self.seat, None)) is not None:
            counts[old] -= 1
        if value is not None:
            counts[value] += 1
            ballots[self.seat] = value


class ScoresShown(Change, frozen=True):
    """What phones scored a version was revealed, or it was hidden again."""

    activity: str
    version: int
    before: bool = False
    after: bool = True

    def get(self, session: Session) -> bool:
        """Whether it is shown."""
        return session.statements[f"{self.activity}/{self.version}"].shown

    def put(self, session: Session, value: bool, at: int) -> None:
        """Show or hide it."""
        session.statements[f"{self.activity}/{self.version}"].shown = value


class PhonesScored(Event, frozen=True):
    """So many phones scored a version 0, 1, … 5: what is left of their scores once a session is sealed."""

    activity: str
    version: int
    scores: tuple[int, ...]

    def apply(self, session: Session, at: int) -> None:
        """Add them to the counts."""
        statement = session.statements[f"{self.activity}/{self.version}"]
        statement.phones = [a + b for a, b in zip(statement.phones, self.scores, strict=True)]


class StatementSettled(Change, frozen=True):
    """A version was agreed, perhaps against dissent, or opened again."""

    activity: str
    version: int
    before: tuple[bool, str]
    after: tuple[bool, str]

    def get(self, session: Session) -> tuple[bool, str]:
        """The verdict and the dissent."""
        statement = session.statements[f"{self.activity}/{self.version}"]
        return statement.agreed, statement.dissent

    def put(self, session: Session, value: tuple[bool, str], at: int) -> None:
        """Keep the verdict."""
        statement = session.statements[f"{self.activity}/{self.version}"]
        statement.agreed, statement.dissent = value


def _tally(session: Session, box: Box) -> Tally:
    return session.tallies.get(box.key) or Tally(activity=box.activity, round=box.round, target=box.target)


def _add(count: Count, value: int | None, by: int, *, dots: bool) -> None:
    if value is None:
        return
    if dots:
        count.for_ += by * value
    elif value > 0:
        count.for_ += by
    elif value < 0:
        count.against += by
    else:
        count.pass_ += by
