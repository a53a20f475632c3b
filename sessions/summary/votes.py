"""What was voted: what comes first, what most agree with, and the rounds before a run-off."""

from __future__ import annotations

from sessions.ballots import ballot, counted, kept_back, priorities
from sessions.blocks import Audience, Bars, Block, Column, Table
from sessions.objects import Activity
from sessions.rows import whole
from sessions.session import Session

MOST_COMMON = 5
"""Notes that page one shows of what most agree with."""


def has_vote(session: Session, activity: Activity) -> bool:
    """Whether an activity's vote is shown, and there is something to vote on."""
    return activity.votes_shown and counted(session, activity, 1) > 0


def voted(session: Session) -> list[Activity]:
    """The activities whose votes are shown."""
    return [one for one in session.activities.values() if has_vote(session, one)]


def first_blocks(session: Session, audience: Audience) -> list[Bars]:
    """What each vote came to; one of dots that nobody gave came to nothing."""
    drawn = [
        _common(session, one, audience) if one.vote == "agree" else _first(session, one, audience)
        for one in voted(session)
    ]
    return [block for block in drawn if block.lines or block.unit != "dots"]


def _first(session: Session, activity: Activity, audience: Audience) -> Bars:
    """What comes first, by the name of the activity where more than one voted so."""
    several = sum(one.vote != "agree" for one in voted(session)) > 1
    title = f"What comes first: {activity.title}" if several else "What comes first"
    drawn = ballot(session, activity, audience)
    words = {line.handle: line.text for line in drawn.lines}
    first, ties = priorities(session, activity)
    lines = tuple(
        (handle, words.get(handle, ""), session.tally(activity, handle).sum.for_)
        for handle in (*first, *ties)
    )
    return Bars(
        id=f"{activity.id}-first",
        title=title,
        sentence=drawn.sentence,
        lines=lines,
        unit="dots",
        cut=len(first),
    )


def _common(session: Session, activity: Activity, audience: Audience) -> Bars:
    """The notes that most of those who voted agree with, and the totals."""
    drawn = ballot(session, activity, audience)
    order = sorted(drawn.lines, key=lambda line: -line.for_)[:MOST_COMMON]
    lines = tuple((line.handle, line.text, line.for_) for line in order)
    return Bars(
        id=f"{activity.id}-common",
        title="What most of us agree with",
        sentence=drawn.sentence,
        lines=lines,
        unit="agree",
        cut=len(lines),
    )


def earlier(session: Session, activity: Activity, audience: Audience) -> list[Block]:
    """The rounds of a vote before its last run-off; none where the words voted on are kept back."""
    if kept_back(session, activity, audience):
        return []
    drawn: list[Block] = []
    words = {theme.letter: theme.name for theme in session.themes_of(session.source(activity))}
    for round_ in range(1, activity.round):
        tallies = [
            one for one in session.tallies.values() if (one.activity, one.round) == (activity.id, round_)
        ]
        rows = tuple(
            (one.target, words.get(one.target) or _note_words(session, one.target), str(one.sum.for_))
            for one in sorted(tallies, key=lambda one: -one.sum.for_)
        )
        if rows:
            drawn.append(
                Table(
                    id=f"{activity.id}-round-{round_}",
                    title=f"{activity.title}, round {round_}",
                    sentence="Before the run-off.",
                    columns=(Column(""), Column("What"), Column("Dots", number=True)),
                    rows=rows,
                )
            )
    return drawn


def _note_words(session: Session, handle: str) -> str:
    number = whole(handle)
    note = None if number is None else session.notes.get(number)
    return note.text if note and not session.off(note) else ""
