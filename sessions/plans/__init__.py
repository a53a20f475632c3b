"""Plans: which activities a workshop has, in TOML. Some are built in; people keep their own beside the sessions."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from sessions import clean
from sessions.errors import Malformed, NotFound
from sessions.plans.checking import check
from sessions.plans.places import Place, told
from sessions.plans.plan import Plan, PlannedActivity, PlannedRound, PlannedStep, activities

__all__ = [
    "BUILT_IN",
    "DEFAULT",
    "FOLDER",
    "Found",
    "Plan",
    "activities",
    "found",
    "load",
    "names",
    "own",
    "parse",
    "usable",
    "written",
]

BUILT_IN = ("launch", "meeting", "taster", "hour", "ground")
"""The plans that come with the program."""
DEFAULT = BUILT_IN[0]
FOLDER = "plans"
"""The folder of people's own plans, in the data folder."""
LARGEST_FILE = 100_000
"""Bytes."""
NAME_LETTERS = 60
_SUFFIX = ".toml"
_SYNTAX = re.compile(r"(.*) \(at (line \d+, column \d+|end of document)\)", re.DOTALL)
_FIELDS: dict[str, tuple[str, ...]] = {
    "": Plan.__struct_encode_fields__,
    "activities": PlannedActivity.__struct_encode_fields__,
    "steps": PlannedStep.__struct_encode_fields__,
    "rounds": PlannedRound.__struct_encode_fields__,
}


class Found(msgspec.Struct, frozen=True):
    """A plan that there is, or the sentence for why it cannot be used."""

    name: str
    own: bool
    """Whether somebody here wrote it."""
    plan: Plan | None = None
    problem: str = ""


def names(folder: Path | None = None) -> list[str]:
    """The plans there are, the default first, and after those built in the own ones of a folder.

    An own plan with the name of one built in takes its place, as long as it can be used.
    """
    mine = sorted(own(folder), key=lambda name: (name.casefold(), name))
    return [*BUILT_IN, *(name for name in mine if name not in BUILT_IN)]


def found(folder: Path | None = None) -> list[Found]:
    """Every plan there is, in the order of `names`; one that cannot be used says why.

    Before an own one that cannot be used stands the one built in whose place it would take.
    """
    mine = own(folder)
    every = []
    for name in names(folder):
        try:
            plan, problem = usable(name, folder)
            if problem:
                every += [Found(name, False, plan), Found(name, True, problem=problem)]
            else:
                every.append(Found(name, name in mine, plan))
        except (Malformed, NotFound) as error:  # not found: its file went away just now
            every.append(Found(name, name in mine, problem=error.sentence))
    return every


def usable(name: str, folder: Path | None = None) -> tuple[Plan, str]:
    """The plan of this name that a workshop is made of: where an own one cannot be used, the one built in.

    Returns:
        The plan, and the sentence for the own one that cannot be used; "" where there is none.

    Raises:
        NotFound: if there is none.
        Malformed: if it cannot be used and none of its name is built in.
    """
    try:
        return load(name, folder), ""
    except Malformed as error:
        if name not in BUILT_IN:
            raise
        return load(name), error.sentence


def load(name: str, folder: Path | None = None) -> Plan:
    """The plan of this name.

    Args:
        name: What it is called.
        folder: Where people keep their own plans.

    Raises:
        NotFound: if there is none.
        Malformed: if it cannot be used, with the place in its file and what was expected there.
    """
    return parse(written(name, folder), f"{name}{_SUFFIX}")


def parse(text: str, file: str) -> Plan:
    """The plan that a TOML text describes.

    Args:
        text: The text.
        file: What its file is called. The plan is called so too.

    Raises:
        Malformed: naming the file, the place in it, and what was expected.
    """
    fields: Any = None
    try:
        fields = _texts(tomllib.loads(text))
        plan = msgspec.convert(fields, Plan)
    except msgspec.ValidationError as error:
        raise told(file, str(error), fields, _FIELDS) from error
    except RecursionError as error:
        raise Place(file).says("expected a plan, got brackets within brackets without end.") from error
    except ValueError as error:
        where = _SYNTAX.fullmatch(str(error))
        place = Place(file).at(where[2]) if where else Place(file)
        said = where[1] if where else str(error)
        raise place.says(f"expected TOML, got something else there. {said[:200]}.") from error
    check(plan, file)
    return msgspec.structs.replace(plan, name=file.removesuffix(_SUFFIX))


def _texts(value: Any) -> Any:
    """The same with every text in it cleaned, each on one line."""
    if isinstance(value, str):
        return clean.clean(value)
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    return value


def own(folder: Path | None) -> dict[str, Path]:
    """The files of people's own plans by the plan's name; none where the folder cannot be read."""
    try:
        files = sorted(folder.iterdir()) if folder else []
    except OSError:
        return {}
    named = [file for file in files if file.suffix.casefold() == _SUFFIX and not file.name.startswith(".")]
    return {clean.clean(file.stem)[:NAME_LETTERS] or "unnamed": file for file in named}


def written(name: str, folder: Path | None = None) -> str:
    """The text of a plan's file, as it was written: what a plan of one's own may begin with.

    Raises:
        NotFound: if there is none.
        Malformed: if its file cannot be read.
    """
    mine = own(folder).get(name)
    if mine is None and name not in BUILT_IN:
        known = ", ".join(names(folder))
        raise NotFound(f"There is no plan {clean.clean(name)[:NAME_LETTERS]!r}. There are {known}.")
    if mine is None:
        return resources.files(__name__).joinpath(f"{name}{_SUFFIX}").read_text(encoding="utf-8")
    place = Place(f"{name}{_SUFFIX}")
    try:
        if not mine.is_file():
            raise place.says("expected a file, got something else.")
        if (size := mine.stat().st_size) > LARGEST_FILE:
            raise place.says(f"expected at most {LARGEST_FILE:,} bytes, got {size:,}.")
        return mine.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise place.says("expected text in UTF-8, got another encoding. Save it as UTF-8.") from error
    except OSError as error:
        raise place.says(f"it cannot be read ({error.strerror}).") from error
