"""A figure: what a measure found, over how many, and the words to read it aloud with."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

FEWEST = 5
"""The people, or the ties, below which a measure says nothing (ours)."""


class Figure(msgspec.Struct, frozen=True):
    """What one measure found, ready for the room. It never names or ranks a person."""

    name: str
    """The measure, as a file keeps it: "ei"."""
    title: str
    """The measure, as a person reads it."""
    value: float | None
    """What was found; None where the measure is not applicable, or there are too few to say."""
    n: int
    """What it was counted over: people, ties, notes, votes or actions, as the sentence says."""
    sentence: str
    """What to read aloud to the room; `n` is always in it."""
    definition_version: int = 1
    """Goes up when the definition changes: figures of two versions are not to be compared."""
    fewest: int = FEWEST
    """The `n` below which it says nothing."""


def figured(
    name: str,
    title: str,
    value: float | None,
    n: int,
    counted: str,
    says: Callable[[float], str],
    why_not: str,
    *,
    enough: bool = True,
    definition_version: int = 1,
    fewest: int = FEWEST,
) -> Figure:
    """A figure that says no more than it may.

    Args:
        name: The measure, as a file keeps it.
        title: The measure, as a person reads it.
        value: What was found; None where the measure is undefined.
        n: What it was counted over.
        counted: `n` in words, to begin the sentence with: "6 ties between people here".
        says: The rest of the sentence, for a value, without its full stop.
        why_not: The rest of the sentence where there is no value, without its full stop.
        enough: Whether there are enough in another respect, such as the people that ties are between.
        definition_version: The version of the measure's definition.
        fewest: The `n` below which it says nothing.
    """
    if n < fewest or not enough:
        value, sentence = None, f"Too few to say: {counted}."
    elif value is None:
        sentence = f"Not applicable: {counted}; {why_not}."
    else:
        sentence = f"{counted}: {says(value)}."
    return Figure(name, title, value, n, sentence, definition_version, fewest)


def percent(share: float) -> str:
    """A share of 0 to 1 in whole percent: "75 %"."""
    return f"{round(100 * share)} %"
