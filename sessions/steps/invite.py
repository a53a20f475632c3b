"""Invite: who is missing, and who asks them. A name beside each, or it stays a wish."""

from __future__ import annotations

from sessions.actors import Asking
from sessions.blocks import Audience, Block, Column, Field, Missing, Offer, Text, plural
from sessions.commands import AddMissing
from sessions.errors import Refused
from sessions.events import Event
from sessions.objects import BOUNDARIES, Activity
from sessions.rowing import FIELD_LETTERS, added, day, mended, one_of, person_named, text
from sessions.rows import MissingVoice
from sessions.seeing import seen
from sessions.session import Session
from sessions.steps.mechanic import Mechanic
from sessions.steps.promises import day_in_words


def add_missing(asking: Asking, wish: AddMissing) -> list[Event]:
    """Note who is missing; the same words again add who invites them, and when they were asked."""
    session = asking.session
    who = text(wish.who, "missing voice", "/missing a GP; Bo")
    fields = {
        "inviter": person_named(session, wish.inviter),
        "boundary": one_of(wish.boundary, BOUNDARIES, "A boundary") if wish.boundary.strip() else "",
        "invited_on": day(session, wish.invited_on),
    }
    fields = {name: value for name, value in fields.items() if value}
    for row in session.missing_voices.values():
        if row.who.casefold() == who.casefold() and not row.erased:
            return [mended(row, **fields, status="missing", joined="")]
    return [added(asking, MissingVoice, who=who, **fields)]


def settle_missing(asking: Asking, row: MissingVoice, status: str) -> list[Event]:
    """Note that a missing voice has joined, or is sought no more."""
    now = {"done": "joined", "open": "missing", "dropped": "dropped"}[status]
    if row.status == now:
        raise Refused(f"{row.who} is noted so already.")
    joined = asking.session.date if now == "joined" else ""
    return [mended(row, status=now, joined=joined)]


def missing_block(session: Session, audience: Audience) -> Block:
    """Who ought to be here."""
    found: list[MissingVoice] = seen(session, MissingVoice, audience)
    rows = tuple(
        (row.handle, row.who, row.boundary, row.inviter or "nobody yet", _standing(session, row, audience))
        for row in found
    )
    if not rows:
        nothing = "Nobody is named yet: who else would feel this?"
        return Text(id="missing", title="Who is missing", sentence=nothing, paragraphs=(nothing,))
    waiting = sum(row.status == "missing" for row in found)
    asked = sum(bool(row.inviter) for row in found if row.status == "missing")
    sentence = f"{plural(waiting, 'voice')} missing; {asked} of them will be asked."
    heads = ("", "Who", "Boundary", "Asked by", "")
    filled = [place for place in range(len(heads)) if place not in (2, 4) or any(row[place] for row in rows)]
    return Missing(
        id="missing",
        title="Who is missing",
        sentence=sentence,
        columns=tuple(Column(heads[place]) for place in filled),
        rows=tuple(tuple(row[place] for place in filled) for row in rows),
    )


def _standing(session: Session, row: MissingVoice, audience: Audience) -> str:
    if row.status == "joined":
        return "joined"
    if row.status == "dropped":
        return "no more"
    return f"asked {day_in_words(session, row.invited_on, audience)}" if row.invited_on else ""


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    return (missing_block(session, audience),)


BROUGHT = ("another organisation", "another profession", "another rank", "another sector")
"""What somebody across each boundary brings."""


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    fields = (
        Field("who", "Who is missing?", required=True, limit=FIELD_LETTERS),
        Field("inviter", "Who could ask them?", limit=FIELD_LETTERS),
        Field(
            "boundary",
            "What would they bring that is missing?",
            kind="choice",
            options=BOUNDARIES,
            says=BROUGHT,
        ),
    )
    return (Offer("missing", "Name who is missing", fields),)


INVITE = Mechanic(
    name="invite",
    lines=("missing", "done", "still", "drop", "expect"),
    title="missing",
    commands={AddMissing: add_missing},
    blocks=_blocks,
    forms=_forms,
    line=lambda session, activity: "a carer; Bo (who asks them)",
    asks=lambda session, activity, chosen: "/missing",
)
