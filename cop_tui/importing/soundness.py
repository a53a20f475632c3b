"""Whether what an export holds can be a session: every place that something names is there, every number in reach.

What the program itself would never make is refused here with its place, as whoever edits an export by hand
may write anything. What cannot harm is let be: a vote for a note that was taken back, a lane that is no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from cop_tui.importing.problems import Problems, short
from sessions import rows
from sessions.activities import KINDS
from sessions.meeting import MODES
from sessions.objects import BOUNDARIES, LEVELS, SCORES, STAGES, Activity, Note
from sessions.plans.checking import VOTES
from sessions.state import SHELVES
from sessions.steps import STEPS

ID = re.compile("[a-z0-9][a-z0-9-]{0,79}")
ACTIVITY = re.compile("[a-z0-9][a-z0-9_-]{0,30}")
HANDLE = re.compile("[0-9]{1,9}|[A-Z]{1,3}")
TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
LETTERS = 5_000
"""Letters of any text at the most. The longest that the program takes have 2,000."""
LATEST = 200_000_000_000_000
"""Milliseconds: a time in the year 8307, which every calendar of Python knows."""
MOST: dict[str, int] = {
    "number": 999_999_999, "notes_made": 999_999_999, "people_made": 999_999_999, "made": 999_999_999,
    "round": 1_000, "dots": 100, "cards": 1_000, "caps": 1_000, "version": 100_000, "n": 1_000_000_000,
    "present": 10_000, "no_phone": 10_000, "remote": 10_000, "count": 10_000, "minutes": 1_440, "strength": 3,
    "phones": 100_000, "hands": 100_000, "scores": 100_000, "ratings": 100_000,
    "for": 10_000_000, "against": 10_000_000, "pass": 10_000_000,
}  # fmt: skip
"""The highest number of each name; elsewhere it is that of a time."""
BELOW_ZERO = ("lent", "value")
"""What may be below zero: seconds that were lent, and what a measure came to."""
NEEDED = {
    "activities": ("title",), "themes": ("name",), "measures": ("name",),
    "missing_voices": ("who",), "leads": ("where",),
}  # fmt: skip
"""What must not be empty."""
SIX = ("phones", "hands", "scores", "ratings")
"""What counts the scores from 0 to 5: six numbers, but for the hands of a tally."""
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("community", "stage"): ("", *STAGES), ("participants", "level"): ("", *LEVELS),
    ("activities", "kind"): tuple(KINDS), ("activities", "vote"): VOTES,
    ("group_tallies", "boundary"): BOUNDARIES,
    ("improvements", "status"): ("open", "dropped", *rows.ACTS), ("actions", "status"): ("open", "done", "dropped"),
}  # fmt: skip
"""The words of which one must stand there."""
DAYS = (
    "due", "invited_on", "joined", "left", "told_on", "closed_at", "review_date", "charter_review_date", "start",
    "end", "date",
)  # fmt: skip
"""What is a day, or "" where it is not known."""
WHERE = ("notes", "themes", "tallies", "group_tallies", "statements")
"""The tables whose objects are of an activity of this session."""

_RESERVED = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")


def nth(number: int) -> str:
    """A place in a list, from 1, as a person says it: 1st, 2nd, 3rd, 11th."""
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def check(own: dict[str, Any], tables: dict[str, list[Any]], problems: Problems) -> None:
    """Note everything that cannot be so.

    Args:
        own: The fields of the session itself. What counts the numbers given out is put in where it is missing.
        tables: The objects of each table, in the order of the file.
        problems: Where to note it.
    """
    for table, objects in tables.items():
        for place, one in _placed(table, objects):
            plain = msgspec.to_builtins(one)
            for path, what in (*_reach(plain, ()), *_days(plain, ())):
                problems.add(0, what, ", ".join([place, *path]))
            for field in NEEDED.get(table, ()):
                if not getattr(one, field) and not getattr(one, "erased", False):
                    problems.add(0, "it is empty.", f"{place}, {field}")
        _twice(table, objects, problems)
        for (of, field), words in CHOICES.items():
            for place, one in _placed(table, objects) if of == table else ():
                if getattr(one, field) not in words:
                    said = f"{short(getattr(one, field))!r} is none of {', '.join(filter(None, words))}."
                    problems.add(0, said, f"{place}, {field}")
    for path, what in _reach(own, ()):
        problems.add(0, what, ", ".join(["session", *path]))
    problems.refuse_if_any()
    _session(own, tables, problems)
    _activities(tables["activities"], problems)
    activities = {one.id: one for one in tables["activities"]}
    for table in WHERE:
        for place, one in _placed(table, tables[table]):
            if one.activity not in activities:
                problems.add(0, f"there is no activity {short(one.activity)!r}.", f"{place}, activity")
    _notes(tables, problems)
    for table in ("tallies", "group_tallies"):
        for place, one in _placed(table, tables[table]):
            if not HANDLE.fullmatch(one.target) or one.round < 1:
                field = "target" if one.round else "round"
                problems.add(0, "a vote is for a note's number or a theme's letter, in round 1 or later.", f"{place}, {field}")  # fmt: skip
    for table in ("statements", "earlier_statements", *(kind.table for kind in rows.KINDS)):
        for place, one in _placed(table, tables[table]):
            _six(one, place, problems)


def _placed(table: str, objects: list[Any]) -> Iterator[tuple[str, Any]]:
    """Every object of a table with its place in words."""
    keyed = SHELVES[table].key
    for number, one in enumerate(objects, 1):
        yield (f"{table}, {nth(number)}" if keyed else table), one


def _reach(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text that is too long and every number that is out of reach, with its place."""
    if isinstance(value, str) and len(value) > LETTERS:
        yield path, f"this has {len(value):,} letters; {LETTERS:,} is the most."
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _reach(one, (*path, key if len(key) <= 80 else "…"))
            yield from _reach(key, path)
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _reach(one, (*path, nth(number)))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        named = [part for part in path if not part[0].isdigit()]
        most = next((MOST[part] for part in reversed(named) if part in MOST), LATEST)
        least = -LATEST if named and named[-1] in BELOW_ZERO else 0
        if not least <= value <= most:
            yield path, f"this is out of reach; it may be {least} to {most:,}."


def _days(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every day that is none, with its place."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in DAYS and isinstance(one, str):
                if one and not _is_day(one):
                    yield (*path, key), f"{short(one)!r} is no day; write it as 2026-11-26."
            else:
                yield from _days(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _days(one, (*path, nth(number)))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _twice(table: str, objects: list[Any], problems: Problems) -> None:
    """Two objects may not have one key: the second would push the first out."""
    keyed = SHELVES[table].key
    seen: dict[Any, str] = {}
    for place, one in _placed(table, objects) if keyed else ():
        key = keyed(one) if keyed else None
        if key in seen:
            problems.add(0, f"it has the same name or number as the {seen[key]}.", place)
        seen.setdefault(key, place.rpartition(" ")[2])
        if getattr(one, "number", 1) < 1:
            problems.add(0, "numbers begin at 1.", f"{place}, number")


def _session(own: dict[str, Any], tables: dict[str, list[Any]], problems: Problems) -> None:
    """What the session says of itself."""

    def wrong(field: str, what: str) -> None:
        problems.add(0, what, f"session, {field}")

    name = own.get("id", "")
    if not ID.fullmatch(name) or _RESERVED.fullmatch(name):
        wrong("id", "an id has small letters, digits and hyphens, 80 at the most, and is no reserved word.")
    for field in ("title", "plan"):
        if not own.get(field):
            wrong(field, "it is missing.")
    if not tables["community"] or not tables["community"][0].name:
        problems.add(0, "it is missing.", "community, name")
    if not _is_day(own.get("date", "")):
        wrong("date", f"{short(own.get('date', ''))!r} is no day; write it as 2026-11-26.")
    if (starts := own.get("starts", "")) and not TIME.fullmatch(starts):
        wrong("starts", f"{short(starts)!r} is no time; write it as 10:00.")
    if own.get("mode", "") not in ("", *MODES):
        wrong("mode", f"it is none of {', '.join(MODES)}.")
    if own.get("activity") not in {one.id for one in tables["activities"]}:
        wrong("activity", "there is no such activity.")
    numbered = (*(kind.table for kind in rows.KINDS), "comments")
    counted = set(numbered)
    counted |= {f"{table}/{one.id}" for table in ("themes", "statements") for one in tables["activities"]}
    if not isinstance(made := own.setdefault("made", {}), dict) or set(made) - counted:
        wrong("made", "it has a table that is none of rows.")
        return
    for field, table in (("notes_made", "notes"), ("people_made", "participants")):
        highest = max((one.number for one in tables[table]), default=0)
        if own.setdefault(field, highest) < highest:
            wrong(field, f"it is {own[field]}, but number {highest} is given out.")
    for name in numbered:
        highest = max((one.number for one in tables[name]), default=0)
        if highest and (type(made.setdefault(name, highest)) is not int or made[name] < highest):
            wrong(f"made, {name}", f"number {highest} is given out.")
        elif type(made.get(name, 0)) is not int:
            wrong(f"made, {name}", "expected a whole number.")


def _activities(activities: list[Activity], problems: Problems) -> None:
    ids = {one.id for one in activities}
    for place, one in _placed("activities", activities):
        if not ACTIVITY.fullmatch(one.id):
            problems.add(0, "an id has up to 31 small letters, digits and hyphens.", f"{place}, id")
        if one.source and one.source not in ids:
            problems.add(0, f"there is no activity {short(one.source)!r}.", f"{place}, source")
        for number, step in enumerate(one.steps, 1):
            if step.kind not in STEPS:
                problems.add(0, f"{short(step.kind)!r} is no step; there are {', '.join(STEPS)}.", f"{place}, steps, {nth(number)}, kind")  # fmt: skip
        if not one.step < len(one.steps):
            problems.add(0, f"there is no step {one.step}; the first is 0.", f"{place}, step")
        if one.round < 1:
            problems.add(0, "rounds begin at 1.", f"{place}, round")
        for field in ("finalists", "picked"):
            if not all(HANDLE.fullmatch(handle) for handle in getattr(one, field)):
                problems.add(0, "expected numbers of notes or letters of themes.", f"{place}, {field}")


def _notes(tables: dict[str, list[Any]], problems: Problems) -> None:
    notes: dict[int, Note] = {one.number: one for one in tables["notes"]}
    themes = {(one.activity, one.letter) for one in tables["themes"]}
    for place, one in _placed("notes", tables["notes"]):
        if not one.text and not one.erased:
            problems.add(0, "it is empty, and the note is not erased.", f"{place}, text")
        if one.theme and (one.activity, one.theme) not in themes:
            problems.add(0, f"there is no theme {short(one.theme)!r} in {one.activity}.", f"{place}, theme")
        under = notes.get(one.merged_into or 0)
        if one.merged_into is not None and (under is None or under.activity != one.activity or under is one):
            what = f"there is no other note {one.merged_into} in {one.activity}."
            problems.add(0, what, f"{place}, merged_into")
    for place, one in _placed("themes", tables["themes"]):
        if not re.fullmatch("[A-Z]{1,3}", one.letter):
            problems.add(0, "a theme has a letter, or up to three.", f"{place}, letter")


def _six(one: Any, place: str, problems: Problems) -> None:
    for field in set(SIX) & set(one.__struct_fields__):
        if isinstance(counts := getattr(one, field), list) and len(counts) != SCORES:
            problems.add(0, f"expected {SCORES} numbers, for the scores 0 to 5.", f"{place}, {field}")
