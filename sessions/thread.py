"""The community's thread: what its earlier meetings left open, for the one that comes next.

A meeting that has not begun takes it over as one event, so that it is replayed with no other file there.
It is looked for at every opening until the meeting begins: what came along before is known by where it was
made, so that only what is new since comes again. Nothing that is private or erased crosses, and what was hidden
or erased since it crossed is hidden or erased here too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sessions import library, records
from sessions.coming import Way
from sessions.events import CarriedOver
from sessions.objects import BOUNDARIES, Community, Participant, Statement
from sessions.session import Session
from sessions.unvisited import followed, waiting

FILLED = (*BOUNDARIES, "brings", "level", "consent")
"""What of a person who was noted here already is filled in from before, where it is blank."""

log = logging.getLogger("cop_tui.sessions")


def carried(
    data: Path, session: Session, before: Iterable[CarriedOver] = (), findings: list[str] | None = None
) -> CarriedOver | None:
    """What earlier meetings of the community left open and is not in this one yet; None where nothing is.

    Args:
        data: The data folder.
        session: The meeting that has not begun.
        before: What it took over so far.
        findings: Takes a sentence for each meeting that cannot be read.
    """
    return taken_over(session, earlier(data, session, findings), before)


def earlier(data: Path, session: Session, findings: list[str] | None = None) -> list[Session]:
    """The meetings of the same community that were begun and are not later than this one, the oldest first.

    One that cannot be read is left out, and said in `findings`.
    """
    found = []
    community = session.community.name.casefold()
    for row in library.rows(data):
        if row.community.casefold() != community or row.id == session.id:
            continue
        try:
            one = records.current(library.folder_of(data, row.id))
        except Exception:
            # Whatever is wrong with one meeting, the others come along, and this one opens.
            log.exception("What %s left open cannot be read", row.id)
            if findings is not None:
                findings.append(
                    f"{row.title} of {row.date} cannot be read, so what it left open may be missing here. Its files were left as they are."
                )
            continue
        if one.started and not one.burnt and one.id == row.id and _order(one) <= _order(session):
            found.append(one)
    return sorted(found, key=_order)


def taken_over(
    session: Session, earlier: Sequence[Session], before: Iterable[CarriedOver] = ()
) -> CarriedOver | None:
    """The same, from meetings that were read already."""
    if not earlier:
        return None
    before = tuple(before)
    people = _people(session, earlier)
    named = (*session.participants.values(), *people)
    came = {
        (row.table, row.number): row
        for event in before
        for row in (*event.improvements, *event.actions, *event.missing, *event.ties)
    }
    mended = frozenset(name for event in before for name in event.touched)
    way = Way(session, earlier, {one.name.casefold(): one.number for one in named if one.name}, came, mended)
    community, charter, cleared = _charter(session.community, earlier[-1].community, before)
    notes, gone = followed(session, earlier, before)
    statements, unsaid = _statements(session, earlier)
    nothing = CarriedOver(tuple(one.id for one in earlier), session.community)
    found = msgspec.structs.replace(
        nothing,
        community=community,
        charter=charter,
        participants=people,
        improvements=way.improvements(),
        actions=way.actions(),
        missing=way.missing(),
        ties=way.ties(),
        statements=statements,
        notes=(*notes, *waiting(session, earlier[-1], before)),
        erased=(*cleared, *way.erased, *unsaid, *gone),
        touched=tuple(way.touched),
    )
    return None if found == nothing else found


def _order(session: Session) -> tuple[str, int, str]:
    return session.date, session.created, session.id


# People and the charter


def _people(session: Session, earlier: Sequence[Session]) -> tuple[Participant, ...]:
    """Everyone who has not left, under the next numbers here; who is noted here already is known by name."""
    latest: dict[str, Participant] = {}
    for one in earlier:
        for _, person in sorted(one.participants.items()):
            if not person.name:
                continue
            known = latest.get(person.name.casefold(), person)
            joined = min(filter(None, (known.joined, person.joined)), default="")
            latest[person.name.casefold()] = msgspec.structs.replace(person, joined=joined)
    mine = {one.name.casefold(): one for one in session.participants.values()}
    found, number = [], session.people_made
    for name, person in latest.items():
        if name in mine:
            filled = _filled(mine[name], person)
            found += [filled] if filled != mine[name] else []
        elif not person.left:
            number += 1
            found.append(msgspec.structs.replace(person, number=number, here=False, author=None))
    return tuple(found)


def _filled(mine: Participant, theirs: Participant) -> Participant:
    """Somebody who was noted here, with what is blank filled in from before."""
    fields = {
        field: getattr(theirs, field)
        for field in FILLED
        if not getattr(mine, field) and getattr(theirs, field)
    }
    joined = min(filter(None, (mine.joined, theirs.joined)), default="")
    return msgspec.structs.replace(mine, joined=joined, **fields)


def _charter(
    mine: Community, theirs: Community, before: tuple[CarriedOver, ...]
) -> tuple[Community, Community | None, list[tuple[str, str]]]:
    """The charter as it was, but where something else was said here; what was cleared here stays so.

    Returns:
        The charter here; what of it came from there, where that is more or less now; and the fields that words
        were taken from there since they came.
    """
    came = next((event.charter for event in reversed(before) if event.charter), Community())
    ours: dict[str, object] = {}
    known: dict[str, object] = {}
    for field in Community.__struct_fields__[2:]:  # beside its id and name
        own, then, now = (getattr(one, field) for one in (mine, came, theirs))
        if isinstance(own, list) and then:
            ours[field] = [words for words in own if words in now or words not in then]
            known[field] = [words for words in then if words in now]
        elif then:
            ours[field] = now if own == then else own
            known[field] = now
        elif not own and not any(getattr(event.community, field) for event in before):
            ours[field] = known[field] = now
    after = msgspec.structs.replace(came, **known)
    gone = [
        ("community", field) for field in known if (then := getattr(came, field)) and then != known[field]
    ]
    return msgspec.structs.replace(mine, **ours), after if after != came else None, gone


# Statements


def _statements(
    session: Session, earlier: Sequence[Session]
) -> tuple[tuple[Statement, ...], list[tuple[str, str]]]:
    """The version of each statement that was agreed last, else the last one, where this meeting has another.

    Returns:
        Those, and table and key of each that is here and was erased there since.
    """
    agreed: dict[str, Statement] = {}
    last: dict[str, Statement] = {}
    erased = {
        (made.slot, made.version)
        for one in (*earlier, session)
        for made in (*one.statements.values(), *one.earlier_statements.values())
        if not made.text
    }
    for one in earlier:
        taken = [kept for slot, kept in one.earlier_statements.items() if slot not in last]
        for made in (*taken, *sorted(one.statements.values(), key=lambda made: made.version)):
            if made.text and (made.slot, made.version) not in erased:
                last[made.slot] = msgspec.structs.replace(made, activity="", note=None, author=None)
                if made.agreed:
                    agreed[made.slot] = last[made.slot]
    here = session.earlier_statements
    fresh = tuple(made for slot, made in {**last, **agreed}.items() if made != here.get(slot))
    gone = [
        ("earlier_statements", slot)
        for slot, made in here.items()
        if made.text and (slot, made.version) in erased
    ]
    return fresh, gone
