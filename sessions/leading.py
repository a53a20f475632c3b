"""Decisions that lead the workshop: moving, time, who is here, the summary, the end."""

from __future__ import annotations

from sessions import clean
from sessions.actors import Asking
from sessions.blocks import plural
from sessions.commands import (
    AddComment,
    AddPerson,
    Back,
    Close,
    CountHere,
    GoTo,
    MoreTime,
    Next,
    Release,
    Reveal,
)
from sessions.errors import Malformed, Refused
from sessions.events import (
    Closed,
    Commented,
    Counted,
    Event,
    Moved,
    NotesShown,
    PersonChanged,
    Place,
    Released,
    Started,
    TimeGiven,
    VotesShown,
)
from sessions.moves import MINUTE, neighbour, next_move
from sessions.objects import LARGEST_ROOM, Activity, Attendance, Comment, Participant
from sessions.session import Session
from sessions.steps.vote import opened

COMMENT_LETTERS = 2000
FIELD_LETTERS = 80


def go_on(asking: Asking, wish: Next) -> list[Event]:
    """Start the clock, reveal what is hidden, or enter the next step or activity."""
    session = asking.session
    activity = session.now
    started = bool(session.started) if wish.started is None else wish.started
    if (wish.activity, wish.step, wish.shown) != (
        activity.id,
        activity.step,
        shown(activity),
    ) or started != bool(session.started):
        raise Refused(f"Somebody has moved on already: this is {activity.title}, {activity.at.kind}.")
    move = next_move(session)
    if move.kind == "start":
        return [Started()]
    if move.kind in ("notes", "votes"):
        return reveal(asking, Reveal())
    if move.kind == "step":
        return _enter(session, activity, activity.step + 1)
    following = neighbour(session, 1)
    if following is None:
        raise Refused("This is the end of the plan. The summary comes next; /close ends the session.")
    return _enter(session, following, following.step)


def go_back(asking: Asking, wish: Back) -> list[Event]:
    """Enter the step before, or the activity before."""
    session = asking.session
    activity = session.now
    if (wish.activity, wish.step) != (activity.id, activity.step):
        raise Refused(f"Somebody has moved already: this is {activity.title}, {activity.at.kind}.")
    if activity.step > 0:
        return _enter(session, activity, activity.step - 1)
    before = neighbour(session, -1)
    if before is None:
        raise Refused("This is the first step of the plan.")
    return _enter(session, before, before.step)


def go_to(asking: Asking, wish: GoTo) -> list[Event]:
    """Enter an activity where it was left."""
    session = asking.session
    activity = session.find_activity(wish.activity)
    if activity.id == session.activity:
        raise Refused(f"This is {activity.title} already.")
    return _enter(session, activity, activity.step)


def _enter(session: Session, activity: Activity, step: int) -> list[Event]:
    events: list[Event] = [] if session.started else [Started()]
    events.append(Moved(Place(session.activity, session.now.step), Place(activity.id, step)))
    if activity.steps[step].kind == "vote":
        events += opened(session, activity)
    return events


def more_time(asking: Asking, wish: MoreTime) -> list[Event]:
    """Lend the present activity time from the longest one to come; where none can, the end moves."""
    session = asking.session
    if not wish.seconds or abs(wish.seconds) > 240 * MINUTE:
        raise Malformed("Minutes are needed, between −240 and 240: /time +5")
    if session.now.planned + wish.seconds < MINUTE:
        raise Refused(f"{session.now.title} would have no time left; /next goes on.")
    order = list(session.activities.values())
    to_come = [one for one in order[session.place :] if one.planned - wish.seconds >= MINUTE]
    lender = max(to_come, key=lambda one: one.planned).id if to_come and wish.seconds > 0 else ""
    return [TimeGiven(session.activity, lender, wish.seconds)]


def reveal(asking: Asking, wish: Reveal) -> list[Event]:
    """Show the notes or votes that this step hides."""
    activity = asking.session.now
    if activity.at.kind == "vote":
        if activity.votes_shown:
            raise Refused("The votes are shown already.")
        return [*opened(asking.session, activity), VotesShown(activity.id)]
    if activity.notes_shown:
        raise Refused("Nothing is hidden here.")
    return [NotesShown(activity.id)]


def shown(activity: Activity) -> bool:
    """Whether nothing of the present step is hidden."""
    return {"gather": activity.notes_shown, "vote": activity.votes_shown}.get(activity.at.kind, True)


def add_person(asking: Asking, wish: AddPerson) -> list[Event]:
    """Note somebody; the same name again adds what was not known."""
    session = asking.session
    name = clean.name(wish.name)
    fields = {
        field: value
        for field in ("organisation", "profession", "hierarchy", "sector")
        if (value := getattr(wish, field))
    }
    for value in fields.values():
        if len(value) > FIELD_LETTERS:
            raise Malformed(f"{value[:20]}… has {len(value)} letters; {FIELD_LETTERS} is the most.")
    known = [one for one in session.participants.values() if one.name.casefold() == name.casefold()]
    if known:
        kept = {field: getattr(known[0], field) for field in Participant.__struct_fields__}
        after = Participant(**{**kept, **fields})
        if after == known[0]:
            raise Refused(f"{known[0].name} is noted already, as number {known[0].number}.")
        return [PersonChanged(after.number, known[0], after)]
    number = session.people_made + 1
    return [PersonChanged(number, None, Participant(number=number, name=name, **fields))]


def count_here(asking: Asking, wish: CountHere) -> list[Event]:
    """Note how many are here."""
    for number in (wish.present, wish.no_phone or 0, wish.remote or 0):
        if not 0 <= number <= LARGEST_ROOM:
            raise Malformed(f"A room holds 0 to {LARGEST_ROOM:,} people.")
    if (wish.no_phone or 0) > wish.present:
        raise Malformed(
            f"{wish.no_phone} without a phone are more than the {plural(wish.present, 'person', 'people')} here."
        )
    after = Attendance(present=wish.present, no_phone=wish.no_phone, remote=wish.remote)
    return [Counted(asking.session.attendance, after)]


def release(asking: Asking, wish: Release) -> list[Event]:
    """Open the detail of the summary."""
    if asking.session.released:
        raise Refused("Readers can see the detail already.")
    return [Released()]


def close(asking: Asking, wish: Close) -> list[Event]:
    """End the session."""
    return [Closed()]


def add_comment(asking: Asking, wish: AddComment) -> list[Event]:
    """Keep what a reader says back."""
    text, name = clean.clean(wish.text, lines=True), clean.clean(wish.name)
    if not text:
        raise Malformed("There is nothing in the comment yet.")
    if len(text) > COMMENT_LETTERS:
        raise Malformed(f"This comment has {len(text):,} letters; {COMMENT_LETTERS:,} is the most.")
    if len(name) > FIELD_LETTERS:
        raise Malformed(f"That name has {len(name)} letters; {FIELD_LETTERS} is the most.")
    number = next(reversed(asking.session.comments), 0) + 1
    return [Commented(Comment(number=number, text=text, name=name, at=asking.now))]
