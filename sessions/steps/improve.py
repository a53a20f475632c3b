"""Improve: a small change to test, what is expected of it, who tests it and by when.

After the Model for Improvement (Langley and others 2009): aim, measure, change; then Plan, Do, Study, Act.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sessions.actors import Asking
from sessions.again import fits, redated, said_before
from sessions.ballots import ballot_activity, kept_back, priorities
from sessions.blocks import Audience, Block, Field, Item, Listing, Offer
from sessions.commands import AddAction, AddImprovement, PlanTest
from sessions.errors import Malformed, Refused
from sessions.events import Event
from sessions.objects import Activity
from sessions.rowing import FIELD_LETTERS, TEXT_LETTERS, added, day, mended, owner, person_named, short, text
from sessions.rows import Action, Cycle, Improvement, Promise, whole
from sessions.seeing import spoken
from sessions.session import Session
from sessions.steps.mechanic import Mechanic
from sessions.steps.promises import actions_block, improvements_block, nothing

EXAMPLE = "/improve A; fewer falls at night; a second huddle; falls a week; Amina; 1 feb"


def add_improvement(asking: Asking, wish: AddImprovement) -> list[Event]:
    """Plan a small test, with the first turn of Plan, Do, Study, Act where something is expected of it.

    The same aim again adds what is given now.
    """
    session = asking.session
    items = [item(session, one) for one in wish.items]
    aim = text(wish.aim, "aim", EXAMPLE)
    expect = short(wish.expect, "expectation", TEXT_LETTERS)
    fields = {
        "change_idea": short(wish.change, "change", TEXT_LETTERS),
        "measure": short(wish.measure, "measure", TEXT_LETTERS),
        "baseline": short(wish.baseline, "baseline", TEXT_LETTERS),
        "owner": owner(asking, wish.owner),
        "due": day(session, wish.due),
    }
    said = {name: fields[name] for name in ("change_idea", "measure", "baseline") if fields[name]}
    row = said_before(
        asking, Improvement, aim, fields["owner"],
        also=lambda one: fits(one, said) and _fits_turn(one, expect),
    )  # fmt: skip
    before = row or Improvement(aim=aim, origin_session=session.id)
    given: dict[str, Any] = _given(before, fields)
    given["item_ids"] = list(dict.fromkeys([*before.item_ids, *items]))
    if expect:
        given["cycles"] = _planned(before, session, prediction=expect)
    if row:
        return [mended(row, **given)]
    return [added(asking, Improvement, aim=aim, origin_session=session.id, **given)]


def _given(row: Promise, fields: dict[str, str]) -> dict[str, str]:
    """What was given of the fields of a promise."""
    given = {name: value for name, value in fields.items() if value}
    return {**given, **redated(row, given["due"])} if "due" in given else given


def _fits_turn(row: Improvement, expect: str) -> bool:
    """Whether this may be what is expected of the turn that is open, or none is."""
    return (
        not (expect and row.cycles)
        or bool(row.cycles[-1].act)
        or fits(row.cycles[-1], {"prediction": expect})
    )


def _planned(row: Improvement, session: Session, **fields: str) -> list[Cycle]:
    """The turns of an improvement, with more said of the one that is open, or the next one begun."""
    if row.cycles and not row.cycles[-1].act:
        return [*row.cycles[:-1], msgspec.structs.replace(row.cycles[-1], **fields)]
    return [*row.cycles, Cycle(n=len(row.cycles) + 1, **{"start": session.date, **fields})]


def item(session: Session, handle: str) -> str:
    """The note or theme of a handle, as it is named for good.

    Raises:
        Refused: if there is neither.
    """
    if (number := whole(handle)) is not None:
        return str(session.note(number).number)
    if found := session.issue(handle):
        return found
    raise Refused(f"{handle[:20]} is no note and no theme here. {EXAMPLE}")


def plan_test(asking: Asking, wish: PlanTest) -> list[Event]:
    """Plan the next turn of an improvement, or add to the one that is open."""
    session = asking.session
    row = session.row_of(wish.improvement, Improvement)
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
    return [mended(row, cycles=_planned(row, session, **fields), status="open", closed_at="")]


def add_action(asking: Asking, wish: AddAction) -> list[Event]:
    """Note what somebody will do; the same words again add who does it, and by when."""
    session = asking.session
    words = text(wish.text, "action", "/do write to the ambulance trust; Bo; 10 jan")
    fields = {"owner": owner(asking, wish.owner), "due": day(session, wish.due)}
    row = said_before(asking, Action, words, fields["owner"])
    before = row or Action(text=words, origin_session=session.id)
    given = _given(before, fields)
    return [
        mended(row, **given) if row else added(asking, Action, text=words, origin_session=session.id, **given)
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


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    due = Field("due", "By when?", limit=FIELD_LETTERS)
    fields = (
        Field("aim", "What should be better, how much, by when?", required=True, limit=TEXT_LETTERS),
        Field("change", "What small change do we test?", limit=TEXT_LETTERS),
        Field("measure", "How will we know?", limit=TEXT_LETTERS),
        Field("expect", "What do we expect?", limit=TEXT_LETTERS),
        due,
    )
    action = Field("text", "What will you do?", required=True, limit=TEXT_LETTERS)
    return Offer("own", "Plan a small test", fields), Offer("own", "Say what you will do", (action, due))


def _line(session: Session, activity: Activity) -> str:
    first = first_block(session, "wall")
    return f"{first.items[0].handle if first else 'A'}, or the aim · /do"


IMPROVE = Mechanic(
    name="improve",
    lines=("improve", "test", "do", "edit"),
    commands={AddImprovement: add_improvement, PlanTest: plan_test, AddAction: add_action},
    blocks=_blocks,
    forms=_forms,
    line=_line,
    asks=lambda session, activity, chosen: "/improve",
)
