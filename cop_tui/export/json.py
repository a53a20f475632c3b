"""The JSON export: one object with everything that is kept of a session, for another program.

Its keys are the names of `sessions/objects.py`, `sessions/rows.py` and `sessions/state.py`. Times are
milliseconds since 1970 (UTC), durations seconds, days written as in 2027-01-14; "" is not known or not said.

    format        "cop-tui"
    version       1; goes up when a key changes its meaning or goes away, not when one is added
    community     id, name, stage, in_scope, out_of_scope, sponsor, leaders, rhythm, membership_rule,
                  charter_review_date, expected (boundary to the groups that ought to be here)
    session       id, plan, title, date, starts, place, mode, facilitator, ask (of the sponsor), created,
                  started, closed, released, burnt, joining (what phones are asked), activity (the one that is on), entered, round and round_at (the
                  round of the step that was begun last, and when), paused_at, pause and pauses (when the
                  break that is on began, what it is given, and seconds of all breaks), notes_made and
                  people_made (how many there ever were), made (the same for every other table with handles;
                  of themes and statements behind their table the activity, as in themes/practice)
    attendance    present, no_phone, remote (null where nobody counted), apologies (names), groups (counted
                  by hands: profession, sector, count), consent (of the room as a whole)
    activities    in the order of the workshop: id, kind, title, planned (with what it borrowed), lent (what
                  it borrowed, below zero what it lent), actual, source (whose notes it works on), slot,
                  lanes, steps (kind, prompt, minutes, rounds with title and minutes, questions), unnamed,
                  hidden, approve, caps (most notes, most dots each), vote, dots, visited, reached, skipped, step,
                  notes_shown, votes_shown, round, finalists, picked
    participants  number, name, organisation, profession, hierarchy, sector, brings, level, here, joined,
                  left, consent (purpose, version, when; null where none was given), quotable (whether their
                  words may be quoted outside), phone (whether they joined by phone), forgotten, at; without a
                  name only who joined by phone, and who was forgotten
    notes         number, activity, lane, text, theme (its letter), author (a participant's number; null
                  where not known or unnamed), source (keyboard, phone, import), ref, about (the note or theme
                  that it is an idea for), carried_from, hidden, waiting, merged_into, erased, at, tally*
    themes        activity, letter, name, cards, at, tally*
    tallies       every round of every vote: activity, round, target (a note's number or a theme's letter),
                  by (phones, hands, slips, each with for, against, pass)
    group_tallies the votes of groups that are large enough to hide in: activity, round, target, boundary,
                  group, count (for, against, pass)
    statements    every version: activity, slot, version, text, note, phones, hands (how many scored
                  0, 1, … 5), shown, agreed, dissent, previous_version, at
    earlier_statements  what the community agreed on at meetings before, with the keys of statements
    comments      number, text, name, target (a handle), waiting, at
    next_meeting  date, time, topic, host, place
    measures      *name, value (null where there is too little to say), n, sentence, definition_version

Whatever somebody says, makes or promises (participants, notes, themes, statements, comments and rows) has what
every object shares:

- id*: the session's id, a slash, and the handle: a note's number, P and a person's, D1 and the like, K and a
  comment's number, a theme's letter or V and a statement's version behind its activity
- community_id* and session_id*: where it was said
- at: when it was said first; 0 where an older program did not keep it
- author: a participant's number; null where it was taken down for the room, or is unnamed
- visibility: private (the facilitator alone), group (the room) or report (readers too); of what is no row it is
  made* from how it stands now
- how it stands: status where a row has one, erased, and elsewhere hidden, waiting, merged_into, agreed, here, left

Rows have a handle, which is a letter and the number. All of them have number, at, author, visibility and erased,
and beside these:

    ties            T  a, b (participants' numbers), kind (turns_to, works_with), since_session
    missing_voices  M  who, boundary, inviter, invited_on, joined, status (missing, joined, dropped)
    leads           L  where, whom
    ripples         R  from, to, sign (+ or -), why, strength (1 to 3)
    improvements    I  item_ids, aim, measure, baseline, change_idea, owner, due, was_due, status, update, closed_at,
                       told_on, origin_session, origin (its handle there), cycles (n, start, end, question,
                       prediction, who, when, where, data, observations, problems, result, learning, act)
    actions         D  text, owner, due, was_due, status, update, closed_at, told_on, origin_session, origin
    decisions       C  text, method, scores, dissent, date, supersedes
    goals           G  scope (individual, group), whose, text, measure, review_date
    reflections     J  question, text, shared
    stories         S  teller, activity, insight, used_how, effect, reframed, cycles_reached, teller_consent
    feedback        F  ratings (how many rated it 0, 1, … 5), most_useful, change_one_thing

What has a star is made for whoever reads the file, from what else stands in it; the record has no such key.
The `tally` of a note or theme
is its vote as it stands: `for`, `against`, `pass`, and `by`; it is the last round that it stood in, of the
last activity that voted on it. The `measures` are those of the session as it stands, closed or not.

What opens the session to others (the token of its summary, seats, ballots) is never in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from sessions.hidden import concealed
from sessions.measuring import measured
from sessions.objects import Tally
from sessions.rows import KINDS
from sessions.session import Session
from sessions.state import SHELVES

FORMAT, VERSION = "cop-tui", 1
ONE = ("community", "session", "attendance", *(name for name, shelf in SHELVES.items() if shelf.key is None))
"""Tables of which there is one row; the others are lists."""
SECRET = ("token",)
DERIVED = ("id", "community_id", "session_id", "visibility", "author", "tally")
"""Keys of what somebody said or made that its table need not have."""


HANDLES: dict[str, Callable[[dict[str, Any]], str]] = {
    "participants": lambda row: f"P{row['number']}",
    "notes": lambda row: str(row["number"]),
    "themes": lambda row: f"{row['activity']}/{row['letter']}",
    "statements": lambda row: f"{row['activity']}/V{row['version']}",
    "comments": lambda row: f"K{row['number']}",
    **{kind.table: lambda row, letter=kind.letter: f"{letter}{row['number']}" for kind in KINDS},  # type: ignore[misc]
}
"""The tables of what somebody says, makes or promises, and the handle of each object in them."""


def render(session: Session) -> bytes:
    """The session as JSON in UTF-8, indented, so that two exports can be compared line by line."""
    return msgspec.json.format(msgspec.json.encode(document(session)), indent=2) + b"\n"


def document(session: Session) -> dict[str, Any]:
    """The session as one object of plain values."""
    tables = session.tables()
    made: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for name in dict.fromkeys((*ONE, *tables)):
        made[name] = tables[name][0] if name in ONE else tables[name]
    made["session"] = {key: value for key, value in made["session"].items() if key not in SECRET}
    standing = _standing(session)
    for note in made["notes"]:
        note["tally"] = _tally(standing.get((note["activity"], str(note["number"]))))
    for theme in made["themes"]:
        theme["tally"] = _tally(standing.get((theme["activity"], theme["letter"])))
    for table, handle in HANDLES.items():
        made[table] = [_shared(session, table, handle(row), row) for row in made[table]]
    made["measures"] = [msgspec.to_builtins(one) for one in measured(session)]
    return made


def _shared(session: Session, table: str, handle: str, row: dict[str, Any]) -> dict[str, Any]:
    """An object of a table, with what is shared by all of them."""
    shared = {
        "id": f"{session.id}/{handle}",
        "community_id": session.community.id,
        "session_id": session.id,
        "author": None,
        "visibility": _visibility(session, table, row),
    }
    return {**shared, **row}


def _visibility(session: Session, table: str, row: dict[str, Any]) -> str:
    """Who may see an object that does not say so itself, as it stands now."""
    if table == "participants":
        return "report" if session.released else "group"
    if table == "comments":
        return "private" if row["waiting"] else "report"
    if table not in ("notes", "themes"):
        return "report"
    activity = session.activities[row["activity"]]
    if row.get("hidden") or row.get("waiting") or concealed(session, activity, "wall"):
        return "private"
    return "report"


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
