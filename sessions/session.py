"""A session: the state that its events add up to, and how what is in it is found.

Folding the same entries always gives the same session, and one event costs the same however long the
session has been. Whatever draws or decides reads this and changes nothing; only `apply` changes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sessions import rows
from sessions.errors import Refused
from sessions.objects import Activity, Note, Participant, Statement, Tally, Theme
from sessions.state import State

if TYPE_CHECKING:
    from sessions.events import Entry


TITLES = {"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "sister", "sir"}
"""Words before a name by which nobody is called."""


@dataclass(eq=False)
class Session(State):
    """Everything that is known of one workshop, and how it is found."""

    def apply(self, entry: Entry) -> None:
        """Fold one entry in.

        Raises:
            KeyError: if it speaks of something that is not there, as after damage to the journal.
        """
        self.revision = entry.sequence
        for event in entry.events:
            event.apply(self, entry.at)

    @property
    def summary_path(self) -> str:
        """Where the summary is, behind the site's address; "" where it is not shared."""
        return f"s/{self.token}" if self.token else ""

    # What is on now

    @property
    def now(self) -> Activity:
        """The activity that is on now."""
        return self.activities[self.activity]

    @property
    def position(self) -> int:
        """Which activity that is, from 1."""
        return list(self.activities).index(self.activity) + 1

    def find_activity(self, name: str) -> Activity:
        """The activity whose id or title begins with `name`.

        Raises:
            Refused: if none does, or more than one.
        """
        wanted = name.casefold()
        if wanted in self.activities:
            return self.activities[wanted]
        for exact in (True, False):
            hits = [
                activity
                for activity in self.activities.values()
                if any(
                    word == wanted if exact else word.startswith(wanted)
                    for word in (activity.id.casefold(), activity.title.casefold())
                )
            ]
            if len(hits) == 1:
                return hits[0]
        names = ", ".join(activity.id for activity in self.activities.values())
        raise Refused(f"There is no one activity called {name[:40]!r}. The plan has {names}.")

    # Handles

    def source(self, activity: Activity) -> Activity:
        """The activity whose notes and themes this one works on."""
        return self.activities.get(activity.source, activity)

    def note(self, number: int) -> Note:
        """The note with this number.

        Raises:
            Refused: if there is none, or it was erased.
        """
        note = self.notes.get(number)
        if note is None:
            raise Refused(f"There is no note {number}.")
        if note.erased:
            raise Refused(f"Note {number} was erased; nothing of it is kept.")
        return note

    def notes_of(self, activity: Activity, *, all_of_them: bool = False) -> list[Note]:
        """The notes of an activity in the order of their numbers.

        Hidden, waiting, merged and erased ones are left out unless `all_of_them` is asked for.
        """
        notes = [self.notes[number] for number in sorted(self._by_activity.get(activity.id, ()))]
        return notes if all_of_them else [note for note in notes if _stands(note)]

    def standing(self, activity: Activity) -> Iterator[Note]:
        """Those of its notes that are neither hidden, waiting, merged nor erased, one by one and in no order."""
        return filter(_stands, (self.notes[number] for number in self._by_activity.get(activity.id, ())))

    def said_by(self, activity: Activity, who: int | str) -> int:
        """How many notes of an activity a participant, or a seat, has said."""
        return len(self.said.get(f"{activity.id}/{who}", ()))

    def off(self, note: Note) -> bool:
        """Whether a note is off the wall: hidden, waiting or erased, itself or the one that it stands under."""
        over = self.notes.get(note.merged_into or 0)
        return any(one.hidden or one.waiting or one.erased for one in (note, over) if one)

    def themes_of(self, activity: Activity) -> list[Theme]:
        """The themes of an activity in the order of their letters."""
        mine = [theme for theme in self.themes.values() if theme.activity == activity.id]
        return sorted(mine, key=lambda theme: (len(theme.letter), theme.letter))

    def find_theme(self, activity: Activity, letter: str) -> Theme | None:
        """The theme with this letter in the activity, or in the one it works on; None where there is none."""
        own = self.themes.get(f"{activity.id}/{letter.upper()}")
        return own or self.themes.get(f"{activity.source}/{letter.upper()}")

    def theme(self, activity: Activity, letter: str) -> Theme:
        """The theme with this letter in the activity, or in the one it works on.

        Raises:
            Refused: if there is none.
        """
        if found := self.find_theme(activity, letter):
            return found
        raise Refused(f"There is no theme {letter.upper()[:20]} in {self.source(activity).title}.")

    def statement(self, activity: Activity) -> Statement | None:
        """The present version of an activity's statement."""
        versions = [one for one in self.statements.values() if one.activity == activity.id]
        return max(versions, key=lambda one: one.version, default=None)

    def agreed(self, activity: Activity) -> Statement | None:
        """The last version of an activity's statement that was agreed; a later one is a proposal. None where none was."""
        versions = [one for one in self.statements.values() if one.activity == activity.id and one.agreed]
        return max(versions, key=lambda one: one.version, default=None)

    def tally(self, activity: Activity, target: str, round_: int = 0) -> Tally:
        """The votes for a target in a round (the present one unless told); empty where there are none."""
        key = f"{activity.id}/{round_ or activity.round}/{target}"
        return self.tallies.get(key) or Tally(
            activity=activity.id, round=round_ or activity.round, target=target
        )

    def voted(self, activity: str, target: str) -> bool:
        """Whether anybody has voted for a note or theme of this activity, wherever the vote was held."""
        return any(
            f"{voting.id}/{round_}/{target}" in self.tallies
            for voting in self._working_on(activity)
            for round_ in range(1, voting.round + 1)
        )

    def in_play(self, activity: str, target: str) -> bool:
        """Whether a note or theme of this activity has votes, is in a run-off, or was picked."""
        return self.voted(activity, target) or any(
            target in voting.finalists or target in voting.picked for voting in self._working_on(activity)
        )

    def _working_on(self, activity: str) -> list[Activity]:
        """The activities whose votes are about the notes and themes of this one."""
        return [one for one in self.activities.values() if activity in (one.id, one.source)]

    def under(self, number: int) -> list[int]:
        """The notes that stand under this one and were not erased."""
        return [one for one in sorted(self._under.get(number, ())) if not self.notes[one].erased]

    def covers(self, number: int) -> bool:
        """Whether other notes stand under this one."""
        return bool(self._under.get(number))

    # People and rows

    @property
    def here(self) -> int:
        """How many are in the room: as counted, else those who are noted and here."""
        if self.attendance.present is not None:
            return self.attendance.present
        return len(self.present()) + sum(group.count for group in self.attendance.groups)

    def present(self) -> list[Participant]:
        """Those who are here by name, in the order in which they were noted."""
        return [one for one in self.participants.values() if one.here and not one.left]

    def called(self, name: str) -> Participant | None:
        """Who has exactly this name, large and small letters apart; None where nobody has, or it is ""."""
        wanted = name.casefold()
        people = self.participants.values()
        return next((one for one in people if wanted and one.name.casefold() == wanted), None)

    def people(self, name: str) -> list[Participant]:
        """Everybody of this number, name or first name; those who left only where nobody else is called so."""
        wanted = name.strip().casefold()
        if (number := rows.whole(wanted)) is not None:
            return [self.participants[number]] if number in self.participants else []
        people = [one for one in self.participants.values() if wanted and one.name]
        hits = [one for one in people if one.name.casefold() == wanted]
        hits = hits or [one for one in people if wanted in _first_names(one.name)]
        return [one for one in hits if not one.left] or hits

    def person(self, name: str) -> Participant | None:
        """The one person of this number, name or first name; None where there is none, or more than one."""
        hits = self.people(name)
        return hits[0] if len(hits) == 1 else None

    def find_person(self, name: str) -> Participant:
        """The person of this number, name or first name.

        Raises:
            Refused: if there is none, or more than one.
        """
        alike = self.people(name)
        if len(alike) == 1:
            return alike[0]
        if alike:
            raise Refused(
                f"There is more than one {name.strip()[:40]}: {', '.join(f'{one.number} {one.name}' for one in alike[:5])}."
            )
        raise Refused(f"Nobody called {name.strip()[:40]!r} is noted yet: /person {name.strip()[:40]}")

    def speaks_of(self, number: int) -> bool:
        """Whether a note or a row is this person's, or a tie begins or ends at them."""
        said = (*self.notes.values(), *(row for kind in rows.KINDS for row in self.shelf(kind).values()))
        return any(one.author == number for one in said) or any(
            number in (tie.a, tie.b) for tie in self.ties.values()
        )

    def row(self, handle: str) -> rows.Row:
        """The row that a handle such as `D1` names.

        Raises:
            Refused: if there is none, or it was erased.
        """
        named = rows.parsed(handle)
        row = self.shelf(named[0]).get(named[1]) if named else None
        if row is None:
            raise Refused(f"There is no {handle.strip()[:12].upper() or 'such thing'} here.")
        if row.erased:
            raise Refused(f"{row.handle} was erased; nothing of it is kept.")
        return row  # type: ignore[no-any-return]

    def row_of(self, handle: str, kind: type[rows.AnyRow]) -> rows.AnyRow:
        """The row of this kind that a handle names.

        Raises:
            Refused: if there is none, it was erased, or it is of another kind.
        """
        row = self.row(handle)
        if not isinstance(row, kind):
            raise Refused(f"{row.handle} is no {kind.noun}, but of another kind: {row.noun}.")
        return row

    def kept(self, kind: type[rows.AnyRow]) -> list[rows.AnyRow]:
        """The rows of a kind that were not erased, in the order of their numbers."""
        shelf = self.shelf(kind)
        return [shelf[number] for number in sorted(shelf) if not shelf[number].erased]

    def issue(self, handle: str) -> str:
        """What a handle names for good: a note's number, or a theme's letter behind its activity (`practice/A`).

        Letters begin anew in every activity, so what is kept about a theme says which one is meant: that of the
        present activity, else of the last one before it that has such a letter. A theme may be called by its whole
        name, too. "" where there is none.
        """
        if (number := rows.whole(handle)) is not None:
            return str(number) if number in self.notes else ""
        order = list(self.activities.values())
        for activity in (self.now, *reversed(order[: self.position]), *reversed(order[self.position :])):
            if theme := self.find_theme(activity, handle):
                return f"{theme.activity}/{theme.letter}"
        wanted = handle.casefold()
        named = [name for name, theme in self.themes.items() if theme.name.casefold() == wanted]
        return named[0] if len(named) == 1 else ""

    def words(self, handle: str) -> str:
        """What a handle, or what it names for good, stands for: the words of a note or theme; else itself."""
        if (number := rows.whole(handle)) is not None:
            note = self.notes.get(number)
            return note.text if note and not self.off(note) else ""
        named = handle if handle in self.themes else self.issue(handle)
        return self.themes[named].name if named in self.themes else handle


def _stands(note: Note) -> bool:
    """Whether a note is on the board."""
    return not (note.hidden or note.waiting or note.erased or note.merged_into)


def _first_names(name: str) -> list[str]:
    """What somebody is called for short: the first word of their name, and behind a title the next."""
    words = name.casefold().split()
    return words[: 2 if words and words[0].strip(".") in TITLES else 1]
