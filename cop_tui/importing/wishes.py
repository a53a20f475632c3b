"""What a sheet comes to in a session: one wish for all of it, so that all of it is kept or nothing.

Whatever can be known before is looked for here, in every row, and told with its row and column. What only
the host can know, as the dots that somebody has left, it tells of the first row that it cannot grant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from cop_tui.importing import sheets
from cop_tui.importing.problems import NOTHING, Problems, short
from sessions.ballots import ballot_activity, on_ballot, targets
from sessions.blocks import plural
from sessions.commands import AddNote, AddPerson, Batch, CastVote
from sessions.errors import Refused
from sessions.objects import BOUNDARIES, Activity, Note, Participant
from sessions.rows import whole
from sessions.session import Session
from sessions.steps.gather import REF_LETTERS, find_lane

MOST_PEOPLE, MOST_THEMES = 5_000, 200
"""More is no community and no workshop; and each is looked up among all others of its kind."""
Handle = TypeVar("Handle", int, str)


@dataclass(frozen=True)
class Import:
    """What a file comes to."""

    wish: Batch | None
    """All of it; None where it holds nothing that is not known already."""
    done: str
    """What to say once it is kept."""
    skipped: str = ""
    """What was left out, and why; "" where nothing was."""


def imported(content: bytes, file: str, session: Session, activity: str = "") -> Import:
    """What a CSV file comes to in a session as it is now.

    Args:
        content: The bytes of the file.
        file: Its name, for the sentences.
        session: The session that it is for.
        activity: The id or title of an activity; the present one, or the one that votes, where empty.

    Raises:
        Malformed: with every problem of the file, by row and column.
        Refused: if the session is closed or has no such activity.
    """
    if session.closed:
        raise Refused(f"{session.title} is closed and takes no more. {NOTHING}")
    sheet = sheets.read(content, file)
    try:
        chosen = session.find_activity(activity) if activity else None
    except Refused as refused:
        raise Refused(f"{refused.sentence} {NOTHING}") from refused
    if sheet.kind == "notes":
        return _notes(sheet, session, chosen or session.now)
    if sheet.kind == "votes":
        return _votes(sheet, session, chosen or ballot_activity(session))
    if chosen:
        raise Problems(file).last(0, "people are of no one activity; leave out --activity.")
    return _people(sheet, session)


def _notes(sheet: sheets.Sheet, session: Session, activity: Activity) -> Import:
    rows, problems = sheets.notes(sheet), Problems(sheet.name)
    if (many := len({row.theme.casefold() for row in rows if row.theme})) > MOST_THEMES:
        raise problems.last(0, f"there are {many:,} different themes; {MOST_THEMES} is the most.")
    person = _finder(session)
    taken = {note.ref: note.number for note in session.notes_of(activity) if note.ref}
    wishes = []
    for row in rows:
        if len(row.ref) > REF_LETTERS:
            problems.add(row.row, f"this has {len(row.ref)} letters; {REF_LETTERS} is the most.", "ref")
        elif row.ref in taken:
            what = f"{short(row.ref)!r} is note {taken[row.ref]} of {activity.title} already."
            problems.add(row.row, what, "ref")
        lane, author = "", None
        try:
            lane = find_lane(activity, row.lane)
        except Refused:
            there = f"there is no one lane called {short(row.lane)!r}; {activity.title} has"
            problems.add(row.row, f"{there} {', '.join(activity.lanes) or 'no lanes'}.", "lane")
        if row.author and activity.unnamed:
            problems.add(row.row, f"{activity.title} keeps no names; leave it empty.", "author")
        elif row.author:
            author = _found(person, row.author, row.row, "author", problems)
        wishes.append(AddNote(text=row.text, lane=lane, author=author, activity=activity.id, ref=row.ref))
    problems.refuse_if_any()
    wish = Batch(
        wishes=tuple(wishes),
        places=tuple(problems.place(row.row) for row in rows),
        themes=tuple(row.theme for row in rows) if any(row.theme for row in rows) else (),
    )
    return Import(wish, f"{plural(len(rows), 'note')} imported into {activity.title}.")


def _people(sheet: sheets.Sheet, session: Session) -> Import:
    rows, problems = sheets.people(sheet), Problems(sheet.name)
    if len(rows) > MOST_PEOPLE:
        raise problems.last(0, f"there are {len(rows):,} people; {MOST_PEOPLE:,} is the most.")
    known: dict[str, Participant] = {}
    for one in session.participants.values():
        known.setdefault(one.name.casefold(), one)
    fresh: dict[str, sheets.PersonRow] = {}
    wishes, places, changed = [], [], 0
    for row in rows:
        key = row.name.casefold()
        said = {field: value for field in BOUNDARIES if (value := getattr(row, field))}
        before = fresh.setdefault(key, row)
        for field, value in said.items():
            if getattr(before, field) not in ("", value):
                what = f"{short(row.name)!r} stands in row {before.row} with another {field}; if it is somebody else, add a second name or a letter."
                problems.add(row.row, what, "name")
                break
        fresh[key] = msgspec.structs.replace(before, **said)
        person = known.get(key)
        noted = person or Participant(number=0, name=row.name, here=False)
        here = noted.here or bool(session.started)
        known[key] = msgspec.structs.replace(noted, here=here, left="", **said)
        if known[key] == person:
            continue
        changed += noted.number > 0
        wishes.append(AddPerson(name=row.name, **said))
        places.append(problems.place(row.row))
    problems.refuse_if_any()
    again = len(rows) - len(wishes)
    done = f"{plural(len(wishes), 'person', 'people')} imported"
    done += f", {changed} of them known before" if changed else ""
    done += ", as invited: /here notes who came" if wishes and not session.started else ""
    return Import(
        Batch(wishes=tuple(wishes), places=tuple(places)) if wishes else None,
        f"{done}.",
        f"{plural(again, 'row')} with nothing new left out." if again else "",
    )


def _votes(sheet: sheets.Sheet, session: Session, activity: Activity) -> Import:
    rows, problems = sheets.votes(sheet), Problems(sheet.name)
    if not any(step.kind == "vote" for step in activity.steps):
        voting = [one.id for one in session.activities.values() if any(s.kind == "vote" for s in one.steps)]
        hint = f"--activity takes {', '.join(voting)}" if voting else "no activity of this plan has one"
        raise problems.last(0, f"there is no vote in {activity.title}; {hint}.")
    if activity.votes_shown:
        raise problems.last(0, f"the vote in {activity.title} is closed, and its result was shown.")
    person, target = _finder(session), _targets(session, activity)
    wishes, participants = [], []
    for row in rows:
        participants.append(_found(person, row.participant, row.row, "participant", problems) or 0)
        wishes.append(
            CastVote(
                target=_found(target, row.ref, row.row, "ref", problems) or "",
                value=row.value,
                activity=activity.id,
            )
        )
        if activity.vote == "dots" and row.value < 0:
            problems.add(row.row, f"{activity.title} is voted in dots, which start at none.", "value")
        elif activity.vote != "dots" and row.value > 1:
            problems.add(row.row, f"a vote in {activity.title} is 1, 0 or −1.", "value")
    problems.refuse_if_any()
    places = tuple(problems.place(row.row) for row in rows)
    again = len(sheet.rows) - len(rows)
    return Import(
        Batch(wishes=tuple(wishes), participants=tuple(participants), places=places),
        f"{plural(len(rows), 'vote')} imported into {activity.title}.",
        f"{plural(again, 'vote')} left out, as the same person voted on the same later in the file."
        if again
        else "",
    )


def _found(
    find: Callable[[str], Handle], cell: str, row: int, column: str, problems: Problems
) -> Handle | None:
    """What a cell names; None, and a problem more, where it names nothing."""
    try:
        return find(cell)
    except ValueError as error:
        problems.add(row, str(error), column)
        return None


def _finder(session: Session) -> Callable[[str], int]:
    """Finds the number of the person whom a cell names, as `Session.person` does, but for thousands of rows."""
    full: dict[str, list[Participant]] = {}
    first: dict[str, list[Participant]] = {}
    for one in session.participants.values():
        name = one.name.casefold()
        full.setdefault(name, []).append(one)
        first.setdefault(name.split()[0] if name.split() else "", []).append(one)

    def find(cell: str) -> int:
        wanted = cell.casefold()
        if (number := whole(wanted)) is not None:
            if number in session.participants:
                return number
            raise ValueError(f"there is no person {wanted}; import the people first.")
        hits = full.get(wanted) or first.get(wanted) or []
        hits = [one for one in hits if not one.left] or hits
        if not hits:
            raise ValueError(f"nobody called {short(cell)!r} is noted yet; import the people first.")
        if len(hits) > 1:
            named = ", ".join(f"{one.number} {one.name}" for one in hits[:5])
            raise ValueError(f"there is more than one {short(cell)}: {named}; write the number.")
        return hits[0].number

    return find


def _targets(session: Session, activity: Activity) -> Callable[[str], str]:
    """Finds the handle that a cell votes for: of a note that came under that name, else itself."""
    named: dict[str, list[Note]] = {}
    for note in session.notes_of(session.source(activity), all_of_them=True):
        if note.ref and not note.erased:
            named.setdefault(note.ref, []).append(note)
    shown = ", ".join(list(targets(session, activity))[:12]) or "nothing yet"

    def find(cell: str) -> str:
        notes = named.get(cell, [])
        hits = [str(note.number) for note in notes if on_ballot(session, activity, str(note.number))]
        if len(hits) > 1:
            raise ValueError(f"notes {', '.join(hits)} have that name; write the number of one.")
        handle = cell.upper()
        if (number := whole(handle)) is not None:
            handle = str(number)
        if hits or (len(handle) < 10 and not notes and on_ballot(session, activity, handle)):
            return hits[0] if hits else handle
        if notes:
            why = "is hidden" if notes[0].hidden else "is not on the ballot"
            raise ValueError(f"{short(cell)!r} is note {notes[0].number}, which {why}.")
        raise ValueError(f"{short(cell)!r} is not on the ballot of {activity.title}; there is {shown}.")

    return find
