"""Rows of earlier meetings that come into the next one, and how they follow there until it begins.

What was hidden or erased where it was made is hidden or erased here too, touched or not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from sessions.blanking import ERASED
from sessions.hidden import concealed
from sessions.rows import Action, AnyRow, Improvement, MissingVoice, Promise, Row, Tie, parsed, whole
from sessions.session import Session

Key = Callable[[Session, AnyRow], Hashable]
"""What a row is known by in every meeting."""


@dataclass(frozen=True)
class Way:
    """The way of rows from earlier meetings into this one."""

    session: Session
    earlier: Sequence[Session]
    numbers: Mapping[str, int]
    """Name to the number of that person here."""
    came: Mapping[tuple[str, int], Row]
    """Table and number to the row as it came along before."""
    mended: frozenset[tuple[str, str]] = frozenset()
    """Table and key of rows that followed in part before, as they had been mended here."""
    erased: list[tuple[str, str]] = field(default_factory=list)
    """Table and key of what came along before and was erased there since."""
    touched: list[tuple[str, str]] = field(default_factory=list)
    """Table and key of rows that follow now in part."""

    def improvements(self) -> tuple[Improvement, ...]:
        """Small tests that go on."""
        return self._rows(Improvement, _origin, _origin, self._promise)

    def actions(self) -> tuple[Action, ...]:
        """Promises that are open."""
        return self._rows(Action, _origin, _origin, self._promise)

    def missing(self) -> tuple[MissingVoice, ...]:
        """Who is missing still."""
        return self._rows(MissingVoice, _who, _moment, self._voice)

    def ties(self) -> tuple[Tie, ...]:
        """Who turns to whom."""
        return self._rows(Tie, _two, _moment, self._tie)

    def _rows(
        self,
        kind: type[AnyRow],
        key: Key[AnyRow],
        mark: Key[AnyRow],
        made: Callable[[Session, AnyRow, int], AnyRow | None],
    ) -> tuple[AnyRow, ...]:
        """The rows of a kind that are open and not here yet, the oldest first, and those that have changed since.

        Args:
            kind: The kind of row.
            key: What a row is known by in every meeting.
            mark: What is left of that when it was erased.
            made: The row of an earlier meeting as it is to stand here, under a number; None if it cannot.
        """
        gone = self._gone(kind, key, mark)
        latest: dict[Hashable, tuple[Session, AnyRow]] = {}
        for one in self.earlier:
            for _, row in sorted(one.shelf(kind).items()):
                name = key(one, row)
                if not (row.erased or gone(one, row)) and not (
                    name in latest and _stands_over(latest[name][1], row)
                ):
                    latest[name] = (one, row)
        mine = {}
        for number, row in self.session.shelf(kind).items():
            if row.erased:
                continue
            if gone(self.session, row) and ((kind.table, number) in self.came or isinstance(row, Promise)):
                self.erased.append((kind.table, str(number)))
            else:
                mine[key(self.session, row)] = row
        found, number = [], self.session.made.get(kind.table, 0)
        for name, (one, row) in latest.items():
            if here := mine.get(name):
                found += self._followed(here, row, made(one, row, here.number))
            elif row.visibility != "private" and row.still_open and (fresh := made(one, row, number + 1)):
                number += 1
                found.append(fresh)
        return tuple(found)

    def _gone(
        self, kind: type[AnyRow], key: Key[AnyRow], mark: Key[AnyRow]
    ) -> Callable[[Session, AnyRow], bool]:
        """Whether a row was erased in some meeting: there a tombstone has its mark, and no other row that and its key."""
        standing = []
        for one in (*self.earlier, self.session):
            shelf = one.shelf(kind).values()
            if dead := {mark(one, row) for row in shelf if row.erased}:
                alive = {(key(one, row), mark(one, row)) for row in shelf if not row.erased}
                standing.append((dead, alive))
        return lambda one, row: any(
            mark(one, row) in dead and (key(one, row), mark(one, row)) not in alive
            for dead, alive in standing
        )

    def _followed(self, here: AnyRow, row: AnyRow, fresh: AnyRow | None) -> list[AnyRow]:
        """What becomes of a row that is here, as its earlier meeting has it now; nothing where it stays as it is."""
        name = (here.table, str(here.number))
        came = self.came.get((here.table, here.number))
        as_it_came = here == came and name not in self.mended
        after = here
        if row.visibility == "private":
            if came is not None and came.visibility != "private":
                after = msgspec.structs.replace(here, visibility="private")
        elif fresh is not None and as_it_came:
            after = fresh
        about = fresh.item_ids if isinstance(fresh, Improvement) else []
        lost = isinstance(came, Improvement) and not set(came.item_ids) <= set(about)
        if lost:
            # Words of a note that is hidden or erased now must not stay in the history either.
            self.erased.append(("about", name[1]))
            after = msgspec.structs.replace(after, item_ids=about)
        if after == here and not lost:
            return []
        if not as_it_came:
            self.touched.append(name)
        return [after]

    def _promise(self, one: Session, row: AnyRow, number: int) -> AnyRow:
        """A promise of an earlier meeting. What it is about is said in words: handles mean nothing elsewhere."""
        assert isinstance(row, Promise)
        session_id, handle = _origin(one, row)
        fields = {"told_on": "", "was_due": ""} if row.still_open else {}
        if isinstance(row, Improvement):
            # As its first meeting has it, where it is there: what was erased of that has no words any more.
            first = next((each for each in self.earlier if each.id == session_id), one)
            named = parsed(handle)
            source = first.improvements.get(named[1], row) if named and first is not one else row
            about = dict.fromkeys(_worded(first, item) for item in source.item_ids)
            fields["item_ids"] = [words for words in about if words]  # type: ignore[assignment]
        return msgspec.structs.replace(
            row, number=number, author=self._person(one, row.author),
            origin_session=session_id, origin=handle, **fields,
        )  # fmt: skip

    def _voice(self, one: Session, row: MissingVoice, number: int) -> MissingVoice:
        """A missing voice."""
        return msgspec.structs.replace(row, number=number, author=self._person(one, row.author))

    def _tie(self, one: Session, row: Tie, number: int) -> Tie | None:
        """A tie, between the same two under their numbers here; None where one of them is not known here."""
        a, b = self._person(one, row.a), self._person(one, row.b)
        if a is None or b is None:
            return None
        since = row.since_session or one.id
        author = self._person(one, row.author)
        return msgspec.structs.replace(row, number=number, a=a, b=b, author=author, since_session=since)

    def _person(self, one: Session, number: int | None) -> int | None:
        """The number here of a person of an earlier meeting."""
        person = one.participants.get(number or 0)
        return self.numbers.get(person.name.casefold()) if person else None


def _origin(one: Session, row: Promise) -> tuple[str, str]:
    """Where a promise was made, and as which; of one that was erased too."""
    return (row.origin_session or one.id, row.origin or row.handle)


def _moment(one: Session, row: Row) -> Hashable:
    """When it was said first: a tombstone has nothing else."""
    return row.at


def _who(one: Session, row: MissingVoice) -> Hashable:
    return row.who.casefold()


def _two(one: Session, row: Tie) -> Hashable:
    people = (one.participants.get(number) for number in (row.a, row.b))
    return tuple(person.name.casefold() if person else "" for person in people)


def _stands_over(before: Row, after: Row) -> bool:
    """Whether what an earlier meeting knows of a promise was said after what a later one does.

    A closed meeting still hears how its promises stand, when the next one has taken them over already.
    """
    if not (isinstance(before, Promise) and isinstance(after, Promise)):
        return False
    return not before.still_open and after.still_open and before.told_on > after.told_on


def _worded(session: Session, handle: str) -> str:
    """The words of what an improvement is about; "" where they are gone, or were never shown."""
    number = whole(handle)
    note = None if number is None else session.notes.get(number)
    if note and concealed(session, session.activities[note.activity], "wall"):
        return ""
    words = session.words(handle)
    if words == ERASED and handle in session.themes:
        return ""
    # Words that look like a handle would be read as one.
    return f"“{words}”" if words.isdecimal() or (words.isalpha() and len(words) <= 2) else words
