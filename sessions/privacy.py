"""What is kept of people in a session, in words for whoever must answer for it: a data map, a notice, half a DPIA.

Everything is told of the session's own settings and of how it stands. It is no legal advice, and says so: the lawful
basis and the time for which records are kept are for the organisation to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sessions.blocks import Block, Column, Listing, Table, Text
from sessions.blocks import Item as Line
from sessions.objects import BOUNDARIES
from sessions.session import Session

ROOM, TEAM = "everyone in the room", "whoever can open this machine's data folder"
HERE = "this machine, in the data folder"
REMOVED = "until somebody removes it: forget, erase or burn. Once it is older than the retention it is offered to be burnt"


class Datum(NamedTuple):
    """Something that is kept."""

    what: Callable[[Session], str]
    where: str
    why: str
    long: Callable[[Session], str]
    who: Callable[[Session], str]
    tables: tuple[str, ...] = ()
    """The tables of the record that hold it."""


def _readers(session: Session) -> str:
    """Who may read the detail."""
    if not session.token:
        return f"{ROOM}; the summary is not shared"
    if session.released:
        return f"{ROOM}, and whoever has the summary's address"
    return f"{ROOM}; readers of the summary once its detail is released"


def _commented(session: Session) -> str:
    """Who may read comments."""
    everyone = "whoever has the summary's address" if session.token else "nobody; the summary is not shared"
    return f"the facilitator, and once it is let through, {everyone}"


def _asked(session: Session) -> str:
    asked = [one for one in session.joining.split() if one != "name"]
    also = f", and if they like {', '.join(asked)}" if asked else ""
    return f"Who took part: a name or none{also}; what they bring; what they agreed to, and when"


def _notes(session: Session) -> str:
    unnamed = [one.title for one in session.activities.values() if one.unnamed]
    told = "Notes, with the name of who said them where that was given"
    return f"{told}; in {', '.join(unnamed)} no name is kept" if unnamed else told


def _sealed(session: Session) -> str:
    if session.closed:
        return "destroyed when the session was closed"
    return "until the session is closed, or has rested for a day; then destroyed"


def _always(words: str) -> Callable[[Session], str]:
    return lambda session: words


MAP: tuple[Datum, ...] = (
    Datum(_asked, HERE, "to know who spans which boundaries, and whom to invite", _always(REMOVED), _readers, ("participants", "attendance")),
    Datum(_notes, HERE, "the record of the meeting", _always(REMOVED), _readers, ("notes", "themes", "activities")),
    Datum(_always("Votes and scores, as totals; sums by group only where ten or more answered and five or more are in each"), HERE, "to choose and to agree", _always("as long as the session is kept"), _readers, ("tallies", "group_tallies", "measures")),
    Datum(_always("Which phone sent an unnamed note or a vote"), HERE, "to let people mend their own, and vote once, even after a crash", _sealed, _always("nobody: it is a code made with a secret, which is destroyed")),
    Datum(_always("Who turns to whom, who is missing and who asks them, where a community could start"), HERE, "to see silos and to invite", _always(REMOVED), _readers, ("ties", "missing_voices", "leads")),
    Datum(_always("What was agreed, tested, promised and decided, with who does it and by when"), HERE, "to follow up at the next meeting, which takes over what is open", _always(REMOVED), _readers, ("statements", "earlier_statements", "improvements", "actions", "decisions", "goals", "ripples", "next_meeting", "community")),
    Datum(_always("Reflections and stories, only those that somebody chose to share; stories reach readers only if the teller agrees"), HERE, "to learn, and to show what it is worth", _always(REMOVED), _readers, ("reflections", "stories")),
    Datum(_always("Feedback on the meeting, without names"), HERE, "to make the next one better", _always(REMOVED), _readers, ("feedback",)),
    Datum(_always("Comments of readers, with a name if they give one"), HERE, "readers answer back", _always(REMOVED), _commented, ("comments",)),
    Datum(_always("The private journal"), "the phone of whoever writes it", "to think alone first", _always("until they remove it there"), _always("nobody else: it is never sent")),
    Datum(_always("That a phone is here, and its network address while it is connected"), "this machine's memory", "to show the page, and to keep one phone from crowding out the others", _always("while it is connected"), _always("nobody; the log holds no names and no words")),
    Datum(_always("Documents that were exported, and copies that readers saved"), "wherever they were put", "to send, print and keep", _always("until whoever has them removes them"), _always("whoever has them")),
)  # fmt: skip
"""All that is kept of people, as a record of processing would list it."""


def data_map(session: Session) -> Table:
    """What is kept, where, why, how long, and who sees it."""
    columns = tuple(map(Column, ("What", "Where", "Why", "How long", "Who sees it")))
    rows = tuple((one.what(session), one.where, one.why, one.long(session), one.who(session)) for one in MAP)
    return Table(id="map", title="What is kept of people", columns=columns, rows=rows)


def notice(session: Session) -> Text:
    """What the room is told before it begins."""
    unnamed = [one.title for one in session.activities.values() if one.unnamed]
    approved = [one.title for one in session.activities.values() if one.approve]
    told = [
        f"What is said and written at “{session.title}” is kept by {session.community.name}, to run this community and to report on it.",
        "You need not give your name, nor take part by phone: what you say aloud or on a card counts the same.",
        f"In {', '.join(unnamed)} names are not kept." if unnamed else "",
        f"In {', '.join(approved)} the facilitator sees notes before the room does." if approved else "",
        "Votes are kept as totals, never by person, once the meeting is closed.",
        "Your private journal never leaves your phone.",
        "No patient details, please.",
        "To correct or remove your words, or to be forgotten, ask the facilitator, now or later.",
    ]
    return Text(id="notice", title="A notice for the room", paragraphs=tuple(one for one in told if one))


def assessment(session: Session) -> Listing:
    """Half a page for a data protection impact assessment."""
    unnamed = sum(one.unnamed for one in session.activities.values())
    bands = "hierarchy" in session.joining.split()
    lines = (
        ("Nature", "One program on one machine of the organisation; no cloud, no account, no telemetry, nothing from elsewhere on its pages."),
        ("Scope", f"People who take part: names if given, {', '.join(BOUNDARIES[:2])} and the like if given{', bands of pay among them' if bands else ''}; what they said at the meeting. No patients."),
        ("Context", "Colleagues and members of the public in one room, or remote. Some may depend on others who are there: so notes can be unnamed, are hidden until they are shown together, and votes are never shown by person."),
        ("Purpose", "To run a community of practice, to follow up what it promises, and to report on it."),
        ("Necessity", "Every answer about a person is optional. What is private is never sent. What is unnamed is kept without an author."),
        ("Risk: somebody is recognised by a small group", "Sums by group are shown only from ten answers on and five in each group; a summary shows no cell below five."),
        ("Risk: somebody on the same network listens", "Pages are served over plain HTTP on the local network; behind a web server of the organisation they can be had over HTTPS. What is private does not travel."),
        ("Risk: a printed address is passed on", f"An address is a word that nobody can guess; it can be ended at any time (revoke). The summary is {'shared' if session.token else 'not shared'} now, its detail {'released' if session.released else 'not released'}."),
        ("Risk: the machine is lost", "The data folder is readable by its owner alone. Disk encryption is the organisation's."),
        ("Retention", "A setting of the program, two years unless another is settled. What is older is offered at the start, to be burnt down to counts; it never goes by itself."),
        ("People's rights", "Seen: the summary and exports. Corrected: edit. Removed: erase takes words out of the history, forget a person, burn everything but counts; each names what it cannot reach."),
        ("Unnamed activities here", str(unnamed)),
        ("To be said by the organisation", "The lawful basis, the controller, the retention schedule, who answers requests."),
    )  # fmt: skip
    return Listing(
        id="assessment",
        title="For a data protection impact assessment",
        items=tuple(Line(name, words) for name, words in lines),
    )


def told(session: Session) -> tuple[Block, ...]:
    """All three."""
    return data_map(session), notice(session), assessment(session)
