"""Promises as they are seen: improvements with their tests, and actions with their owners and days."""

from __future__ import annotations

import datetime

from sessions import dates
from sessions.blocks import Actions, Audience, Block, Card, Cards, Column, Text, plural
from sessions.rows import STANDING, Action, Cycle, Improvement, Promise
from sessions.seeing import joined, seen, spoken
from sessions.session import Session

NEAR = 300
"""Days from the meeting within which a day's year goes without saying."""


def promised(session: Session, row: Promise, audience: Audience) -> str:
    """Who does it, and by when."""
    return joined(row.owner, row.due and f"by {day_in_words(session, row.due, audience)}")


def day_in_words(session: Session, day: str, audience: Audience) -> str:
    """A day in words; in the room without the year where it is near enough to go without saying."""
    words = dates.in_words(day)
    if audience == "reader" or not day:
        return words
    away = datetime.date.fromisoformat(day) - datetime.date.fromisoformat(session.date)
    return words.rpartition(" ")[0] if abs(away.days) < NEAR else words


def standing(row: Promise) -> str:
    """How it stands."""
    return STANDING.get(row.status, row.status)


def cycle_fields(cycle: Cycle) -> tuple[tuple[str, str], ...]:
    """A test as named fields, in the order in which it is told."""
    said = (
        ("We asked", cycle.question), ("We expected", cycle.prediction),
        ("Planned", joined(cycle.who, cycle.when, cycle.where)),
        ("It happened", cycle.observations), ("In numbers", cycle.data), ("In the way", cycle.problems),
        ("Against what we expected", cycle.result), ("We learned", cycle.learning),
        ("So we", cycle.act),
    )  # fmt: skip
    return tuple((name, value) for name, value in said if value)


def card(session: Session, row: Improvement, audience: Audience, *, cycles: bool = True) -> Card:
    """An improvement as a card: what it is about, what is changed and measured, and its tests."""
    about = ", ".join(spoken(session, item, audience) for item in row.item_ids)
    fields = [
        ("Who", promised(session, row, audience)),
        ("About", about),
        ("Change", row.change_idea),
        ("Measure", joined(row.measure, row.baseline and f"now {row.baseline}")),
    ]
    for cycle in row.cycles if cycles else ():
        told = cycle_fields(cycle)
        if len(row.cycles) > 1 and told:
            days = joined(*(dates.in_words(day) for day in (cycle.start, cycle.end) if day), by=" to ")
            fields.append((f"Test {cycle.n}", days or "·"))
        fields += told
    if row.update:
        fields.append(("Last word", row.update))
    said = tuple(pair for pair in fields if pair[1])
    return Card(row.handle, row.aim, said, standing(row), _turn(row) if cycles else ())


def _turn(row: Improvement) -> tuple[tuple[str, bool], ...]:
    """How far the last test of an improvement has come through Plan, Do, Study and Act."""
    cycle = row.cycles[-1] if row.cycles else Cycle(n=1)
    found = (
        ("Plan", cycle.prediction or cycle.question),
        ("Do", cycle.observations or cycle.data),
        ("Study", cycle.learning or cycle.result),
        ("Act", cycle.act),
    )
    last = max((place for place, (_, said) in enumerate(found) if said), default=-1)
    return tuple((name, place <= last) for place, (name, _) in enumerate(found))


def improvements_block(session: Session, audience: Audience) -> Block | None:
    """Every improvement; None where there is none."""
    found: list[Improvement] = seen(session, Improvement, audience)
    if not found:
        return None
    cards = tuple(card(session, row, audience) for row in found)
    return Cards(
        id="improvements", title="What we test", sentence=f"{plural(len(cards), 'small test')}.", cards=cards
    )


def actions_block(session: Session, audience: Audience) -> Block | None:
    """Every action; None where there is none."""
    found: list[Action] = seen(session, Action, audience)
    if not found:
        return None
    rows = tuple(
        (
            row.handle,
            row.text,
            row.owner or "nobody yet",
            day_in_words(session, row.due, audience),
            joined(standing(row), row.update, by=": "),
        )
        for row in found
    )
    done = sum(row.status == "done" for row in found)
    sentence = f"{plural(len(found), 'action')}, {done} done."
    columns = tuple(map(Column, ("", "What", "Who", "By", "")))
    return Actions(id="actions", title="What we do", sentence=sentence, columns=columns, rows=rows)


def nothing(block_id: str, title: str, sentence: str) -> Text:
    """A block that says that there is nothing yet."""
    return Text(id=block_id, title=title, sentence=sentence, paragraphs=(sentence,))
