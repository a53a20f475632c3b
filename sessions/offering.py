"""Offering: from what a participant filled in to the wish that it means, checked against the form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from sessions.blocks import Field
from sessions.commands import AddImprovement, AddPerson, AddTie, Command, GiveFeedback
from sessions.deciding import ABOUT, PARTICIPANTS, offered
from sessions.errors import Malformed, NotOffered
from sessions.objects import SCORES
from sessions.session import Session

GONE = "This is not asked any more; the room has moved on. Nothing was changed."
_LEFT_OUT: dict[type[Command], dict[str, Any]] = {
    AddImprovement: {"items": ()},
    AddTie: {"a": ""},
    AddPerson: {"name": ""},
}
"""Fields that may stay empty on a phone: its improvement is about nothing yet, its tie begins at whoever says it, and a
name is there already, or is not to be."""


def wish(session: Session, act: str, given: Mapping[str, str], *, target: str = "", key: str = "") -> Command:
    """The wish that a filled-in form means.

    Args:
        session: What is offered there now decides what may be wished.
        act: The act of the offer.
        given: The fields by their names; empty ones count as left out.
        target: What the act is about, where it is about something.
        key: Made by whoever sends it, so that sending it twice counts once.

    Raises:
        NotOffered: if there is no such offer now.
        Malformed: with a sentence, if the form is not filled in as it should be.
    """
    filled = {name: value for name, value in given.items() if value.strip()}
    fitting = [form for form in offered(session) if form.act == act]
    if not fitting:
        raise NotOffered(GONE)
    form = next((form for form in fitting if filled.keys() <= {one.name for one in form.fields}), None)
    if form is None:
        raise Malformed(
            "What was sent does not fit what is asked now. Open the page again, then send it once more."
        )
    values: dict[str, Any] = {
        field.name: value for field in form.fields if (value := _value(field, filled)) is not None
    }
    kind = _kind(act, frozenset(one.name for one in form.fields))
    if about := ABOUT.get(kind):
        if not target:
            raise Malformed("Which one is meant? Choose it on the page, then send it again.")
        values[about] = target
    if kind is GiveFeedback and "ratings" in values:
        values["ratings"] = [int(score == values["ratings"]) for score in range(SCORES)]
    try:
        return msgspec.convert({**_LEFT_OUT.get(kind, {}), **values, "key": key}, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Malformed("What was sent is no answer to what is asked here.") from error


@cache
def _kind(act: str, names: frozenset[str]) -> type[Command]:
    """The command that an offer makes: of several for one act, that which has its fields."""
    return next(
        kind
        for kind, name in PARTICIPANTS.items()
        if name == act and names <= {one.name for one in msgspec.structs.fields(kind)}
    )


def _value(field: Field, filled: Mapping[str, str]) -> str | int | None:
    """The value of a field; None where it was left out."""
    value = filled.get(field.name)
    if value is None:
        if field.required:
            raise Malformed(f"“{field.label}” has no answer yet.")
        return None
    if field.limit and len(value) > field.limit:
        raise Malformed(
            f"“{field.label}” has {len(value):,} letters, and {field.limit:,} is the most. Cut it down, or send it in two."
        )
    if field.options and value not in field.options:
        raise Malformed(f"“{field.label}” is answered by one of {', '.join(field.options)}.")
    if field.kind != "number":
        return value
    try:
        return int(value.replace("−", "-"))
    except ValueError:
        raise Malformed(f"“{field.label}” is a number.") from None
