"""Vote: dots on what comes first, or agree, pass and disagree on every note; hidden until revealed once.

Ballots, hands and paper slips are counted apart and added up, so that nobody without a phone is without
a vote and the record says how many of each there were.
"""

from __future__ import annotations

from sessions.actors import Asking
from sessions.ballots import ballot, ballot_activity, dots_each, kept_back, on_ballot, targets
from sessions.blocks import Audience, Block, Field, Offer, plural
from sessions.boxes import Box, Voting
from sessions.commands import CastVote, CountSlip, Pick, RunOff, SetHands
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import Event, HandsCounted, Picked, SlipCounted, VoteCast, VoteOpened
from sessions.objects import LARGEST_ROOM, Activity
from sessions.session import Session
from sessions.steps.mechanic import Mechanic

RECOUNT = "/here changes how many are in the room."


def opened(session: Session, activity: Activity) -> list[Event]:
    """The event that opens the vote and fixes the dots; nothing where it is open."""
    if activity.dots:
        return []
    now = activity.voting
    return [
        VoteOpened(
            activity.id, now, Voting(now.round, dots_each(session, activity), now.finalists, now.shown)
        )
    ]


def cast_vote(asking: Asking, wish: CastVote) -> list[Event]:
    """Count one participant's vote; the later one on a target stands."""
    session, by = asking.session, asking.by
    activity = session.activities.get(wish.activity) or ballot_activity(session)
    if not by.participant:
        raise Refused("A ballot is a participant's. /vote counts hands, /ballot a paper slip.")
    if activity.votes_shown:
        raise NotOffered("The vote is closed, so this was not counted.")
    target = _target(session, activity, wish.target)
    box, seat = Box(activity.id, activity.round, target), by.seat(activity.id)
    before = session.ballots.get(box.key, {}).get(seat)
    after: int | None = wish.value
    if activity.vote == "dots":
        if wish.value < 0:
            raise Malformed("Dots start at none.")
        placed = session.placed.get(f"{activity.id}/{activity.round}/{seat}", {})
        spent = sum(
            value for one, value in placed.items() if one != target and on_ballot(session, activity, one)
        )
        if spent + wish.value > dots_each(session, activity):
            raise Refused(
                f"Each of you has {plural(dots_each(session, activity), 'dot')}, and {spent} of yours are placed."
            )
        after = wish.value or None
    elif wish.value not in (-1, 0, 1):
        raise Malformed("A vote here is 1 for agree, 0 for pass, −1 for disagree.")
    return [*opened(session, activity), VoteCast(box, seat, activity.vote == "dots", before, after)]


def set_hands(asking: Asking, wish: SetHands) -> list[Event]:
    """Set the hands raised for a target."""
    session = asking.session
    activity = ballot_activity(session)
    target = _target(session, activity, wish.target)
    hands = wish.hands
    if min(hands.for_, hands.against, hands.pass_) < 0:
        raise Malformed("Hands start at none.")
    if activity.vote == "dots" and (hands.against or hands.pass_):
        raise Malformed(f"{activity.title} is voted in dots: /vote {target} 7")
    before = session.tally(activity, target)
    each = dots_each(session, activity) if activity.vote == "dots" else 1
    room = LARGEST_ROOM if session.attendance.present is None else session.attendance.present
    # Not the sum over targets: by hands people may be asked for each theme in turn.
    if hands.total > room * each:
        raise Refused(
            f"{plural(hands.total, 'hand')} for {target} are more than {plural(room, 'person', 'people')} can raise. {RECOUNT}"
        )
    box = Box(activity.id, activity.round, target)
    return [*opened(session, activity), HandsCounted(box, before.by.hands, hands)]


def count_slip(asking: Asking, wish: CountSlip) -> list[Event]:
    """Count one paper slip."""
    session = asking.session
    activity = ballot_activity(session)
    if activity.vote != "dots":
        raise Refused(f"{activity.title} is voted by agree, pass and disagree: /vote 3 +7 -2 =4")
    if not wish.targets:
        raise Malformed("What stands on the slip? /ballot A C F")
    if len(wish.targets) > dots_each(session, activity):
        raise Refused(
            f"A slip has {plural(dots_each(session, activity), 'dot')}; this one has {len(wish.targets)}."
        )
    boxes = tuple(Box(activity.id, activity.round, _target(session, activity, one)) for one in wish.targets)
    room = session.attendance.present
    slips = sum(session.tally(activity, one).by.slips.for_ for one in targets(session, activity)) + len(boxes)
    if room is not None and slips > room * dots_each(session, activity):
        raise Refused(
            f"{plural(slips, 'dot')} on slips are more than {plural(room, 'person', 'people')} have. {RECOUNT}"
        )
    return [*opened(session, activity), SlipCounted(boxes)]


def run_off(asking: Asking, wish: RunOff) -> list[Event]:
    """Open another round between the named targets, one dot each."""
    session = asking.session
    activity = ballot_activity(session)
    finalists = tuple(dict.fromkeys(_target(session, activity, one) for one in wish.targets))
    if len(finalists) < 2:
        raise Malformed("Between which? /runoff C E")
    if not activity.votes_shown and any(
        session.tally(activity, one).sum.total for one in targets(session, activity)
    ):
        raise Refused("This vote is hidden still: /reveal shows it, then /runoff C E votes once more.")
    now = activity.voting
    chosen = [Picked(activity.id, tuple(activity.picked), ())] if activity.picked else []
    return [*chosen, VoteOpened(activity.id, now, Voting(now.round + 1, 1, finalists))]


def pick(asking: Asking, wish: Pick) -> list[Event]:
    """Keep what the room goes on with."""
    session = asking.session
    if session.now.at.kind == "help":
        return _pick_ideas(session, session.now, wish.targets)
    activity = ballot_activity(session)
    chosen = tuple(dict.fromkeys(_target(session, activity, one) for one in wish.targets))
    return [Picked(activity.id, tuple(activity.picked), chosen)]


def _pick_ideas(session: Session, activity: Activity, handles: tuple[str, ...]) -> list[Event]:
    """Keep which ideas whoever asked for help takes away, beside those of the helped before."""
    chosen = list(activity.picked)
    for handle in handles:
        note = session.note(int(handle)) if handle.isdecimal() and len(handle) < 10 else None
        if note is None or note.activity != activity.id:
            raise Refused(f"{handle[:20]} is no idea of this round.")
        chosen.append(str(note.number))
    after = tuple(dict.fromkeys(chosen))
    if after == tuple(activity.picked):
        raise Refused("Which idea does the asker take? /pick 31")
    return [Picked(activity.id, tuple(activity.picked), after)]


def _line(session: Session, activity: Activity) -> str:
    if activity.votes_shown:
        return "/pick A C · /runoff A C"
    return (
        "/vote A 7 hands · /ballot A C a slip" if activity.vote == "dots" else "/vote 3 +7 -2 =4 counts hands"
    )


def _target(session: Session, activity: Activity, handle: str) -> str:
    """The handle as it stands on the ballot.

    Raises:
        Refused: if it does not.
    """
    wanted = handle.strip().upper()
    if wanted.isdecimal() and len(wanted) < 10:
        wanted = str(int(wanted))
    if len(wanted) < 10 and on_ballot(session, activity, wanted):
        return wanted
    shown = ", ".join(list(targets(session, activity))[:12]) or "nothing yet"
    raise Refused(f"{handle[:20]} is not on the ballot. There is {shown}.")


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    return (ballot(session, activity, audience),)


def _offers(session: Session, activity: Activity) -> tuple[Offer, ...]:
    if activity.votes_shown or kept_back(session, activity, "participant"):
        return ()
    low = 0 if activity.vote == "dots" else -1
    high = dots_each(session, activity) if activity.vote == "dots" else 1
    value = Field(
        "value",
        "Your vote",
        kind="number",
        required=True,
        options=tuple(str(n) for n in range(low, high + 1)),
    )
    return (Offer("vote", "Vote", (value,), targets=tuple(targets(session, activity))),)


VOTE = Mechanic(
    name="vote",
    commands={CastVote: cast_vote, SetHands: set_hands, CountSlip: count_slip, RunOff: run_off, Pick: pick},
    blocks=_blocks,
    offers=_offers,
    line=_line,
)
