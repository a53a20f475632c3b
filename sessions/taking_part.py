"""How many of the phones have taken part in the step that is on, by number alone."""

from __future__ import annotations

from typing import NamedTuple

from sessions.ballots import ballot_activity
from sessions.session import Session

_LONGEST_NUMBER = 10
"""A person's number is shorter than this, and a seat longer."""


class SoFar(NamedTuple):
    """So many of so many have done it."""

    many: int
    phones: int
    word: str

    @property
    def sentence(self) -> str:
        """As it stands on wall and phone: "17 of 23 have added"."""
        return f"{self.many} of {self.phones} {'has' if self.phones == 1 else 'have'} {self.word}"


def so_far(session: Session) -> SoFar | None:
    """How many of the phones here have added a note, voted or scored; None where this step asks for none of it."""
    phones = sum(one.phone and one.here for one in session.participants.values())
    if not phones or session.closed:
        return None
    activity = session.now
    match activity.at.kind:
        case "gather" | "help":
            many, word = _voices(session, activity.id), "added"
        case "vote":
            voting = ballot_activity(session)
            start = f"{voting.id}/{voting.round}/"
            many, word = (
                sum(1 for key, one in session.placed.items() if one and key.startswith(start)),
                "voted",
            )
        case "agree":
            statement = session.statement(activity)
            if statement is None:
                return None
            many, word = sum(statement.phones), "scored"
        case _:
            return None
    return SoFar(min(many, phones), phones, word)


def unheard(session: Session) -> list[str]:
    """Who is here by phone and has said nothing in this activity yet, by name; nobody where names are not kept."""
    activity = session.now
    if activity.unnamed or activity.at.kind not in ("gather", "help"):
        return []
    return [
        one.name
        for one in session.participants.values()
        if one.phone and one.here and one.name and not session.said_by(activity, one.number)
    ]


def _voices(session: Session, activity: str) -> int:
    """How many phones have a note there: by their seats, or by who they are."""
    start = f"{activity}/"
    many = 0
    for key, notes in session.said.items():
        if not notes or not key.startswith(start):
            continue
        who = key[len(start) :]
        if len(who) >= _LONGEST_NUMBER:
            many += 1
        else:
            person = session.participants.get(int(who))
            many += person is not None and person.phone
    return many
