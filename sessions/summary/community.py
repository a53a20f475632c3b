"""The community page: a community over its meetings, as blocks that the terminal and every document draw."""

from __future__ import annotations

from sessions import dates
from sessions.blocks import Block, Card, Cards, Column, Item, Listing, Table, Text, plural
from sessions.growth import Growth, Told
from sessions.measuring import PLURALS
from sessions.objects import BOUNDARIES
from sessions.rows import CYCLES, Improvement, Promise
from sessions.seeing import joined
from sessions.session import Session
from sessions.stages import suggested
from sessions.steps.promises import card, standing
from sessions.summary.detail import charter_block
from sessions.summary.words import attendance

IDENTITY, DOMAIN = "identity_statement", "domain_statement"
FEWEST = 5
"""Promises from which it is said what part of them was kept (ours, as for measures)."""


def community_page(growth: Growth) -> tuple[Block, ...]:
    """Who they say they are, how they have grown, what they tried and kept, and what it was worth."""
    drawn: list[Block | None] = [
        _history(growth, IDENTITY, "Who we are together"),
        _history(growth, DOMAIN, "What matters to all of us"),
        _stage(growth),
        _meetings(growth),
        _people(growth),
        _spanned(growth),
        _ties(growth),
        _tests(growth),
        _kept(growth),
        _open(growth),
        _value(growth),
        _stories(growth),
        charter_block(growth.last),
    ]
    return tuple(block for block in drawn if block)


def _history(growth: Growth, slot: str, title: str) -> Block | None:
    """A statement from version to version, the present one first."""
    versions = growth.versions(slot)
    if not versions:
        return None
    items = tuple(
        Item(
            f"v{made.version}",
            made.text,
            joined(dates.in_words(session.date), "agreed" if made.agreed else "proposed", made.dissent and f"kept beside it: {made.dissent}"),
        )
        for session, made in reversed(versions)
    )  # fmt: skip
    sentence = f"{plural(len(items), 'version')}, the present one first."
    return Listing(id=f"{slot}-history", title=title, sentence=sentence, items=items)


def _stage(growth: Growth) -> Text:
    """The stage that is suggested, and why."""
    found = suggested(growth)
    said = growth.last.community.stage
    paragraphs = [f"What is kept here suggests {found.stage}: {', '.join(found.reasons)}."]
    if found.following:
        paragraphs.append(f"For {found.following} there would be {', and '.join(found.lacking)} too.")
    if said and said != found.stage:
        paragraphs.append(f"The community itself says {said}.")
    paragraphs.append("This is a suggestion to talk about, and no score.")
    return Text(id="stage", title="Stage", sentence=paragraphs[0], paragraphs=tuple(paragraphs))


def _meetings(growth: Growth) -> Table:
    """Every meeting in numbers: activity, beside which value is to be looked at."""
    columns = (
        Column("When"), Column("Meeting"), Column("Who was there"), Column("Notes", number=True),
        Column("New people", number=True), Column("Ties by then", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            dates.in_words(session.date, brief=True), session.title, attendance(session) or "nobody counted",
            str(len(session.notes)), str(len(came)), str(ties),
        )
        for session, came, ties in zip(growth.held, growth.came, growth.ties, strict=True)
    )  # fmt: skip
    sentence = f"{plural(len(rows), 'meeting')}"
    if growth.months:
        sentence += f" over {plural(growth.months, 'month')}"
    return Table(id="meetings", title="Meetings", sentence=f"{sentence}.", columns=columns, rows=rows)


def _people(growth: Growth) -> Listing | None:
    """Who joined and who left, by name where names may be read."""
    items = []
    for place, session in enumerate(growth.held):
        came, left = growth.came[place], growth.left[place]
        for people, one, many in (
            (came, "person came for the first time", "people came for the first time"),
            (left, "person had left", "people had left"),
        ):
            if people:
                named = [person.name for person in people if person.name]
                names = ", ".join(named) if growth.names(session) else ""
                words = f"{dates.in_words(session.date)}: {plural(len(people), one, many)}"
                items.append(Item("", words, names))
    if not items:
        return None
    came_in_all, left_in_all = (sum(map(len, part)) for part in (growth.came, growth.left))
    forgotten = sum(not person.name for came in growth.came for person in came)
    lost = f", {forgotten} of whom {'was' if forgotten == 1 else 'were'} forgotten" if forgotten else ""
    sentence = f"{plural(came_in_all, 'person', 'people')} by name since the first meeting{lost}; {left_in_all} left."
    return Listing(id="members", title="Who joined and who left", sentence=sentence, items=tuple(items))


def _spanned(growth: Growth) -> Table | None:
    """The groups of each boundary that came in after the first meeting."""
    rows = []
    for session, fresh in zip(growth.held, growth.spanned, strict=True):
        for boundary in BOUNDARIES:
            if groups := fresh.get(boundary):
                counted = plural(len(groups), PLURALS[boundary][:-1])
                told = ", ".join(groups) if _tells(growth, session, boundary) else counted
                rows.append((dates.in_words(session.date, brief=True), PLURALS[boundary].capitalize(), told))
    if not rows:
        return None
    later = sum(len(groups) for fresh in growth.spanned[1:] for groups in fresh.values())
    sentence = f"{plural(later, 'group')} came in after the first meeting."
    columns = (Column("Since"), Column("Boundary"), Column("Newly here"))
    return Table(
        id="spanned", title="Boundaries newly spanned", sentence=sentence, columns=columns, rows=tuple(rows)
    )


def _tells(growth: Growth, session: Session, boundary: str) -> bool:
    """Whether groups may be named: bands of pay never are, the others once names may be read."""
    return boundary != "hierarchy" and growth.names(session)


def _ties(growth: Growth) -> Text | None:
    if not growth.ties[-1]:
        return None
    fresh = growth.ties[-1] - (growth.ties[-2] if len(growth.ties) > 1 else 0)
    sentence = f"{plural(growth.ties[-1], 'tie between people is', 'ties between people are')} known, {fresh} of them since the meeting before."
    return Text(id="ties", title="Ties", sentence=sentence, paragraphs=(sentence,))


def _tests(growth: Growth) -> Cards | None:
    """Every small test with its cycles, as it was told last."""
    found = growth.improvements
    if not found:
        return None
    cards = []
    for told in found:
        assert isinstance(told.row, Improvement)
        drawn = card(told.session, told.row, growth.audience)
        cards.append(Card("", drawn.title, _unnamed(growth, told, drawn.fields), drawn.status))
    ended = f"{growth.cycles} came to an end" if growth.cycles else "none has come to an end yet"
    sentence = f"{plural(len(found), 'small test')}: {ended}, {plural(growth.adopted, 'change')} adopted."
    return Cards(id="tests", title="What we tested", sentence=sentence, cards=tuple(cards))


def _unnamed(growth: Growth, told: Told, fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Fields without who does it, where names may not be read."""
    return tuple(pair for pair in fields if pair[0] != "Who" or growth.names(told.session))


def _kept(growth: Growth) -> Text | None:
    """How many of the promises that were due are kept, and by their day."""
    due, kept, on_time = len(growth.due), len(growth.kept), len(growth.on_time)
    if not due:
        return None
    sentence = f"{plural(due, 'promise was', 'promises were')} due by the last meeting: {kept} kept, {on_time} of them by the day that was agreed first."
    if due >= FEWEST:
        sentence += f" That is {kept / due:.0%} kept, {on_time / due:.0%} on time."
    return Text(id="kept", title="Promises kept", sentence=sentence, paragraphs=(sentence,))


def _open(growth: Growth) -> Table | None:
    """What is still promised."""
    found = [told for told in growth.promises.values() if told.row.still_open]
    if not found:
        return None
    columns = (Column("What"), Column("Who"), Column("By"), Column("How it stands"))
    rows = tuple(
        (
            _words(told.row),
            (told.row.owner or "nobody yet") if growth.names(told.session) else "",
            dates.in_words(told.row.due, brief=True),
            joined(standing(told.row), told.row.update, by=": "),
        )
        for told in found
    )
    sentence = f"{plural(len(rows), 'promise is', 'promises are')} open."
    return Table(id="open", title="Still promised", sentence=sentence, columns=columns, rows=rows)


def _words(row: Promise) -> str:
    return str(getattr(row, "change_idea", "") or getattr(row, "aim", "") or getattr(row, "text", ""))


def _value(growth: Growth) -> Table | None:
    """How many stories tell of each cycle of value."""
    found = growth.value()
    if not growth.stories:
        return None
    rows = tuple((cycle.capitalize(), str(found[cycle])) for cycle in CYCLES)
    sentence = f"{plural(len(growth.stories), 'story', 'stories')} of value; one may tell of several cycles."
    columns = (Column("Cycle of value"), Column("Stories", number=True))
    return Table(id="value", title="Value", sentence=sentence, columns=columns, rows=rows)


def _stories(growth: Growth) -> Listing | None:
    items = tuple(
        Item(
            "",
            joined(one.activity, one.insight, one.used_how, one.effect, one.reframed, by=" → "),
            one.teller,
        )
        for one in growth.stories
    )
    if not items:
        return None
    return Listing(
        id="stories", title="Stories", sentence=f"{plural(len(items), 'story', 'stories')}.", items=items
    )
