"""Review: last time's promises, one at a time. What happened, what was learned, and what now."""

from __future__ import annotations

import msgspec

from sessions.actors import Asking
from sessions.again import fits, redated
from sessions.blocks import Audience, Block, Card, Cards, Item, Listing, plural
from sessions.commands import Settle, TellStory, Tried
from sessions.errors import Malformed, Refused
from sessions.events import Event
from sessions.objects import Activity
from sessions.rowing import TEXT_LETTERS, added, day, mended, one_of, person_named, said_on, short, text
from sessions.rows import ACTS, CYCLES, Action, Cycle, Improvement, MissingVoice, Promise, Story
from sessions.seeing import joined, seen, visible
from sessions.session import Session
from sessions.steps.invite import settle_missing
from sessions.steps.mechanic import Mechanic
from sessions.steps.promises import card, nothing, promised, standing

STANDS = ("done", "open", "dropped")
TITLE = "You said you would try…"


def tried(asking: Asking, wish: Tried) -> list[Event]:
    """Keep what a test came to, and what follows from it. What is told of it again adds to that.

    Where something else was told of it already, this is the next test, though it be the same day. What follows
    may be said anew.
    """
    session = asking.session
    row = session.row_of(wish.improvement, Improvement)
    act = one_of(wish.act, ACTS, "What now") if wish.act.strip() else ""
    fields = {
        "observations": short(wish.happened, "happening", TEXT_LETTERS),
        "learning": short(wish.learned, "learning", TEXT_LETTERS),
        "result": short(wish.result, "comparison", TEXT_LETTERS),
        "data": short(wish.data, "data", TEXT_LETTERS),
        "problems": short(wish.problems, "problem", TEXT_LETTERS),
        "act": act,
    }
    fields = {name: value for name, value in fields.items() if value}
    if not fields:
        raise Malformed(
            f"What happened? /tried {row.handle} what happened; what we learned; adopt, adapt or abandon"
        )
    now = said_on(asking)
    *before, last = row.cycles or [Cycle(n=1)]
    told = {name: value for name, value in fields.items() if name != "act"}
    if (last.act and (last.end != now or not row.told_on)) or not fits(last, told):
        before, last = [*before, last], Cycle(n=last.n + 1, start=last.end)
    cycle = msgspec.structs.replace(last, end=now, **fields)
    status = cycle.act or "open"
    closed_at = now if status in ("adopt", "abandon") else ""
    told_on = now if act else row.told_on
    return [mended(row, cycles=[*before, cycle], status=status, closed_at=closed_at, told_on=told_on)]


def settle(asking: Asking, wish: Settle) -> list[Event]:
    """Say how a promise stands: done, still open with a new day, or dropped."""
    session = asking.session
    row = session.row(wish.handle)
    status = one_of(wish.status, STANDS, "A promise")
    words = short(wish.words, "update", TEXT_LETTERS)
    if isinstance(row, MissingVoice):
        return settle_missing(asking, row, status)
    row = session.row_of(wish.handle, Promise)
    if isinstance(row, Improvement) and status == "done":
        raise Refused(f"What came of {row.handle}? /tried {row.handle} what happened; what we learned; adopt")
    now = said_on(asking)
    fields = {
        "status": status,
        "update": words or row.update,
        **redated(row, day(session, wish.due, now) or row.due),
        "closed_at": "" if status == "open" else now,
        "told_on": now,
    }
    return [mended(row, **fields)]


def tell_story(asking: Asking, wish: TellStory) -> list[Event]:
    """Keep a story of value; how far it reached is told by which parts of it there are."""
    session = asking.session
    parts = {
        name: short(getattr(wish, name), name, TEXT_LETTERS)
        for name in ("activity", "insight", "used_how", "effect", "reframed")
    }
    if not any(parts.values()):
        text("", "story", "/story Amina; the falls meeting; what she saw; how she used it; what came of it")
    reached = [cycle for cycle, said in zip(CYCLES, parts.values(), strict=True) if said]
    visibility = "report" if wish.consent else "group"
    return [
        added(
            asking, Story, teller=person_named(session, wish.teller), **parts,
            cycles_reached=reached, teller_consent=wish.consent, visibility=visibility,
        )
    ]  # fmt: skip


def stories_block(session: Session, audience: Audience) -> Listing | None:
    """Stories of value, those whose teller agreed for readers; None where there is none."""
    found = [one for one in seen(session, Story, audience) if audience != "reader" or one.teller_consent]
    if not found:
        return None
    items = tuple(
        Item(
            one.handle,
            joined(one.activity, one.insight, one.used_how, one.effect, one.reframed, by=" → "),
            one.teller,
        )
        for one in found
    )
    return Listing(
        id="stories",
        title="Stories",
        sentence=f"{plural(len(found), 'story', 'stories')} of value.",
        items=items,
    )


def brought(session: Session) -> list[Promise]:
    """The promises that came from earlier meetings; this one's own where there are none."""
    found: list[Promise] = [*session.kept(Improvement), *session.kept(Action)]
    return [row for row in found if row.origin_session not in ("", session.id)] or found


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    found = [row for row in brought(session) if visible(row, audience)]
    if not found:
        return (nothing("promises", TITLE, "Nothing was promised last time."),)
    waiting = [row for row in found if not row.told_on]
    drawn: list[Block | None] = []
    if waiting:
        sentence = f"{plural(len(waiting), 'promise')} to go, of {len(found)}."
        cards = tuple(_card(session, row, audience) for row in waiting)
        drawn.append(
            Cards(id="promises", title=TITLE, sentence=sentence, cards=cards, walk=True, of=len(found))
        )
    items = tuple(
        Item(row.handle, _words(row), joined(standing(row), row.update, by=": "))
        for row in found
        if row.told_on
    )
    if items:
        drawn.append(
            Listing(
                id="told",
                title="Also" if waiting else TITLE,
                sentence=f"{len(items)} of {len(found)} told.",
                items=items,
            )
        )
    drawn.append(stories_block(session, audience))
    return tuple(block for block in drawn if block)


def _words(row: Promise) -> str:
    return row.aim if isinstance(row, Improvement) else row.text if isinstance(row, Action) else ""


def _card(session: Session, row: Promise, audience: Audience) -> Card:
    if isinstance(row, Improvement):
        return card(session, row, audience)
    fields = (("Who", promised(session, row, audience)), ("Last word", row.update))
    return Card(row.handle, _words(row), tuple(pair for pair in fields if pair[1]), standing(row))


def _asks(session: Session, activity: Activity, chosen: str) -> str:
    waiting = [row for row in brought(session) if not row.told_on and row.visibility != "private"]
    row = next((row for row in waiting if row.handle == chosen), waiting[0] if waiting else None)
    if row is None:
        return ""
    return f"/{'tried' if isinstance(row, Improvement) else 'done'} {row.handle}"


REVIEW = Mechanic(
    name="review",
    lines=("done", "still", "drop", "tried", "story", "test", "improve"),
    title="promises",
    commands={Tried: tried, Settle: settle, TellStory: tell_story},
    blocks=_blocks,
    line=lambda session, activity: "/tried I1 · /done D1 · /still D1 · /story",
    asks=_asks,
)
