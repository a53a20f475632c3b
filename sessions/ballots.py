"""What is seen of a vote: what may be voted for, how many dots there are, and how it stands."""

from __future__ import annotations

from itertools import islice
from typing import Literal

from sessions.blocks import Audience, Ballot, BallotLine, plural
from sessions.hidden import concealed
from sessions.objects import Activity, Count, Theme
from sessions.rows import whole
from sessions.session import Session

MOST_DOTS = 5
"""Dots of each person, where a third of the targets is more and nobody said another number."""
PRIORITIES = 3
"""How many the room goes on with, unless it picks others."""
PLACES = ("first", "second", "third")
"""What the places are called that several may tie for."""


def targets(session: Session, activity: Activity) -> dict[str, str]:
    """What may be voted for: handle to words. Themes carry a vote of dots where there are any."""
    if activity.finalists:
        return {handle: text for handle in activity.finalists if (text := _words(session, activity, handle))}
    if themes := _themes(session, activity):
        return {theme.letter: theme.name for theme in themes}
    return {str(note.number): note.text for note in session.notes_of(session.source(activity))}


def counted(session: Session, activity: Activity, most: int) -> int:
    """How many may be voted for, counted no further than `most`, and known without drawing them all up."""
    if activity.finalists:
        return min(most, len(targets(session, activity)))
    if themes := _themes(session, activity):
        return min(most, len(themes))
    return sum(1 for _ in islice(session.standing(session.source(activity)), most))


def on_ballot(session: Session, activity: Activity, handle: str) -> bool:
    """Whether a handle, as it is written in `targets`, may be voted for; known without drawing them all up."""
    if activity.finalists:
        return handle in activity.finalists and bool(_words(session, activity, handle))
    if themes := _themes(session, activity):
        return any(theme.letter == handle for theme in themes)
    if (number := whole(handle)) is None:
        return False
    note, source = session.notes.get(number), session.source(activity)
    return note is not None and note.activity == source.id and bool(_words(session, activity, handle))


def dots_each(session: Session, activity: Activity) -> int:
    """Dots for each person: five, or a third of the targets where those are fewer, and never none."""
    if fixed := activity.dots or activity.caps.get("dots"):
        return fixed
    return max(1, -(-counted(session, activity, 3 * MOST_DOTS) // 3))


def ballot_activity(session: Session) -> Activity:
    """The activity that a line about votes means: this one if it votes, else the last one that did."""
    order = list(session.activities.values())[: session.position]
    voting = [one for one in order if any(step.kind == "vote" for step in one.steps)]
    return voting[-1] if voting else session.now


def ballot(session: Session, activity: Activity, audience: Audience, round_: int = 0) -> Ballot:
    """The vote of an activity as this audience may see it."""
    kind: Literal["dots", "agree"] = "agree" if activity.vote == "agree" else "dots"
    if kept_back(session, activity, audience):
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
    sentence = _sentence(kind, shown=shown, sums=sums, counted=counted, ties=ties, place=len(first))
    if not shown:
        sentence += _ways(session, activity)
    if ties and audience != "reader":
        sentence += f" /runoff {' '.join(ties)}, or talk."
    return Ballot(
        id=f"{activity.id}-ballot",
        title=activity.title,
        sentence=sentence,
        kind=kind,
        lines=tuple(lines),
        shown=shown,
        dots=dots_each(session, activity) if sums and kind == "dots" else 0,
        counted=counted,
    )


def priorities(session: Session, activity: Activity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What comes first, and what ties across the cut.

    Where the room picked, that is it. Else the first three with votes, of three or fewer all but one: a choice
    leaves something out. Those that tie across the cut are in neither part, and a run-off settles them.
    """
    if activity.picked:
        return tuple(activity.picked), ()
    voted = session.boxes.get(f"{activity.id}/{activity.round}", ())
    counts = {
        handle: many
        for handle in voted
        if (many := session.tally(activity, handle).sum.for_) and on_ballot(session, activity, handle)
    }
    order = sorted(counts, key=lambda handle: (-counts[handle], _place(activity, handle)))
    most = min(PRIORITIES, max(1, counted(session, activity, PRIORITIES + 1) - 1))
    if len(order) <= most or counts[order[most - 1]] > counts[order[most]]:
        return tuple(order[:most]), ()
    cut = counts[order[most]]
    return tuple(one for one in order if counts[one] > cut), tuple(one for one in order if counts[one] == cut)


def _place(activity: Activity, handle: str) -> tuple[int, str]:
    """Where a handle stands on the ballot: A before B before AA, 9 before 10; finalists as they were named."""
    return (activity.finalists.index(handle), "") if handle in activity.finalists else (len(handle), handle)


def _sentence(
    kind: str, *, shown: bool, sums: dict[str, Count], counted: int, ties: tuple[str, ...], place: int
) -> str:
    unit = "dot" if kind == "dots" else "vote"
    if not sums:
        return "There is nothing to vote on yet."
    if not shown:
        return f"{plural(counted, unit)} in, hidden until the vote ends."
    if kind == "agree":
        agree, passed, against = (
            sum(getattr(one, way) for one in sums.values()) for way in ("for_", "pass_", "against")
        )
        return f"{plural(counted, 'vote')} on {plural(len(sums), 'note')}: {agree} agree, {passed} pass, {against} disagree."
    tie = f" {', '.join(ties[:-1])} and {ties[-1]} tie for {PLACES[place]}." if ties else ""
    what = "note" if all(handle.isdecimal() for handle in sums) else "theme"
    return f"{plural(counted, 'dot')} on {plural(len(sums), what)}.{tie}"


def _ways(session: Session, activity: Activity) -> str:
    """How the votes came, in words, so that whoever counts slips and hands knows where they are."""
    by = {"ballot": 0, "hand": 0, "paper slip": 0}
    for handle in targets(session, activity):
        tally = session.tally(activity, handle)
        for word, count in zip(by, (tally.by.phones, tally.by.hands, tally.by.slips), strict=True):
            by[word] += count.total
    came = [f"{number} by {word}" for word, number in by.items() if number]
    return f" {', '.join(came)}." if came else ""


def kept_back(session: Session, activity: Activity, audience: Audience) -> bool:
    """Whether the vote is about notes whose words are kept from this audience for now."""
    if not concealed(session, session.source(activity), audience):
        return False
    if activity.finalists:
        return any(handle.isdecimal() for handle in targets(session, activity))
    return not _themes(session, activity) and counted(session, activity, 1) > 0


def _themes(session: Session, activity: Activity) -> list[Theme]:
    """The themes that carry the vote; none where notes do."""
    return session.themes_of(session.source(activity)) if activity.vote == "dots" else []


def _words(session: Session, activity: Activity, handle: str) -> str:
    """The words of a note or theme; "" where it may not be voted for any more."""
    if (number := whole(handle)) is not None:
        note = session.notes.get(number)
        return (
            ""
            if note is None or note.hidden or note.waiting or note.erased or note.merged_into
            else note.text
        )
    theme = session.find_theme(activity, handle)
    return theme.name if theme else ""
