"""A suggested stage of development, with its reasons. It is never a score, and the community says what it is itself.

The stages are Wenger, McDermott and Snyder's (2002); what speaks for each is ours, and only what a record can tell.
"Transformation" is never suggested: whether a community has run its course is for its members to say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sessions.blocks import plural
from sessions.growth import Growth

YEAR = 12
"""Months."""


class Sign(NamedTuple):
    """What speaks for a stage."""

    there: Callable[[Growth], bool]
    reason: Callable[[Growth], str]
    """What is so, where it is there,"""
    lacking: str
    """and what would be, where it is not."""


STAGES: tuple[tuple[str, tuple[Sign, ...]], ...] = (
    ("potential", ()),
    (
        "coalescing",
        (
            Sign(lambda one: len(one.held) > 1, lambda one: f"{plural(len(one.held), 'meeting')} were held", "a second meeting"),
            Sign(lambda one: one.agreed("domain_statement") is not None, lambda one: "what matters to all is agreed", "a domain that all agree on"),
        ),
    ),
    (
        "maturing",
        (
            Sign(lambda one: len(one.held) > 2, lambda one: f"{plural(len(one.held), 'meeting')} were held", "a third meeting"),
            Sign(lambda one: one.agreed("identity_statement") is not None, lambda one: "who they are together is agreed", "an identity statement that all agree on"),
            Sign(lambda one: one.cycles > 0, lambda one: f"{plural(one.cycles, 'small test')} came to an end", "a small test that came to an end"),
        ),
    ),
    (
        "stewardship",
        (
            Sign(lambda one: one.months >= YEAR, lambda one: f"they have met for {one.months} months", "a year of meetings"),
            Sign(lambda one: one.adopted > 0, lambda one: f"{plural(one.adopted, 'change')} {'was' if one.adopted == 1 else 'were'} adopted", "a change that was adopted"),
            Sign(lambda one: one.value()["realised"] > 0, lambda one: "a story tells of realised value", "a story of realised value"),
        ),
    ),
)  # fmt: skip
"""Each stage that is suggested, and all that speaks for it beyond the one before."""


class Suggested(NamedTuple):
    """A stage, why, and what the next one would take."""

    stage: str
    reasons: tuple[str, ...]
    following: str
    """The next stage; "" where none is suggested."""
    lacking: tuple[str, ...]


def suggested(growth: Growth) -> Suggested:
    """The last stage for which everything speaks, and for all those before it."""
    stage, reasons = STAGES[0][0], [f"{plural(len(growth.held), 'meeting')} so far"]
    for place, (name, signs) in enumerate(STAGES):
        lacking = tuple(sign.lacking for sign in signs if not sign.there(growth))
        if lacking:
            return Suggested(stage, tuple(dict.fromkeys(reasons)), STAGES[place][0], lacking)
        if signs:
            earlier = reasons if place > 1 else []
            reasons = [*earlier, *(sign.reason(growth) for sign in signs)]
        stage = name
    return Suggested(stage, tuple(dict.fromkeys(reasons)), "", ())
