"""What is a participant's own: their notes, their votes, their score. For their own phone, and for nobody else."""

from __future__ import annotations

from typing import Literal

import msgspec

from sessions.actors import Actor
from sessions.ballots import ballot_activity, dots_each, on_ballot
from sessions.objects import Activity, Note
from sessions.session import Session


class OwnNote(msgspec.Struct, frozen=True):
    """A note of theirs."""

    handle: str
    text: str
    lane: str
    activity: str
    """The title of the activity that it was said in."""
    at: int
    now: bool
    """Whether it was said in the activity that is on, and may be changed there."""
    standing: Literal["", "waits", "hidden", "merged"] = ""
    """Where it is, if not on the board: it waits for approval, was taken off, or stands under another."""


class Own(msgspec.Struct, frozen=True):
    """What is their own."""

    participant: int
    name: str = ""
    notes: tuple[OwnNote, ...] = ()
    """The last one first."""
    votes: dict[str, int] = {}
    """Target to dots, or to 1, 0 or −1, in the vote that is on."""
    left: int | None = None
    """Dots that are left; None where no dots are given."""
    score: int | None = None
    """Their fist-to-five on the present version."""
    rated: bool = False
    """Whether they gave feedback in this activity."""


def own(session: Session, by: Actor) -> Own:
    """What is this participant's own. `by` carries the session's secret."""
    person = session.participants.get(by.participant)
    votes: dict[str, int] = {}
    left = score = None
    activity = session.now
    if activity.at.kind == "vote":
        voting = ballot_activity(session)
        placed = session.placed.get(f"{voting.id}/{voting.round}/{by.seat(voting.id)}", {})
        votes = {target: value for target, value in placed.items() if on_ballot(session, voting, target)}
        left = dots_each(session, voting) - sum(votes.values()) if voting.vote == "dots" else None
    if statement := session.statement(activity):
        score = session.ballots.get(f"scores/{activity.id}/{statement.version}", {}).get(by.seat(activity.id))
    return Own(
        participant=by.participant,
        name=person.name if person else "",
        notes=tuple(_note(session, note) for note in _said(session, by)),
        votes=votes,
        left=left,
        score=score,
        rated=by.seat(activity.id) in session.rated,
    )


def _said(session: Session, by: Actor) -> list[Note]:
    """Every note of theirs that was not erased, the last one first."""
    whos = ((activity, who) for activity in session.activities.values() for who in _whos(activity, by))
    numbers = {number for activity, who in whos for number in session.said.get(f"{activity.id}/{who}", ())}
    return [session.notes[number] for number in sorted(numbers, reverse=True)]


def _whos(activity: Activity, by: Actor) -> tuple[int | str, ...]:
    return (by.seat(activity.id),) if activity.unnamed else (by.participant,)


def _note(session: Session, note: Note) -> OwnNote:
    standing: Literal["", "waits", "hidden", "merged"] = ""
    if note.waiting:
        standing = "waits"
    elif note.hidden:
        standing = "hidden"
    elif note.merged_into:
        standing = "merged"
    here = session.activities[note.activity]
    return OwnNote(
        str(note.number),
        note.text,
        note.lane,
        here.title,
        note.at,
        note.activity == session.activity,
        standing,
    )
