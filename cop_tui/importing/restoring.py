"""A JSON export read back: the inverse of `cop_tui.export.json`, and of nothing that a person could break.

What the export works out (the `id` of a note, a `tally`) is left out, and worked out again. Every text is
cleaned as at every entrance. What a later program of the same version adds is not known here: it is left
out too, and named. What is left must hold together (`cop_tui.importing.soundness`), so that the session can
be led on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec

from cop_tui.export.json import DERIVED, FORMAT, SECRET, VERSION
from cop_tui.importing import soundness
from cop_tui.importing.problems import NOTHING, Problems, short
from cop_tui.importing.text import MEGABYTE
from sessions.clean import clean, cleaned
from sessions.errors import Damaged
from sessions.founding import Tables
from sessions.measuring import measured
from sessions.objects import Object
from sessions.session import Session
from sessions.state import SHELVES, Shelf

MOST_BYTES = 50 * MEGABYTE
MOST_KEPT = 48 * MEGABYTE
"""Bytes of what a session may hold, so that it fits into one line of a journal and one message to a terminal."""
OWN: dict[str, Any] = Session().tables()["session"][0]
"""The fields of the session itself, with what they are where nothing is said."""

_EXPECTED = {
    "int": "a whole number", "float": "a number", "str": "text", "bool": "true or false",
    "array": "a list", "object": "an object", "null": "null",
}  # fmt: skip
_PATH = re.compile(r" - at `\$(?P<path>.*)`$", re.DOTALL)
_TYPES = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`")
_MISSING = re.compile(r"Object missing required field `(?P<field>[^`]*)`")
_ENUM = re.compile(r"Invalid enum value (?P<value>.*)", re.DOTALL)


@dataclass(frozen=True)
class Restoring:
    """What a JSON export comes to."""

    tables: Tables
    unknown: tuple[str, ...] = ()
    """What stands in it that is not known here, and is left out."""

    @property
    def id(self) -> str:
        """The id of the session."""
        return str(self.tables["session"][0]["id"])


def is_export(content: bytes) -> bool:
    """Whether this is a JSON export by its content, whatever the file is called."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"cop-tui"' in content[:200]


def read(content: bytes, file: str) -> Restoring:
    """Read a JSON export.

    Args:
        content: The bytes of the file.
        file: Its name, for the sentences.

    Raises:
        Malformed: if it is none, or what it says cannot be so; with every such place.
        Damaged: if a newer program wrote it.
    """
    problems = Problems(file)
    document = _document(content, problems)
    unknown: set[str] = set(document) - {"format", "version", "session", *SHELVES}
    own = _own(document.get("session"), problems, unknown)
    items = {table: _items(document, table, shelf, problems, unknown) for table, shelf in SHELVES.items()}
    problems.refuse_if_any()
    soundness.check(own, items, problems)
    problems.refuse_if_any()
    tables: Tables = {"session": [own]}
    for table, found in items.items():
        tables[table] = [msgspec.to_builtins(item) for item in found]
    session = Session.from_tables(tables)
    _keep_measures(session)
    tables = session.tables()
    if len(msgspec.json.encode(tables)) > MOST_KEPT:
        raise problems.last(0, f"it holds more than {MOST_KEPT // MEGABYTE} MB, which is the most.")
    return Restoring(tables, tuple(sorted(clean(name)[:80] for name in unknown)))


def _keep_measures(session: Session) -> None:
    """Keep the measures of a closed session; of an open one those only that cannot be counted anew."""
    if session.closed:
        return
    kept, session.measures = session.measures, {}
    fresh = {one.name for one in measured(session)}
    session.measures = {name: one for name, one in kept.items() if name not in fresh}


def _document(content: bytes, problems: Problems) -> dict[str, Any]:
    """The object in the file, of a version that is known."""
    if len(content) > MOST_BYTES:
        raise problems.last(0, f"the file is larger than {MOST_BYTES // MEGABYTE} MB, which is the most.")
    try:
        document = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise problems.last(0, "it is no JSON, or damaged; export the session once more.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise problems.last(0, f'it is no export of cop-tui; "format" must be "{FORMAT}".')
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise problems.last(0, "version: expected a whole number from 1.")
    if version > VERSION:
        raise Damaged(
            f"{problems.file} was written by a newer cop-tui (version {str(version)[:9]} of the format; this one knows {VERSION}). "
            f"Update this one to bring it back. {NOTHING}"
        )
    return document


def _own(found: object, problems: Problems, unknown: set[str]) -> dict[str, Any]:
    """What the session says of itself, each field of its kind."""
    if not isinstance(found, dict):
        raise problems.last(0, "session: expected an object.")
    own: dict[str, Any] = {}
    for name, usual in OWN.items():
        if name not in found or name in SECRET:  # a token is made anew
            continue
        value = found[name]
        if type(value) is not type(usual):
            problems.add(0, f"expected {_EXPECTED[_kind(usual)]}.", f"session, {name}")
        else:
            own[name] = clean(value, lines=True) if isinstance(value, str) else value
    unknown |= {f"session, {name}" for name in found if name not in OWN}
    return own


def _kind(value: object) -> str:
    return {bool: "bool", int: "int", str: "str"}.get(type(value), "object")


def _items(
    document: dict[str, Any], table: str, shelf: Shelf, problems: Problems, unknown: set[str]
) -> list[Any]:
    """The objects of a table, cleaned. Of one that may hold only one, the export has it, not a list of it."""
    found = document.get(table, [])
    if shelf.key is None and isinstance(found, dict):
        found = [found]
    if not isinstance(found, list) or (shelf.key is None and len(found) > 1):
        problems.add(0, f"expected {'a list' if shelf.key else 'one object'}.", table)
        return []
    known = set(shelf.kind.__struct_encode_fields__)
    items: list[Object] = []
    for number, one in enumerate(found, 1):
        place = f"{table}, {soundness.nth(number)}" if shelf.key else table
        try:
            items.append(cleaned(msgspec.convert(one, shelf.kind)))
        except msgspec.ValidationError as error:
            inside, what = _said(str(error))
            problems.add(0, what, ", ".join([place, *inside]))
        else:
            unknown |= {f"{table}, {key}" for key in one if key not in known and key not in DERIVED}
    return items


def _said(error: str) -> tuple[list[str], str]:
    """What msgspec says of a value: the place inside the object, and what was expected, in plain words."""
    path = _PATH.search(error)
    what = error[: path.start()] if path else error
    inside = []
    for name, place in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path["path"] if path else ""):
        inside.append(name or soundness.nth(int(place) + 1))
    if types := _TYPES.fullmatch(what):
        wanted = " or ".join(_EXPECTED.get(one, one) for one in types["wanted"].split(" | "))
        return inside, f"expected {wanted}."
    if missing := _MISSING.fullmatch(what):
        return [*inside, missing["field"]], "it is missing."
    if enum := _ENUM.fullmatch(what):
        return inside, f"{short(enum['value'])} is none of the words that may stand here."
    return inside, f"{what[:1].lower()}{clean(what[1:])[:80].replace('`', '')}."
