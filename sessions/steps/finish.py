"""Finish: what the room leaves with. Page one of the summary opens here to whoever has its address, and no more."""

from __future__ import annotations

import msgspec

from sessions import summary
from sessions.blocks import Audience, Block, Statement
from sessions.objects import Activity
from sessions.session import Session
from sessions.steps.mechanic import Mechanic


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    # The numbers of fist-to-five were seen when they were counted; here the words count, and room is short.
    return tuple(
        msgspec.structs.replace(block, scores=()) if isinstance(block, Statement) and block.agreed else block
        for block in summary.page_one(session, audience)
    )


FINISH = Mechanic(
    name="finish",
    lines=("summary", "release", "comment", "close"),
    title="thanks",
    blocks=_blocks,
    line=lambda session, activity: "/summary the code · /release · /close",
)
