"""Figures: where people would rather look than read, a block is drawn as a picture, with its sentence beside it."""

from __future__ import annotations

from cop_tui.figures.bars import times, votes
from cop_tui.figures.boundaries import matrix
from cop_tui.figures.ripples import links
from cop_tui.figures.shapes import Figure
from sessions.blocks import Bars, Block, Links, Matrix, Times


def figure(block: Block) -> Figure | None:
    """The picture of a block; None where it has none, or nothing is in it yet."""
    match block:
        case Bars():
            return votes(block)
        case Matrix():
            return matrix(block)
        case Links():
            return links(block)
        case Times():
            return times(block)
    return None


__all__ = ["Figure", "figure"]
