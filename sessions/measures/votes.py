"""Votes: how far they gather on few choices, what every group agrees on, and whether the room agrees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import prod
from statistics import median

import msgspec

from sessions.blocks import plural
from sessions.measures.diversity import effective_groups
from sessions.measures.figure import FEWEST, Figure, figured, percent

ENOUGH = 3
"""The score of fist-to-five that a person can carry a statement with."""

Votes = tuple[int, int, int]
"""The votes of one group on one note: agree, pass, disagree."""


class Agreement(msgspec.Struct, frozen=True):
    """How a room stands to a statement by fist-to-five (mgrush.com, "Fist of five"). Scores are 0 to 5."""

    people: int
    """How many scored it."""
    lowest: int
    """The least score; it alone decides."""
    middle: float
    """The median score."""
    share: float
    """The share, 0 to 1, at three or more."""
    agreed: bool
    """Whether nobody is below three."""


def hhi(votes: Collection[int]) -> float | None:
    """The Herfindahl-Hirschman index of votes per choice: Σ sᵢ², the chance that two votes drawn are alike.

    From 1/k, as many on each of k choices, to 1, all on one. Undefined, None, without votes.
    Hirschman 1945; Herfindahl 1950.
    """
    total = sum(votes)
    return sum(one * one for one in votes) / total**2 if total else None


def effective_choices(votes: Collection[int]) -> float | None:
    """How many choices with as many votes each would be as concentrated: 1 / HHI, from 1 to k.

    Undefined, None, without votes. Laakso & Taagepera 1979.
    """
    return effective_groups(votes)


def hhi_normalised(votes: Collection[int]) -> float | None:
    """HHI between its ends, (HHI − 1/k) / (1 − 1/k): from 0, as many on each choice, to 1, all on one.

    k counts every choice there was, those without votes too. Undefined, None, without votes, or with a
    single choice. Hirschman 1945, rescaled.
    """
    total, k = sum(votes), len(votes)
    most = (k - 1) * total**2
    return (k * sum(one * one for one in votes) - total**2) / most if most else None


def concentration_figure(votes: Sequence[int], people: int | None = None) -> Figure:
    """The normalised HHI, 0 to 1, as a figure over the votes; not applicable with a single choice.

    Too few to say below five votes, or five people who can have voted: `people` is how many are in the room,
    None where nobody counted. How many of them voted is not known, since hands and slips have no name.
    """
    total, choices = sum(votes), len(votes)
    return figured(
        "concentration",
        "How far votes gather on few choices",
        hhi_normalised(votes),
        total,
        f"{plural(total, 'vote')} on {plural(choices, 'choice')}",
        lambda value: (
            f"as if {effective_choices(votes) or 1:.1f} choices had shared them equally. "
            f"Where 0 is as many on each and 1 is all on one, this is {value:.2f}"
        ),
        "one choice leaves nothing to choose",
        enough=people is None or people >= FEWEST,
    )


def held_back(groups: Mapping[str, Votes], fewest: int = FEWEST) -> set[str]:
    """The groups whose votes the room does not see: those with fewer votes than `fewest`.

    Where that is exactly one, or exactly one that voted at all, the next smallest is held back too: what
    one group said could be found by subtracting the others from the whole. Ours, after the GP Patient
    Survey's second cell.
    """
    order = sorted(groups, key=lambda group: (sum(groups[group]), group))
    small = sum(sum(groups[group]) < fewest for group in order)
    voted = sum(0 < sum(groups[group]) < fewest for group in order)
    return set(order[: small + (small == 1 or voted == 1)])


def common_ground(groups: Mapping[str, Votes], fewest: int = 0) -> float | None:
    """How far a note is common ground across a boundary: Π (A_g + 1) / (N_g + 2) over its groups, 0 to 1.

    A_g is who of a group agrees, N_g who of it voted, passes counted. It is the estimated chance that one
    person of each group would all agree: high only where every group does, and no large group carries a
    note alone. A group without votes counts as one half. More groups make it lower, so that only notes of
    the same groups compare. Undefined, None, with fewer than two groups. Polis, group-informed consensus.

    Args:
        groups: The votes of each group of one declared boundary on the note.
        fewest: Groups with fewer votes are left out, with what `held_back` says; 0 leaves none out, and
            `FEWEST` is for what the room sees.
    """
    left = groups.keys() - held_back(groups, fewest)
    if len(left) < 2:
        return None
    agreeing = prod(groups[group][0] + 1 for group in left)
    return agreeing / prod(sum(groups[group]) + 2 for group in left)


def common_ground_figure(
    groups: Mapping[str, Votes], boundary: str = "organisation", boundaries: str = "", fewest: int = FEWEST
) -> Figure:
    """Common ground, 0 to 1, as a figure over the votes of the groups that are not held back.

    Too few to say where fewer than two groups of `fewest` are left.
    """
    left = groups.keys() - held_back(groups, fewest)
    total = sum(sum(groups[group]) for group in left)
    some = "" if len(left) == len(groups) else ", small groups left out"
    return figured(
        "common-ground",
        f"Common ground across the boundary of {boundary}",
        common_ground(groups, fewest),
        total,
        f"{plural(total, 'vote')} from {plural(len(left), boundary, boundaries)}{some}",
        lambda value: f"one person of each would all agree about {round(100 * value)} times in 100",
        "",
        enough=len(left) > 1,
        fewest=fewest,
    )


def scores(hands: Sequence[int]) -> list[int]:
    """The scores that counted hands stand for: `hands` holds how many showed 0, 1, 2, 3, 4 and 5. Ours."""
    return [score for score, many in enumerate(hands) for _ in range(many)]


def agreement(shown: Collection[int]) -> Agreement | None:
    """How the room stands by fist-to-five: agreed where nobody is below three, whatever the middle is.

    Undefined, None, where nobody scored. Ours, after mgrush.com, "Fist of five".
    """
    if not shown:
        return None
    lowest = min(shown)
    able = sum(score >= ENOUGH for score in shown)
    return Agreement(len(shown), lowest, median(shown), able / len(shown), lowest >= ENOUGH)


def agreement_figure(shown: Collection[int]) -> Figure:
    """The least score of fist-to-five, 0 to 5, as a figure over who scored; too few to say below five people."""
    found = agreement(shown)

    def says(value: float) -> str:
        assert found is not None
        verdict = "agreed, nobody is below three" if found.agreed else "not agreed, somebody is below three"
        return f"{verdict}. The lowest is {value:g}, the middle {found.middle:g}, {percent(found.share)} are at three or more"

    return figured(
        "agreement",
        "Agreement by fist-to-five",
        None if found is None else float(found.lowest),
        len(shown),
        f"{plural(len(shown), 'person', 'people')} scored it",
        says,
        "nobody scored it",
    )
