"""Gather: everyone says what they think, and it is taken down as notes in lanes."""

from __future__ import annotations

from sessions import clean
from sessions.actors import Asking
from sessions.blocks import Audience, Block, Board, BoardLane, BoardNote, BoardTheme, Field, Offer, plural
from sessions.commands import AddNote, Approve, EditNote, EraseNote, HideNote, MergeNotes, MoveNote, TakeBack
from sessions.erasing import erase_note
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import (
    Event,
    NoteAdded,
    NoteApproved,
    NoteEdited,
    NoteHidden,
    NoteMerged,
    NoteMoved,
    NoteTakenBack,
)
from sessions.hidden import concealed
from sessions.objects import Activity, Note
from sessions.rows import whole
from sessions.seeing import named
from sessions.session import Session
from sessions.steps.issues import issue_now
from sessions.steps.mechanic import Mechanic

NOTE_LETTERS, PHONE_LETTERS = 1000, 280
"""The most letters of a note; and of one that is written on a phone, one idea at a time."""
REF_LETTERS = 40


def add_note(asking: Asking, wish: AddNote) -> list[Event]:
    """Keep a note under the next number."""
    session, by = asking.session, asking.by
    activity = session.activities.get(wish.activity) or session.now
    author = wish.author or by.participant or None
    if wish.author and activity.unnamed:
        raise nameless(activity)
    if author and author not in session.participants:
        raise Refused(f"There is no person {author}.")
    _within_cap(session, asking, activity)
    note = Note(
        number=session.notes_made + 1,
        activity=activity.id,
        lane=find_lane(activity, wish.lane),
        text=_words(wish.text),
        author=None if activity.unnamed else author,
        ref=clean.clean(clean.clean(wish.ref)[:REF_LETTERS]),
        about=_about(session, activity, wish.about),
        source={"terminal": "keyboard", "participant": "phone"}.get(by.kind, by.kind),
        waiting=activity.approve and by.kind == "participant",
        at=asking.now,
    )
    return [NoteAdded(note, by.seat(activity.id) if by.participant and activity.unnamed else "")]


def nameless(activity: Activity) -> Refused:
    """The refusal of a name where notes are unnamed."""
    return Refused(f"{activity.title} keeps no names. Say it without the name.")


def _within_cap(session: Session, asking: Asking, activity: Activity) -> None:
    """Check that a participant has not said all that each may say here.

    Raises:
        Refused: if they have.
    """
    most = activity.caps.get("notes")
    by = asking.by
    if by.kind != "participant" or not most:
        return
    mine = session.said_by(activity, by.participant) + session.said_by(activity, by.seat(activity.id))
    if mine >= most:
        raise Refused(f"{plural(most, 'note')} each is what fits here. You can change one of yours.")


def approve(asking: Asking, wish: Approve) -> list[Event]:
    """Let notes that wait onto the board."""
    session = asking.session
    numbers = wish.notes or tuple(
        note.number for note in session.notes.values() if note.waiting and not note.erased
    )
    for number in numbers:
        if not session.note(number).waiting:
            raise Refused(f"Note {number} does not wait.")
    if not numbers:
        raise Refused("No note waits for approval.")
    return [NoteApproved(number) for number in dict.fromkeys(numbers)]


def _about(session: Session, activity: Activity, about: str) -> str:
    """The handle of what a note is an idea for: the one named, else the one that is helped now."""
    if not about:
        return issue_now(session, activity) if activity.id == session.activity else ""
    if (number := whole(about)) is not None:
        return str(session.note(number).number)
    return session.theme(activity, about).letter


def edit_note(asking: Asking, wish: EditNote) -> list[Event]:
    """Put new words in; where notes wait for approval, a participant's new words wait too."""
    note = _mine(asking, wish.note)
    words = _words(wish.text)
    if words == note.text:
        raise Refused(f"Note {note.number} says that already.")
    edited = NoteEdited(note.number, note.text, words)
    approve = asking.session.activities[note.activity].approve
    if approve and asking.by.kind == "participant" and not note.waiting:
        return [edited, NoteApproved(note.number, before=False, after=True)]
    return [edited]


def take_back(asking: Asking, wish: TakeBack) -> list[Event]:
    """Remove one's own note, while nobody has voted on it."""
    note = _mine(asking, wish.note)
    if asking.session.voted(note.activity, str(note.number)):
        raise Refused(f"Note {note.number} has votes; it can be hidden, not taken back.")
    if asking.session.covers(note.number):
        raise Refused(f"Other notes stand under note {note.number}; it can be hidden, not taken back.")
    return [NoteTakenBack(note, asking.session.seats.get(note.number, ""))]


def move_note(asking: Asking, wish: MoveNote) -> list[Event]:
    """Put a note in another lane."""
    note = asking.session.note(wish.note)
    lane = find_lane(asking.session.activities[note.activity], wish.lane)
    if lane == note.lane:
        raise Refused(f"Note {note.number} is in {lane} already.")
    return [NoteMoved(note.number, note.lane, lane)]


def hide_note(asking: Asking, wish: HideNote) -> list[Event]:
    """Take a note off every face, or bring it back."""
    note = asking.session.note(wish.note)
    if note.hidden == wish.hidden:
        raise Refused(f"Note {note.number} is {'hidden' if note.hidden else 'shown'} already.")
    return [NoteHidden(note.number, note.hidden, wish.hidden)]


def merge_notes(asking: Asking, wish: MergeNotes) -> list[Event]:
    """Put one note under another that says the same."""
    session = asking.session
    note, into = session.note(wish.note), session.note(wish.into)
    if note.number == into.number or into.merged_into == note.number:
        raise Refused(f"Notes {note.number} and {into.number} are one already.")
    if note.activity != into.activity:
        raise Refused(f"Notes {note.number} and {into.number} are of different activities.")
    if into.merged_into:
        raise Refused(f"Note {into.number} stands under {into.merged_into} itself.")
    if (into.hidden or into.waiting) and not (note.hidden or note.waiting):
        how = f"is hidden, and {note.number} would be too"
        if not into.hidden:
            how = f"waits for approval, and {note.number} would go off the board with it"
        raise Refused(
            f"Note {into.number} {how}. /same {into.number} {note.number} keeps the one that is seen."
        )
    if session.voted(note.activity, str(note.number)):
        raise Refused(f"Note {note.number} has votes of its own; merge before the vote.")
    return [NoteMerged(note.number, note.merged_into, into.number)]


def find_lane(activity: Activity, name: str) -> str:
    """The lane that begins with `name`; the first where none is named; "" where there are none.

    Raises:
        Refused: if no lane, or more than one, begins so.
    """
    if not name:
        return activity.lanes[0] if activity.lanes else ""
    wanted = name.casefold()
    hits = [lane for lane in activity.lanes if lane.casefold() == wanted]
    hits = hits or [lane for lane in activity.lanes if lane.casefold().startswith(wanted)]
    if len(hits) == 1:
        return hits[0]
    if not activity.lanes:
        raise Refused(f"{activity.title} has no lanes.")
    raise Refused(f"There is no one lane called {name!r}. {activity.title} has {', '.join(activity.lanes)}.")


def board(session: Session, activity: Activity, audience: Audience) -> Board:
    """The notes and themes of an activity, as this audience may see them."""
    notes = session.notes_of(activity)
    hidden = concealed(session, activity, audience)
    lanes = []
    for name in activity.lanes or [""]:
        mine = [note for note in notes if note.lane == name]
        lanes.append(
            BoardLane(
                name, len(mine), () if hidden else tuple(board_note(session, note, audience) for note in mine)
            )
        )
    themes = [
        BoardTheme(theme.letter, theme.name, sum(note.theme == theme.letter for note in notes), theme.cards)
        for theme in ([] if hidden else session.themes_of(activity))
    ]
    counts = ", ".join(f"{lane.name} {lane.count}" for lane in lanes if lane.name)
    sentence = plural(len(notes), "note") + (f": {counts}." if counts else ".")
    if hidden:
        sentence = f"{sentence[:-1]}, hidden until they are revealed."
    elif not notes:
        sentence = "Nothing is written down yet."
    return Board(
        id=f"{activity.id}-board",
        title=activity.title,
        sentence=sentence,
        lanes=tuple(lanes),
        themes=tuple(themes),
        hidden=hidden,
    )


def board_note(session: Session, note: Note, audience: Audience) -> BoardNote:
    """A note as this audience may see it: readers get names only once the detail is released."""
    author = session.participants.get(note.author or 0)
    name = author.name if author and named(session, audience) else ""
    return BoardNote(str(note.number), note.text, note.lane, note.theme, name)


def _words(text: str) -> str:
    if not text:
        raise Malformed("There is nothing to keep yet.")
    if len(text) > NOTE_LETTERS:
        raise Malformed(
            f"This has {len(text):,} letters; a note holds {NOTE_LETTERS:,}. Nothing was kept of it."
        )
    return text


def _mine(asking: Asking, number: int) -> Note:
    """The note, if whoever asks may change its words."""
    session, by = asking.session, asking.by
    note = session.note(number)
    own = (
        note.author == by.participant if note.author else session.seats.get(number) == by.seat(note.activity)
    )
    if not by.leads and not own:
        raise NotOffered(f"Note {number} is somebody else's.")
    return note


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    return (board(session, activity, audience),)


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    text = Field("text", "Your note", required=True, limit=PHONE_LETTERS)
    lanes = (
        (Field("lane", "Where it belongs", kind="choice", options=tuple(activity.lanes)),)
        if activity.lanes
        else ()
    )
    privacy = "Your name is not stored with it." if activity.unnamed else "Your name is kept with it."
    return (
        Offer("add-note", "Keep this note", (text, *lanes), privacy=privacy),
        Offer("edit-note", "Change this note", (text,)),
        Offer("take-back", "Take this note back"),
    )


GATHER = Mechanic(
    name="gather",
    lines=("lane", "round", "edit", "move", "hide", "show", "same", "ok", "reveal", "erase", "undo"),
    commands={
        AddNote: add_note,
        EditNote: edit_note,
        TakeBack: take_back,
        MoveNote: move_note,
        HideNote: hide_note,
        MergeNotes: merge_notes,
        EraseNote: erase_note,
        Approve: approve,
    },
    blocks=_blocks,
    forms=_forms,
)
