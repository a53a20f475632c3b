"""What a word of a line may name: people, handles, lanes, activities, and what was said before.

The terminal may stand on the wall. So nothing of another community is offered here, no words that are hidden,
and neither ranks nor bands of pay. A key press waits for this: notes are looked up by their numbers, and all
of them are gone through for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sessions.ballots import ballot_activity, on_ballot
from sessions.blanking import BESIDE, FREE
from sessions.hidden import concealed
from sessions.objects import Activity, Note, Participant
from sessions.rowing import MAIN
from sessions.rows import KINDS, Action, Decision, Improvement, MissingVoice, Row, parsed, whole
from sessions.seeing import comments, joined
from sessions.session import Session
from sessions.steps.goal import US
from sessions.writing import FORMATS

Candidate = tuple[str, str]
"""What may stand there, and what that is."""


@dataclass(frozen=True)
class At:
    """Where a line stands: the session, what is typed of the word, and the words of the act before it."""

    session: Session
    typed: str = ""
    before: tuple[str, ...] = ()


Source = Callable[[At], Iterable[Candidate]]
"""What may stand in a place."""

LOOKED_AT = 400
"""Notes that are looked at for one word at most."""
WORDS = 60
"""Letters of what a handle stands for."""


def notes(at: At, fits: Callable[[Note], bool] = lambda note: not note.hidden) -> Iterator[Candidate]:
    """The notes whose numbers begin so, the newest first where nothing is typed."""
    session = at.session
    for number in islice(_numbers(session.notes_made, at.typed), LOOKED_AT):
        note = session.notes.get(number)
        if note and not (note.erased or note.waiting) and fits(note):
            if note.hidden:
                yield str(number), "hidden note"
            elif not _concealed(session, note):
                yield str(number), _short(note.text)


def _numbers(most: int, typed: str) -> Iterator[int]:
    if not typed:
        yield from range(most, 0, -1)
    elif typed.isascii() and not typed.startswith("0") and (number := whole(typed)) is not None:
        low, high = number, number
        while low <= most:
            yield from range(low, min(high, most) + 1)
            low, high = low * 10, high * 10 + 9


def rows(
    session: Session, kinds: Iterable[type[Row]], fits: Callable[[Row], bool] = lambda row: True
) -> Iterator[Candidate]:
    """The rows of these kinds that stand on the wall."""
    for kind in kinds:
        for row in session.kept(kind):
            if row.visibility != "private" and fits(row):
                yield row.handle, _short(getattr(row, MAIN.get(row.table, ""), "")) or row.noun


def themes(session: Session) -> Iterator[Candidate]:
    """The themes that the present activity works on."""
    for theme in session.themes_of(session.source(session.now)):
        yield theme.letter, theme.name


def issues(at: At) -> Iterator[Candidate]:
    """Themes and notes, wherever the room found them; the present ones first."""
    session = at.session
    seen: set[str] = set()
    for activity in (session.source(session.now), *reversed(session.activities.values())):
        for theme in session.themes_of(activity):
            if theme.letter not in seen:
                seen.add(theme.letter)
                yield theme.letter, theme.name
    if at.typed:
        yield from notes(at)


def ballot(at: At) -> Iterator[Candidate]:
    """What may be voted for."""
    session = at.session
    activity = ballot_activity(session)
    source = session.source(activity)
    if activity.finalists:
        for handle in activity.finalists:
            if not (handle.isdecimal() and concealed(session, source, "wall")):
                yield handle, _short(session.words(handle))
    elif activity.vote == "dots" and (found := session.themes_of(source)):
        yield from ((theme.letter, theme.name) for theme in found)
    elif not concealed(session, source, "wall"):
        yield from notes(at, lambda note: on_ballot(session, activity, str(note.number)))


def picks(at: At) -> Iterable[Candidate]:
    """What the room may go on with: in a round of help its ideas, else what may be voted for."""
    here = at.session.now
    if here.at.kind == "help":
        return notes(at, lambda note: note.activity == here.id and not note.hidden)
    return ballot(at)


def handles(at: At) -> Iterator[Candidate]:
    """Everything with a handle and words: rows, then notes."""
    yield from rows(at.session, KINDS)
    yield from notes(at)


def hidden(at: At) -> Iterator[Candidate]:
    """What is off the wall, without its words."""
    for kind in KINDS:
        for row in at.session.kept(kind):
            if row.visibility == "private":
                yield row.handle, f"hidden {row.noun}"
    yield from notes(at, lambda note: note.hidden)


def anything(at: At) -> Iterator[Candidate]:
    """Everything that can be erased: hidden things too, without their words."""
    session = at.session
    yield from rows(session, KINDS)
    yield from hidden(at)
    yield from themes(session)
    for statement in session.statements.values():
        if statement.activity == session.activity and statement.text:
            yield f"V{statement.version}", _short(statement.text)
    yield from ((f"K{one.number}", "comment") for one in session.comments.values() if one.text)
    yield from free(session)
    if session.people_made > len(session.participants):
        yield "person", "whoever was noted and undone"
    yield from notes(at)


def waiting_comments(session: Session) -> list[Candidate]:
    """Comments that wait, all of them and one by one, without their words."""
    found = comments(session, waiting=True)
    every = [("comments", f"the {len(found)} that wait")] if found else []
    return [*every, *((f"K{one.number}", "comment") for one in found)]


def free(session: Session, start: str = "") -> Iterator[Candidate]:
    """What has words but no handle, called by what it is, in words after `start`."""
    for called, (table, field) in FREE.items():
        one = session if table == "session" else getattr(session, table)
        if called.startswith(start) and any(getattr(one, name) for name in BESIDE.get(field, (field,))):
            yield called.removeprefix(start), "the words of it"


def words_of(at: At) -> Iterator[Candidate]:
    """The present words of what a line is to mend, so that they need not be typed again."""
    handle = at.before[0]
    if found := parsed(handle):
        row = at.session.shelf(found[0]).get(found[1])
        if row and not row.erased and row.visibility != "private":
            yield getattr(row, MAIN.get(row.table, ""), ""), "as it is"
    elif (number := whole(handle)) is not None:
        note = at.session.notes.get(number)
        if note and not _concealed(at.session, note):
            yield note.text, "as it is"


def _concealed(session: Session, note: Note) -> bool:
    """Whether a note's words are kept from the wall for now."""
    return session.off(note) or concealed(session, session.activities[note.activity], "wall")


def people(
    session: Session, fits: Callable[[Participant], bool] = lambda person: not person.left
) -> Iterator[Candidate]:
    """People of this community, with where they come from."""
    for person in session.participants.values():
        if person.name and fits(person):
            yield person.name, joined(person.profession, person.organisation)


def said(session: Session, boundary: str) -> list[Candidate]:
    """What people of this community said of themselves, the most usual first, then whom it expects.

    The same word is offered in one writing, so that "nurse" and "Nurse" do not part.
    """
    met = [getattr(person, boundary) for person in session.participants.values()]
    met += [getattr(group, boundary, "") for group in session.attendance.groups]
    expected = session.community.expected.get(boundary, [])
    usual = [word for word, _ in Counter(filter(None, met)).most_common()]
    first: dict[str, str] = {}
    for word in (*usual, *expected):
        first.setdefault(word.casefold(), word)
    return [(word, boundary) for word in first.values()]


def lanes(session: Session) -> list[Candidate]:
    """The lanes of the present activity."""
    return [(lane, "lane") for lane in session.now.lanes]


def activities(session: Session, fits: Callable[[Activity], bool]) -> Iterator[Candidate]:
    """Activities of the plan."""
    return ((one.id, one.title) for one in session.activities.values() if fits(one))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WORDS else words[: WORDS - 1].rstrip() + "…"


SOURCES: Mapping[str, Source] = {
    "person": lambda at: people(at.session),
    "present": lambda at: people(at.session, lambda person: person.here and not person.left),
    "absent": lambda at: people(at.session, lambda person: not person.here or bool(person.left)),
    "all": lambda at: [("all", "everyone here"), *people(at.session)],
    "us": lambda at: [(US[0], "all of us"), *people(at.session)],
    "note": notes,
    "placed": lambda at: notes(at, lambda note: bool(note.theme) and not note.hidden),
    "waiting": lambda at: [("all", "all notes that wait"), *waiting_comments(at.session)],
    "summary": lambda at: waiting_comments(at.session)[:1],
    "shown": lambda at: [*themes(at.session), *notes(at)],
    "theme": lambda at: themes(at.session),
    "theme or note": lambda at: [*themes(at.session), *(notes(at) if at.typed else ())],
    "theme name": lambda at: ((name, f"theme {letter}") for letter, name in themes(at.session)),
    "issue": issues,
    "ballot": ballot,
    "pick": picks,
    "handle": handles,
    "hidden": hidden,
    "anything": anything,
    "part": lambda at: free(at.session, "charter ") if at.before[0] == "charter" else (),
    "promise": lambda at: rows(at.session, (Action, Improvement, MissingVoice), lambda row: row.still_open),
    "task": lambda at: rows(at.session, (Action, MissingVoice), lambda row: row.still_open),
    "improvement": lambda at: rows(at.session, (Improvement,)),
    "decision": lambda at: rows(at.session, (Decision,)),
    "organisation": lambda at: said(at.session, "organisation"),
    "profession": lambda at: said(at.session, "profession"),
    "sector": lambda at: said(at.session, "sector"),
    "lane": lambda at: lanes(at.session),
    "activity": lambda at: activities(at.session, lambda one: one.id != at.session.activity),
    "to skip": lambda at: activities(at.session, lambda one: not (one.skipped or one.visited)),
    "format": lambda at: ((name, "") for name in FORMATS if name not in at.before),
    "whom": lambda at: (
        [("room", "not for readers"), ("readers", "for readers too")] if parsed(at.before[0]) else ()
    ),
    "words": words_of,
    "anyway": lambda at: [("anyway;", "with the reason")],
    "arrow": lambda at: [(">", "moves")],
    "sign": lambda at: [("+", "brings more"), ("-", "brings less")],
    "because": lambda at: [("because", "")],
}
"""What completion may be asked for, by the name that acts call it."""
