"""A session in which every line of the scribe has something to speak of."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from conftest import Clock
from laws import ONE
from sessions import journal, records
from sessions.activities import KINDS
from sessions.actors import Actor
from sessions.commands import AddNote, Command
from sessions.events import Entry, SessionMade
from sessions.live import LiveSession, Receipt
from sessions.objects import Activity, Community, Round, Step
from sessions.scribe import parse

DAY = "2026-11-26"
"""The day of the workshop, a Thursday."""
PLAN = (
    "welcome", "journal", "domain", "community", "practice", "ripples", "choose", "improve", "goals", "identity",
    "followup", "helpround", "gather", "close",
)  # fmt: skip
SHOWN = "domain"
"""The activity that it stands in: notes are shown, and it votes in dots."""
LINES = (
    "/person Amina Khan; Royal Infirmary; nurse", "/person Bo; Hill Surgery; GP; ; primary", "/person Chen; Royal Infirmary; nurse",
    "/person Dee", "/person Eve", "/next", "/go domain", "/here 23, 5 no phone", "/expect profession: nurse, GP",
    *(f"note number {number}" for number in range(1, 10)),
    "/theme papers 7", "/theme beds", "/theme falls", "/theme nights", "/theme doors", "/theme keys", "/theme lifts",
    "/say Nobody falls",
    "/improve A; fewer falls; a huddle; falls a week; Amina; 1 feb", "/do write to the trust; Bo; 10 jan",
    "/missing a carer; Bo", "/tie chen bo", "/ripple B > C + because", "/decide we meet monthly", "/lead the ward; Dee",
)  # fmt: skip
PHONE = Actor("participant", "p1", 1)
_ids = itertools.count(1)


def activities() -> tuple[Activity, ...]:
    """Every kind that a line needs. A vote by agree, pass and disagree is the gathering's; what is said there waits."""
    made = []
    for name in PLAN:
        kind = KINDS[name]
        steps = [
            Step(kind=step, prompt=prompt, minutes=5, questions=kind.questions if number == 0 else ())
            for number, (step, prompt) in enumerate(kind.steps)
        ]
        if name == "domain":
            rounds = tuple(
                Round(title=title, minutes=minutes)
                for title, minutes in (("alone", 1), ("in twos", 2), ("all", 2))
            )
            steps[0] = Step(kind="gather", prompt=steps[0].prompt, minutes=5, rounds=rounds)
        if name == "gather":
            steps.append(Step(kind="vote", prompt="Agree, pass or disagree."))
        made.append(
            Activity(
                id=name, kind=name, title=kind.title, planned=600, lanes=list(kind.lanes), steps=steps, slot=kind.slot,
                unnamed=kind.unnamed, hidden=kind.hidden, notes_shown=not kind.hidden, approve=name == "gather",
                vote="agree" if name == "gather" else "dots",
                source={"choose": "domain", "improve": "domain", "helpround": "choose"}.get(name, ""),
            )
        )  # fmt: skip
    return tuple(made)


def empty(data: Path, clock: Clock | None = None, *, number: int = 0) -> LiveSession:
    """A session of every kind of activity, nothing said in it yet."""
    clock = clock or Clock()
    session_id = f"falls-261126-{number or next(_ids):04d}"
    made = SessionMade(
        id=session_id, community=Community(id="falls", name="Falls"), plan="own", title="Falls", date=DAY,
        token="abcdefghjk", activities=activities(),
    )  # fmt: skip
    folder = data / session_id
    folder.mkdir(parents=True)
    journal.create(folder / records.JOURNAL, session_id, Entry(1, clock(), "host", (made,)))
    return LiveSession(folder, clock=clock)


async def typed(live: LiveSession, line: str, by: Actor = ONE) -> Receipt:
    """Follow one line."""
    wish = parse(line, live.session)
    assert isinstance(wish, Command), line
    return await live.submit(wish, by)


async def furnished(data: Path, clock: Clock | None = None, more: Sequence[str] = ()) -> LiveSession:
    """The session with people, notes, themes, rows, a statement, and one note that waits for approval."""
    live = empty(data, clock)
    for line in LINES:
        await typed(live, line)
    await typed(live, "/go gather")
    await live.submit(AddNote(text="said on a phone"), PHONE)
    await typed(live, "a statement")
    await typed(live, f"/go {SHOWN}")
    for line in more:
        await typed(live, line)
    return live
