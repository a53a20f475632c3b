"""Reflect: alone, on paper or a phone. Only what somebody chooses to share is taken down."""

from __future__ import annotations

from sessions.actors import Asking
from sessions.again import said_before
from sessions.blocks import Audience, Block, Field, Item, Listing, Offer, plural
from sessions.commands import AddLead, Reflect
from sessions.errors import Malformed
from sessions.events import Event
from sessions.objects import Activity, Step
from sessions.rowing import FIELD_LETTERS, TEXT_LETTERS, added, mended, person_named, text
from sessions.rows import Lead, Reflection
from sessions.seeing import seen
from sessions.session import Session
from sessions.steps.mechanic import Mechanic


def questions(session: Session) -> tuple[str, ...]:
    """The questions to reflect on: those of the present activity, else of the last one that asked some."""
    order = list(session.activities.values())[: session.position]
    for activity in reversed(order):
        for step in activity.steps:
            if step.kind == "reflect":
                return _asked(step)
    return ()


def _asked(step: Step) -> tuple[str, ...]:
    return step.questions or ((step.prompt,) if step.prompt else ())


def reflect(asking: Asking, wish: Reflect) -> list[Event]:
    """Keep what somebody shared, under the question that it answers."""
    asked = questions(asking.session)
    if wish.question and not 1 <= wish.question <= len(asked):
        raise Malformed(f"There are {plural(len(asked), 'question')} here: /reflect 1 text")
    words = text(wish.text, "reflection", "/reflect 1 we needed a pharmacist")
    question = asked[wish.question - 1] if wish.question else (asked[0] if len(asked) == 1 else "")
    return [added(asking, Reflection, text=words, question=question)]


def add_lead(asking: Asking, wish: AddLead) -> list[Event]:
    """Note where a community could start; the same words again add whom to ask."""
    where = text(wish.where, "place", "/lead the dialysis unit; Chen")
    whom = person_named(asking.session, wish.whom)
    if row := said_before(asking, Lead, where, whom):
        return [mended(row, whom=whom or row.whom)]
    return [added(asking, Lead, where=where, whom=whom)]


def reflections_block(session: Session, audience: Audience) -> Listing | None:
    """What was shared; None where nothing was."""
    found: list[Reflection] = seen(session, Reflection, audience)
    if not found:
        return None
    items = tuple(Item(row.handle, row.text, row.question if audience == "reader" else "") for row in found)
    return Listing(
        id="reflections", title="Shared", sentence=f"{plural(len(found), 'reflection')} shared.", items=items
    )


def leads_block(session: Session, audience: Audience) -> Listing | None:
    """Where a community could start; None where nobody said."""
    found: list[Lead] = seen(session, Lead, audience)
    if not found:
        return None
    items = tuple(Item(row.handle, row.where, row.whom) for row in found)
    sentence = f"{plural(len(found), 'place')} where a community could start."
    return Listing(id="leads", title="Where a community could start", sentence=sentence, items=items)


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    asked = activity.at.questions
    items = tuple(Item(str(number), question) for number, question in enumerate(asked, 1))
    drawn: list[Block | None] = [
        Listing(id=f"{activity.id}-questions", sentence="Alone and in quiet.", items=items)
        if items
        else None,
        reflections_block(session, audience),
        leads_block(session, audience),
    ]
    return tuple(block for block in drawn if block)


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    numbers = tuple(str(number) for number in range(1, len(questions(session)) + 1))
    fields = (
        Field("text", "What you choose to share", required=True, limit=TEXT_LETTERS),
        *((Field("question", "Which question", kind="choice", options=numbers),) if len(numbers) > 1 else ()),
    )
    where = Field("where", "Where could a community like this start?", required=True, limit=FIELD_LETTERS)
    return (
        Offer("reflect", "Share this", fields, privacy="What you do not share stays on your phone."),
        Offer("lead", "Name a place", (where, Field("whom", "Whom to ask", limit=FIELD_LETTERS))),
    )


REFLECT = Mechanic(
    name="reflect",
    lines=("reflect", "lead", "pause"),
    commands={Reflect: reflect, AddLead: add_lead},
    blocks=_blocks,
    forms=_forms,
    line=lambda session, activity: "what is shared · /lead where",
    asks=lambda session, activity, chosen: "/reflect",
)
