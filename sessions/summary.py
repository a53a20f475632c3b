"""The summary: conclusions first on page one, then the detail, as blocks that every document draws."""

from __future__ import annotations

import time

from sessions.blocks import Audience, Bars, Block, Column, Item, Listing, Table, Text, plural
from sessions.objects import Activity, Attendance, Statement
from sessions.session import Session
from sessions.steps.agree import statement_block
from sessions.steps.ballots import ballot, kept_back, priorities, targets
from sessions.steps.gather import board

TITLES = {"identity_statement": "Who we are together", "domain_statement": "What matters to all of us"}
ORDER = tuple(TITLES)


def date_in_words(date: str) -> str:
    """2026-11-26 as "Thursday 26 November 2026"."""
    day = time.strptime(date, "%Y-%m-%d")
    return f"{time.strftime('%A', day)} {day.tm_mday} {time.strftime('%B %Y', day)}"


def attendance(session: Session) -> str:
    """Who was there, in words; "" where nobody counted."""
    counted = session.attendance
    if counted.present is None:
        return plural(len(session.participants), "person", "people") if session.participants else ""
    return attendance_in_words(counted).replace(" here", "", 1)


def attendance_in_words(counted: Attendance) -> str:
    """A count of the room: "24 people here, 6 without a phone"; "" where nobody counted."""
    if counted.present is None:
        return ""
    parts = [f"{plural(counted.present, 'person', 'people')} here"]
    for number, word in ((counted.no_phone, "without a phone"), (counted.remote, "remote")):
        if number:
            parts.append(f"{number} {word}")
    return ", ".join(parts)


def page_one(session: Session, audience: Audience = "reader") -> tuple[Block, ...]:
    """Statements, then what comes first: what a director reads."""
    drawn: list[Block] = []
    said = [
        one for activity in session.activities.values() if (one := session.statement(activity)) and one.text
    ]
    for statement in sorted(said, key=_place):
        title = TITLES.get(statement.slot) or f"What we say: {session.activities[statement.activity].title}"
        drawn.append(statement_block(statement, title if statement.agreed else f"{title} (proposed)"))
    for activity in _voted(session):
        if activity.vote == "agree":
            drawn.append(_common(session, activity, audience))
        else:
            drawn.append(_first(session, activity, audience))
    if not drawn:
        nothing = "Nothing is agreed yet. The notes are in the detail."
        drawn.append(Text(id="nothing", title="So far", sentence=nothing, paragraphs=(nothing,)))
    return tuple(drawn)


def detail(session: Session, audience: Audience = "reader") -> tuple[Block, ...]:
    """Everything that was said, activity by activity, the votes, the time, and how it was done."""
    drawn: list[Block] = []
    for activity in session.activities.values():
        if session.notes_of(activity) or session.themes_of(activity):
            drawn.append(board(session, activity, audience))
        if activity in _voted(session):
            drawn.append(ballot(session, activity, audience))
            drawn += _earlier(session, activity, audience)
    drawn += [_times(session), _method(session)]
    return tuple(drawn)


def _place(statement: Statement) -> int:
    return ORDER.index(statement.slot) if statement.slot in ORDER else len(ORDER)


def _voted(session: Session) -> list[Activity]:
    return [one for one in session.activities.values() if one.votes_shown and targets(session, one)]


def _first(session: Session, activity: Activity, audience: Audience) -> Block:
    """What comes first, by the name of the activity where more than one voted so."""
    several = sum(one.vote != "agree" for one in _voted(session)) > 1
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


def _common(session: Session, activity: Activity, audience: Audience) -> Block:
    """The notes that most of those who voted agree with, and the totals."""
    drawn = ballot(session, activity, audience)
    order = sorted(drawn.lines, key=lambda line: -line.for_)[:5]
    lines = tuple((line.handle, line.text, line.for_) for line in order)
    return Bars(
        id=f"{activity.id}-common",
        title="What most of us agree with",
        sentence=drawn.sentence,
        lines=lines,
        unit="agree",
        cut=len(lines),
    )


def _earlier(session: Session, activity: Activity, audience: Audience) -> list[Block]:
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
            columns = (Column(""), Column("What"), Column("Dots", number=True))
            title, sentence = f"{activity.title}, round {round_}", "Before the run-off."
            drawn.append(
                Table(
                    id=f"{activity.id}-round-{round_}",
                    title=title,
                    sentence=sentence,
                    columns=columns,
                    rows=rows,
                )
            )
    return drawn


def _note_words(session: Session, handle: str) -> str:
    note = session.notes.get(int(handle)) if handle.isdecimal() else None
    return note.text if note and not (note.hidden or note.erased) else ""


def _times(session: Session) -> Block:
    rows = tuple(
        (
            activity.title,
            f"{activity.planned / 60:.0f}",
            f"{activity.actual / 60:.0f}" if activity.visited else "–",
        )
        for activity in session.activities.values()
    )
    columns = (Column("Activity"), Column("Planned, min", number=True), Column("Taken, min", number=True))
    planned = sum(activity.planned for activity in session.activities.values()) // 60
    taken = round(sum(activity.actual for activity in session.activities.values()) / 60)
    return Table(
        id="times",
        title="Time",
        sentence=f"{planned} minutes were planned, {taken} taken.",
        columns=columns,
        rows=rows,
    )


def _method(session: Session) -> Block:
    by = dict.fromkeys(("phones", "hands", "slips"), 0)
    for tally in session.tallies.values():
        for way in by:
            by[way] += getattr(tally.by, way).total
    votes = sum(by.values())
    lines = [
        f"Taken down by the facilitator: {plural(len(session.notes), 'note')}, {plural(len(session.themes), 'theme')}.",
        f"Votes are kept as totals, never by person: {votes} in all, {by['phones']} by ballot, {by['hands']} by hand, {by['slips']} by paper slip."
        if votes
        else "",
        "Fist-to-five: everyone shows 0 to 5; the room agrees where nobody is below three.",
    ]
    paragraphs = tuple(line for line in lines if line)
    return Text(id="method", title="How this was made", sentence=paragraphs[0], paragraphs=paragraphs)


def comments(session: Session) -> Listing:
    """What readers said back."""
    items = tuple(Item("", one.text, one.name) for one in session.comments.values())
    return Listing(
        id="comments", title="What readers say", sentence=plural(len(items), "comment") + ".", items=items
    )


__all__ = ["attendance", "comments", "date_in_words", "detail", "page_one"]
