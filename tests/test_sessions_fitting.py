"""Answers are checked against their field as they come, and nothing that the line would take is turned away."""

from __future__ import annotations

import typing
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from laws import ONE
from scribe_room import furnished
from sessions.actors import Asking
from sessions.acts import ACTS, Act, answered
from sessions.acts.act import Kind, Slot
from sessions.commands import Command
from sessions.deciding import DECIDERS
from sessions.errors import Problem
from sessions.fitting import fit
from sessions.live import LiveSession
from sessions.scribe import parse

FITTING: dict[str, tuple[str, ...]] = {
    "person": ("Zed", "amina", "Bo"),
    "member": ("amina", "2", "Chen"),
    "whose": ("us", "All of us", "amina", "3"),
    "day": ("14 jan", "fri", "in 2 weeks"),
    "moment": ("14 jan 10:00", "fri"),
    "issue": ("A", "b", "3", "late letters"),
    "issues": ("A", "A 3", "3, B"),
    "sign": ("+", "-", "more", "less", "−", "+++"),
    "yes": ("yes", "No", "y", "consent"),
    "scores": ("5x9 4x10", "5 4 3"),
    "count": ("12", "0"),
    "decision": ("C1", "c1"),
    "handle": ("A", "3", "D1"),
    "text": ("anything",),
}
UNFIT: dict[str, tuple[str, ...]] = {
    "person": ("x" * 81,),
    "member": ("nobody", "99"),
    "whose": ("nobody",),
    "day": ("someday",),
    "moment": ("someday", "14 jan 25:00"),
    "issue": ("Z", "99"),
    "issues": ("Z", "99", "A Z", "late letters"),
    "sign": ("maybe", "+-", "++++"),
    "yes": ("maybe",),
    "scores": ("six", "5x"),
    "count": ("nine", "-1"),
    "decision": ("C9", "D1", "the first one"),
    "handle": ("Z", "D9"),
    "choice": ("maybe", "none of these"),
}
BESIDE = {("member", 0): "Dee", ("member", 1): "Eve", ("issue", 0): "E", ("issue", 1): "F"} | {
    ("count", place): "1" for place in range(6)
}
"""What stands in the other places of a line that may not have the same twice, or too much in all."""
SLOTS = [
    pytest.param(act, place, id=f"{act.word}-{slot.label}")
    for act in ACTS
    for place, slot in enumerate(act.slots)
]
HANDLES = {"improvement": "I1", "promise": "D1"}


def kind_of(param: Any) -> str:
    """The kind of the field that a parameter is about."""
    act, place = param.values
    kind: str = act.slots[place].kind
    return kind


def usual(slot: Slot) -> str:
    """An answer that fits."""
    return slot.options[0] if slot.options else FITTING[slot.kind][0]


def line_of(act: Act, place: int, answer: str) -> str:
    """A whole line of an act with this answer in one place, and what fits in the others."""
    given = [BESIDE.get((slot.kind, at), usual(slot)) for at, slot in enumerate(act.slots)]
    given[place] = answer
    return answered(act, HANDLES.get(act.handle, ""), given)


def refusal(live: LiveSession, line: str) -> str:
    """Why a line would be refused; "" where it would be kept. Nothing is changed."""
    try:
        wish = parse(line, live.session)
        assert isinstance(wish, Command), line
        DECIDERS[type(wish)](Asking(live.session, ONE, live.clock()), wish)
    except Problem as problem:
        return problem.sentence
    return ""


@pytest.fixture
async def live(data: Path) -> AsyncIterator[LiveSession]:
    """A session that holds something of everything."""
    live = await furnished(data)
    yield live
    await live.close()


def test_every_kind_of_field_is_tried_here() -> None:
    assert {*FITTING, "choice"} == set(typing.get_args(Kind))
    assert set(UNFIT) == {kind for kind in typing.get_args(Kind) if kind != "text"}


@pytest.mark.parametrize(("act", "place"), SLOTS)
async def test_what_a_line_takes_fits_its_field(act: Act, place: int, live: LiveSession) -> None:
    slot = act.slots[place]
    for answer in ("", *(slot.options or FITTING[slot.kind])):
        fit(live.session, act, slot, answer)
        sentence = refusal(live, line_of(act, place, answer)) if answer else ""
        assert not sentence or "already" in sentence, f"{answer}: {sentence}"


@pytest.mark.parametrize(("act", "place"), [slot for slot in SLOTS if kind_of(slot) in UNFIT])
async def test_what_does_not_fit_is_refused_at_once_and_would_be_at_the_end(
    act: Act, place: int, live: LiveSession
) -> None:
    slot = act.slots[place]
    for answer in UNFIT[slot.kind]:
        with pytest.raises(Problem) as refused:
            fit(live.session, act, slot, answer)
        assert refused.value.sentence.endswith((".", "…")) or "/" in refused.value.sentence
        assert refusal(live, line_of(act, place, answer)), answer
