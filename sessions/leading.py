"""Decisions that lead the workshop: moving, time, breaks, the summary, the end."""

from __future__ import annotations

from sessions import clean
from sessions.actors import Asking
from sessions.ballots import ballot_activity
from sessions.commands import (
    AddComment,
    ApproveComments,
    Back,
    CarryOver,
    Close,
    GoTo,
    MoreTime,
    Next,
    NextRound,
    Release,
    Reveal,
    Share,
    Skip,
    TakeBreak,
)
from sessions.errors import Malformed, Refused
from sessions.events import (
    Break,
    Closed,
    CommentApproved,
    Commented,
    Event,
    Measured,
    Moved,
    NotesShown,
    Paused,
    Place,
    Released,
    RoundBegun,
    ScoresShown,
    Shared,
    Skipped,
    Started,
    TimeGiven,
    VotesShown,
)
from sessions.hidden import unscored
from sessions.measuring import measured
from sessions.moves import MINUTE, closing, neighbour, next_move, round_now, shown
from sessions.objects import Activity, Comment
from sessions.passes import TOKEN_LETTERS, letters
from sessions.seeing import comments
from sessions.session import Session
from sessions.steps.groups import grouped
from sessions.steps.vote import opened

COMMENT_LETTERS = 2000
FIELD_LETTERS = 80
LONGEST_BREAK = 240
"""Minutes."""


def go_on(asking: Asking, wish: Next) -> list[Event]:
    """Start the clock, reveal what is hidden, or enter the next step or activity."""
    session = asking.session
    activity = session.now
    started = bool(session.started) if wish.started is None else wish.started
    here = (activity.id, activity.step, shown(session), bool(session.started), bool(session.paused_at))
    if (wish.activity, wish.step, wish.shown, started, wish.paused) != here:
        raise Refused(f"Somebody has moved on already: this is {activity.title}, {activity.at.kind}.")
    move = next_move(session)
    if move.kind == "start":
        return [Started()]
    if move.kind == "resume":
        return _resumed(session)
    if move.kind in ("notes", "votes", "scores"):
        return reveal(asking, Reveal())
    if move.kind == "step":
        return _enter(asking, activity, activity.step + 1)
    following = neighbour(session, 1)
    if following is None:
        raise Refused("This is the end of the plan. The summary comes next; /close ends the session.")
    return _enter(asking, following, following.step)


def go_back(asking: Asking, wish: Back) -> list[Event]:
    """Enter the step before, or the activity before."""
    session = asking.session
    activity = session.now
    if (wish.activity, wish.step) != (activity.id, activity.step):
        raise Refused(f"Somebody has moved already: this is {activity.title}, {activity.at.kind}.")
    if activity.step > 0:
        return _enter(asking, activity, activity.step - 1)
    before = neighbour(session, -1)
    if before is None:
        raise Refused("This is the first step of the plan.")
    return _enter(asking, before, before.step)


def go_to(asking: Asking, wish: GoTo) -> list[Event]:
    """Enter an activity where it was left."""
    session = asking.session
    activity = session.find_activity(wish.activity)
    if activity.id == session.activity:
        raise Refused(f"This is {activity.title} already.")
    return _enter(asking, activity, activity.step)


def skip(asking: Asking, wish: Skip) -> list[Event]:
    """Leave an activity out; where it is the present one, go on to the next."""
    session = asking.session
    activity = session.find_activity(wish.activity) if wish.activity else session.now
    if activity.skipped:
        raise Refused(f"{activity.title} is left out already. /go {activity.id} takes it back in.")
    if activity.visited and list(session.activities).index(activity.id) + 1 < session.position:
        raise Refused(f"{activity.title} was held, so it is not left out. /go {activity.id} goes back to it.")
    left_out = Skipped(activity.id, before=False, after=True)
    if activity.id != session.activity:
        return [left_out]
    following = neighbour(session, 1)
    if following is None:
        raise Refused(f"{activity.title} is the last one, so there is nothing to go on to.")
    return [*_enter(asking, following, following.step), left_out]


def take_break(asking: Asking, wish: TakeBreak) -> list[Event]:
    """Stop the clock for a break; "next" goes on. Without minutes, and in a break, it goes on too."""
    session = asking.session
    if not 0 <= wish.minutes <= LONGEST_BREAK:
        raise Malformed(f"A break has 1 to {LONGEST_BREAK} minutes: /break 5")
    if not session.started:
        raise Refused("The clock has not started yet: /next starts it.")
    if session.paused_at and not wish.minutes:
        return _resumed(session)
    before = Break(session.pause) if session.paused_at else None
    after = Break(wish.minutes * MINUTE)
    if before == after:
        raise Refused("That break is on already; /next goes on.")
    return [Paused(before, after)]


def next_round(asking: Asking, wish: NextRound) -> list[Event]:
    """Begin a round of this step before or after its time."""
    session = asking.session
    standing = round_now(session, asking.now)
    if standing is None or not session.started:
        raise Refused(f"{session.now.title} has no rounds here." if session.started else "Not started yet.")
    rounds = session.now.at.rounds
    number = wish.number - 1 if wish.number else standing[0] + 1
    if not 0 <= number < len(rounds):
        names = ", ".join(f"{place} {one.title}" for place, one in enumerate(rounds, 1))
        raise Refused(f"There is no round after this one: {names}.")
    return [RoundBegun(session.round, number, session.activity, session.now.step, session.round_at)]


def _resumed(session: Session) -> list[Event]:
    return [Paused(Break(session.pause), None)] if session.paused_at else []


def _enter(asking: Asking, activity: Activity, step: int) -> list[Event]:
    session = asking.session
    events: list[Event] = _resumed(session) if session.started else [Started()]
    if activity.skipped:
        events.append(Skipped(activity.id, before=True, after=False))
    # The round that is left, as it stands once a break is over.
    away = asking.now - session.paused_at if session.paused_at else 0
    begun = session.round_at + away if session.round_at else 0
    here, there = Place(session.activity, session.now.step), Place(activity.id, step)
    events.append(Moved(here, there, activity.reached, session.round, begun))
    if activity.steps[step].kind == "vote":
        events += opened(session, activity)
    return events


def more_time(asking: Asking, wish: MoreTime) -> list[Event]:
    """Lend the present activity time from the one to come that has most left; where none can, the end moves.

    What it gives back goes to the one that lent most.
    """
    session = asking.session
    if not wish.seconds or abs(wish.seconds) > 240 * MINUTE:
        raise Malformed("Minutes are needed, between −240 and 240: /time +5")
    if session.now.planned + wish.seconds < MINUTE:
        raise Refused(f"{session.now.title} would have no time left; /next goes on.")
    order = list(session.activities.values())
    to_come = [one for one in order[session.position :] if not one.skipped]
    if owed := [one for one in to_come if one.lent <= wish.seconds < 0]:
        return [TimeGiven(session.activity, min(owed, key=lambda one: one.lent).id, wish.seconds)]
    rest = {one.id: one.planned - one.actual for one in to_come}
    able = [name for name in rest if rest[name] - wish.seconds >= MINUTE]
    lender = max(able, key=lambda name: rest[name]) if able and wish.seconds > 0 else ""
    return [TimeGiven(session.activity, lender, wish.seconds)]


def reveal(asking: Asking, wish: Reveal) -> list[Event]:
    """Show the notes, votes or scores that this step hides."""
    activity = asking.session.now
    statement = asking.session.statement(activity) if activity.at.kind == "agree" else None
    if statement and unscored(asking.session, statement):
        return [ScoresShown(activity.id, statement.version)]
    if activity.at.kind == "vote":
        if activity.votes_shown:
            raise Refused("The votes are shown already.")
        return [*opened(asking.session, activity), VotesShown(activity.id), *grouped(asking, activity)]
    if not activity.notes_shown:
        return [NotesShown(activity.id)]
    # Votes may be held in any step: a line does what it says whenever it comes.
    voting = ballot_activity(asking.session)
    if voting.votes_shown or not asking.session.boxes.get(f"{voting.id}/{voting.round}"):
        raise Refused("Nothing is hidden here.")
    return [VotesShown(voting.id), *grouped(asking, voting)]


def release(asking: Asking, wish: Release) -> list[Event]:
    """Open the detail of the summary."""
    if asking.session.released:
        raise Refused("Readers can see the detail already.")
    return [Released()]


def share(asking: Asking, wish: Share) -> list[Event]:
    """Give the summary an address, or take it away."""
    if wish.revoke and not asking.session.token:
        raise Refused("The summary has no address. /share gives it one.")
    if not wish.revoke and asking.session.token:
        raise Refused("The summary has an address already. /revoke ends it, and /share then gives another.")
    return [Shared("" if wish.revoke else letters(TOKEN_LETTERS))]


def close(asking: Asking, wish: Close) -> list[Event]:
    """In the closing activity, or where the plan has none, end the session; elsewhere go there."""
    session = asking.session
    last = closing(session)
    if last and last.id != session.activity:
        return _enter(asking, last, last.step)
    return [Measured(tuple(measured(session))), Closed()]


def add_comment(asking: Asking, wish: AddComment) -> list[Event]:
    """Keep what a reader says back; it waits until the facilitator, who need not ask, lets others read it."""
    text, name = clean.clean(wish.text, lines=True), clean.clean(wish.name)
    if not text:
        raise Malformed("There is nothing in the comment yet.")
    if len(text) > COMMENT_LETTERS:
        raise Malformed(f"This comment has {len(text):,} letters; {COMMENT_LETTERS:,} is the most.")
    if len(name) > FIELD_LETTERS:
        raise Malformed(f"That name has {len(name)} letters; {FIELD_LETTERS} is the most.")
    target = clean.clean(wish.target)
    if len(target) > FIELD_LETTERS:
        raise Malformed("What the comment is about is named by its handle, as in D1.")
    session = asking.session
    number = max(session.made.get("comments", 0), next(reversed(session.comments), 0)) + 1
    waits = not asking.by.leads
    said = Comment(number=number, text=text, name=name, target=target, waiting=waits, at=asking.now)
    return [Commented(said)]


def approve_comments(asking: Asking, wish: ApproveComments) -> list[Event]:
    """Let comments onto the pages, or off them again."""
    session = asking.session
    numbers = wish.comments or tuple(one.number for one in comments(session, waiting=True))
    for number in numbers:
        comment = session.comments.get(number)
        if comment is None or not comment.text:
            raise Refused(f"There is no comment K{number}.")
        if comment.waiting == wish.waits:
            raise Refused(f"K{number} waits already." if wish.waits else f"K{number} does not wait.")
    if not numbers:
        raise Refused("No comment waits for approval.")
    return [CommentApproved(one, before=not wish.waits, after=wish.waits) for one in dict.fromkeys(numbers)]


def carry_over(asking: Asking, wish: CarryOver) -> list[Event]:
    """Take over what earlier meetings left open."""
    if asking.by.kind != "host":
        raise Refused("The host takes over what is open, when a session is opened.")
    if asking.session.started:
        raise Refused("This meeting has begun; what was open came along before.")
    if wish.revision not in (None, asking.session.revision):
        # Its numbers may be given out by now.
        raise Refused("Something was said meanwhile, so what is open is looked for again.")
    return [wish.found]
