"""How a community has grown over its meetings: who came, what they span, what became of what they promised.

Everything is read from the records of the meetings that began, the oldest first; nobody is ranked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sessions import library, records
from sessions.blocks import Audience
from sessions.errors import NotFound
from sessions.grouping import silent
from sessions.objects import BOUNDARIES, Participant, Statement
from sessions.rows import CYCLES, Action, Improvement, Promise, Story, Tie
from sessions.seeing import named, seen, visible
from sessions.session import Session

log = logging.getLogger("cop_tui.sessions")

KEPT = ("done", "adopt")
"""How a promise stands that is kept."""


def meetings(data: Path, community: str, findings: list[str] | None = None) -> list[Session]:
    """The meetings of a community that began, the oldest first.

    One that cannot be read is left out, and said in `findings`.

    Raises:
        NotFound: if it has none.
    """
    found: list[Session] = []
    rows = [row for row in library.rows(data) if row.community.casefold() == community.casefold()]
    for row in rows:
        try:
            found.append(records.current(library.folder_of(data, row.id)))
        except Exception:
            log.exception("%s cannot be read for its community", row.id)
            if findings is not None:
                findings.append(f"{row.title} of {row.date} cannot be read, and is left out here.")
    found = [one for one in found if one.started]
    if not found:
        known = "has no meeting that began" if rows else "is no community here; cop-tui list names them"
        raise NotFound(f"{community} {known}.")
    return sorted(found, key=lambda one: (one.date, one.created, one.id))


def file_of(community: str) -> str:
    """What files about a community are called."""
    return f"{library.slug(community)}-community"


@dataclass(frozen=True)
class Told:
    """Something as the meeting told it that spoke of it last."""

    row: Promise
    session: Session


class Growth:
    """A community over its meetings, as an audience may see it."""

    def __init__(self, held: Sequence[Session], audience: Audience = "reader") -> None:
        """Read the meetings.

        Args:
            held: Those that began, the oldest first; one at least.
            audience: Who looks.
        """
        self.held, self.audience = held, audience
        self.last = held[-1]
        self.came: list[list[Participant]] = []
        """Who was there for the first time, by name, at each meeting,"""
        self.left: list[list[Participant]] = []
        """and who had left since the one before."""
        self.spanned: list[dict[str, list[str]]] = []
        """At each meeting the groups of each boundary that were there for the first time."""
        self._people()
        self.promises = self._promises()
        """Every promise, by the meeting and the handle under which it was made."""
        self.ties = self._ties()
        """How many ties were known at the end of each meeting."""

    @property
    def id(self) -> str:
        """What files about it are called."""
        return file_of(self.last.community.name)

    @property
    def months(self) -> int:
        """Whole months from the first meeting to the last."""
        first, last = (date.fromisoformat(one.date) for one in (self.held[0], self.last))
        return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)

    def names(self, session: Session) -> bool:
        """Whether names of a meeting may be read."""
        return named(session, self.audience)

    def _people(self) -> None:
        known: set[str] = set()
        gone: set[str] = set()
        groups: set[tuple[str, str]] = set()
        for session in self.held:
            everybody = session.participants.values()
            people = [one for one in everybody if one.name]
            here = [one for one in people if one.here and one.name.casefold() not in known]
            left = [one for one in people if one.left and one.name.casefold() not in gone]
            # Whoever was forgotten has no name to be known again by; the days say where they came and left.
            here += [one for one in everybody if one.forgotten and one.here and one.joined == session.date]
            left += [one for one in everybody if one.forgotten and one.left == session.date]
            known |= {one.name.casefold() for one in here if one.name}
            gone |= {one.name.casefold() for one in left if one.name}
            gone -= {one.name.casefold() for one in people if not one.left}
            self.came.append(here)
            self.left.append(left)
            self.spanned.append(_fresh(session, groups))

    def _promises(self) -> dict[tuple[str, str], Told]:
        found: dict[tuple[str, str], Told] = {}
        for session in (one for one in self.held if not one.burnt):
            rows: list[Promise] = [*session.improvements.values(), *session.actions.values()]
            for row in rows:
                key = row.origin_session or session.id, row.origin or row.handle
                if row.erased or not visible(row, self.audience):
                    found.pop(key, None)
                else:
                    found[key] = Told(row, session)
        return found

    def _ties(self) -> list[int]:
        known: set[tuple[str, frozenset[str]]] = set()
        counts, held = [], {session.id for session in self.held if not session.burnt}
        for session in self.held:
            for tie in seen(session, Tie, self.audience):
                pair = [session.participants.get(number) for number in (tie.a, tie.b)]
                names = frozenset(one.name.casefold() if one else "" for one in pair)
                made = tie.since_session or session.id
                if "" not in names:
                    known.add(("", names))
                elif made not in held:
                    known.add((made, names))
                elif made == session.id:  # of whoever has no name, a tie that was carried on is no other one
                    known.add((made, frozenset((str(tie.a), str(tie.b)))))
            counts.append(len(known))
        return counts

    # What became of promises

    @property
    def improvements(self) -> list[Told]:
        """The small tests, in the order in which they were agreed."""
        return [told for told in self.promises.values() if isinstance(told.row, Improvement)]

    @property
    def actions(self) -> list[Told]:
        """What somebody said they would do."""
        return [told for told in self.promises.values() if isinstance(told.row, Action)]

    @property
    def due(self) -> list[Told]:
        """The promises that were due by the last meeting, by the day that was agreed first."""
        return [told for told in self.promises.values() if "" < _due(told.row) <= self.last.date]

    @property
    def kept(self) -> list[Told]:
        """Those of them that are kept,"""
        return [told for told in self.due if told.row.status in KEPT]

    @property
    def on_time(self) -> list[Told]:
        """and those that were kept by their day."""
        return [told for told in self.kept if told.row.closed_at <= _due(told.row)]

    @property
    def cycles(self) -> int:
        """Tests that came to an end: adopt, adapt or abandon."""
        tests = (told.row for told in self.improvements)
        return sum(bool(cycle.act) for row in tests if isinstance(row, Improvement) for cycle in row.cycles)

    @property
    def adopted(self) -> int:
        """Changes that were adopted."""
        return sum(told.row.status == "adopt" for told in self.improvements)

    # What was said of value, and of who they are

    @property
    def stories(self) -> list[Story]:
        """Stories of value that may be told here."""
        return [
            story
            for session in self.held
            for story in seen(session, Story, self.audience)
            if self.audience != "reader" or story.teller_consent
        ]

    def value(self) -> dict[str, int]:
        """How many stories tell of each cycle of value."""
        told = [cycle for story in self.stories for cycle in story.cycles_reached]
        return {cycle: told.count(cycle) for cycle in CYCLES}

    def versions(self, slot: str) -> list[tuple[Session, Statement]]:
        """What was said under a slot, each version once, as the meeting said it that made it."""
        return [
            (session, made)
            for session in self.held
            for made in sorted(session.statements.values(), key=lambda one: one.version)
            if made.slot == slot and made.text
        ]

    def agreed(self, slot: str) -> Statement | None:
        """The version that was agreed last; None where none was."""
        return next((made for _, made in reversed(self.versions(slot)) if made.agreed), None)


def _fresh(session: Session, known: set[tuple[str, str]]) -> dict[str, list[str]]:
    """The groups of each boundary that were there for the first time, in the words of whoever said them first."""
    found: dict[str, list[str]] = {}
    for boundary in BOUNDARIES:
        for group in _groups(session, boundary):
            if (boundary, group.casefold()) not in known:
                known.add((boundary, group.casefold()))
                found.setdefault(boundary, []).append(group)
    return found


def _groups(session: Session, boundary: str) -> Iterable[str]:
    people = [one for one in session.participants.values() if one.here and not one.left]
    said = [getattr(one, boundary) for one in people]
    if boundary in ("profession", "sector"):
        said += [getattr(group, boundary) for group in session.attendance.groups if group.count]
    return (group for group in said if not silent(group))


def _due(row: Promise) -> str:
    return row.was_due or row.due
