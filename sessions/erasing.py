"""Decisions that erase words for good, and how it is told what went with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sessions import rows
from sessions.actors import Asking
from sessions.blanking import ERASED, FREE
from sessions.commands import Erase, EraseNote
from sessions.errors import Refused
from sessions.events import Event, NoteErased, RowErased
from sessions.events.notes import place_of
from sessions.events.rows import BY_TABLE
from sessions.objects import Activity, Statement
from sessions.rows import whole
from sessions.session import Session

CHARTER = "charter "
PERSON = "person"
CALLED = {place: words for words, place in FREE.items()}
"""What free words are called, by where they stand."""


def erase_note(asking: Asking, wish: EraseNote) -> list[Event]:
    """Erase a note's words for good, with what says the same: the notes under it, and versions of statements.

    A note that was taken back is on no face, but its words are in the history still: they go too.
    """
    session = asking.session
    if wish.note not in session.notes and 1 <= wish.note <= session.notes_made:
        return [NoteErased(wish.note)]
    numbers = (session.note(wish.note).number, *session.under(wish.note))
    words = {session.notes[number].text for number in numbers}
    same = [
        RowErased("statements", key)
        for key, one in session.statements.items()
        if one.text in words and one.note not in numbers
    ]
    return [*map(NoteErased, numbers), *same]


def erase(asking: Asking, wish: Erase) -> list[Event]:
    """Erase what a handle names: a row, a theme, a version of a statement, a comment; or free words.

    A theme or version is that of the present activity, else of the one other that has it; `domain/V1` says which.
    """
    session = asking.session
    spoken = " ".join(wish.handle.split()).casefold()
    if spoken in FREE:
        return [RowErased(*FREE[spoken])]  # whether they stand or were changed since: the history has them
    if f"{spoken} ".startswith(CHARTER):
        parts = [words for words in FREE if words.startswith(CHARTER)]
        raise Refused(f"Which part of the charter? /erase {', '.join(parts)}")
    if spoken == PERSON:
        return _undone_people(session)
    named, _, handle = wish.handle.strip().rpartition("/")
    handle = handle.strip().upper()
    if handle[:1] == "K" and (number := _number(handle)):
        comment = session.comments.get(number)
        undone = comment is None and 1 <= number <= session.made.get("comments", 0)
        if not undone and not (comment and comment.text):
            raise Refused(f"There is no {handle} here.")
        return [RowErased("comments", str(number))]
    if named_row := rows.parsed(handle):
        kind, number = named_row
        if number in session.shelf(kind) or not 1 <= number <= session.made.get(kind.table, 0):
            number = session.row(handle).number
        # One that was undone too: its words are in the history still.
        return [RowErased(kind.table, str(number))]
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
    if person := session.person(wish.handle):
        raise Refused(
            f"{person.name} is a person, and whoever is noted is not erased by a line. Noted by mistake: /undo, then /erase person. Else erase what was said of them by its handle: /erase 4, /erase D1."
        )
    raise Refused(f"There is no {handle[:20] or 'such thing'} here.")


def _undone_people(session: Session) -> list[Event]:
    """The events that erase everybody who was noted and undone: of them nothing is left but the history.

    Raises:
        Refused: if there is nobody.
    """
    gone = set(range(1, session.people_made + 1)) - set(session.participants)
    if not gone:
        raise Refused(
            "Nobody who was noted was undone. /undo takes back who was noted last; then /erase person removes the name for good."
        )
    return [RowErased("participants", str(number)) for number in sorted(gone)]


def _erasing(session: Session, activity: Activity, handle: str) -> RowErased | None:
    """The event that erases a version or theme of an activity; None where it never had one, or none with words.

    Of what was undone the words are in the history still.
    """
    if handle[:1] == "V" and (number := _number(handle)):
        key, slot = f"{activity.id}/{number}", activity.slot or activity.id
        if kept := session.statements.get(key):
            return RowErased("statements", key) if kept.text else None
        earlier = session.earlier_statements.get(slot)
        if earlier is not None and earlier.version == number:
            return RowErased("earlier_statements", slot) if earlier.text else None
        undone = number <= session.made.get(f"statements/{activity.id}", 0)
        return RowErased("statements", key) if undone else None
    if theme := session.find_theme(activity, handle):
        return RowErased("themes", f"{theme.activity}/{theme.letter}") if theme.name != ERASED else None
    if handle.isalpha() and handle.isascii():
        for owner in (activity.id, session.source(activity).id):
            if place_of(handle) <= session.made.get(f"themes/{owner}", 0):
                return RowErased("themes", f"{owner}/{handle}")
    return None


def _number(handle: str) -> int:
    """The number after the letter of a handle; 0 where there is none."""
    return whole(handle[1:]) or 0


# In words


def erased(event: RowErased) -> str:
    """The handle of what was erased, or what it is called."""
    if called := CALLED.get((event.table, event.key)):
        return called
    if event.table == "participants":
        return PERSON
    if event.table in BY_TABLE:
        return f"{BY_TABLE[event.table].letter}{event.key}"
    letter = {"statements": "V", "comments": "K"}.get(event.table, "")
    return letter + event.key.rpartition("/")[2]


def told_of_note(events: Sequence[Event], session: Session) -> str:
    """Which notes were erased, what went with them, and where their words may stand still; "" where none was."""
    numbers = [event.number for event in events if isinstance(event, NoteErased)]
    if not numbers:
        return ""
    keys = {event.key for event in events if isinstance(event, RowErased) and event.table == "statements"}
    gone = [one for key, one in session.statements.items() if key in keys or one.note in numbers]
    # A version that came after was perhaps made of the one before it.
    after = [
        one
        for one in session.statements.values()
        if one.text and any(one.activity == first.activity and one.version > first.version for first in gone)
    ]
    first, *under = numbers
    words = f"{first} erased for good"
    words += f", with {_listed(map(str, under))} under it" if under else ""
    words += f", {_listed(_version(session, one) for one in gone)} too" if gone else ""
    if not after:
        return words
    named = [_version(session, one) for one in after]
    return f"{words}. Still in {_listed(named)}? /erase {named[0]}"


def _version(session: Session, statement: Statement) -> str:
    """The handle of a version, with its activity where that is not the present one."""
    place = "" if statement.activity == session.activity else f"{statement.activity}/"
    return f"{place}V{statement.version}"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
