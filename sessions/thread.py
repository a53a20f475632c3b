"""The community's thread: what its earlier meetings left open, for the one that comes next.

A meeting that has not begun takes it over as one event, so that it is replayed with no other file there.
It is looked for at every opening until the meeting begins: what came along before is known by where it was
made, so that only what is new since comes again. Nothing that is private or erased crosses.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sessions import library, records
from sessions.events import CarriedOver
from sessions.hidden import concealed
from sessions.objects import BOUNDARIES, Community, Participant, Statement
from sessions.rows import Action, AnyRow, Improvement, MissingVoice, Promise, Row, Tie, parsed
from sessions.session import Session
from sessions.unvisited import waiting

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
        if one.started and one.id == row.id and _order(one) <= _order(session):
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
    way = _Way(session, earlier, {one.name.casefold(): one.number for one in named if one.name}, came)
    nothing = CarriedOver(tuple(one.id for one in earlier), session.community)
    found = msgspec.structs.replace(
        nothing,
        community=_charter(session.community, earlier[-1].community, before),
        participants=people,
        improvements=way.rows(Improvement, _origin, way.promise),
        actions=way.rows(Action, _origin, way.promise),
        missing=way.rows(MissingVoice, _who, way.voice),
        ties=way.rows(Tie, _two, way.tie),
        statements=_statements(session, earlier),
        notes=waiting(session, earlier[-1], before),
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
            found.append(msgspec.structs.replace(person, number=number, here=False))
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


def _charter(mine: Community, theirs: Community, before: tuple[CarriedOver, ...]) -> Community:
    """The charter as it was, but where something else was said here; what was cleared here stays so."""
    fields = {
        field: getattr(theirs, field)
        for field in Community.__struct_fields__
        if field not in ("id", "name")
        and not getattr(mine, field)
        and not any(getattr(event.community, field) for event in before)
    }
    return msgspec.structs.replace(mine, **fields)


# Rows


def _origin(one: Session, row: Promise) -> Hashable:
    """Where a promise was made, and as which."""
    return (row.origin_session or one.id, row.origin or row.handle)


def _who(one: Session, row: MissingVoice) -> Hashable:
    # A tombstone has no words left: when it was said first tells what must not come back.
    return row.at if row.erased else row.who.casefold()


def _two(one: Session, row: Tie) -> Hashable:
    people = (one.participants.get(number) for number in (row.a, row.b))
    return tuple(person.name.casefold() if person else "" for person in people)


@dataclass(frozen=True)
class _Way:
    """The way of rows from earlier meetings into this one."""

    session: Session
    earlier: Sequence[Session]
    numbers: Mapping[str, int]
    """Name to the number of that person here."""
    came: Mapping[tuple[str, int], Row]
    """Table and number to the row as it came along before."""

    def rows(
        self,
        kind: type[AnyRow],
        key: Callable[[Session, AnyRow], Hashable],
        made: Callable[[Session, AnyRow, int], AnyRow | None],
    ) -> tuple[AnyRow, ...]:
        """The rows of a kind that are open and not here yet, the oldest first, and those that have changed since.

        Args:
            kind: The kind of row.
            key: What a row is known by in every meeting.
            made: The row of an earlier meeting as it is to stand here, under a number; None if it cannot.
        """
        latest: dict[Hashable, tuple[Session, AnyRow]] = {}
        gone: set[Hashable] = set()
        for one in (*self.earlier, self.session):
            for _, row in sorted(one.shelf(kind).items()):
                if row.erased:
                    gone.add(key(one, row))
                elif one is not self.session:
                    name = key(one, row)
                    if name not in latest or not _stands_over(latest[name][1], row):
                        latest[name] = (one, row)
        mine = {key(self.session, row): row for row in self.session.shelf(kind).values()}
        found, number = [], self.session.made.get(kind.table, 0)
        for name, (one, row) in latest.items():
            if row.visibility == "private" or name in gone or (kind is MissingVoice and row.at in gone):
                continue
            if here := mine.get(name):
                fresh = made(one, row, here.number)
                untouched = here == self.came.get((kind.table, here.number))
                found += [fresh] if fresh and untouched and fresh != here else []
            elif _open(row) and (fresh := made(one, row, number + 1)):
                number += 1
                found.append(fresh)
        return tuple(found)

    def promise(self, one: Session, row: AnyRow, number: int) -> AnyRow:
        """A promise of an earlier meeting. What it is about is said in words: handles mean nothing elsewhere."""
        assert isinstance(row, Promise)
        session_id, handle = row.origin_session or one.id, row.origin or row.handle
        fields = {"told_on": "", "was_due": ""} if row.still_open else {}
        if isinstance(row, Improvement):
            # As its first meeting has it, where it is there: what was erased of that has no words any more.
            first = next((each for each in self.earlier if each.id == session_id), one)
            named = parsed(handle)
            source = first.improvements.get(named[1], row) if named and first is not one else row
            about = dict.fromkeys(_worded(first, item) for item in source.item_ids)
            fields["item_ids"] = [words for words in about if words]  # type: ignore[assignment]
        return msgspec.structs.replace(
            row, number=number, author=self.person(one, row.author),
            origin_session=session_id, origin=handle, **fields,
        )  # fmt: skip

    def voice(self, one: Session, row: MissingVoice, number: int) -> MissingVoice:
        """A missing voice."""
        return msgspec.structs.replace(row, number=number, author=self.person(one, row.author))

    def tie(self, one: Session, row: Tie, number: int) -> Tie | None:
        """A tie, between the same two under their numbers here; None where one of them is not known here."""
        a, b = self.person(one, row.a), self.person(one, row.b)
        if a is None or b is None:
            return None
        since = row.since_session or one.id
        author = self.person(one, row.author)
        return msgspec.structs.replace(row, number=number, a=a, b=b, author=author, since_session=since)

    def person(self, one: Session, number: int | None) -> int | None:
        """The number here of a person of an earlier meeting."""
        person = one.participants.get(number or 0)
        return self.numbers.get(person.name.casefold()) if person else None


def _open(row: Row) -> bool:
    """Whether a row still waits for somebody."""
    if isinstance(row, Promise):
        return row.still_open
    return not isinstance(row, MissingVoice) or row.status == "missing"


def _stands_over(before: Row, after: Row) -> bool:
    """Whether what an earlier meeting knows of a promise was said after what a later one does.

    A closed meeting still hears how its promises stand, when the next one has taken them over already.
    """
    if not (isinstance(before, Promise) and isinstance(after, Promise)):
        return False
    return not before.still_open and after.still_open and before.told_on > after.told_on


def _worded(session: Session, handle: str) -> str:
    """The words of what an improvement is about; "" where they are gone, or were never shown."""
    note = session.notes.get(int(handle)) if handle.isdecimal() and len(handle) < 10 else None
    if note and concealed(session, session.activities[note.activity], "wall"):
        return ""
    words = session.words(handle)
    # Words that look like a handle would be read as one.
    return f"“{words}”" if words.isdecimal() or (words.isalpha() and len(words) <= 2) else words


# Statements


def _statements(session: Session, earlier: Sequence[Session]) -> tuple[Statement, ...]:
    """The version of each statement that was agreed last, else the last one, where this meeting has another."""
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
                last[made.slot] = msgspec.structs.replace(made, activity="", note=None)
                if made.agreed:
                    agreed[made.slot] = last[made.slot]
    return tuple(
        made for slot, made in {**last, **agreed}.items() if made != session.earlier_statements.get(slot)
    )
