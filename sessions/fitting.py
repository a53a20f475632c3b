"""Whether an answer fits its field, told at once: nobody answers six fields to be refused after the last."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sessions import dates
from sessions.acts import Act
from sessions.acts.act import Slot, quoted, scores
from sessions.acts.practice import NO, YES, signed
from sessions.errors import Malformed
from sessions.rowing import is_day, one_of, short, today
from sessions.rows import Decision, whole
from sessions.scribe import Line
from sessions.session import Session
from sessions.steps.draw import issue
from sessions.steps.goal import US
from sessions.steps.improve import item


def fit(session: Session, act: Act, slot: Slot, answer: str) -> None:
    """Check an answer against its field. An empty one fits: what may be left out is for the act to say.

    Raises:
        Problem: if the line that it would end in is sure to be refused because of it.
    """
    check = _CHECKS.get(slot.kind)
    if answer and check:
        check(Line(act, answer, session), slot)


def _choice(line: Line, slot: Slot) -> None:
    one_of(line.rest, [option.replace(" ", "_") for option in slot.options], "This")


def _sign(line: Line, slot: Slot) -> None:
    if not signed(line.rest):
        raise Malformed(f"{quoted(line.rest)} is neither + for more nor - for less.")


def _yes(line: Line, slot: Slot) -> None:
    if line.rest.casefold() not in (*YES, *NO):
        raise Malformed(f"{quoted(line.rest)} is neither yes nor no.")


def _count(line: Line, slot: Slot) -> None:
    if whole(line.rest) is None:
        raise Malformed(f"{quoted(line.rest)} is no count of hands.")


def _whose(line: Line, slot: Slot) -> None:
    if line.rest.casefold() not in US:
        line.session.find_person(line.rest)


def _somebody(line: Line) -> None:
    """Somebody who may be noted, or not yet; not one of several of that name, and no day."""
    name = short(line.rest, "name")
    if re.search(r"\d", name) and whole(name) is None and is_day(line.session, name):
        raise Malformed(f"{name} is a day, and nobody's name.")
    if line.session.people(name):
        line.session.find_person(name)


def _issues(line: Line, slot: Slot) -> None:
    for one in line.issues(line.rest):
        item(line.session, one)


_CHECKS: Mapping[str, Callable[[Line, Slot], object]] = {
    "person": lambda line, slot: _somebody(line),
    "member": lambda line, slot: line.session.find_person(line.rest),
    "whose": _whose,
    "day": lambda line, slot: dates.day(line.rest, today(line.session)),
    "moment": lambda line, slot: dates.moment(line.rest, today(line.session)),
    "issue": lambda line, slot: issue(line.session, line.rest),
    "issues": _issues,
    "sign": _sign,
    "choice": _choice,
    "yes": _yes,
    "scores": lambda line, slot: scores(line.rest, line.act.example),
    "count": _count,
    "decision": lambda line, slot: line.session.row_of(line.rest, Decision),
    "handle": lambda line, slot: line.known(line.rest),
}
