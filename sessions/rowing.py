"""Decisions that every row shares: its number, the length of its words, its days, and mending or erasing it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from typing import Any, TypeVar, get_args

import msgspec

from sessions import clean, dates, rows
from sessions.actors import Asking
from sessions.commands import EditRow, Erase, ShowRow
from sessions.errors import Malformed, Refused
from sessions.events import Event, RowErased
from sessions.events.rows import ERASED, changed
from sessions.objects import Activity
from sessions.rows import Row
from sessions.session import Session

FIELD_LETTERS = 80
TEXT_LETTERS = 600
MOST_ROWS = 2000
"""Rows of one kind in a session: more is no workshop."""

MAIN = {
    "missing_voices": "who",
    "leads": "where",
    "ripples": "why",
    "improvements": "aim",
    "actions": "text",
    "decisions": "text",
    "goals": "text",
    "reflections": "text",
    "stories": "insight",
    "feedback": "most_useful",
}
"""The field of each kind that `/edit` puts new words in. A tie has none."""

AnyRow = TypeVar("AnyRow", bound=Row)


def added(asking: Asking, sort: type[Row], **fields: Any) -> Event:
    """The event that notes a new row, under the next number of its kind.

    Raises:
        Refused: if there are too many, or whoever says it is not known.
    """
    session, by = asking.session, asking.by
    number = session.made.get(sort.table, 0) + 1
    if number > MOST_ROWS:
        raise Refused(f"There are {MOST_ROWS:,} of these already; no more fit.")
    if by.participant and by.participant not in session.participants:
        raise Refused(f"There is no person {by.participant}.")
    unnamed = session.now.unnamed
    author = None if unnamed or not by.participant else by.participant
    return changed(None, sort(number=number, at=asking.now, **{"author": author, **fields}))


def mended(row: AnyRow, **fields: Any) -> Event:
    """The event that changes a row.

    Raises:
        Refused: if nothing of it would change.
    """
    after = msgspec.structs.replace(row, **fields)
    if after == row:
        raise Refused(f"{row.handle} says that already.")
    return changed(row, after)


def short(value: str, what: str, limit: int = FIELD_LETTERS) -> str:
    """A field as it is kept: one line, no longer than `limit`.

    Raises:
        Malformed: if it is longer.
    """
    words = clean.clean(value)
    if len(words) > limit:
        raise Malformed(f"{words[:20]}… has {len(words):,} letters; {limit} is the most for the {what}.")
    return words


def text(value: str, what: str, example: str) -> str:
    """The words that a row is about.

    Raises:
        Malformed: if there are none, or too many.
    """
    words = short(value, what, TEXT_LETTERS)
    if not words:
        raise Malformed(f"The {what} is missing: {example}")
    return words


def one_of(value: str, choices: Sequence[str], what: str) -> str:
    """The one of `choices` that begins with `value`, underscores read as blanks.

    Raises:
        Malformed: if none does, or more than one.
    """
    wanted = value.strip().casefold().replace(" ", "_")
    hits = [one for one in choices if one == wanted] or [
        one for one in choices if wanted and one.startswith(wanted)
    ]
    if len(hits) != 1:
        raise Malformed(f"{what} is one of {', '.join(choices)}; {value.strip()[:20]!r} is none of them.")
    return hits[0]


def today(session: Session) -> datetime.date:
    """The day of the meeting, from which spoken days are read."""
    return datetime.date.fromisoformat(session.date)


def said_on(asking: Asking) -> str:
    """The day on which something is said: that of the meeting, or of the clock once it is closed."""
    session = asking.session
    now = time.strftime("%Y-%m-%d", time.localtime(asking.now / 1000)) if session.closed else ""
    return max(session.date, now)


def day(session: Session, spoken: str, since: str = "") -> str:
    """A day as it is kept, from how it was spoken on the day `since`, or else of the meeting; "" where nothing was.

    Raises:
        Malformed: if it is no day.
    """
    words = clean.clean(spoken)
    first = datetime.date.fromisoformat(since) if since else today(session)
    return dates.day(words, first).isoformat() if words else ""


def person_named(session: Session, spoken: str) -> str:
    """The full name of somebody who is known, else the name as it was said."""
    name = short(spoken, "name")
    person = session.person(name) if name else None
    return person.name if person else name


def known_words(session: Session, value: str) -> str:
    """The words of a note or theme where `value` is its handle, else `value` itself."""
    if value.isdecimal() and len(value) < 10:
        return session.note(int(value)).text
    return session.words(value.upper()) if len(value) <= 2 and value.isalpha() else value


def edit_row(asking: Asking, wish: EditRow) -> list[Event]:
    """Put new words in a row."""
    row = asking.session.row(wish.handle)
    if row.table not in MAIN:
        raise Refused(f"{row.handle} has no words of its own; /undo takes it back.")
    return [mended(row, **{MAIN[row.table]: text(wish.text, row.noun, f"/edit {row.handle} new words")})]


def show_row(asking: Asking, wish: ShowRow) -> list[Event]:
    """Say who may see a row."""
    row = asking.session.row(wish.handle)
    visibility = one_of(wish.visibility, get_args(rows.Visibility), "Who may see it")
    return [mended(row, visibility=visibility)]


def erase(asking: Asking, wish: Erase) -> list[Event]:
    """Erase what a handle names: a row, a theme, a version of a statement, a comment.

    A theme or version is that of the present activity, else of the one other that has it; `domain/V1` says which.
    """
    session = asking.session
    named, _, handle = wish.handle.strip().rpartition("/")
    handle = handle.strip().upper()
    if handle[:1] == "K" and (number := _number(handle)):
        comment = session.comments.get(number)
        if comment is None or not comment.text:
            raise Refused(f"There is no {handle} here.")
        return [RowErased("comments", str(number))]
    if named_row := rows.parsed(handle):
        kind, number = named_row
        if number in session.shelf(kind) or not 1 <= number <= session.made.get(kind.table, 0):
            number = session.row(handle).number
        return [
            RowErased(kind.table, str(number))
        ]  # one that was undone too: its words are in the history still
    here = session.find_activity(named.strip()) if named else session.now
    for activities in ([here], [] if named else session.activities.values()):
        found = {event: one.id for one in activities if (event := _erasing(session, one, handle))}
        if len(found) > 1:
            places = (
                event.key.partition("/")[0] if event.table == "themes" else found[event] for event in found
            )
            which = ", ".join(f"/erase {place}/{handle}" for place in places)
            raise Refused(f"There is more than one {handle}: {which}")
        if found:
            return list(found)
    raise Refused(f"There is no {handle[:20] or 'such thing'} here.")


def _erasing(session: Session, activity: Activity, handle: str) -> RowErased | None:
    """The event that erases a version or theme of an activity; None where it has none with words."""
    if handle[:1] == "V" and (number := _number(handle)):
        key, slot = f"{activity.id}/{number}", activity.slot or activity.id
        if kept := session.statements.get(key):
            return RowErased("statements", key) if kept.text else None
        earlier = session.earlier_statements.get(slot)
        said = earlier is not None and earlier.version == number and earlier.text
        return RowErased("earlier_statements", slot) if said else None
    theme = session.find_theme(activity, handle)
    if theme is None or theme.name == ERASED:
        return None
    return RowErased("themes", f"{theme.activity}/{theme.letter}")


def _number(handle: str) -> int:
    """The number after the letter of a handle; 0 where there is none."""
    return int(handle[1:]) if handle[1:].isdecimal() and len(handle) < 11 else 0
