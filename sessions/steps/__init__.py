"""Steps: the mechanics of a workshop. An activity is a row of them."""

from __future__ import annotations

from sessions.ballots import ballot
from sessions.blocks import Audience, Block, Offer, Prompt, plural
from sessions.objects import Activity
from sessions.session import Session
from sessions.steps.agree import AGREE
from sessions.steps.decide import DECIDE
from sessions.steps.doors import doors_block
from sessions.steps.draw import DRAW
from sessions.steps.feedback import FEEDBACK
from sessions.steps.finish import FINISH
from sessions.steps.gather import GATHER
from sessions.steps.goal import GOAL
from sessions.steps.group import GROUP
from sessions.steps.help import HELP
from sessions.steps.improve import IMPROVE
from sessions.steps.introduce import INTRODUCE
from sessions.steps.invite import INVITE
from sessions.steps.mechanic import Mechanic
from sessions.steps.pause import PAUSE
from sessions.steps.reflect import REFLECT
from sessions.steps.review import REVIEW
from sessions.steps.tie import TIE
from sessions.steps.vote import VOTE

STEPS: dict[str, Mechanic] = {
    step.name: step
    for step in (
        GATHER, GROUP, VOTE, AGREE, INTRODUCE, TIE, INVITE, REFLECT, DRAW, IMPROVE, REVIEW, HELP, GOAL, DECIDE,
        FEEDBACK, PAUSE, FINISH,
    )
}  # fmt: skip
"""Every step by its name."""


UNCOUNTED = "how many are here? 24"
"""What the line asks for until the room is counted."""
COUNT_DIGITS = 3
"""Digits of a number that surely answers that; one of four may be a year."""


def blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    """What there is to see of an activity's present step, for this audience."""
    step = activity.at
    privacy = "Your name is not shown." if activity.unnamed else ""
    alone = step.minutes and not step.rounds
    prompt = Prompt(
        id=f"{activity.id}-prompt",
        title=activity.title,
        text=step.prompt,
        help=f"{plural(step.minutes, 'minute')} for this step." if alone else "",
        privacy=privacy,
        rounds=tuple((one.title, one.minutes) for one in step.rounds),
    )
    drawn = STEPS[step.kind].blocks(session, activity, audience)
    if activity.votes_shown and not any(one.kind == VOTE.name for one in activity.steps):
        drawn = (*drawn, ballot(session, activity, audience))
    if not (session.started or session.closed) and activity.id == next(iter(session.activities)):
        doors = doors_block(session)
        # What is said already stands first: there is more to come of it.
        came = step.kind == "introduce" and session.present()
        return (prompt, *drawn, doors) if came or session.notes_of(activity) else (prompt, doors)
    return (prompt, *drawn)


def offers(session: Session) -> tuple[Offer, ...]:
    """What a participant may do now. Nothing, once the session is closed."""
    return () if session.closed else STEPS[session.now.at.kind].offers(session, session.now)


def forms(session: Session) -> tuple[Offer, ...]:
    """The same without targets and choices that grow with the session: what there is to tell at every wish."""
    return () if session.closed else STEPS[session.now.at.kind].forms(session, session.now)


def line(session: Session) -> str:
    """The lines that the facilitator may want in the present step; "" where a plain note is what it is for."""
    if session.closed:
        return ""
    wanted = STEPS[session.now.at.kind].line(session, session.now)
    uncounted = session.attendance.present is None and not asks(session)
    early = session.activity == next(iter(session.activities)) and not wanted
    return UNCOUNTED if uncounted and (early or not session.started) else wanted


def meant(session: Session, words: str) -> str:
    """The line that plain words surely are in the present step; "" where they are a note.

    Raises:
        Malformed: where they are nearly one.
    """
    if session.closed:
        return ""
    if words.isdecimal() and len(words) <= COUNT_DIGITS and line(session) == UNCOUNTED:
        return f"/here {words}"
    return STEPS[session.now.at.kind].meant(session, session.now, words)


def asks(session: Session, chosen: str = "") -> str:
    """The beginning of the line that a plain answer on a screen ends in; "" where it is a note."""
    return "" if session.closed else STEPS[session.now.at.kind].asks(session, session.now, chosen)
