"""Page one: what the room agreed, chose, decided and promised, and what is asked of whoever reads it."""

from __future__ import annotations

from typing import Any

import msgspec

from sessions import dates
from sessions.blocks import Actions, Audience, Block, Column, Item, Listing, Table, Text, plural
from sessions.objects import Statement
from sessions.rows import STANDING, Action, Decision, Improvement, MissingVoice, Promise
from sessions.seeing import joined, named, seen
from sessions.session import Session
from sessions.steps.agree import statement_block
from sessions.steps.decide import decisions_block, meeting_block
from sessions.steps.introduce import newcomers
from sessions.steps.promises import actions_block, standing
from sessions.summary.votes import first_blocks

TITLES = {"identity_statement": "Who we are together", "domain_statement": "What matters to all of us"}
"""The statements that come before all others, in their order."""
ORDER = tuple(TITLES)
DECISIONS = 3
"""Decisions that page one holds."""


def page_one(session: Session, audience: Audience = "reader") -> tuple[Block, ...]:
    """Statements, then what was decided, what comes first, who does what, and what was new: what a director reads."""
    drawn: list[Block | None] = [
        *_statements(session),
        _decisions(session, audience),
        *first_blocks(session, audience),
        _actions(session, audience),
        _tests(session, audience),
        since_block(session, audience),
        _ask(session),
        meeting_block(session),
    ]
    found = [block for block in drawn if block]
    if not found:
        nothing = "Nothing is agreed yet. The notes are in the detail."
        found.append(Text(id="nothing", title="So far", sentence=nothing, paragraphs=(nothing,)))
    return tuple(found)


def carried(session: Session, row: Promise) -> bool:
    """Whether a promise came from an earlier meeting."""
    return row.origin_session not in ("", session.id)


def met_before(session: Session) -> bool:
    """Whether something came over from an earlier meeting."""
    promises: list[Promise] = [*session.improvements.values(), *session.actions.values()]
    return bool(
        session.earlier_statements
        or any(carried(session, row) for row in promises)
        or any(one.joined not in ("", session.date) for one in session.participants.values())
        or any(note.carried_from for note in session.notes.values())
    )


def standing_here(session: Session, row: Promise) -> bool:
    """Whether a promise stands on page one: it is open, or was made at this meeting."""
    return not row.closed_at or not carried(session, row)


def decided(session: Session, audience: Audience) -> list[Decision]:
    """The decisions that stand: those that no other took the place of, in their order."""
    found: list[Decision] = seen(session, Decision, audience)
    gone = {row.supersedes for row in found}
    return [row for row in found if row.handle not in gone]


def _statements(session: Session) -> list[Block]:
    """What the room says together; of who we are and what matters, what the community said before where it stays so."""
    found = (
        session.agreed(activity) or session.statement(activity) for activity in session.activities.values()
    )
    said = [one for one in found if one and one.text]
    slots = {one.slot for one in said}
    before = [
        one
        for slot, one in session.earlier_statements.items()
        if slot in TITLES and slot not in slots and one.text
    ]
    drawn: list[tuple[int, Block]] = []
    for statement in said:
        title = TITLES.get(statement.slot) or f"What we say: {session.activities[statement.activity].title}"
        title = title if statement.agreed else f"{title} (proposed)"
        drawn.append((_place(statement), statement_block(session, statement, title)))
    for statement in before:
        block = statement_block(session, statement, TITLES[statement.slot])
        sentence = f"Agreed at an earlier meeting, as version {statement.version}."
        drawn.append(
            (
                _place(statement),
                msgspec.structs.replace(block, id=f"{statement.slot}-before", sentence=sentence),
            )
        )
    return [block for _, block in sorted(drawn, key=lambda pair: pair[0])]


def _place(statement: Statement) -> int:
    return ORDER.index(statement.slot) if statement.slot in ORDER else len(ORDER)


def _decisions(session: Session, audience: Audience) -> Block | None:
    """The first decisions that stand, and how many more there are."""
    drawn, standing = decisions_block(session, audience), decided(session, audience)
    if drawn is None or not standing:
        return None
    shown = {row.handle for row in standing[:DECISIONS]}
    items = tuple(item for item in drawn.items if item.handle in shown)
    if more := len(standing) - len(items):
        items += (Item("", f"{more} more, in the detail."),)
    sentence = f"{plural(len(standing), 'decision')}."
    return msgspec.structs.replace(drawn, id="first-decisions", sentence=sentence, items=items)


def _actions(session: Session, audience: Audience) -> Block | None:
    """Who does what, by when."""
    drawn = actions_block(session, audience)
    kept = {row.handle for row in _seen_promises(session, Action, audience) if standing_here(session, row)}
    if not isinstance(drawn, Actions) or not kept:
        return None
    rows = tuple(row for row in drawn.rows if row[0] in kept)
    sentence = f"{plural(len(rows), 'action')}."
    return _moved(
        Actions(id="first-actions", title=drawn.title, sentence=sentence, columns=drawn.columns, rows=rows)
    )


def _moved(block: Actions) -> Block:
    """A table of promises without its last column, unless one has moved: then how they stand is worth one."""
    if any(row[-1] != STANDING["open"] for row in block.rows):
        return headed(block)
    return msgspec.structs.replace(
        block, columns=block.columns[:-1], rows=tuple(row[:-1] for row in block.rows)
    )


def headed(block: Block) -> Block:
    """A table whose last column says how things stand, with that as its head: on paper nobody explains it."""
    if not isinstance(block, Table) or block.columns[-1].title:
        return block
    return msgspec.structs.replace(block, columns=(*block.columns[:-1], Column("How it stands")))


def _tests(session: Session, audience: Audience) -> Block | None:
    """What is tested, by whom, by when."""
    found: list[Improvement] = [
        row for row in _seen_promises(session, Improvement, audience) if standing_here(session, row)
    ]
    if not found:
        return None
    rows = tuple(
        (
            row.handle,
            joined(row.change_idea, row.aim),
            row.owner or "nobody yet",
            dates.in_words(row.due),
            standing(row),
        )
        for row in found
    )
    columns = tuple(map(Column, ("", "What", "Who", "By", "")))
    sentence = f"{plural(len(found), 'small test')}."
    return _moved(
        Actions(id="first-tests", title="What we test", sentence=sentence, columns=columns, rows=rows)
    )


def since_block(session: Session, audience: Audience) -> Block | None:
    """What has changed since last time; None where the community has not met before, or nothing has."""
    if not met_before(session):
        return None
    promises = [
        row
        for kind in (Improvement, Action)
        for row in _seen_promises(session, kind, audience)
        if carried(session, row)
    ]
    items = []
    if promises:
        told = [row for row in promises if row.told_on]
        items.append(
            Item("", f"We looked at {len(told)} of {plural(len(promises), 'promise')}.", _stands(told))
        )
    if new := newcomers(session):
        names = ", ".join(one.name for one in new) if named(session, audience) else ""
        items.append(Item("", f"{plural(len(new), 'person', 'people')} came for the first time.", names))
    voices: list[MissingVoice] = [
        row
        for row in seen(session, MissingVoice, audience)
        if row.status == "joined" and row.joined == session.date
    ]
    if voices:
        who = ", ".join(row.who for row in voices)
        items.append(
            Item("", f"{plural(len(voices), 'voice')} that {_was(len(voices))} missing joined us.", who)
        )
    if not items:
        return None
    sentence = " ".join(item.text for item in items)
    return Listing(id="since", title="Since last time", sentence=sentence, items=tuple(items))


def _was(many: int) -> str:
    return "was" if many == 1 else "were"


def _stands(told: list[Any]) -> str:
    """How many of the promises stand how, as in "2 done, 1 adopted"."""
    counts = {word: sum(row.status == status for row in told) for status, word in STANDING.items()}
    return ", ".join(f"{many} {word}" for word, many in counts.items() if many)


def _ask(session: Session) -> Block | None:
    """What the community asks of its sponsor."""
    if not session.ask:
        return None
    title = f"What we ask of {session.community.sponsor or 'our sponsor'}"
    return Text(id="ask", title=title, sentence=session.ask, paragraphs=(session.ask,))


def _seen_promises(session: Session, kind: type[Promise], audience: Audience) -> list[Any]:
    return seen(session, kind, audience)
