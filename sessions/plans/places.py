"""Where in a plan's file something is, and the sentence for what is wrong there."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sessions import clean
from sessions.errors import Malformed

MOST_LETTERS = 40
"""Letters of what was written that a sentence repeats."""
LARGEST = 10**9
"""Numbers past this are not repeated: a file may hold one of a million digits."""
WORDS = {
    "int": "a whole number",
    "float": "a number with a point",
    "str": "text",
    "bool": "true or false",
    "array": "a list in [ ]",
    "object": "fields with their values",
    "date": "a date",
    "time": "a time",
    "datetime": "a date with a time",
}
"""How a person calls what a field may hold."""
PARTS = {
    "activities": "activity",
    "steps": "step",
    "rounds": "round",
    "lanes": "lane",
    "questions": "question",
}
"""One of what a list holds."""

_TYPES = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_MISSING = re.compile(r"Object missing required field `([^`]*)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_PATH = re.compile(r" - at `\$([^`]*)`$")
_PART = re.compile(r"\.(\w+)(?:\[(\d+)\])?")


class Place(NamedTuple):
    """A place in a file, in words."""

    words: str

    def at(self, part: str) -> Place:
        """The place of a part of it."""
        return Place(f"{self.words}, {part}")

    def one(self, part: str, number: int, named: str = "") -> Place:
        """The place of one of many, from 1, and how it is called there."""
        return self.at(f"{part} {number}" + (f" ({named[:MOST_LETTERS]})" if named else ""))

    def says(self, sentence: str) -> Malformed:
        """The problem that this is at this place."""
        return Malformed(clean.clean(f"{self.words}: {sentence}"))

    def wrong(self, expected: str, got: object) -> Malformed:
        """The problem that something else was expected at this place."""
        return self.says(f"expected {expected}, got {_shown(got)}.")


def _shown(got: object) -> str:
    if isinstance(got, str):
        words = clean.clean(got)
        return (
            repr(words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS]}…") if words else "nothing"
        )
    if isinstance(got, int) and abs(got) > LARGEST:
        return f"a number {'below' if got < 0 else 'over'} {-LARGEST if got < 0 else LARGEST}"
    return str(got)


def _named(written: Any) -> str:
    """How an activity or step is called in its file; "" where it is not."""
    words = [written.get(key) for key in ("id", "kind")] if isinstance(written, dict) else []
    return next((word for word in words if isinstance(word, str) and word), "")


def told(file: str, error: str, written: Any, fields: dict[str, tuple[str, ...]]) -> Malformed:
    """The problem that msgspec found, as a facilitator understands it.

    Args:
        file: What the file is called.
        error: The message of msgspec, which ends in a path such as `$.activities[0].minutes`.
        written: What stands in the file.
        fields: The fields that there are at the top ("") and in one of each list.
    """
    path = _PATH.search(error)
    place, inside = Place(file), ""
    for name, number in _PART.findall(path[1] if path else ""):
        written = written.get(name) if isinstance(written, dict) else None
        if number:
            written = written[int(number)] if isinstance(written, list) else None
            place, inside = place.one(PARTS.get(name, name), int(number) + 1, _named(written)), name
        else:
            place = place.at(name)
    error = error[: path.start()] if path else error
    if found := _TYPES.fullmatch(error):
        wanted, got = (
            [WORDS.get(word, word) for word in side.split(" | ") if word != "null"] for side in found.groups()
        )
        return place.says(f"expected {' or '.join(wanted)}, got {got[0]}.")
    if found := _MISSING.fullmatch(error):
        return place.at(found[1]).says("expected a value, got nothing.")
    if found := _UNKNOWN.fullmatch(error):
        known = ", ".join(fields.get(inside, ()))
        return place.at(found[1][:MOST_LETTERS]).says(f"there is no such field; expected one of {known}.")
    return place.says(f"{error}.")
