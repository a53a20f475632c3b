"""Vote: dots on what comes first, or agree, pass and disagree on every note; hidden until revealed once.

Ballots, hands and paper slips are counted apart and added up, so that nobody without a phone is without
a vote and the record says how many of each there were.
"""

from __future__ import annotations

from typing import Literal

from sessions.actors import Asking
from sessions.blocks import Audience, Ballot, BallotLine, Block, Field, Offer, plural
from sessions.commands import CastVote, CountSlip, Pick, RunOff, SetHands
from sessions.errors import Malformed, NotOffered, Refused
from sessions.events import Event, HandsCounted, Picked, SlipCounted, VoteCast, VoteOpened
from sessions.objects import LARGEST_ROOM, Activity, Box, Count, Voting
from sessions.session import Session
from sessions.steps.gather import concealed
from sessions.steps.mechanic import Mechanic

PRIORITIES = 3
"""How many the room goes on with, unless it picks others."""


def targets(session: Session, activity: Activity) -> dict[str, str]:
    """What may be voted for: handle to words. Themes carry a vote of dots where there are any."""
    if activity.finalists:
        return {handle: text for handle in activity.finalists if (text := _words(session, activity, handle))}
    source = session.source(activity)
    themes = session.themes_of(source)
    if themes and activity.vote == "dots":
        return {theme.letter: theme.name for theme in themes}
    return {str(note.number): note.text for note in session.notes_of(source)}


def on_ballot(session: Session, activity: Activity, handle: str) -> bool:
    """Whether a handle, as it is written in `targets`, may be voted for; known without drawing them all up."""
    if activity.finalists:
        return handle in activity.finalists and bool(_words(session, activity, handle))
    source = session.source(activity)
    if activity.vote == "dots" and (themes := session.themes_of(source)):
        return any(theme.letter == handle for theme in themes)
    if not handle.isdecimal():
        return False
    note = session.notes.get(int(handle))
    return note is not None and note.activity == source.id and bool(_words(session, activity, handle))


def dots_each(session: Session, activity: Activity) -> int:
    """Dots for each person: five, or a third of the targets where those are fewer, and never none."""
    return activity.dots or max(1, min(5, -(-len(targets(session, activity)) // 3)))


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


def ballot_activity(session: Session) -> Activity:
    """The activity that a line about votes means: this one if it votes, else the last one that did."""
    order = list(session.activities.values())[: session.place]
    voting = [one for one in order if any(step.kind == "vote" for step in one.steps)]
    return voting[-1] if voting else session.now


def cast_vote(asking: Asking, wish: CastVote) -> list[Event]:
    """Count one participant's vote; the later one on a target stands."""
    session, by = asking.session, asking.by
    activity = ballot_activity(session)
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
    room = LARGEST_ROOM if session.attendance.present is None else session.attendance.present
    if hands.total > room * (dots_each(session, activity) if activity.vote == "dots" else 1):
        raise Refused(
            f"{plural(hands.total, 'hand')} for {target} are more than {plural(room, 'person', 'people')} can raise. /here changes how many are in the room."
        )
    box = Box(activity.id, activity.round, target)
    return [*opened(session, activity), HandsCounted(box, session.tally(activity, target).by.hands, hands)]


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
            f"{plural(slips, 'dot')} on slips are more than {plural(room, 'person', 'people')} have. /here changes how many are in the room."
        )
    return [*opened(session, activity), SlipCounted(boxes)]


def run_off(asking: Asking, wish: RunOff) -> list[Event]:
    """Open another round between the named targets, one dot each."""
    session = asking.session
    activity = ballot_activity(session)
    finalists = tuple(dict.fromkeys(_target(session, activity, one) for one in wish.targets))
    if len(finalists) < 2:
        raise Malformed("Between which? /runoff C E")
    now = activity.voting
    return [VoteOpened(activity.id, now, Voting(now.round + 1, 1, finalists))]


def pick(asking: Asking, wish: Pick) -> list[Event]:
    """Keep what the room goes on with."""
    session = asking.session
    activity = ballot_activity(session)
    chosen = tuple(dict.fromkeys(_target(session, activity, one) for one in wish.targets))
    return [Picked(activity.id, tuple(activity.picked), chosen)]


def ballot(session: Session, activity: Activity, audience: Audience, round_: int = 0) -> Ballot:
    """The vote of an activity as this audience may see it."""
    kind: Literal["dots", "agree"] = "agree" if activity.vote == "agree" else "dots"
    if _concealed(session, activity, audience):
        sentence = f"The notes of {session.source(activity).title} are hidden until they are revealed."
        return Ballot(id=f"{activity.id}-ballot", title=activity.title, sentence=sentence, kind=kind)
    sums = {handle: session.tally(activity, handle, round_).sum for handle in targets(session, activity)}
    shown = activity.votes_shown
    counted = sum(count.total for count in sums.values())
    order = sorted(sums, key=lambda handle: -sums[handle].for_) if shown and kind == "dots" else list(sums)
    first, ties = priorities(session, activity) if shown and kind == "dots" else ((), ())
    lines = []
    for handle in order:
        mark: Literal["", "picked", "tie"] = "picked" if handle in first else "tie" if handle in ties else ""
        numbers = sums[handle] if shown else Count()
        lines.append(
            BallotLine(
                handle, _words(session, activity, handle), numbers.for_, numbers.against, numbers.pass_, mark
            )
        )
    sentence = _sentence(kind, shown=shown, sums=sums, counted=counted, ties=ties)
    if ties and audience != "reader":
        sentence += f" /runoff {' '.join(ties)}, or talk."
    return Ballot(
        id=f"{activity.id}-ballot",
        title=activity.title,
        sentence=sentence,
        kind=kind,
        lines=tuple(lines),
        shown=shown,
        dots=dots_each(session, activity) if kind == "dots" else 0,
        counted=counted,
    )


def priorities(session: Session, activity: Activity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What comes first, and what ties across the cut.

    Where the room picked, that is it. Else the first three with votes; those that tie across the cut are
    in neither part, and a run-off settles them.
    """
    if activity.picked:
        return tuple(activity.picked), ()
    counts = {handle: session.tally(activity, handle).sum.for_ for handle in targets(session, activity)}
    order = sorted((handle for handle in counts if counts[handle]), key=lambda handle: -counts[handle])
    if len(order) <= PRIORITIES or counts[order[PRIORITIES - 1]] > counts[order[PRIORITIES]]:
        return tuple(order[:PRIORITIES]), ()
    cut = counts[order[PRIORITIES]]
    return tuple(one for one in order if counts[one] > cut), tuple(one for one in order if counts[one] == cut)


def _sentence(kind: str, *, shown: bool, sums: dict[str, Count], counted: int, ties: tuple[str, ...]) -> str:
    unit = "dot" if kind == "dots" else "vote"
    if not shown:
        return f"{plural(counted, unit)} in, hidden until the vote ends."
    if kind == "agree":
        agree, passed, against = (
            sum(getattr(one, way) for one in sums.values()) for way in ("for_", "pass_", "against")
        )
        return f"{plural(counted, 'vote')} on {plural(len(sums), 'note')}: {agree} agree, {passed} pass, {against} disagree."
    tie = f" {' and '.join(ties)} tie." if ties else ""
    what = "note" if all(handle.isdecimal() for handle in sums) else "theme"
    return f"{plural(counted, 'dot')} on {plural(len(sums), what)}.{tie}"


def _concealed(session: Session, activity: Activity, audience: Audience) -> bool:
    """Whether the vote is about notes whose words are kept from this audience for now."""
    about_notes = any(handle.isdecimal() for handle in targets(session, activity))
    return about_notes and concealed(session, session.source(activity), audience)


def _words(session: Session, activity: Activity, handle: str) -> str:
    """The words of a note or theme; "" where it may not be voted for any more."""
    if handle.isdecimal():
        note = session.notes.get(int(handle))
        return "" if note is None or note.hidden or note.erased or note.merged_into else note.text
    theme = session.find_theme(activity, handle)
    return theme.name if theme else ""


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
    if activity.votes_shown or _concealed(session, activity, "participant"):
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
)
