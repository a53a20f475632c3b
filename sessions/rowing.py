"""Decisions that every row shares: its number, the length of its words, its days, and mending it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from typing import Any, get_args

import msgspec

from sessions import clean, dates, rows
from sessions.actors import Asking
from sessions.commands import EditRow, ShowRow
from sessions.errors import Malformed, Refused
from sessions.events import Event
from sessions.events.rows import changed
from sessions.hidden import said_openly
from sessions.rows import AnyRow, Row, whole
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
MORE = {"actions": ("owner", "due"), "missing_voices": ("inviter",)}
"""The fields that may follow them, parted by semicolons, as where the row was first noted."""


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


def is_day(session: Session, words: str) -> bool:
    """Whether words say a day, as it is spoken."""
    try:
        dates.day(words, today(session))
    except Malformed:
        return False
    return True


def day(session: Session, spoken: str, since: str = "") -> str:
    """A day as it is kept, from how it was spoken on the day `since`, or else of the meeting; "" where nothing was.

    Raises:
        Malformed: if it is no day.
    """
    words = clean.clean(spoken)
    first = datetime.date.fromisoformat(since) if since else today(session)
    return dates.day(words, first).isoformat() if words else ""


def person_named(session: Session, spoken: str) -> str:
    """The full name of somebody who is known, else the name as it was said.

    Raises:
        Refused: if more than one is called so.
    """
    name = short(spoken, "name")
    return session.find_person(name).name if name and session.people(name) else name


def owner(asking: Asking, spoken: str) -> str:
    """Whose a promise is: who was named; a participant's is their own, and nobody's where names are not kept."""
    session, by = asking.session, asking.by
    if by.kind != "participant":
        return person_named(session, spoken)
    person = session.participants.get(by.participant)
    return person.name if person and not session.now.unnamed else ""


def known_words(session: Session, value: str) -> str:
    """The words of a note or theme where `value` is its handle, else `value` itself.

    Raises:
        Refused: if the room may not read the note.
    """
    if (number := whole(value)) is not None:
        return said_openly(session, number)
    return session.words(value.upper()) if len(value) <= 2 and value.isalpha() else value


def edit_row(asking: Asking, wish: EditRow) -> list[Event]:
    """Put new words in a row."""
    row = asking.session.row(wish.handle)
    if row.table not in MAIN:
        raise Refused(f"{row.handle} has no words of its own; /undo takes it back.")
    words, *more = [part.strip() for part in wish.text.split(";")] if row.table in MORE else [wish.text]
    example = f"/edit {row.handle} new words"
    fields: dict[str, Any] = {MAIN[row.table]: text(words, row.noun, example)}
    if len(more) > len(MORE.get(row.table, ())):
        raise Malformed(
            f"{row.handle} has {1 + len(MORE[row.table])} fields, parted by semicolons, and this is {1 + len(more)}."
        )
    for name, said in zip(MORE.get(row.table, ()), more, strict=False):
        if said:
            fields[name] = day(asking.session, said) if name == "due" else person_named(asking.session, said)
    return [mended(row, **fields)]


def show_row(asking: Asking, wish: ShowRow) -> list[Event]:
    """Say who may see a row."""
    row = asking.session.row(wish.handle)
    visibility = one_of(wish.visibility, get_args(rows.Visibility), "Who may see it")
    return [mended(row, visibility=visibility)]
