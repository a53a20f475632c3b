"""The measures of a session: what stands in it, counted by `sessions.measures`, and said in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sessions import measures
from sessions.ballots import targets
from sessions.blocks import Column, Measures
from sessions.grouping import NOT_SAID, groups, silent
from sessions.hidden import unscored
from sessions.measures import Figure
from sessions.objects import BOUNDARIES, Measure
from sessions.rows import Ripple, Tie
from sessions.seeing import spoken
from sessions.session import Session
from sessions.state import WORDED

PLURALS = {
    "organisation": "organisations",
    "profession": "professions",
    "hierarchy": "bands",
    "sector": "sectors",
}


def measured(session: Session) -> list[Measure]:
    """Every measure of a session as it stands.

    What can be counted no more, as after an import without the ballots, stays as it was when it was kept;
    not what speaks in words of the room, which may be hidden since.
    """
    fresh = {measure.name: measure for measure in _counted(session)}
    gone = {name: one for name, one in session.measures.items() if name not in fresh and name not in WORDED}
    return [*fresh.values(), *(gone[name] for name in sorted(gone))]


def measures_block(block_id: str, title: str, found: Iterable[Measure]) -> Measures:
    """Measures as a table: the words first, then the number and what it is of."""
    columns = (Column("In words"), Column("Value", number=True), Column("n", number=True))
    rows = tuple((one.sentence, number(one.value), f"{one.n:,}") for one in found)
    return Measures(id=block_id, title=title, sentence=rows[0][0] if rows else "", columns=columns, rows=rows)


def number(value: float | None) -> str:
    """A value with two places, a minus sign that is one, and a dash where there is none."""
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _counted(session: Session) -> list[Measure]:
    return [
        *tied(session),
        *mixed(session),
        *shared(session),
        *voted(session),
        *moved(session),
        *kept(session),
    ]


def tied(session: Session) -> list[Measure]:
    """How far ties reach across each boundary that somebody declared."""
    pairs = [(tie.a, tie.b) for tie in session.kept(Tie)]
    if not pairs:
        return []
    found = []
    for boundary in BOUNDARIES:
        group = groups(session, boundary)
        known = {
            number: group(said)
            for number, one in session.participants.items()
            if not silent(said := getattr(one, boundary))
        }
        if known:
            figure = measures.crossing_figure(measures.crossing(pairs, known), boundary)
            found.append(_kept(figure, boundary))
    return found


def mixed(session: Session) -> list[Measure]:
    """How mixed the room is along each boundary, and how evenly the groups that are expected are here."""
    found = []
    for boundary in BOUNDARIES:
        group = groups(session, boundary)
        here = Counter(group(getattr(one, boundary)) for one in session.present())
        for counted in session.attendance.groups:
            if boundary in ("profession", "sector"):
                here[group(getattr(counted, boundary))] += counted.count
        del here[NOT_SAID]
        if not here:
            continue
        words = (boundary, PLURALS[boundary])
        expected = session.community.expected.get(boundary, [])
        declared = [group(one) for one in expected if not silent(one)]
        people = list(measures.counts(declared, here).values())
        found.append(_kept(measures.blau_figure(people, *words), boundary))
        if declared:
            found.append(_kept(measures.evenness_figure(people, *words), boundary))
    return found


def shared(session: Session) -> list[Measure]:
    """How evenly people here contributed notes, the silent counted, and how many did at all."""
    notes = [note for note in session.notes.values() if not note.erased and not note.carried_from]
    if not notes:
        return []
    known = Counter(note.author for note in notes if note.author is not None)
    each = measures.contributions(known, session.here)
    unknown = len(notes) - sum(known.values())
    return [
        _kept(measures.reach_figure(each, "note", unknown=unknown)),
        _kept(measures.gini_figure(each, "note", unknown=unknown)),
    ]


def voted(session: Session) -> list[Measure]:
    """How far dots gather, how the room stands to each statement, and what is common ground across boundaries."""
    found = []
    for activity in session.activities.values():
        if not activity.votes_shown:
            continue
        if activity.vote == "dots":
            votes = [session.tally(activity, handle).sum.for_ for handle in targets(session, activity)]
            if any(votes):
                found.append(_kept(measures.concentration_figure(votes, session.here or None), activity.id))
            continue
        by: dict[tuple[str, str], dict[str, tuple[int, int, int]]] = {}
        for one in session.group_tallies.values():
            if (one.activity, one.round) == (activity.id, activity.round) and not silent(one.group):
                count = one.count
                by.setdefault((one.boundary, one.target), {})[one.group] = (
                    count.for_,
                    count.pass_,
                    count.against,
                )
        for (boundary, target), votes_of in sorted(by.items()):
            figure = measures.common_ground_figure(votes_of, boundary, PLURALS[boundary])
            found.append(_kept(figure, f"{activity.id}/{boundary}/{target}"))
    for statement in session.statements.values():
        if any(statement.scores) and statement.text and not unscored(session, statement):
            figure = measures.agreement_figure(measures.scores(statement.scores))
            found.append(_kept(figure, f"{statement.activity}/{statement.version}"))
    return found


def moved(session: Session) -> list[Measure]:
    """What drives what, as far as readers may have the links: the sentence names an issue."""
    rows = [row for row in session.kept(Ripple) if row.visibility == "report"]
    links = [
        (
            spoken(session, row.from_, "reader"),
            spoken(session, row.to, "reader"),
            1 if row.sign == "+" else -1,
        )
        for row in rows
    ]
    return [_kept(measures.ripple_figure(links))] if links else []


def kept(session: Session) -> list[Measure]:
    """How many of the promises that were due are kept: a new day, or letting one go, does not make it kept."""
    due = [
        row
        for row in (*session.improvements.values(), *session.actions.values())
        if "" < (row.was_due or row.due) <= session.date and not row.erased
    ]
    if not due:
        return []
    done = sum(row.status in ("done", "adopt") for row in due)
    return [_kept(measures.follow_through_figure(done, len(due)))]


def _kept(figure: Figure, of: str = "") -> Measure:
    return Measure(
        name=f"{figure.name}/{of}" if of else figure.name,
        value=figure.value,
        n=figure.n,
        sentence=figure.sentence,
        definition_version=figure.definition_version,
    )
