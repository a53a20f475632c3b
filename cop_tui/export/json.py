"""The JSON export: one object with everything that is kept of a session, for another program.

Its keys are the names of `sessions/objects.py`. Times are milliseconds since 1970 (UTC), durations seconds.

    format        "cop-tui"
    version       1; goes up when a key changes its meaning or goes away, not when one is added
    community     id, name
    session       id, plan, title, date, created, started, closed, released, activity (the one that is on),
                  entered, notes_made and people_made (how many there ever were)
    attendance    present, no_phone, remote; null where nobody counted
    activities    in the order of the workshop: id, kind, title, planned and actual (seconds), source, slot,
                  lanes, steps (kind, prompt, minutes), unnamed, hidden, vote, dots, visited, step,
                  notes_shown, votes_shown, round, finalists, picked
    participants  number, name, organisation, profession, hierarchy, sector
    notes         id (of this session and the number), number, activity, lane, text, theme (its letter),
                  author (a participant's number; null where not known or unnamed), source, hidden,
                  merged_into, erased, at, tally
    themes        activity, letter, name, cards, tally
    tallies       every round of every vote: activity, round, target (a note's number or a theme's letter),
                  by (phones, hands, slips, each with for, against, pass)
    statements    every version: activity, slot, version, text, note, phones, hands (how many scored
                  0, 1, … 5), agreed, dissent
    comments      number, text, name, at

The `tally` of a note or theme is its vote as it stands: `for`, `against`, `pass`, and `by`. It is the last
round that it stood in, of the last activity that voted on it.

What opens the session to others (the token of its summary, seats, ballots) is never in it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sessions.objects import Tally
from sessions.session import Session

FORMAT, VERSION = "cop-tui", 1
ONE = ("community", "session", "attendance")
"""Tables of which there is one row; the others are lists."""
SECRET = ("token",)


def render(session: Session) -> bytes:
    """The session as JSON in UTF-8, indented, so that two exports can be compared line by line."""
    return msgspec.json.format(msgspec.json.encode(document(session)), indent=2) + b"\n"


def document(session: Session) -> dict[str, Any]:
    """The session as one object of plain values."""
    tables = session.tables()
    made: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for name in (*ONE, *(name for name in tables if name not in ONE)):
        made[name] = tables[name][0] if name in ONE else tables[name]
    made["session"] = {key: value for key, value in made["session"].items() if key not in SECRET}
    standing = _standing(session)
    made["notes"] = [
        {
            "id": f"{session.id}/{note['number']}",
            **note,
            "tally": _tally(standing.get((note["activity"], str(note["number"])))),
        }
        for note in made["notes"]
    ]
    made["themes"] = [
        {**theme, "tally": _tally(standing.get((theme["activity"], theme["letter"])))}
        for theme in made["themes"]
    ]
    return made


def _standing(session: Session) -> dict[tuple[str, str], Tally]:
    """The tally that stands for each target, by the activity that the target is of."""
    order = list(session.activities)
    found: dict[tuple[str, str], Tally] = {}
    for tally in sorted(session.tallies.values(), key=lambda one: (order.index(one.activity), one.round)):
        owner = session.source(session.activities[tally.activity])
        found[owner.id, tally.target] = tally
    return found


def _tally(tally: Tally | None) -> dict[str, Any]:
    """Totals, and how they came."""
    tally = tally or Tally(activity="", round=0, target="")
    made: dict[str, Any] = {**msgspec.to_builtins(tally.sum), "by": msgspec.to_builtins(tally.by)}
    return made
