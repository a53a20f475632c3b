"""Tie: whom people turn to about this already, and how far that reaches across boundaries."""

from __future__ import annotations

from sessions.actors import Asking
from sessions.blocks import Audience, Block, Field, Item, Listing, Offer, Text, plural
from sessions.commands import AddTie
from sessions.errors import Malformed, Refused
from sessions.events import Event
from sessions.measures import FEWEST, crossing
from sessions.measuring import measures_block, tied
from sessions.objects import Activity
from sessions.rowing import added, mended, one_of
from sessions.rows import Tie
from sessions.session import Session
from sessions.steps.mechanic import Mechanic

KINDS = ("turns_to", "works_with")


def add_tie(asking: Asking, wish: AddTie) -> list[Event]:
    """Note a tie between two people; the same two again change its kind."""
    session, by = asking.session, asking.by
    a = session.find_person(str(by.participant) if by.participant else wish.a)
    if not a.name:
        raise Refused("A tie has two names: say who you are first, in your details.")
    b = session.find_person(wish.b)
    kind = one_of(wish.kind or KINDS[0], KINDS, "A tie")
    if a.number == b.number:
        raise Malformed(f"A tie is between two people: /tie {a.name} …")
    for tie in session.ties.values():
        same = (tie.a, tie.b) == (a.number, b.number) or (
            kind == tie.kind == "works_with" and {tie.a, tie.b} == {a.number, b.number}
        )
        if same and not tie.erased:
            if tie.kind == kind:
                raise Refused(f"That is noted already, as {tie.handle}.")
            return [mended(tie, kind=kind)]
    return [added(asking, Tie, a=a.number, b=b.number, kind=kind, since_session=session.id)]


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    found = session.kept(Tie)
    if not found:
        nothing = "Nothing is noted yet: whom do you turn to about this?"
        return (Text(id="ties", title="Who turns to whom", sentence=nothing, paragraphs=(nothing,)),)
    people = {number for tie in found for number in (tie.a, tie.b)}
    sentence = f"{plural(len(found), 'tie')} between {plural(len(people), 'person', 'people')}, of {session.here} here."
    drawn: list[Block] = [
        Text(id="ties", title="Who turns to whom", sentence=sentence, paragraphs=(sentence,))
    ]
    if audience == "facilitator":
        names = {number: one.name for number, one in session.participants.items()}
        words = {"turns_to": "turns to", "works_with": "works with"}
        items = tuple(
            Item(tie.handle, f"{names.get(tie.a, '?')} {words[tie.kind]} {names.get(tie.b, '?')}")
            for tie in found
        )
        drawn.append(Listing(id="ties-named", title="Ties", sentence=sentence, items=items))
    if audience in ("facilitator", "reader"):
        drawn.append(measures_block("ties-measures", "How far they reach", tied(session)))
    elif reach := _reach(session, found):
        drawn.append(Text(id="ties-reach", title="How far they reach", sentence=reach, paragraphs=(reach,)))
    return tuple(drawn)


def _reach(session: Session, found: list[Tie]) -> str:
    """How far ties reach, in a sentence for the room: an index against chance is no picture for a wall."""
    groups = {number: one.organisation for number, one in session.participants.items()}
    counted = crossing([(tie.a, tie.b) for tie in found], groups)
    if counted.cross + counted.within < FEWEST:
        return ""
    return (
        f"{counted.cross} of them cross from one organisation to another, {counted.within} stay inside one."
    )


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    fields = (
        Field("b", "Whom do you turn to about this?", kind="choice", required=True),
        Field("kind", "How", kind="choice", options=KINDS, says=("I turn to them", "we work together")),
    )
    return (Offer("tie", "Say whom you turn to", fields),)


def _filled(session: Session, activity: Activity, form: Offer) -> Offer:
    people = [one.name for one in session.participants.values() if one.name]
    return form.choosing(b=dict.fromkeys(people, ""))


TIE = Mechanic(
    name="tie",
    lines=("tie", "person"),
    title="ties",
    commands={AddTie: add_tie},
    blocks=_blocks,
    forms=_forms,
    filled=_filled,
    line=lambda session, activity: "amina turns to bo",
    asks=lambda session, activity, chosen: "/tie",
)
