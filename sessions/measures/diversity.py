"""Diversity: how mixed a room is over the groups of a boundary, and how evenly.

Every function takes the people of each group of the DECLARED list, so that an expected group of which
nobody is here counts as one with 0. `counts` makes such a list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import log

from sessions.blocks import plural
from sessions.measures.figure import Figure, figured


def counts(declared: Iterable[str], found: Mapping[str, int]) -> dict[str, int]:
    """The people of each declared group, 0 where there are none, in the order they were declared.

    A group that was found and not declared is added at the end: somebody stands in it, so the list was
    too short. The number of groups, and every measure that rests on it, then counts it too.
    """
    return {**{group: found.get(group, 0) for group in declared}, **found}


def blau(people: Collection[int]) -> float | None:
    """Blau's index: B = 1 − Σ pᵢ², the chance that two people drawn, the first put back, differ in group.

    From 0, all in one group, to (k − 1)/k, and not to 1, with k declared groups. Undefined, None, without
    people. Blau 1977.
    """
    total = sum(people)
    return (total**2 - _squares(people)) / total**2 if total else None


def blau_normalised(people: Collection[int]) -> float | None:
    """Blau's index over its maximum: B · k / (k − 1), from 0, one group, to 1, k groups of the same size.

    Undefined, None, without people, or with a single declared group. Blau 1977; Agresti & Agresti 1978.
    """
    most = (len(people) - 1) * sum(people) ** 2
    return len(people) * (sum(people) ** 2 - _squares(people)) / most if most else None


def blau_unbiased(people: Collection[int]) -> float | None:
    """The chance that two different people drawn differ in group: 1 − Σ nᵢ(nᵢ − 1) / (N(N − 1)), 0 to 1.

    Undefined, None, with fewer than two people. Simpson 1949.
    """
    total = sum(people)
    if total < 2:
        return None
    pairs = total * (total - 1)
    return (pairs - sum(one * (one - 1) for one in people)) / pairs


def effective_groups(people: Collection[int]) -> float | None:
    """How many groups of the same size would be as mixed: 1 / Σ pᵢ², from 1 to the number of groups.

    Undefined, None, without people. Laakso & Taagepera 1979.
    """
    squares = _squares(people)
    return sum(people) ** 2 / squares if squares else None


def shannon(people: Collection[int]) -> float | None:
    """Shannon's H = −Σ pᵢ ln pᵢ, in nats: from 0, all in one group, to ln S with S declared groups.

    Undefined, None, without people. Shannon 1948.
    """
    total = sum(people)
    return sum(one / total * log(total / one) for one in people if one) if total else None


def pielou(people: Collection[int]) -> float | None:
    """Pielou's evenness J = H / ln S, from 0, all in one group, to 1, as many in each of S declared groups.

    S counts the declared groups, empty ones too. Undefined, None, without people, or with a single
    declared group. Pielou 1966.
    """
    entropy, groups = shannon(people), len(people)
    return None if entropy is None or groups < 2 else entropy / log(groups)


def blau_figure(people: Sequence[int], boundary: str = "organisation", boundaries: str = "") -> Figure:
    """Blau's index, 0 to (k − 1)/k, as a figure; too few to say below five people.

    Not applicable with a single declared group. `boundaries` is the plural, where it is not just an s more.
    """

    def says(value: float) -> str:
        alike = effective_groups(people) or 1
        return (
            f"as mixed as {alike:.1f} {boundaries or boundary + 's'} of the same size would be. "
            f"Two people picked by lot, the first put back, are of different ones {round(100 * value)} times in 100"
        )

    return _figure("blau", f"Mix by {boundary}", blau(people), people, (boundary, boundaries), says)


def evenness_figure(people: Sequence[int], boundary: str = "organisation", boundaries: str = "") -> Figure:
    """Pielou's evenness, 0 to 1, as a figure; too few to say below five people.

    Not applicable with a single declared group. `boundaries` is the plural, where it is not just an s more.
    """

    def says(value: float) -> str:
        empty = sum(not one for one in people)
        nobody = f"{empty} of them with nobody here. " if empty else ""
        lead = f"{nobody}Where 0 is" if nobody else "where 0 is"
        return f"{lead} all in one and 1 is as many in each, this is {value:.2f}"

    return _figure(
        "evenness", f"Evenness by {boundary}", pielou(people), people, (boundary, boundaries), says
    )


def _figure(
    name: str,
    title: str,
    value: float | None,
    people: Sequence[int],
    words: tuple[str, str],
    says: Callable[[float], str],
) -> Figure:
    total, groups = sum(people), len(people)
    return figured(
        name,
        title,
        value if groups > 1 else None,
        total,
        f"{plural(total, 'person', 'people')} over {plural(groups, *words)}",
        says,
        "one group cannot be mixed",
    )


def _squares(people: Collection[int]) -> int:
    return sum(one * one for one in people)
