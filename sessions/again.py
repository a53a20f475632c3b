"""The same words again: which row gets what is now given, and what of it is told.

A room names a promise first and its owner, its measure or its day later. So a line that says the words of a
row again adds to that row, and makes no second one. What would take the place of something that was said is
another test, or another decision: a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sessions import dates
from sessions.actors import Asking
from sessions.errors import Refused
from sessions.objects import Object
from sessions.rowing import MAIN
from sessions.rows import STANDING, AnyRow, Cycle, Improvement, Promise, Row

WHOSE = {"improvements": "owner", "actions": "owner", "leads": "whom"}
"""The field that says whose a row is: two people may say the same, and each has a row then."""
WORDS = {
    "item_ids": "what it is about", "change_idea": "change", "measure": "measure", "baseline": "baseline",
    "review_date": "day", "method": "how", "scores": "scores", "dissent": "dissent", "supersedes": "place",
    "boundary": "boundary", "invited_on": "day",
}  # fmt: skip
"""What is told of a field that was added to."""
PLANNED = {"question": "question", "prediction": "expectation", "when": "time", "where": "place"}
"""What is told of the plan of a test."""
NAMES = ("owner", "whom", "inviter")
"""The fields whose name is told itself."""


def said_before(
    asking: Asking,
    kind: type[AnyRow],
    words: str,
    whose: str = "",
    also: Callable[[AnyRow], bool] = lambda row: True,
) -> AnyRow | None:
    """The row that says these words already and is not settled; None where there is none.

    Where somebody is named it is theirs, or one that is nobody's yet. A participant adds to what they said
    themselves, and to nobody else's.

    Raises:
        Refused: if several people said them, and nobody is named.
    """
    by, field = asking.by.participant, WHOSE.get(kind.table, "")
    alike = [
        row
        for row in asking.session.kept(kind)
        if getattr(row, MAIN[kind.table]).casefold() == words.casefold()
        and (not by or row.author == by)
        and row.still_open
        and also(row)
    ]
    if whose:
        theirs = [row for row in alike if getattr(row, field).casefold() == whose.casefold()]
        alike = theirs or [row for row in alike if not getattr(row, field)]
    elif field and len(alike) > 1:
        named = " and ".join(f"{row.handle} ({getattr(row, field) or 'nobody yet'})" for row in alike[:5])
        raise Refused(f"That is {named}. Say whose you mean.")
    return alike[0] if alike else None


def fits(row: Object, given: Mapping[str, Any]) -> bool:
    """Whether everything given adds to a row: it fills what is empty, or says what stands there already."""
    said = {name: (getattr(row, name), value) for name, value in given.items()}
    return all(_empty(before) or _same(before, value) for before, value in said.values())


def _empty(value: Any) -> bool:
    """Whether nothing is said in a field: no words, nothing named, or nobody counted."""
    return not any(value) if isinstance(value, list) else not value


def _same(before: Any, value: Any) -> bool:
    if isinstance(before, str) and isinstance(value, str):
        return before.casefold() == value.casefold()
    return bool(before == value)


def redated(row: Promise, due: str) -> dict[str, str]:
    """The fields of a promise that is due on another day; the day on which it was due first is kept."""
    return {"due": due, "was_due": row.was_due or (row.due if due != row.due else "")}


def gained(before: Row, after: Row) -> str:
    """What a row has now that it had not, in few words; "" where that is nothing which is told."""
    changed = [name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name)]
    told = [value for name in NAMES if name in changed and (value := getattr(after, name))]
    if "due" in changed and (due := getattr(after, "due", "")):
        told.append(f"by {dates.in_words(due)}")
    noted = [WORDS[name] for name in WORDS if name in changed and getattr(after, name)]
    if isinstance(before, Improvement) and isinstance(after, Improvement):
        turns = (one.cycles[-1] if one.cycles else Cycle(n=0) for one in (before, after))
        noted += _planned(*turns)
    return "; ".join(part for part in (", ".join(told), f"{', '.join(noted)} noted" if noted else "") if part)


def turn(before: Row, row: Improvement) -> str:
    """What became of the turns of a test: one more that was tried, or is planned; "" where neither."""
    turns = len(before.cycles) if isinstance(before, Improvement) else 0
    if len(row.cycles) <= turns or not turns:
        return ""
    last = row.cycles[-1]
    return STANDING.get(last.act, "tried again") if last.end else f"test {last.n} planned"


def _planned(before: Cycle, after: Cycle) -> list[str]:
    """What of the plan of a turn is another now."""
    return [word for name, word in PLANNED.items() if getattr(before, name) != getattr(after, name) != ""]
