"""Events of the workshop itself: made, started, moved, timed, opened to readers, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sessions.events.base import Change, Event, own
from sessions.events.meeting import Break, Paused
from sessions.objects import JOINING, Activity, Attendance, Comment, Community, Participant

if TYPE_CHECKING:
    from sessions.session import Session


class Place(msgspec.Struct, frozen=True):
    """Where in the plan the session stands."""

    activity: str
    step: int


class SessionMade(Event, frozen=True):
    """A session was made from a plan."""

    id: str
    community: Community
    plan: str
    title: str
    date: str
    token: str
    activities: tuple[Activity, ...]
    joining: tuple[str, ...] = JOINING

    def apply(self, session: Session, at: int) -> None:
        """Begin the session at its first activity, the clock standing."""
        session.joining = " ".join(self.joining)
        session.id, session.community, session.plan = self.id, own(self.community), self.plan
        session.title, session.date, session.token, session.created = self.title, self.date, self.token, at
        session.activities = {activity.id: own(activity) for activity in self.activities}
        session.activity = self.activities[0].id


class Started(Change, frozen=True):
    """The clock of the workshop was started, or (undone) set back."""

    before: bool = False
    after: bool = True

    def get(self, session: Session) -> bool:
        """Whether the clock runs."""
        return session.started > 0

    def put(self, session: Session, value: bool, at: int) -> None:
        """Start the clock of the activity that is on, or set it back."""
        session.started = session.entered = session.round_at = at if value else 0
        session.pauses = 0
        session.now.visited, session.now.reached = value, session.now.step + 1 if value else 0

    def stands(self, session: Session) -> bool:
        """Whether it runs still, no break stopped it, and the workshop is where it began."""
        now = session.now
        moved = now.reached > 1 or any(one.visited for one in session.activities.values() if one is not now)
        return super().stands(session) and not (session.paused_at or moved)


class Moved(Change, frozen=True):
    """The session went from one place in its plan to another, or (undone) is back where it was."""

    before: Place
    after: Place
    reached: int = 0
    """How far the activity that was entered had been entered before; see `Activity.reached`."""
    round: int = 0
    """The round that had been begun by hand in the step that was left,"""
    round_at: int = 0
    """and when it began: undone, its minutes run on as if nobody had moved."""
    undone: bool = False

    def get(self, session: Session) -> Place:
        """Where it is."""
        return Place(session.activity, session.now.step)

    def put(self, session: Session, value: Place, at: int) -> None:
        """Enter the place; where it is another activity, the time spent goes to the one that was left.

        Raises:
            KeyError: if the plan has no such place.
        """
        if not 0 <= value.step < len(session.activities[value.activity].steps):
            raise KeyError(value.step)
        at = session.paused_at or at  # in a break the clock stands
        if value.activity != session.activity:
            left = session.now
            if session.entered:
                left.actual += max(0, at - session.entered) // 1000
                session.entered = at
            session.activity = value.activity
        session.now.step = value.step
        if self.undone:
            wrong = session.activities[self.before.activity]
            wrong.reached, wrong.visited = self.reached, self.reached > 0
            session.round, session.round_at = self.round, self.round_at
        else:
            session.now.reached, session.now.visited = max(session.now.reached, value.step + 1), True
            session.round, session.round_at = 0, at

    def inverse(self) -> Moved:
        """Back where it was, as if it had stayed there."""
        return msgspec.structs.replace(self, before=self.after, after=self.before, undone=True)


class TimeGiven(Event, frozen=True):
    """An activity was given seconds, and another lent them ("" where the end moves)."""

    activity: str
    lender: str
    seconds: int

    def apply(self, session: Session, at: int) -> None:
        """Move the seconds."""
        moved = [(self.activity, self.seconds), *([(self.lender, -self.seconds)] if self.lender else [])]
        for name, seconds in moved:
            session.activities[name].planned += seconds
            session.activities[name].lent += seconds

    def inverse(self) -> TimeGiven:
        """The seconds given back."""
        return TimeGiven(self.activity, self.lender, -self.seconds)

    def stands(self, session: Session) -> bool:
        """Whether the activity still has the seconds to give back."""
        return session.activities[self.activity].planned > self.seconds


class NotesShown(Change, frozen=True):
    """The notes of an activity were revealed, or hidden again."""

    activity: str
    before: bool = False
    after: bool = True

    def get(self, session: Session) -> bool:
        """Whether they are shown."""
        return session.activities[self.activity].notes_shown

    def put(self, session: Session, value: bool, at: int) -> None:
        """Show or hide them."""
        session.activities[self.activity].notes_shown = value


class Released(Change, frozen=True):
    """The detail of the summary was opened to readers, or closed again."""

    before: bool = False
    after: bool = True

    def get(self, session: Session) -> bool:
        """Whether it is open."""
        return session.released

    def put(self, session: Session, value: bool, at: int) -> None:
        """Open or close it."""
        session.released = value


class Shared(Event, frozen=True):
    """The summary got another address; or none, where the token is empty: whoever has an old one reads nothing."""

    token: str = ""

    def apply(self, session: Session, at: int) -> None:
        """Open it under the new token alone."""
        session.token = self.token


class Closed(Event, frozen=True):
    """The session was ended."""

    def apply(self, session: Session, at: int) -> None:
        """Stop the clock."""
        if session.paused_at:
            Paused(Break(session.pause), None).apply(session, at)
        if session.entered:
            session.now.actual += max(0, at - session.entered) // 1000
        session.entered, session.closed = 0, at


class Commented(Event, frozen=True):
    """A reader said something back, or (undone) what a facilitator took down for one was taken back."""

    comment: Comment
    undone: bool = False

    def apply(self, session: Session, at: int) -> None:
        """Keep it under its number, which is never used again; or take it back."""
        number = self.comment.number
        if self.undone:
            del session.comments[number]
        else:
            session.comments[number] = own(self.comment)
        session.made["comments"] = max(session.made.get("comments", 0), number)

    def inverse(self) -> Commented:
        """Taken back."""
        return msgspec.structs.replace(self, undone=not self.undone)

    def stands(self, session: Session) -> bool:
        """Whether it is there as it was said."""
        return session.comments.get(self.comment.number) == self.comment


class CommentApproved(Change, frozen=True):
    """A comment that waited was let onto the pages, or waits again. `before` and `after` are whether it waits."""

    number: int
    before: bool = True
    after: bool = False

    def get(self, session: Session) -> bool:
        """Whether it waits."""
        return session.comments[self.number].waiting

    def put(self, session: Session, value: bool, at: int) -> None:
        """Let it wait, or not."""
        session.comments[self.number].waiting = value


class PersonChanged(Change, frozen=True):
    """Somebody was noted, or more became known of them; None is somebody not known yet."""

    number: int
    before: Participant | None
    after: Participant | None

    def get(self, session: Session) -> Participant | None:
        """What is known."""
        return session.participants.get(self.number)

    def put(self, session: Session, value: Participant | None, at: int) -> None:
        """Keep what is known."""
        if value is None:
            del session.participants[self.number]
        else:
            session.participants[self.number] = value
            session.people_made = max(session.people_made, self.number)

    def stands(self, session: Session) -> bool:
        """Whether nothing more became known, and where undoing removes them, nothing here is theirs."""
        return super().stands(session) and not (self.before is None and session.speaks_of(self.number))


class Counted(Change, frozen=True):
    """The room was counted."""

    before: Attendance
    after: Attendance

    def get(self, session: Session) -> Attendance:
        """The present count."""
        return session.attendance

    def put(self, session: Session, value: Attendance, at: int) -> None:
        """Keep the count."""
        session.attendance = value
