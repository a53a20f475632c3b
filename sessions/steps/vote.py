"""Vote: dots on what comes first, or agree, pass and disagree on every note; hidden until revealed once.

Ballots, hands and paper slips are counted apart and added up, so that nobody without a phone is without
a vote and the record says how many of each there were.
"""

from __future__ import annotations

import re

from sessions.actors import Asking
from sessions.ballots import ballot, ballot_activity, dots_each, kept_back, on_ballot, targets
from sessions.blocks import Audience, Block, Field, Offer, plural
from sessions.boxes import Box, Voting
from sessions.commands import CastVote, CountSlip, Pick, RunOff, SetHands
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import Event, HandsCounted, Picked, SlipCounted, VoteCast, VoteOpened
from sessions.numbers import in_digits
from sessions.objects import LARGEST_ROOM, Activity, Tally
from sessions.rows import whole
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
    target = _target(session, activity, wish.target, listed=by.leads)
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
    tally = session.tally(activity, target)
    if hands.total > tally.by.hands.total:
        _within_room(session, activity, tally, hands=hands.total)
    box = Box(activity.id, activity.round, target)
    return [*opened(session, activity), HandsCounted(box, tally.by.hands, hands)]


def _within_room(
    session: Session, activity: Activity, tally: Tally, *, hands: int, slips: int = 0, more: int = 0
) -> None:
    """Check that the room can have given this much, as far as it was counted.

    Hands are held against it target by target, not in sum: people may be asked for each theme in turn. Dots on
    slips were placed once and for all. Whoever is far away votes by phone, beside those who are here.

    Args:
        tally: The votes for the target so far.
        hands: The hands for it.
        slips: Dots for it on the slip that is counted now.
        more: All dots on that slip.

    Raises:
        Refused: if it cannot, whoever else may have voted in another way.
    """
    counted, each = session.attendance, dots_each(session, activity) if activity.vote == "dots" else 1
    here = LARGEST_ROOM if counted.present is None else counted.present
    on_slips = session.slips.get(f"{activity.id}/{activity.round}", 0) + more
    said = [plural(hands, "hand") + f" for {tally.target}"] if hands else []
    if hands + on_slips > here * each:
        said += [f"{plural(on_slips, 'dot')} on slips"] if on_slips else []
        raise Refused(
            f"{' and '.join(said)} are more than {plural(here, 'person', 'people')} can give. {RECOUNT}"
        )
    phones, slips = tally.by.phones.total, tally.by.slips.total + slips
    if phones and hands + slips + phones > here * each:
        said += [f"{slips} by slips"] if slips else []
        raise Refused(
            f"{' and '.join([*said, f'{phones} by phones'])} are more than {plural(here, 'person', 'people')} can give. {RECOUNT}"
        )


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
    for box in dict.fromkeys(boxes):
        tally = session.tally(activity, box.target)
        hands = tally.by.hands.total
        _within_room(session, activity, tally, hands=hands, slips=boxes.count(box), more=len(boxes))
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
    """Keep what the room goes on with; nothing clears it."""
    session = asking.session
    if session.now.at.kind == "help":
        return _pick_ideas(session, session.now, wish.targets)
    activity = ballot_activity(session)
    if not wish.targets and not activity.picked:
        raise Refused("Nothing is picked yet: /pick A C")
    chosen = tuple(dict.fromkeys(_target(session, activity, one) for one in wish.targets))
    return [Picked(activity.id, tuple(activity.picked), chosen)]


def _pick_ideas(session: Session, activity: Activity, handles: tuple[str, ...]) -> list[Event]:
    """Keep which ideas whoever asked for help takes away, beside those of the helped before."""
    chosen = list(activity.picked)
    for handle in handles:
        number = whole(handle)
        note = None if number is None else session.note(number)
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
    if activity.vote != "dots":
        return "/vote 3 +7 -2 =4"
    handles = list(targets(session, activity)) or ["A"]
    slip = " ".join(handles[: max(1, dots_each(session, activity))])
    return f"{handles[0]} 7 counts hands · /ballot {slip}"


_HANDS = re.compile(
    r"(?:([A-Za-z]{1,2})[ :=]*|(\d{1,4})[ :=]+)([+=−-]?\d{1,3}(?: [+=−-]\d{1,3})*)(?: (?:hand|vote|dot)s?)?"
)
_FOR = re.compile(r"(\d{1,3}) (?:(?:hand|vote|dot)s? )?(?:for|on) (.+)")
_NAMED = re.compile(r"(.{3,}?)[ :=]+(\d{1,3})(?: (?:hand|vote|dot)s?)?")
_MORE = re.compile(rf"{_HANDS.pattern}(?:[ ,;]+{_HANDS.pattern})+")
_COUNT = r"\s+(?:(?:hand|vote|dot)s?|for|on)\b|\s*$"
"""What stands after a number that says how many hands there are."""


def _meant(session: Session, activity: Activity, words: str) -> str:
    """Hands for what is on the ballot, as "A 7", "seven for nights" or "3 +7 -2"; anything else is a note."""
    if activity.votes_shown:
        return ""
    words = in_digits(words, before=_COUNT)
    if spoken := _FOR.fullmatch(words):
        name, *more = re.split(r", *(?=\d)", spoken[2])
        named = _called(session, activity, name)
        if named and more:
            raise Malformed(f"Hands are counted for one at a time: {named} {spoken[1]}")
        return f"/vote {named} {spoken[1]}" if named else ""
    found = _HANDS.fullmatch(words) or (_MORE.fullmatch(words) and _HANDS.match(words))
    if found and on_ballot(session, activity, (handle := found[1] or found[2]).upper()):
        if found[0] != words:
            raise Malformed(f"Hands are counted for one at a time: {handle.upper()} {found[3]}")
        return f"/vote {handle} {found[3]}"
    said = _NAMED.fullmatch(words)
    named = _called(session, activity, said[1]) if said else ""
    return f"/vote {named} {said[2]}" if said and named else ""


def _called(session: Session, activity: Activity, name: str) -> str:
    """The handle of the one that this is, or that is called so, or begins so; "" where none or several are."""
    if on_ballot(session, activity, name.upper()):
        return name.upper()
    texts = {handle: text.casefold() for handle, text in targets(session, activity).items()}
    wanted = name.casefold()
    alike = [handle for handle, text in texts.items() if text == wanted]
    alike = alike or [handle for handle, text in texts.items() if text.startswith(wanted)]
    return alike[0] if len(alike) == 1 else ""


def _target(session: Session, activity: Activity, handle: str, *, listed: bool = True) -> str:
    """The handle as it stands on the ballot.

    Raises:
        Refused: if it does not; what stands there is `listed`, unless whoever asks has it before their eyes.
    """
    wanted = handle.strip().upper()
    if (number := whole(wanted)) is not None:
        wanted = str(number)
    if len(wanted) < 10 and on_ballot(session, activity, wanted):
        return wanted
    if not listed:
        raise Refused(f"{handle[:20]} is not on the ballot.")
    shown = ", ".join(list(targets(session, activity))[:12]) or "nothing yet"
    raise Refused(f"{handle[:20]} is not on the ballot. There is {shown}.")


def _blocks(session: Session, activity: Activity, audience: Audience) -> tuple[Block, ...]:
    return (ballot(session, activity, audience),)


def _forms(session: Session, activity: Activity) -> tuple[Offer, ...]:
    if activity.votes_shown or kept_back(session, activity, "participant"):
        return ()
    return (Offer("vote", "Vote", (Field("value", "Your vote", kind="number", required=True),)),)


def _filled(session: Session, activity: Activity, form: Offer) -> Offer:
    low = 0 if activity.vote == "dots" else -1
    high = dots_each(session, activity) if activity.vote == "dots" else 1
    values = {str(number): "" for number in range(low, high + 1)}
    return form.choosing(targets=tuple(targets(session, activity)), value=values)


VOTE = Mechanic(
    name="vote",
    lines=("vote", "ballot", "reveal", "runoff", "pick", "here"),
    commands={CastVote: cast_vote, SetHands: set_hands, CountSlip: count_slip, RunOff: run_off, Pick: pick},
    blocks=_blocks,
    forms=_forms,
    filled=_filled,
    line=_line,
    asks=lambda session, activity, chosen: "" if activity.votes_shown else "/vote",
    meant=_meant,
)
