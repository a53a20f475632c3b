"""Group: notes that belong together become a theme with a letter."""

from __future__ import annotations

import msgspec

from sessions import clean
from sessions.actors import Asking
from sessions.blocks import Audience, Block, plural
from sessions.commands import AddTheme, GroupNotes, NameTheme, SplitNote
from sessions.errors import Malformed, Refused
from sessions.events import Event, NotePlaced, ThemeChanged
from sessions.objects import Activity, Theme
from sessions.rows import whole
from sessions.session import Session
from sessions.steps.gather import board, board_note
from sessions.steps.mechanic import Mechanic

MOST_CARDS = 1000


def group_notes(asking: Asking, wish: GroupNotes) -> list[Event]:
    """Put notes in a theme, making it where it is new."""
    session = asking.session
    notes = [session.note(number) for number in dict.fromkeys(wish.notes)]
    if not notes:
        raise Malformed("Which notes? /group 1 3 5 = late letters")
    owners = {note.activity for note in notes}
    if len(owners) > 1:
        raise Refused("Those notes are of different activities; a theme is of one.")
    owner = session.activities[owners.pop()]
    events: list[Event] = []
    if wish.letter:
        theme = session.theme(owner, wish.letter)
        if theme.activity != owner.id:
            raise Refused(
                f"{theme.letter} is a theme of {session.activities[theme.activity].title}; those notes are of {owner.title}."
            )
    else:
        name = clean.name(wish.name)
        theme, made = _theme_named(asking, owner, name)
        events += made
    placed = [
        NotePlaced(note.number, note.theme, theme.letter) for note in notes if note.theme != theme.letter
    ]
    if not events and not placed:
        raise Refused(f"That is in {theme.letter}, {theme.name}, already.")
    return events + placed


def add_theme(asking: Asking, wish: AddTheme) -> list[Event]:
    """Make a theme, or recount its paper cards."""
    session = asking.session
    owner = session.source(session.now)
    if not 0 <= wish.cards <= MOST_CARDS:
        raise Malformed(f"A theme holds 0 to {MOST_CARDS:,} cards.")
    theme, made = _theme_named(asking, owner, clean.name(wish.name))
    if made:
        return [ThemeChanged(owner.id, theme.letter, None, msgspec.structs.replace(theme, cards=wish.cards))]
    if theme.cards == wish.cards:
        raise Refused(f"{theme.letter}, {theme.name}, is there already.")
    return [ThemeChanged(owner.id, theme.letter, theme, msgspec.structs.replace(theme, cards=wish.cards))]


def name_theme(asking: Asking, wish: NameTheme) -> list[Event]:
    """Give a theme another name."""
    theme = asking.session.theme(asking.session.now, wish.letter)
    name = clean.name(wish.name)
    if name == theme.name:
        raise Refused(f"{theme.letter} has that name already.")
    return [ThemeChanged(theme.activity, theme.letter, theme, msgspec.structs.replace(theme, name=name))]


def split_note(asking: Asking, wish: SplitNote) -> list[Event]:
    """Take a note out of its theme."""
    note = asking.session.note(wish.note)
    if not note.theme:
        raise Refused(f"Note {note.number} is in no theme.")
    return [NotePlaced(note.number, note.theme, "")]


def letter_for(number: int) -> str:
    """The letter of the theme with this number from 0: A … Z, AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _theme_named(asking: Asking, owner: Activity, name: str) -> tuple[Theme, list[Event]]:
    """The theme of this name, and the event that makes it where it is new."""
    themes = asking.session.themes_of(owner)
    for theme in themes:
        if theme.name.casefold() == name.casefold():
            return theme, []
    # A letter on a ballot, in a ripple or a line means one theme: none is given out that a neighbour has.
    near = (owner.id, owner.source)
    beside = [one for one in asking.session.activities.values() if one.id in near or one.source == owner.id]
    taken = {theme.letter for one in beside for theme in asking.session.themes_of(one)}
    letter = next(letter for number in range(len(taken) + 1) if (letter := letter_for(number)) not in taken)
    author = None if owner.unnamed else asking.by.participant or None
    theme = Theme(activity=owner.id, letter=letter, name=name, at=asking.now, author=author)
    return theme, [ThemeChanged(owner.id, letter, None, theme)]


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    source = session.source(activity)
    drawn = board(session, source, audience)
    if drawn.hidden:
        return (drawn,)
    notes = session.notes_of(source)
    loose = tuple(board_note(session, note, audience) for note in notes if not note.theme)
    placed = len(notes) - len(loose)
    sentence = f"{placed} of {plural(len(notes), 'note')} placed in {plural(len(drawn.themes), 'theme')}."
    return (msgspec.structs.replace(drawn, sorting=True, placing=loose, sentence=sentence),)


def _meant(session: Session, activity: Activity, words: str) -> str:
    """A note and its theme, as "23 A", move it; anything else is a note."""
    word, _, letter = words.partition(" ")
    if (number := whole(word)) is None or number not in session.notes:
        return ""
    theme = session.find_theme(session.source(activity), letter)
    return f"/group {theme.letter} {number}" if theme else ""


def _line(session: Session, activity: Activity) -> str:
    notes = [note for note in session.notes_of(session.source(activity)) if note.theme]
    return f"{notes[-1].number} {notes[-1].theme} moves a note" if notes else ""


GROUP = Mechanic(
    name="group",
    lines=("group", "theme", "name", "split", "same", "edit", "hide"),
    commands={GroupNotes: group_notes, AddTheme: add_theme, NameTheme: name_theme, SplitNote: split_note},
    blocks=_blocks,
    line=_line,
    meant=_meant,
)
