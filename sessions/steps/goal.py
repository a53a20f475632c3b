"""Goal: one thing for yourself, one for all of us. What is for oneself may stay on paper."""

from __future__ import annotations

from sessions.actors import Asking
from sessions.again import fits, said_before
from sessions.blocks import Audience, Block, Field, Item, Listing, Offer, Text, plural
from sessions.commands import AddGoal
from sessions.events import Event
from sessions.objects import Activity
from sessions.rowing import FIELD_LETTERS, TEXT_LETTERS, added, day, mended, owner, short, text
from sessions.rows import Goal
from sessions.seeing import joined, seen
from sessions.session import Session
from sessions.steps.mechanic import Mechanic

US = ("us", "all", "all of us", "we", "")
SOMEBODY = "somebody"
"""Whose a goal is that nobody gave a name to."""


def add_goal(asking: Asking, wish: AddGoal) -> list[Event]:
    """Keep a goal of the group, or of one person; the same words again add how it is known, and when it is looked at."""
    session = asking.session
    spoken = wish.whose.strip().casefold()
    scope = "group" if spoken in US else "individual"
    whose = owner(asking, wish.whose) if scope == "individual" and spoken != SOMEBODY else ""
    words = text(wish.text, "goal", "/goal us one number that families can ring")
    fields = {
        "measure": short(wish.measure, "measure", TEXT_LETTERS),
        "review_date": day(session, wish.review),
    }
    fields = {name: value for name, value in fields.items() if value}
    row = said_before(
        asking, Goal, words, also=lambda one: (one.scope, one.whose) == (scope, whose) and fits(one, fields)
    )
    if row:
        return [mended(row, **fields)]
    return [added(asking, Goal, scope=scope, whose=whose, text=words, **fields)]


def goals_block(session: Session, audience: Audience) -> Block:
    """What all of us want, then what each wants."""
    found: list[Goal] = sorted(seen(session, Goal, audience), key=lambda row: row.scope != "group")
    if not found:
        nothing = "No goal is written down yet."
        return Text(id="goals", title="Goals", sentence=nothing, paragraphs=(nothing,))
    ours = sum(row.scope == "group" for row in found)
    named = audience != "reader" or session.released
    items = tuple(
        Item(
            row.handle,
            joined(row.text, row.measure),
            row.whose if row.whose and named else "all of us" if row.scope == "group" else "",
        )
        for row in found
    )
    sentence = f"{plural(ours, 'goal')} of all of us, {len(found) - ours} of our own."
    return Listing(id="goals", title="Goals", sentence=sentence, items=items)


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    return (goals_block(session, audience),)


OPEN = "The room sees it, and a goal for you with your name. What is for you alone, keep off this page."


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    fields = (
        Field("text", "One thing you want", required=True, limit=TEXT_LETTERS),
        Field(
            "whose",
            "For whom",
            kind="choice",
            required=True,
            options=("me", "us"),
            says=("for me", "for all of us"),
        ),
        Field("measure", "How will you know?", limit=FIELD_LETTERS),
    )
    return (Offer("goal", "Write a goal", fields, privacy=OPEN),)


GOAL = Mechanic(
    name="goal",
    lines=("goal", "edit"),
    title="goals",
    commands={AddGoal: add_goal},
    blocks=_blocks,
    forms=_forms,
    line=lambda session, activity: "us one list · amina to lead a huddle",
    asks=lambda session, activity, chosen: "/goal",
)
