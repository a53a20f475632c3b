"""Steps: the mechanics of a workshop. An activity is a row of them."""

from __future__ import annotations

from sessions.blocks import Audience, Block, Offer, Prompt
from sessions.objects import Activity
from sessions.session import Session
from sessions.steps.agree import AGREE
from sessions.steps.gather import GATHER
from sessions.steps.group import GROUP
from sessions.steps.mechanic import Mechanic
from sessions.steps.vote import VOTE

STEPS: dict[str, Mechanic] = {step.name: step for step in (GATHER, GROUP, VOTE, AGREE)}
"""Every step by its name."""


def blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    """What there is to see of an activity's present step, for this audience."""
    privacy = "Your name is not shown." if activity.unnamed else ""
    prompt = Prompt(
        id=f"{activity.id}-prompt", title=activity.title, text=activity.at.prompt, privacy=privacy
    )
    return (prompt, *STEPS[activity.at.kind].blocks(session, activity, audience))


def offers(session: Session) -> tuple[Offer, ...]:
    """What a participant may do now. Nothing, once the session is closed."""
    return () if session.closed else STEPS[session.now.at.kind].offers(session, session.now)


def line(session: Session) -> str:
    """The lines that the facilitator may want in the present step; "" where a plain note is what it is for."""
    return "" if session.closed else STEPS[session.now.at.kind].line(session, session.now)
