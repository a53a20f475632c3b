"""How the workshop was done: its time, how votes and consent came in, and what readers said back."""

from __future__ import annotations

from collections import Counter

from sessions import seeing
from sessions.blocks import Block, Column, Item, Listing, Text, Times, plural
from sessions.moves import MINUTE
from sessions.objects import Activity, Comment
from sessions.seeing import joined
from sessions.session import Session

SOURCES = {
    "keyboard": "typed by the facilitator",
    "phone": "from phones",
    "import": "from a file",
    "carried": "from an earlier meeting",
}
"""How notes came, in words."""
MODES = {"room": "in a room", "hybrid": "in a room and remote", "remote": "remote"}


def times_block(session: Session) -> Block:
    """What each activity was given, borrowed and took; breaks that were called stand beneath."""
    activities = list(session.activities.values())
    lent = any(one.lent for one in activities)
    heads = ("Activity", "Planned, min", *(("Borrowed, min",) if lent else ()), "Taken, min")
    rows = [
        (one.title, _minutes(one.planned - one.lent), *((_lent(one),) if lent else ()), _taken(one))
        for one in activities
    ]
    planned = sum(one.planned - one.lent for one in activities) // MINUTE
    taken = round(sum(one.actual for one in activities) / MINUTE)
    sentence = f"{planned} minutes were planned, {taken} taken."
    if session.pauses:
        rows.append(("Breaks", "–", *(("–",) if lent else ()), _minutes(session.pauses)))
        sentence += f" Breaks took {plural(round(session.pauses / MINUTE), 'minute')} more."
    columns = tuple(Column(head, number=place > 0) for place, head in enumerate(heads))
    return Times(id="times", title="Time", sentence=sentence, columns=columns, rows=tuple(rows))


def _minutes(seconds: int) -> str:
    return f"{seconds / MINUTE:.0f}"


def _lent(activity: Activity) -> str:
    minutes = round(activity.lent / MINUTE)
    return f"{minutes:+d}".replace("-", "−") if minutes else "–"


def _taken(activity: Activity) -> str:
    if activity.visited:
        return _minutes(activity.actual)
    return "left out" if activity.skipped else "–"


def method_block(session: Session) -> Text:
    """Who led it, how notes and votes came, and what people agreed to."""
    lines = (
        _led(session),
        _notes(session),
        _votes(session),
        "Fist-to-five: everyone shows 0 to 5; the room agrees where nobody is below three.",
        *_consents(session),
        _apologies(session),
        "What was hidden or erased stands nowhere here.",
    )
    paragraphs = tuple(line for line in lines if line)
    return Text(id="method", title="How this was made", sentence=paragraphs[0], paragraphs=paragraphs)


def _led(session: Session) -> str:
    where = joined(session.place and f"at {session.place}", MODES.get(session.mode, session.mode), by=", ")
    led = f"led by {session.facilitator}" if session.facilitator else ""
    words = joined(led, where, session.starts and f"from {session.starts}", by=", ")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _notes(session: Session) -> str:
    came = Counter(note.source for note in session.notes.values())
    kept = f"{plural(len(session.notes), 'note')} and {plural(len(session.themes), 'theme')} were kept"
    ways = [f"{came[source]} {words}" for source, words in SOURCES.items() if came[source]]
    return f"{kept}: {', '.join(ways)}." if ways else f"{kept}."


def _votes(session: Session) -> str:
    by = dict.fromkeys(("phones", "hands", "slips"), 0)
    for tally in session.tallies.values():
        for way in by:
            by[way] += getattr(tally.by, way).total
    if not (votes := sum(by.values())):
        return ""
    return f"Votes are kept as totals, never by person: {votes} in all, {by['phones']} by ballot, {by['hands']} by hand, {by['slips']} by paper slip."


def _consents(session: Session) -> list[str]:
    """What people agreed to, in which version of its words, and how many did; without a name."""
    room = session.attendance.consent
    given = Counter(
        (one.consent.purpose, one.consent.version) for one in session.participants.values() if one.consent
    )
    if room:
        given.setdefault((room.purpose, room.version), 0)
    lines = []
    for (purpose, version), many in given.items():
        whole = room is not None and (purpose, version) == (room.purpose, room.version)
        who = joined(
            "the room as a whole" if whole else "",
            f"{plural(many, 'person', 'people')} by name" if many else "",
            by=" and ",
        )
        lines.append(f"“{purpose}” (version {version}): agreed to by {who}.")
    return lines


def _apologies(session: Session) -> str:
    many = len(session.attendance.apologies)
    return f"{plural(many, 'person', 'people')} sent apologies." if many else ""


def comments(session: Session) -> Listing:
    """What readers said back, without what was erased or waits."""
    items = tuple(map(_comment, seeing.comments(session)))
    return Listing(
        id="comments", title="What readers say", sentence=plural(len(items), "comment") + ".", items=items
    )


def waiting_comments(session: Session) -> Listing:
    """What readers said back and nobody may read yet but the facilitator."""
    items = tuple(map(_comment, seeing.comments(session, waiting=True)))
    sentence = f"{plural(len(items), 'comment waits', 'comments wait')} until you let readers see it."
    return Listing(id="waiting-comments", title="Comments that wait", sentence=sentence, items=items)


def _comment(one: Comment) -> Item:
    return Item(f"K{one.number}", one.text, joined(one.name, one.target and f"about {one.target}"))
