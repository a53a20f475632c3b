"""Promises: how many of the actions that were due are done."""

from __future__ import annotations

from sessions.blocks import plural
from sessions.measures.figure import Figure, figured, percent


def follow_through(done: int, due: int) -> float | None:
    """The share, 0 to 1, of the actions due by now that are done.

    `done` counts among those due only: what is done early waits for its date. Undefined, None, where
    nothing was due. Ours.
    """
    return done / due if due else None


def follow_through_figure(done: int, due: int) -> Figure:
    """The share of due actions that are done, 0 to 1, as a figure; not applicable where nothing was due.

    It counts actions, neither people nor ties, so that it speaks however few there are.
    """
    return figured(
        "follow-through",
        "Promises kept",
        follow_through(done, due),
        due,
        f"{plural(due, 'action')} due by now",
        lambda value: f"{done:,} {'is' if done == 1 else 'are'} done, {percent(value)}",
        "there is nothing to look back on",
        fewest=0,
    )
