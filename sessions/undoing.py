"""Undo: each terminal takes back its own last act, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable

from sessions.actors import Asking
from sessions.errors import Refused
from sessions.events import (
    Entry,
    Event,
    HandsCounted,
    NotePlaced,
    SlipCounted,
    ThemeChanged,
    VoteCast,
    VoteOpened,
)
from sessions.session import Session
from sessions.telling import told

REMEMBERED = 200
"""Acts of one terminal that can be taken back."""


class Acts:
    """What each terminal did and has not taken back, the newest last."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._acts: dict[str, list[Entry]] = {}
        for entry in entries:
            self.note(entry)

    def note(self, entry: Entry) -> None:
        """Take in one more entry."""
        if not entry.by.startswith("terminal:"):
            return
        acts = self._acts.setdefault(entry.by, [])
        if entry.undoes:
            acts[:] = [one for one in acts if one.sequence != entry.undoes]
        else:
            acts.append(entry)
            del acts[:-REMEMBERED]

    def undo(self, asking: Asking) -> tuple[Entry, list[Event]]:
        """The newest act of this terminal, and the events that undo it.

        An older one is never taken in its place: whoever presses the key means what they did last.

        Raises:
            Refused: if there is none, nothing can undo it, or others have built on it since.
        """
        acts = self._acts.get(asking.by.tag)
        if not acts:
            raise Refused("There is nothing of yours to undo.")
        entry = acts[-1]
        events = [inverse for event in reversed(entry.events) if (inverse := event.inverse())]
        if len(events) < len(entry.events):
            raise Refused("What you did last cannot be undone, and nothing before it is.")
        events = [event for event in events if not _keeps_votes(event, events, asking.session)]
        if not events or not _stands(entry, asking.session) or _dangling(events, asking.session):
            what = told(entry, asking.session)
            raise Refused(f"Your last act ({what}) has been built on or changed since, so it stays.")
        return entry, events


def _stands(entry: Entry, session: Session) -> bool:
    """Whether everything the entry made is still so, the later of its facts taken back before the earlier."""
    try:
        if all(event.stands(session) for event in entry.events):
            return True
        scratch = session.copied() if len(entry.events) > 1 else session
        for event in reversed(entry.events):
            inverse = event.inverse()
            if inverse is None or not event.stands(scratch):
                return False
            if scratch is not session:
                inverse.apply(scratch, session.entered)
    except KeyError:
        return False
    return True


def _keeps_votes(event: Event, events: list[Event], session: Session) -> bool:
    """Whether an event would close a vote in which there are votes beside those that `events` take away."""
    if not isinstance(event, VoteOpened):
        return False
    votes = sum(
        tally.sum.total
        for tally in session.tallies.values()
        if (tally.activity, tally.round) == (event.activity, event.before.round)
    )
    for other in events:
        if isinstance(other, HandsCounted):
            votes -= other.before.total - other.after.total
        elif isinstance(other, SlipCounted):
            votes += other.by * len(other.boxes)
        elif isinstance(other, VoteCast):
            votes -= other.weight(other.before) - other.weight(other.after)
    return votes > 0


def _dangling(events: list[Event], session: Session) -> bool:
    """Whether undoing would remove a theme that somebody else has put notes in."""
    leaving = {event.number for event in events if isinstance(event, NotePlaced)}
    return any(
        note.number not in leaving and note.activity == event.activity and note.theme == event.letter
        for event in events
        if isinstance(event, ThemeChanged) and event.after is None
        for note in session.notes.values()
    )
