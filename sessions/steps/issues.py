"""What help is asked for."""

from __future__ import annotations

from sessions.ballots import priorities
from sessions.objects import Activity
from sessions.session import Session


def issues(session: Session, activity: Activity) -> tuple[str, ...]:
    """What help is asked for: what came first where the room chose, in its order."""
    source = session.source(activity)
    voting = next((one for one in (activity, source) if any(step.kind == "vote" for step in one.steps)), None)
    if voting is None or not voting.votes_shown:
        return ()
    first, ties = priorities(session, voting)
    return (*first, *ties)


def issue_now(session: Session, activity: Activity) -> str:
    """The issue that help is asked for now: the one after those that were helped; "" where none is known.

    Each press of "next" between the steps of help goes to the next issue, so it is told by the step.
    """
    if activity.at.kind != "help":
        return ""
    asked = issues(session, activity)
    turn = sum(step.kind == "help" for step in activity.steps[: activity.step])
    return asked[turn] if turn < len(asked) else ""
