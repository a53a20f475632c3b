"""The tables of a session as a spreadsheet has them: one for each kind of thing, with a row for each.

What is hidden, private, erased or waits for approval is left out, and so is what nobody revealed yet: notes
until they are shown or readers may see the detail, votes until they are shown. A note without an author stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sessions import rows
from sessions.blanking import ERASED
from sessions.hidden import concealed, unscored
from sessions.measuring import measured
from sessions.moves import MINUTE
from sessions.objects import SCORES, Activity, Tally
from sessions.rows import Cycle, Improvement, Row
from sessions.seeing import comments, seen, spoken
from sessions.session import Session

NOTES = ("ref", "text", "lane", "author", "theme")
PEOPLE = ("name", "organisation", "profession", "hierarchy", "sector")
"""Just the columns that an import takes."""

SCORED = tuple(f"scored {score}" for score in range(SCORES))
COUNTED = ("for", "against", "pass", "phones", "hands", "slips")
PROMISE = ("owner", "due", "status", "update", "closed_at", "told_on", "origin_session", "origin")
FIELDS: dict[type[Row], tuple[str, ...]] = {
    rows.MissingVoice: ("who", "boundary", "inviter", "invited_on", "joined", "status"),
    rows.Lead: ("where", "whom"),
    rows.Improvement: ("aim", "change_idea", "measure", "baseline", *PROMISE),
    rows.Action: ("text", *PROMISE),
    rows.Decision: ("text", "method", "dissent", "date", "supersedes"),
    rows.Goal: ("scope", "whose", "text", "measure", "review_date"),
    rows.Reflection: ("question", "text"),
    rows.Story: ("teller", "activity", "insight", "used_how", "effect", "reframed", "cycles_reached"),
    rows.Feedback: ("most_useful", "change_one_thing"),
}
"""The columns of a kind of row that are as they stand in the record."""


class Sheet(NamedTuple):
    """A table: what it is called, its columns, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def sheets(session: Session) -> list[Sheet]:
    """Every table, those that hold nothing too."""
    return [
        *(_notes(session, activity) for activity in session.activities.values()),
        _people(session),
        _themes(session),
        _tallies(session),
        _statements(session),
        _kind(session, rows.Improvement, ("about",), lambda row: (_about(session, row),)),
        _cycles(session),
        _kind(session, rows.Action),
        _kind(session, rows.Decision, SCORED, lambda row: row.scores),
        _kind(session, rows.Goal),
        _ties(session),
        _kind(session, rows.MissingVoice),
        _kind(session, rows.Lead),
        _ripples(session),
        _kind(session, rows.Reflection),
        _kind(session, rows.Story),
        _kind(session, rows.Feedback, SCORED, lambda row: row.ratings),
        _comments(session),
        _measures(session),
        _times(session),
    ]


def _notes(session: Session, activity: Activity) -> Sheet:
    """The notes of an activity; one that stands under another is there too, as it was said."""
    names = {theme.letter: theme.name for theme in session.themes_of(activity) if theme.name != ERASED}
    made = [
        (
            note.number,
            note.text,
            note.lane,
            session.participants[note.author].name if note.author in session.participants else "",
            names.get(note.theme, ""),
        )
        for note in session.notes_of(activity, all_of_them=True)
        if not (session.off(note) or concealed(session, activity, "reader"))
    ]
    return Sheet(f"notes-{activity.id}", NOTES, made)


def _people(session: Session) -> Sheet:
    """Those with a name: a line without one is nothing that can be imported again."""
    known = [one for one in session.participants.values() if one.name and not one.left]
    made = [tuple(getattr(one, name) for name in PEOPLE) for one in known]
    return Sheet("people", PEOPLE, made)


def _themes(session: Session) -> Sheet:
    made = [
        (
            theme.activity,
            theme.letter,
            theme.name,
            sum(note.theme == theme.letter for note in session.notes_of(activity)),
            theme.cards,
        )
        for activity in session.activities.values()
        if not concealed(session, activity, "reader")
        for theme in session.themes_of(activity)
        if theme.name != ERASED
    ]
    return Sheet("themes", ("activity", "letter", "name", "notes", "cards"), made)


def _tallies(session: Session) -> Sheet:
    made = []
    for tally in session.tallies.values():
        if words := _voted(session, tally):
            ways = (tally.by.phones.total, tally.by.hands.total, tally.by.slips.total)
            count = (tally.sum.for_, tally.sum.against, tally.sum.pass_, *ways)
            made.append((tally.activity, tally.round, tally.target, words, *count))
    return Sheet("tallies", ("activity", "round", "target", "words", *COUNTED), made)


def _voted(session: Session, tally: Tally) -> str:
    """The words that were voted on; "" where they may not be told, or the vote is not shown yet."""
    activity = session.activities[tally.activity]
    hidden = tally.round == activity.round and not activity.votes_shown
    if hidden or concealed(session, session.source(activity), "reader"):
        return ""
    if tally.target.isdecimal():
        note = session.notes.get(int(tally.target))
        return note.text if note and not session.off(note) else ""
    theme = session.find_theme(activity, tally.target)
    return theme.name if theme and theme.name != ERASED else ""


def _statements(session: Session) -> Sheet:
    fields = ("activity", "slot", "version", "text", "agreed", "dissent", "previous_version")
    made = [
        (
            *(getattr(one, field) for field in fields),
            *([None] * SCORES if unscored(session, one) else one.scores),
        )
        for one in session.statements.values()
        if one.text
    ]
    return Sheet("statements", (*fields, *SCORED), made)


def _kind(
    session: Session,
    kind: type[Row],
    more: tuple[str, ...] = (),
    cells: Callable[[Any], Sequence[Any]] = lambda row: (),
) -> Sheet:
    """A kind of row: its handle, its fields, and what else is told of it."""
    made = [
        (row.handle, *(_joined(getattr(row, field)) for field in FIELDS[kind]), *cells(row))
        for row in seen(session, kind, "wall")
    ]
    return Sheet(kind.table, ("handle", *FIELDS[kind], *more), made)


def _joined(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value


def _about(session: Session, row: Improvement) -> str:
    return "; ".join(spoken(session, item, "reader") for item in row.item_ids)


def _cycles(session: Session) -> Sheet:
    fields = Cycle.__struct_fields__
    made = [
        (row.handle, *(getattr(cycle, field) for field in fields))
        for row in seen(session, Improvement, "wall")
        for cycle in row.cycles
    ]
    return Sheet("cycles", ("improvement", *fields), made)


def _ties(session: Session) -> Sheet:
    names = {number: one.name for number, one in session.participants.items()}
    made = [
        (row.handle, names.get(row.a, ""), names.get(row.b, ""), row.kind, row.since_session)
        for row in seen(session, rows.Tie, "wall")
    ]
    return Sheet("ties", ("handle", "a", "b", "kind", "since_session"), made)


def _ripples(session: Session) -> Sheet:
    """What moves what. The sign is a word, for a sign alone would be a formula."""
    made = [
        (
            row.handle,
            spoken(session, row.from_, "reader"),
            {"+": "more of", "-": "less of"}[row.sign],
            spoken(session, row.to, "reader"),
            row.why,
            row.strength,
        )
        for row in seen(session, rows.Ripple, "wall")
    ]
    return Sheet("ripples", ("handle", "more of this", "brings", "of that", "why", "strength"), made)


def _comments(session: Session) -> Sheet:
    made = [(f"K{one.number}", one.text, one.name, one.target) for one in comments(session)]
    return Sheet("comments", ("handle", "text", "name", "target"), made)


def _measures(session: Session) -> Sheet:
    fields = ("name", "value", "n", "sentence", "definition_version")
    made = [tuple(getattr(one, field) for field in fields) for one in measured(session)]
    return Sheet("measures", fields, made)


def _times(session: Session) -> Sheet:
    """Minutes of each activity, with one place, as a spreadsheet may add them up."""
    made = [
        (
            one.id,
            one.title,
            round((one.planned - one.lent) / MINUTE, 1),
            round(one.lent / MINUTE, 1),
            round(one.actual / MINUTE, 1),
            one.skipped,
        )
        for one in session.activities.values()
    ]
    return Sheet("times", ("activity", "title", "planned", "borrowed", "taken", "left out"), made)
