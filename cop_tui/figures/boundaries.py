"""The boundaries that a community spans: a disc for those of a profession in a sector, as large as they are many."""

from __future__ import annotations

import math

from cop_tui.figures.shapes import LINE, TEXT, Dot, Figure, Label, Line, Shape, labels, wrapped
from sessions.blocks import Matrix

NAMES, CELL = 170.0, 86.0
"""What the names of rows take, and a cell."""
LARGEST, RING = 20.0, 5.0
"""The radius of the largest disc, and of a ring for what is kept back."""


def matrix(block: Matrix) -> Figure | None:
    """A disc for each cell; a ring where there are too few to be told, nothing where there is nobody."""
    most = max((cell or 0 for row in block.cells for cell in row), default=0)
    if not most:
        return None
    heads = [wrapped(name, CELL - 8, 3) for name in block.columns]
    top = max(map(len, heads), default=0) * LINE + 8
    width = NAMES + CELL * len(block.columns)
    shapes: list[Shape] = []
    for place, lines in enumerate(heads):
        x = NAMES + CELL * (place + 0.5)
        shapes += labels(x, top - 8 - (len(lines) - 1) * LINE, lines, anchor="middle", ink="soft")
    y = top
    for name, cells in zip(block.rows, block.cells, strict=True):
        deep = 2 * LARGEST + 6
        shapes.append(Line(((0, y), (width, y)), "rule", 1))
        lines = wrapped(name, NAMES - 12, 2)
        shapes += labels(0, y + deep / 2 + TEXT / 3 - (len(lines) - 1) * LINE / 2, lines)
        for place, cell in enumerate(cells):
            at = (NAMES + CELL * (place + 0.5), y + deep / 2)
            if cell is None:
                shapes.append(Dot(at, RING, "soft", hollow=True))
            elif cell:
                radius = max(11.0, LARGEST * math.sqrt(cell / most))
                shapes += [
                    Dot(at, radius, "act"),
                    Label((at[0], at[1] + TEXT / 3), str(cell), "middle", "paper", bold=True),
                ]
        y += deep
    kept_back = any(cell is None for row in block.cells for cell in row)
    if kept_back:
        y += LINE
        shapes += [
            Dot((RING + 1, y - TEXT / 3), RING, "soft", hollow=True),
            Label((20, y), "too few to be told", ink="soft"),
        ]
        y += 8
    return Figure(width, y + 2, tuple(shapes), block.sentence)
