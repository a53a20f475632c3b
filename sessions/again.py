"""The same words again: which row gets what is now given, and what of it is told.

A room names a promise first and its owner, its measure or its day later. So a line that says the words of a
row again adds to that row, and makes no second one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sessions import dates
from sessions.actors import Asking
from sessions.errors import Refused
from sessions.rowing import MAIN, AnyRow
from sessions.rows import Improvement, Promise, Row

WHOSE = {"improvements": "owner", "actions": "owner", "leads": "whom"}
"""The field that says whose a row is: two people may say the same, and each has a row then."""
WORDS = {
    "item_ids": "what it is about", "change_idea": "change", "measure": "measure", "baseline": "baseline",
    "review_date": "day", "method": "how", "scores": "scores", "dissent": "dissent", "supersedes": "place",
    "boundary": "boundary", "invited_on": "day",
}  # fmt: skip
"""What is told of a field that was added to."""
NAMES = ("owner", "whom", "inviter")
"""The fields whose name is told itself."""


def said_before(
    asking: Asking,
    kind: type[AnyRow],
    words: str,
    whose: str = "",
    fits: Callable[[AnyRow], bool] = lambda row: True,
) -> AnyRow | None:
    """The row that says these words already and is not settled; None where there is none.

    Where somebody is named it is theirs, or one that is nobody's yet. A participant adds to what they said
    themselves, and to nobody else's.

    Raises:
        Refused: if several people said them, and nobody is named.
    """
    by, field = asking.by.participant, WHOSE.get(kind.table, "")
    kept: list[Any] = asking.session.kept(kind)
    alike = [
        row
        for row in kept
        if getattr(row, MAIN[kind.table]).casefold() == words.casefold()
        and (not by or row.author == by)
        and getattr(row, "still_open", True)
        and fits(row)
    ]
    if whose:
        theirs = [row for row in alike if getattr(row, field).casefold() == whose.casefold()]
        alike = theirs or [row for row in alike if not getattr(row, field)]
    elif field and len(alike) > 1:
        named = " and ".join(f"{row.handle} ({getattr(row, field) or 'nobody yet'})" for row in alike[:5])
        raise Refused(f"That is {named}. Say whose you mean.")
    return alike[0] if alike else None


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
    if (
        isinstance(before, Improvement)
        and isinstance(after, Improvement)
        and _expects(before) != _expects(after)
    ):
        noted.append("expectation")
    return "; ".join(part for part in (", ".join(told), f"{', '.join(noted)} noted" if noted else "") if part)


def _expects(row: Improvement) -> list[str]:
    return [cycle.prediction for cycle in row.cycles]
