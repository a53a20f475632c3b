"""Pause: nothing to take down. A break, a word of welcome, a picture to look at."""

from __future__ import annotations

from sessions.blocks import Audience, Block, Text
from sessions.objects import Activity
from sessions.session import Session
from sessions.steps.mechanic import Mechanic


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    lines = activity.at.questions
    return (Text(id=f"{activity.id}-pause", sentence=" ".join(lines), paragraphs=lines),) if lines else ()


PAUSE = Mechanic(name="pause", lines=("break", "pause", "next", "time"), blocks=_blocks)
