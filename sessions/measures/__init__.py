"""Measures: what can be counted of a room, as pure functions of plain numbers, and in words for the room.

`figure` is what every measure ends as: a value, what it was counted over, and a sentence to read aloud.
`boundaries` has ties across groups (E-I), `diversity` how mixed a room is (Blau, Shannon, Pielou),
`equity` how evenly it contributed (Gini, reach), `votes` concentration (HHI), common ground and
fist-to-five, `ripples` drivers, reach and loops among issues, `promises` follow-through. Each says its
range, when it is undefined (None), and where it is from.
"""

from __future__ import annotations

from sessions.measures.boundaries import (
    Crossing,
    chance,
    crossing,
    crossing_figure,
    ei,
    possible,
    rescale,
    span,
    tail,
)
from sessions.measures.diversity import (
    blau,
    blau_figure,
    blau_normalised,
    blau_unbiased,
    counts,
    effective_groups,
    evenness_figure,
    pielou,
    shannon,
)
from sessions.measures.equity import contributions, gini, gini_corrected, gini_figure, reach, reach_figure
from sessions.measures.figure import FEWEST, Figure
from sessions.measures.promises import follow_through, follow_through_figure
from sessions.measures.ripples import Issue, Loop, Loops, downstream, drivers, loops, ripple_figure
from sessions.measures.votes import (
    Agreement,
    agreement,
    agreement_figure,
    common_ground,
    common_ground_figure,
    concentration_figure,
    effective_choices,
    held_back,
    hhi,
    hhi_normalised,
    scores,
)

__all__ = [
    "FEWEST",
    "Agreement", "Crossing", "Figure", "Issue", "Loop", "Loops",
    "agreement", "agreement_figure", "blau", "blau_figure", "blau_normalised", "blau_unbiased", "chance",
    "common_ground", "common_ground_figure", "concentration_figure", "contributions", "counts", "crossing",
    "crossing_figure", "downstream", "drivers", "effective_choices", "effective_groups", "ei",
    "evenness_figure", "follow_through", "follow_through_figure", "gini", "gini_corrected", "gini_figure",
    "held_back", "hhi", "hhi_normalised", "loops", "pielou", "possible", "reach", "reach_figure", "rescale",
    "ripple_figure", "scores", "shannon", "span", "tail",
]  # fmt: skip
