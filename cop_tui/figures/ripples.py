"""The ripple map: what mostly pushes others at the left, what is mostly pushed at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cop_tui.figures.shapes import LINE, TEXT, Dot, Figure, Label, Point, Shape, arrow, box, labels, wrapped
from sessions.blocks import Link, Links, plural

MOST = 18
"""Issues that are drawn at most: those with the most links."""
WIDE, APART, BENEATH, INSET = 168.0, 92.0, 26.0, 10.0
"""The width of an issue, what is between two columns and two rows, and from a box's edge to its words."""
NEAR, EDGE = 38.0, 2.0
"""How far behind a box the sign stands on its arrow, and what is left free at the top."""
SIGNS = {"+": "+", "-": "−", "": ""}


def links(block: Links) -> Figure | None:
    """Issues as boxes, and an arrow from each to what it moves: dashed where more of it brings less."""
    degrees = Counter(name for link in block.links for name in {link.source, link.target})
    shown = {name for name, _ in degrees.most_common(MOST)}
    drawn = [
        link for link in block.links if {link.source, link.target} <= shown and link.source != link.target
    ]
    if not drawn:
        return None
    columns = _columns(drawn)
    words = {name: wrapped(name, WIDE - 2 * INSET, 4) for column in columns for name in column}
    deep = {name: len(lines) * LINE + 2 * INSET for name, lines in words.items()}
    heights = [sum(deep[name] + BENEATH for name in column) - BENEATH for column in columns]
    margin = APART / 2
    places: dict[str, Point] = {}
    for number, column in enumerate(columns):
        y = EDGE + (max(heights) - heights[number]) / 2
        for name in column:
            places[name] = (margin + number * (WIDE + APART), y)
            y += deep[name] + BENEATH
    shapes: list[Shape] = []
    signs: list[Shape] = []
    for link in drawn:
        way = _way(link, places, deep)
        shapes += arrow(way, "act" if link.sign == "+" else "ink", dashed=link.sign == "-")
        signs += _sign(way, SIGNS[link.sign])
    for name, (x, y) in places.items():
        shapes += [
            box(x, y, WIDE, deep[name], "ink"),
            box(x + 1.5, y + 1.5, WIDE - 3, deep[name] - 3, "paper"),
            *labels(x + INSET, y + INSET + TEXT, words[name]),
        ]
    left = len(degrees) - len(places)
    sentence = f"{block.sentence} The map leaves out {plural(left, 'issue')}." if left else block.sentence
    width = 2 * margin + len(columns) * WIDE + (len(columns) - 1) * APART
    return Figure(width, max(heights) + 2 * EDGE, (*shapes, *signs), sentence)


def _columns(drawn: Sequence[Link]) -> list[list[str]]:
    """Issues by how far they are from what nothing pushes; those of one circle stand in one column."""
    import networkx as nx  # noqa: PLC0415  (only where a map is drawn)

    graph = nx.DiGraph([(link.source, link.target) for link in drawn])
    circles = nx.condensation(graph)
    columns: list[list[str]] = []
    for generation in nx.topological_generations(circles):
        members = [sorted(circles.nodes[one]["members"]) for one in sorted(generation)]
        before = {name: place for column in columns for place, name in enumerate(column)}
        column = [name for one in members for name in one]
        columns.append(sorted(column, key=lambda name: _middle(graph, name, before)))
    return columns


def _middle(graph: object, name: str, before: Mapping[str, int]) -> float:
    """Where those stand on the whole that push an issue: arrows cross less when it stands beside them."""
    pushing = [before[one] for one in graph.predecessors(name) if one in before]  # type: ignore[attr-defined]
    return sum(pushing) / len(pushing) if pushing else 0.0


def _way(link: Link, places: Mapping[str, Point], deep: Mapping[str, float]) -> tuple[Point, ...]:
    """From the edge of one box to that of another; within a column round the side, down at the right, up at the left."""
    (x, y), (to_x, to_y) = places[link.source], places[link.target]
    start, end = y + deep[link.source] / 2, to_y + deep[link.target] / 2
    if to_x > x:
        return (x + WIDE, start), (to_x, end)
    if end > start:
        return (x + WIDE, start + 6), (x + WIDE + APART / 3, (start + end) / 2), (x + WIDE, end - 6)
    return (x, start - 6), (x - APART / 3, (start + end) / 2), (x, end + 6)


def _sign(way: tuple[Point, ...], sign: str) -> tuple[Shape, ...]:
    """Whether more brings more, on the arrow, in the gap behind the box that it comes from: no other box is there."""
    if len(way) > 2:
        x, y = way[1]
    else:
        (from_x, from_y), (to_x, to_y) = way
        x = from_x + NEAR
        y = from_y + (to_y - from_y) * NEAR / (to_x - from_x)
    return Dot((x, y), 9, "paper"), Label((x, y + TEXT / 3), sign, "middle", bold=True)
