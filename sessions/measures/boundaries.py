"""Boundaries: whether ties cross from one group to another or stay inside one (the E-I index).

A tie joins two people and has no direction. E counts the ties that cross (`cross`), I those inside a group
(`within`); X and W count the pairs of people that could be tied, across and within.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from math import comb
from typing import TypeVar

import msgspec

from sessions.blocks import plural
from sessions.measures.figure import FEWEST, Figure, figured

Person = TypeVar("Person", bound=Hashable)


class Crossing(msgspec.Struct, frozen=True):
    """How the ties of a room stand to one boundary.

    What it says of single groups is for the facilitator: a small group shows its people.
    """

    cross: int
    """Ties from one group to another."""
    within: int
    """Ties inside one group."""
    left_out: int
    """Ties that do not count, since the group of one person or of both is not known."""
    sizes: dict[str, int]
    """The people of each group, tied or not."""
    index: float | None
    """The E-I index, −1 to +1; see `ei`."""
    by_group: dict[str, float | None]
    """The E-I index of the ties that touch each group; None for a group without ties."""
    by_chance: float | None
    """The index that ties made by chance would have; see `chance`."""
    least: float | None
    """The lowest index that so many ties can have in groups of these sizes; see `span`."""
    most: float | None
    """The highest index that they can have."""
    rescaled: float | None
    """The index between the least, −1, and the most, +1; see `rescale`."""
    tail: float | None
    """How probable so few crossing ties, or fewer, are by chance, 0 to 1; see `tail`."""


def ei(cross: int, within: int) -> float | None:
    """The E-I index: (E − I) / (E + I), from −1, all ties inside groups, to +1, all across.

    Undefined, None, without ties. Krackhardt & Stern 1988. The sizes of the groups and the number of ties
    narrow the range, so that a mild figure may be as low as it can be: see `rescale`.
    """
    return (cross - within) / (cross + within) if cross + within else None


def possible(sizes: Collection[int]) -> tuple[int, int]:
    """The pairs of people that could be tied: across groups of these sizes, and within one. Ours."""
    within = sum(comb(size, 2) for size in sizes)
    return comb(sum(sizes), 2) - within, within


def chance(possible_cross: int, possible_within: int) -> float | None:
    """The E-I index expected of ties between people drawn by chance: E₀ = (X − W) / (X + W), −1 to +1.

    X and W are the possible pairs. Undefined, None, where no pair is possible. Ours (uniform random ties).
    """
    return ei(possible_cross, possible_within)


def span(ties: int, possible_cross: int, possible_within: int) -> tuple[int, int] | None:
    """The fewest and the most of so many ties that can cross, when no pair is tied twice.

    Undefined, None, where there are more ties than possible pairs. UCINET (analytictech.com).
    """
    if not 0 <= ties <= possible_cross + possible_within:
        return None
    return max(0, ties - possible_within), min(ties, possible_cross)


def rescale(cross: int, ties: int, possible_cross: int, possible_within: int) -> float | None:
    """The E-I index over the range it can have: −1 as few ties cross as can, +1 as many.

    2 (EI − min) / (max − min) − 1. Undefined, None, where the range is a single value, or without ties.
    UCINET (analytictech.com).
    """
    ends = span(ties, possible_cross, possible_within)
    if ends is None or ends[0] == ends[1]:
        return None
    return 2 * (cross - ends[0]) / (ends[1] - ends[0]) - 1


def tail(cross: int, ties: int, possible_cross: int, possible_within: int) -> float | None:
    """How probable it is, 0 to 1, that by chance so few ties cross, or fewer: P(E ≤ cross).

    Every set of as many pairs is taken to be as likely (hypergeometric). Undefined, None, where there are
    more ties than possible pairs. Exact; ours. It says nothing of why: people who work together meet.
    """
    ends = span(ties, possible_cross, possible_within)
    if ends is None:
        return None
    crossing = ends[0]
    ways = comb(possible_cross, crossing) * comb(possible_within, ties - crossing)
    sets = 0
    # Each term from the one before: a large room has too many pairs for a `comb` of every one.
    while crossing <= min(cross, ends[1]):
        sets += ways
        ways *= (possible_cross - crossing) * (ties - crossing)
        crossing += 1
        if ways:
            ways //= crossing * (possible_within - ties + crossing)
    return sets / comb(possible_cross + possible_within, ties)


def crossing(pairs: Iterable[tuple[Person, Person]], groups: Mapping[Person, str | None]) -> Crossing:
    """Count ties against the groups of one boundary, with every measure of them.

    Args:
        pairs: Who is tied to whom. A pair counts once, whichever way round and however often it is named;
            a person paired with themself does not count.
        groups: The group of each person, of those without ties too; None or "" where it is not known.
    """
    known = {person: group for person, group in groups.items() if group}
    sizes = dict(sorted(Counter(known.values()).items()))
    cross, within, left_out = 0, 0, 0
    outward: Counter[str] = Counter()
    inward: Counter[str] = Counter()
    for one, other in {frozenset(pair): pair for pair in pairs if pair[0] != pair[1]}.values():
        if one not in known or other not in known:
            left_out += 1
        elif known[one] == known[other]:
            within += 1
            inward[known[one]] += 1
        else:
            cross += 1
            outward.update((known[one], known[other]))
    ties, pool = cross + within, possible(sizes.values())
    ends = span(ties, *pool) if ties else None
    return Crossing(
        cross=cross,
        within=within,
        left_out=left_out,
        sizes=sizes,
        index=ei(cross, within),
        by_group={group: ei(outward[group], inward[group]) for group in sizes},
        by_chance=chance(*pool),
        least=ei(ends[0], ties - ends[0]) if ends else None,
        most=ei(ends[1], ties - ends[1]) if ends else None,
        rescaled=rescale(cross, ties, *pool),
        tail=tail(cross, ties, *pool) if ties else None,
    )


def crossing_figure(found: Crossing, boundary: str = "organisation") -> Figure:
    """The E-I index, −1 to +1, as a figure, in plain words first.

    Too few to say below five ties, or five people whose group is known; not applicable with one group.
    """
    ties = found.cross + found.within
    cross, within = possible(found.sizes.values())

    def says(value: float) -> str:
        crossed = "1 crosses" if found.cross == 1 else f"{found.cross:,} cross"
        stayed = "1 stays" if found.within == 1 else f"{found.within:,} stay"
        by_chance = f"{round(ties * cross / (cross + within)):,} would cross"
        least = f"; no fewer than {found.cross:,} could" if found.rescaled == -1 and found.cross else ""
        sign = "−" if value < 0 else ""
        return (
            f"{crossed} from one {boundary} to another, {stayed} inside one. By chance about {by_chance}{least}. "
            f"Where −1 is all inside and +1 is all across, this is {sign}{abs(value):.2f}"
        )

    return figured(
        "ei",
        f"Ties across the boundary of {boundary}",
        found.index if cross else None,
        ties,
        f"{plural(ties, 'tie')} between people whose {boundary} is known",
        says,
        f"with one {boundary} only there is nothing to cross",
        enough=sum(found.sizes.values()) >= FEWEST,
    )
