"""Draw: what moves what. A signed link says that more of one issue brings more, or less, of another."""

from __future__ import annotations

from sessions.actors import Asking
from sessions.ballots import counted, kept_back, on_ballot, targets
from sessions.blocks import Audience, Block, Field, Item, Link, Links, Listing, Offer, Text, plural
from sessions.commands import AddRipple
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import Event
from sessions.measures import ripples as measure
from sessions.objects import Activity
from sessions.rowing import TEXT_LETTERS, added, mended, short
from sessions.rows import Ripple, whole
from sessions.seeing import seen, spoken
from sessions.session import Session
from sessions.steps.mechanic import Mechanic

STRENGTHS = (1, 2, 3)
MOST_DRIVERS = 5


def add_ripple(asking: Asking, wish: AddRipple) -> list[Event]:
    """Note a link; the same two issues again change its sign, strength or reason."""
    session = asking.session
    if wish.sign not in ("+", "-"):
        raise Malformed(
            "More of the first brings more (+) or less (-) of the second: /ripple A > C + because …"
        )
    if wish.strength not in STRENGTHS:
        raise Malformed("A ripple is +, ++ or +++; or -, -- or ---.")
    if asking.by.kind == "participant":
        _on_offer(session, wish)
    source, target = issue(session, wish.from_), issue(session, wish.to)
    if source == target:
        hint = ": /ripple A > C + because …" if asking.by.leads else ". Choose two different ones."
        raise Refused(f"An issue that moves itself needs another between{hint}")
    why = short(wish.why, "reason", TEXT_LETTERS)
    for row in session.ripples.values():
        if (row.from_, row.to) == (source, target) and not row.erased:
            strength = wish.strength if asking.by.leads else row.strength
            return [mended(row, sign=wish.sign, strength=strength, why=why or row.why)]
    return [added(asking, Ripple, from_=source, to=target, sign=wish.sign, why=why, strength=wish.strength)]


def _on_offer(session: Session, wish: AddRipple) -> None:
    """Check that a participant chose from what may move.

    Raises:
        NotOffered: if not.
    """
    for named in (wish.from_, wish.to):
        if not on_ballot(session, session.now, named.strip().upper()):
            raise NotOffered(f"{named.strip()[:20]} is none of what may move here.")


def issue(session: Session, named: str) -> str:
    """A note or theme as it is named for good, or the words of an issue that is neither."""
    words = short(named, "issue")
    if not words:
        raise Malformed("What moves what? /ripple A > C + because …")
    if (number := whole(words)) is not None:
        return str(session.note(number).number)
    if len(words) <= 2 and words.isalpha():
        if found := session.issue(words):
            return found
        if len(words) == 1:
            raise Refused(f"There is no theme {words.upper()} here.")
    known = [one for row in session.ripples.values() for one in (row.from_, row.to)]
    return next((one for one in known if one.casefold() == words.casefold()), words)


def links_block(session: Session, audience: Audience) -> Block:
    """What moves what, the drivers, and the circles."""
    found: list[Ripple] = seen(session, Ripple, audience)
    if not found:
        nothing = "No ripple yet: if one of these changes, what else moves?"
        return Text(id="ripples", title="Ripples", sentence=nothing, paragraphs=(nothing,))
    said = {name: spoken(session, name, audience) for row in found for name in (row.from_, row.to)}
    links = tuple(Link(row.handle, said[row.from_], said[row.to], row.sign, row.why) for row in found)
    edges = [(said[row.from_], said[row.to], 1 if row.sign == "+" else -1) for row in found]
    drivers = tuple((one.name, one.score, one.reach) for one in measure.drivers(edges)[:MOST_DRIVERS])
    loops = tuple(
        (" → ".join((*loop.issues, loop.issues[0])), "reinforcing" if loop.sign == "+" else "balancing")
        for loop in measure.loops(edges).found[:MOST_DRIVERS]
    )
    sentence = f"{plural(len(found), 'link')}."
    if drivers and drivers[0][1] > 0:
        sentence += f" {drivers[0][0]} pushes most: it reaches {plural(drivers[0][2], 'other issue')}."
    return Links(id="ripples", title="Ripples", sentence=sentence, links=links, drivers=drivers, loops=loops)


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    links = links_block(session, audience)
    themes = session.themes_of(session.source(activity))
    if not themes:
        return (links,)
    items = tuple(Item(theme.letter, theme.name) for theme in themes)
    return (links, Listing(id=f"{activity.id}-themes", title="What may move", items=items))


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    if kept_back(session, activity, "participant"):
        return ()
    fields = (
        Field("from_", "If there is more of this", kind="choice", required=True),
        Field("sign", "there is", kind="choice", required=True, options=("+", "-"), says=("more", "less")),
        Field("to", "of that", kind="choice", required=True),
        Field("why", "Because", limit=TEXT_LETTERS),
    )
    return (Offer("ripple", "Draw a ripple", fields),) if counted(session, activity, 2) == 2 else ()


def _filled(session: Session, activity: Activity, form: Offer) -> Offer:
    issues = targets(session, activity)
    return form.choosing(targets=tuple(issues), from_=issues, to=issues)


def _line(session: Session, activity: Activity) -> str:
    first, second = (
        [*targets(session, activity), "A", "B"][:2] if counted(session, activity, 2) == 2 else "AB"
    )
    return f"{first} > {second} + because …"


DRAW = Mechanic(
    name="draw",
    lines=("ripple", "edit", "hide", "theme"),
    title="ripples",
    commands={AddRipple: add_ripple},
    blocks=_blocks,
    forms=_forms,
    filled=_filled,
    line=_line,
    asks=lambda session, activity, chosen: "/ripple",
)
