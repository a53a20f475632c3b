"""Improve: a small change to test, what is expected of it, who tests it and by when.

After the Model for Improvement (Langley and others 2009): aim, measure, change; then Plan, Do, Study, Act.
"""

from __future__ import annotations

import msgspec

from sessions.actors import Asking
from sessions.ballots import ballot_activity, kept_back, priorities
from sessions.blocks import Audience, Block, Field, Item, Listing, Offer
from sessions.commands import AddAction, AddImprovement, PlanTest
from sessions.errors import Malformed, Refused
from sessions.events import Event
from sessions.objects import Activity
from sessions.rowing import FIELD_LETTERS, TEXT_LETTERS, added, day, mended, person_named, short, text
from sessions.rows import Action, Cycle, Improvement
from sessions.seeing import spoken
from sessions.session import Session
from sessions.steps.mechanic import Mechanic
from sessions.steps.promises import actions_block, improvements_block, nothing

EXAMPLE = "/improve A; fewer falls at night; a second huddle; falls a week; Amina; 1 feb"


def add_improvement(asking: Asking, wish: AddImprovement) -> list[Event]:
    """Plan a small test, with the first turn of Plan, Do, Study, Act where something is expected of it."""
    session = asking.session
    items = [_item(session, item) for item in wish.items]
    expect = short(wish.expect, "expectation", TEXT_LETTERS)
    cycles = [Cycle(n=1, prediction=expect, start=session.date)] if expect else []
    return [
        added(
            asking, Improvement,
            origin_session=session.id,
            item_ids=list(dict.fromkeys(items)),
            aim=text(wish.aim, "aim", EXAMPLE),
            change_idea=short(wish.change, "change", TEXT_LETTERS),
            measure=short(wish.measure, "measure", TEXT_LETTERS),
            baseline=short(wish.baseline, "baseline", TEXT_LETTERS),
            owner=person_named(session, wish.owner),
            due=day(session, wish.due),
            cycles=cycles,
        )
    ]  # fmt: skip


def _item(session: Session, handle: str) -> str:
    """The note or theme of a handle, as it is named for good.

    Raises:
        Refused: if there is neither.
    """
    if handle.isdecimal() and len(handle) < 10:
        return str(session.note(int(handle)).number)
    if found := session.issue(handle):
        return found
    raise Refused(f"{handle[:20]} is no note and no theme here. {EXAMPLE}")


def plan_test(asking: Asking, wish: PlanTest) -> list[Event]:
    """Plan the next turn of an improvement, or add to the one that is open."""
    session = asking.session
    row = improvement(session, wish.improvement)
    fields = {
        "question": short(wish.question, "question", TEXT_LETTERS),
        "prediction": short(wish.expect, "expectation", TEXT_LETTERS),
        "who": person_named(session, wish.who),
        "when": short(wish.when, "time"),
        "where": short(wish.where, "place"),
        "start": day(session, wish.start),
    }
    fields = {name: value for name, value in fields.items() if value}
    if not fields:
        raise Malformed(
            f"What does the test ask, and what do we expect? /test {row.handle} question; what we expect"
        )
    if row.cycles and not row.cycles[-1].act:
        cycles = [*row.cycles[:-1], msgspec.structs.replace(row.cycles[-1], **fields)]
    else:
        begun = {"start": session.date, **fields}
        cycles = [*row.cycles, Cycle(n=len(row.cycles) + 1, **begun)]
    return [mended(row, cycles=cycles, status="open", closed_at="")]


def improvement(session: Session, handle: str) -> Improvement:
    """The improvement of this handle.

    Raises:
        Refused: if it is none.
    """
    row = session.row(handle)
    if not isinstance(row, Improvement):
        raise Refused(f"{row.handle} is no improvement, but of another kind: {row.noun}.")
    return row


def add_action(asking: Asking, wish: AddAction) -> list[Event]:
    """Note what somebody will do."""
    session = asking.session
    words = text(wish.text, "action", "/do write to the ambulance trust; Bo; 10 jan")
    return [
        added(
            asking,
            Action,
            origin_session=session.id,
            text=words,
            owner=person_named(session, wish.owner),
            due=day(session, wish.due),
        )
    ]


def first_block(session: Session, audience: Audience) -> Listing | None:
    """What the room chose to go on with; None where it chose nothing that may be seen."""
    activity = ballot_activity(session)
    if not activity.votes_shown or kept_back(session, activity, audience):
        return None
    first, ties = priorities(session, activity)
    items = tuple(Item(handle, spoken(session, handle, audience)) for handle in (*first, *ties))
    return (
        Listing(id="first", title="What comes first", sentence="What the room chose.", items=items)
        if items
        else None
    )


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    tests = improvements_block(session, audience) or nothing(
        "improvements", "What we test", "No test is planned yet: what small test could we run?"
    )
    drawn = (first_block(session, audience), tests, actions_block(session, audience))
    return tuple(block for block in drawn if block)


def _offers(session: Session, activity: Activity) -> tuple[Offer, ...]:
    fields = (
        Field("aim", "What should be better, how much, by when?", required=True, limit=TEXT_LETTERS),
        Field("change", "What small change do we test?", limit=TEXT_LETTERS),
        Field("measure", "How will we know?", limit=TEXT_LETTERS),
        Field("expect", "What do we expect?", limit=TEXT_LETTERS),
        Field("owner", "Who tests it?", limit=FIELD_LETTERS),
        Field("due", "By when?", limit=FIELD_LETTERS),
    )
    return (Offer("own", "Plan a small test", fields),)


IMPROVE = Mechanic(
    name="improve",
    commands={AddImprovement: add_improvement, PlanTest: plan_test, AddAction: add_action},
    blocks=_blocks,
    offers=_offers,
    line=lambda session, activity: "/improve A asks step by step · /do",
)
