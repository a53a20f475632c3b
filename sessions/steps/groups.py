"""Votes by the groups of a boundary: summed up when a vote is shown, where the groups are large enough to hide in.

Nobody's vote may be told from a sum. So a note counts only where ten or more voted on it, a group only where
five or more of it did; and where exactly one group is held back the next smallest is too, since the totals
would tell of it (the rule of small numbers of the GP Patient Survey).
"""

from __future__ import annotations

import msgspec

from sessions.actors import Asking
from sessions.events import Event, GroupsCounted
from sessions.grouping import NOT_SAID, groups
from sessions.measures import held_back
from sessions.objects import BOUNDARIES, Activity, Count, GroupTally
from sessions.session import Session

FEWEST_VOTES, FEWEST_OF_GROUP = 10, 5


def grouped(asking: Asking, activity: Activity) -> list[Event]:
    """The events that sum up a vote by agree, pass and disagree along every declared boundary."""
    if activity.vote != "agree":
        return []
    session = asking.session
    people = {
        asking.by.acting_for(number).seat(activity.id): person
        for number, person in session.participants.items()
    }
    events: list[Event] = []
    for boundary in BOUNDARIES:
        group = groups(session, boundary)
        group_of = {seat: group(getattr(person, boundary)) for seat, person in people.items()}
        after = tuple(
            sorted(_sums(session, activity, boundary, group_of), key=lambda one: (one.target, one.group))
        )
        event = GroupsCounted(activity.id, activity.round, boundary, (), after)
        before = event.get(session)
        if before != after:
            events.append(msgspec.structs.replace(event, before=before))
    return events


def _sums(session: Session, activity: Activity, boundary: str, group_of: dict[str, str]) -> list[GroupTally]:
    start = f"{activity.id}/{activity.round}/"
    found = []
    for key, ballots in session.ballots.items():
        if not key.startswith(start) or len(ballots) < FEWEST_VOTES:
            continue
        counts: dict[str, Count] = {}
        for seat, value in ballots.items():
            count = counts.setdefault(group_of.get(seat, NOT_SAID), Count())
            count.for_ += value > 0
            count.against += value < 0
            count.pass_ += value == 0
        votes = {group: (one.for_, one.pass_, one.against) for group, one in counts.items()}
        told = sorted(counts.keys() - held_back(votes, FEWEST_OF_GROUP))
        for group in told if len(told) > 1 else ():
            found.append(
                GroupTally(
                    activity=activity.id, round=activity.round, target=key.removeprefix(start),
                    boundary=boundary, group=group, count=counts[group],
                )
            )  # fmt: skip
    return found
