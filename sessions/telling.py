"""What an entry did, in few words: for the right end of the capture line, plain mode and undo.

It is read by the room. So a note is its number and a row its handle; nobody's vote, and no words of what is
private or hidden, are told.
"""

from __future__ import annotations

from collections.abc import Sequence

from sessions import dates
from sessions.again import gained, turn
from sessions.blocks import plural
from sessions.erasing import erased, told_of_note
from sessions.events import (
    CarriedOver,
    Closed,
    CommentApproved,
    Commented,
    CommunityChanged,
    Counted,
    Entry,
    Event,
    GroupsCounted,
    HandsCounted,
    Measured,
    MeetingSet,
    Moved,
    NoteAdded,
    NoteApproved,
    NoteEdited,
    NoteHidden,
    NoteMerged,
    NoteMoved,
    NotePlaced,
    NotesShown,
    NoteTakenBack,
    Paused,
    PersonChanged,
    Picked,
    Released,
    Restored,
    RoundBegun,
    RowChanged,
    RowErased,
    ScoresCounted,
    ScoresShown,
    SessionChanged,
    Shared,
    Skipped,
    SlipCounted,
    Started,
    StatementChanged,
    StatementSettled,
    ThemeChanged,
    TimeGiven,
    VoteOpened,
    VotesShown,
)
from sessions.meeting import CHARTER
from sessions.moves import MINUTE
from sessions.objects import NextMeeting
from sessions.rows import STANDING, Improvement
from sessions.session import Session
from sessions.steps import STEPS
from sessions.summary import attendance_in_words

QUIET = (Started, Paused, Skipped)
"""What goes without saying beside what else was done."""


def handle(entry: Entry) -> str:
    """The handle of what an entry made: a note's number, a theme's letter, a row's; "" where it made none."""
    for event in entry.events:
        if isinstance(event, NoteAdded):
            return str(event.note.number)
        if isinstance(event, ThemeChanged) and event.after and event.before is None:
            return event.letter
        if isinstance(event, RowChanged) and event.after and event.before is None:
            return event.after.handle
    for event in entry.events:
        if isinstance(event, NotePlaced) and event.after:
            return event.after
    return ""


def told(entry: Entry, session: Session) -> str:
    """What an entry did, in a few words; of one that undid another, what it undid."""
    if not entry.undoes:
        return _summed(entry.events, session)
    undone = tuple(event.inverse() for event in reversed(entry.events))
    return f"undone: {_summed([event for event in undone if event], session).removesuffix(' kept')}"


def _summed(events: Sequence[Event], session: Session) -> str:
    """The most telling of some events."""
    if any(isinstance(event, PersonChanged) for event in events):
        return _told_of_people(events)
    left_out = [event for event in events if isinstance(event, Skipped) and event.after]
    if left_out:
        return _told_of_workshop(left_out[0], session)
    if many := told_of_note(events, session) or _told_of_many(events):
        return many
    loud = [event for event in events if not isinstance(event, QUIET)]
    if any(isinstance(event, VoteOpened) and event.after.finalists for event in events):
        loud = [event for event in loud if not isinstance(event, Picked)]
    for event in (*loud, *events):
        if words := _told(event, session):
            return words
    return "kept"


def _told_of_many(events: Sequence[Event]) -> str:
    """What several events of one sort did together; "" where they are of different sorts."""
    many = plural(len(events), "note")
    approved = [event for event in events if isinstance(event, NoteApproved | CommentApproved)]
    if len(approved) == len(events) > 1:
        of_notes = isinstance(approved[0], NoteApproved)
        there = "on the board" if of_notes else "for readers to see"
        return (
            f"{many if of_notes else plural(len(events), 'comment')} {'wait' if approved[0].after else there}"
        )
    placed = [event for event in events if isinstance(event, NotePlaced)]
    if len(placed) == len(events) > 1 and len({event.after for event in placed}) == 1:
        return f"{many} in {placed[0].after}" if placed[0].after else f"{many} in no theme"
    return ""


def _told_of_people(events: Sequence[Event]) -> str:
    """What became known of people: of one by name, of several by how many they are."""
    people = [event for event in events if isinstance(event, PersonChanged)]
    counted = [event for event in events if isinstance(event, Counted)]
    for event in counted:
        if event.before.consent != event.after.consent:
            return "consent of everyone here noted" if event.after.consent else "consent taken off"
        if len(event.after.apologies) > len(event.before.apologies):
            return _told_of_attendance(event)
    if len(people) == 1:
        return _told_of_person(people[0])
    return f"{plural(len(people), 'person', 'people')} {_change(people[0])}"


def _told_of_person(event: PersonChanged) -> str:
    person = event.after or event.before
    return f"{person.name or f'person {person.number}'} {_change(event)}" if person else ""


def _change(event: PersonChanged) -> str:
    """What changed about somebody."""
    before, after = event.before, event.after
    if after is None:
        return "removed"
    if before is None:
        return "noted"
    if before.consent != after.consent:
        return "agreed" if after.consent else "has not agreed"
    if before.left != after.left:
        return "has left" if after.left else "is with us"
    if before.here != after.here:
        return "here" if after.here else "not here"
    return "noted"


def _told(event: Event, session: Session) -> str:
    match event:
        case NoteAdded():
            return f"{event.note.number} kept"
        case NoteTakenBack():
            return f"note {event.note.number} taken back"
        case NoteEdited() | NoteMoved():
            return f"{event.number} {'moved' if isinstance(event, NoteMoved) else 'has new words'}"
        case NoteHidden():
            return f"{event.number} {'hidden' if event.after else 'shown'}"
        case NoteApproved():
            return f"{event.number} {'waits' if event.after else 'on the board'}"
        case NoteMerged():
            return f"{event.number} under {event.after}" if event.after else f"{event.number} stands alone"
        case ThemeChanged():
            return f"{event.letter} {event.after.name}" if event.after else f"theme {event.letter} removed"
        case NotePlaced():
            return f"{event.number} in {event.after}" if event.after else f"{event.number} in no theme"
        case RowChanged():
            return _told_of_row(event)
        case RowErased():
            return f"{erased(event)} erased for good"
        case _:
            return _told_of_workshop(event, session)


def _told_of_row(event: RowChanged) -> str:
    if event.after is None:
        return f"{event.before.handle} removed" if event.before else ""
    row = event.after
    if event.before is None:
        if row.visibility == "private":
            return f"{row.handle} noted"
        due = getattr(row, "due", "") or getattr(row, "review_date", "")
        when = f", {dates.in_words(due)}" if due else ""
        return f"{row.handle} {getattr(row, 'owner', '') or 'noted'}{when}"
    if (status := getattr(row, "status", "")) and status != getattr(event.before, "status", ""):
        return f"{row.handle} {STANDING.get(status, status)}"
    if isinstance(row, Improvement) and (now := turn(event.before, row)):
        return f"{row.handle} {now}"
    if row.visibility != event.before.visibility:
        who = {"private": "hidden", "group": "for the room alone", "report": "for readers too"}
        return f"{row.handle} {who[row.visibility]}"
    more = gained(event.before, row) if row.visibility != "private" else ""
    return f"{row.handle} {more or 'changed'}"


def _told_of_workshop(event: Event, session: Session) -> str:
    match event:
        case Started():
            return "the clock runs" if event.after else "the clock stands"
        case Moved():
            activity = session.activities[event.after.activity]
            word = STEPS[activity.steps[event.after.step].kind].word
            return activity.title if word == activity.title.casefold() else f"{activity.title}, {word}"
        case TimeGiven():
            lender = session.activities[event.lender].title if event.lender else ""
            way = "from" if event.seconds > 0 else "back to"
            source = f", {way} {lender}" if lender else ", so the end moves"
            return f"{event.seconds // MINUTE:+d} min for {session.activities[event.activity].title}{source}"
        case NotesShown() | VotesShown() | ScoresShown():
            what = {NotesShown: "notes", VotesShown: "votes", ScoresShown: "scores"}[type(event)]
            return f"{what} {'shown' if event.after else 'hidden'}"
        case VoteOpened():
            return f"run-off between {' and '.join(event.after.finalists)}" if event.after.finalists else ""
        case HandsCounted():
            return f"{plural(event.after.total, 'hand')} for {event.box.target}{_beside(session, event)}"
        case SlipCounted():
            return "one slip " + ("counted" if event.by > 0 else "taken off")
        case Picked():
            return f"{', '.join(event.after) or 'nothing'} picked"
        case StatementChanged():
            return f"version {event.version}" + ("" if event.after else " withdrawn")
        case ScoresCounted():
            return plural(sum(event.after), "score")
        case StatementSettled():
            return "agreed" if event.after[0] else "open again"
        case Counted():
            return _told_of_attendance(event)
        case Paused():
            minutes = event.after.seconds // MINUTE if event.after else 0
            stopped = f"break of {plural(minutes, 'minute')}" if minutes else "paused"
            return stopped if event.after else "the clock runs"
        case RoundBegun():
            rounds = session.now.at.rounds
            return rounds[event.after].title if event.after < len(rounds) else "a round"
        case Skipped():
            how = "left out" if event.after else "taken back in"
            return f"{session.activities[event.activity].title} {how}"
        case SessionChanged():
            value = dates.in_words(event.after) if event.field == "date" else event.after
            value = "noted" if event.field == "ask" and value else value
            return f"{event.field} {value}" if value else f"no {event.field}"
        case CommunityChanged():
            return _told_of_charter(event)
        case MeetingSet():
            when = ", ".join(part for part in (dates.in_words(event.after.date), event.after.time) if part)
            return when or ("next meeting noted" if event.after != NextMeeting() else "no next meeting")
        case CarriedOver():
            return "what was open came along"
        case Restored():
            return "brought back from an export"
        case GroupsCounted() | Measured():
            return ""
        case Released():
            return "detail opened" if event.after else "detail closed"
        case Shared():
            return (
                "the summary has a new address" if event.token else "the summary's address leads nowhere now"
            )
        case Commented():
            return f"comment {event.comment.number}"
        case CommentApproved():
            return f"K{event.number} {'waits' if event.after else 'for readers to see'}"
        case Closed():
            return "session closed"
        case _:
            return ""


def _beside(session: Session, event: HandsCounted) -> str:
    """How many are without a phone, where more hands than that were raised: perhaps somebody votes by both."""
    without = session.attendance.no_phone
    if without is None or event.after.total <= without:
        return ""
    return (
        f"; {without} {'is' if without == 1 else 'are'} without a phone" if without else "; all have a phone"
    )


def _told_of_charter(event: CommunityChanged) -> str:
    """Which part of the charter changed."""
    changed = [
        name
        for name in event.after.__struct_fields__
        if getattr(event.before, name) != getattr(event.after, name)
    ]
    words = {field: word for word, field in CHARTER.items()} | {"expected": "who is expected"}
    words |= {"in_scope": "in scope", "out_of_scope": "out of scope", "charter_review_date": "review"}
    if changed == ["charter_review_date"] and event.after.charter_review_date:
        return f"charter: review on {dates.in_words(event.after.charter_review_date)}"
    return f"charter: {', '.join(words.get(name, name) for name in changed)}" if changed else "charter noted"


def _told_of_attendance(event: Counted) -> str:
    before, after = event.before, event.after
    if before.apologies != after.apologies:
        return f"apologies: {', '.join(after.apologies) or 'none'}"
    if before.consent != after.consent:
        return "consent of everyone here noted" if after.consent else "consent taken off"
    if before.groups != after.groups:
        fresh = [one for one in after.groups if one not in before.groups]
        return (
            ", ".join(f"{one.count} {one.profession} {one.sector}".strip() for one in fresh)
            or "count taken off"
        )
    return attendance_in_words(after) or "not counted"
