"""Equity: how evenly a room contributed, the silent counted.

What it finds depends on what is counted, so the sentence names the unit (Reinig & Mejias 2014). High is
not bad in itself: some communities are built round experts (Lakhani 2003).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from sessions.blocks import plural
from sessions.measures.figure import Figure, figured, percent

Person = TypeVar("Person", bound=Hashable)


def contributions(known: Mapping[Person, int], here: int) -> list[int]:
    """What each person here contributed, in ascending order, with 0 for each silent one.

    Ours. Whoever contributed was here, so that a headcount below the people known is raised to them.

    Args:
        known: The contributions of each person; those under None are by people unknown and cannot be
            counted.
        here: How many people are here.
    """
    each = sorted(many for person, many in known.items() if person is not None)
    return [0] * (here - len(each)) + each


def gini(each: Collection[int]) -> float | None:
    """The Gini coefficient of contributions: Σ (2i − n − 1) xᵢ / (n Σ x), ascending, i from 1.

    From 0, as many from everybody, to (n − 1)/n, all from one person. The silent are in `each`, as zeros;
    without them it is wrong. Undefined, None, where nothing was contributed. Gini 1912.
    """
    total = len(each) * sum(each)
    return _spread(each) / total if total else None


def gini_corrected(each: Collection[int]) -> float | None:
    """The Gini coefficient corrected for small groups, G · n / (n − 1): 0 to 1 whatever the number of people.

    Undefined, None, where nothing was contributed, or with one person. Gini 1912; Deltas 2003.
    """
    total = (len(each) - 1) * sum(each)
    return _spread(each) / total if total else None


def reach(each: Collection[int]) -> float | None:
    """The share, 0 to 1, of the people here who contributed anything; None with nobody here. Ours."""
    return _active(each) / len(each) if each else None


def gini_figure(each: Collection[int], unit: str = "note", units: str = "", *, unknown: int = 0) -> Figure:
    """The corrected Gini coefficient, 0 to 1, as a figure over the people here; too few to say below five.

    Not applicable where nothing was contributed; and where more contributions are by people unknown than
    by people known, for then those who seem silent may not be (ours).

    Args:
        each: What each person here contributed, the silent as zeros; see `contributions`.
        unit: What was counted.
        units: Its plural, where it is not just an s more.
        unknown: The contributions by people unknown, which are not in `each`.
    """
    total, people = sum(each), len(each)

    def says(value: float) -> str:
        return (
            f"{plural(total, unit, units)}, those who gave none counted too{_not_counted(unknown, unit, units)}. "
            f"Where 0 is as many from everybody and 1 is all from one, this is {value:.2f}"
        )

    why_not = f"there is no {unit} of which it is known who gave it"
    if total and unknown > total:
        why_not = f"of {plural(unknown, unit, units)} it is not known who gave them"
    return figured(
        "gini",
        f"How evenly {units or unit + 's'} are spread",
        None if unknown > total else gini_corrected(each),
        people,
        f"{plural(people, 'person', 'people')} here",
        says,
        why_not,
    )


def reach_figure(each: Collection[int], unit: str = "note", units: str = "", *, unknown: int = 0) -> Figure:
    """The share of the people here who contributed, 0 to 1, as a figure; too few to say below five people.

    Not applicable where more contributions are by people unknown than by people known (ours). The
    arguments are those of `gini_figure`.
    """
    people, total = len(each), sum(each)

    def says(value: float) -> str:
        active = _active(each)
        return f"{active} gave a {unit} or more, {percent(value)}{_not_counted(unknown, unit, units)}"

    return figured(
        "reach",
        f"How many gave {units or unit + 's'}",
        None if unknown > total else reach(each),
        people,
        f"{plural(people, 'person', 'people')} here",
        says,
        f"of {plural(unknown, unit, units)} it is not known who gave them",
    )


def _spread(each: Collection[int]) -> int:
    return sum((2 * place - len(each) - 1) * many for place, many in enumerate(sorted(each), 1))


def _active(each: Collection[int]) -> int:
    return sum(many > 0 for many in each)


def _not_counted(unknown: int, unit: str, units: str) -> str:
    if not unknown:
        return ""
    return f"; {plural(unknown, unit, units)} by people unknown could not be counted"
