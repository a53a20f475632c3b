"""Figures as SVG inside a page: its style sheet gives the colours, so that they fit both schemes."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from cop_tui.figures.shapes import TEXT, Area, Dot, Figure, Label, Line, Point, Shape


def svg(figure: Figure) -> Markup:
    """The picture, named by its sentence."""
    inside = Markup("").join(part for shape in figure.shapes for part in _drawn(shape))
    return Markup(
        '<svg class="figure" role="img" aria-label="{2}" width="{0:.0f}" height="{1:.0f}" '
        'viewBox="0 0 {0:.0f} {1:.0f}" font-size="{3:.0f}">{4}</svg>'
    ).format(figure.width, figure.height, figure.sentence, TEXT, inside)


def _drawn(shape: Shape) -> Iterator[Markup]:
    match shape:
        case Area(corners, ink):
            yield Markup('<polygon class="{}" points="{}"/>').format(ink, _points(corners))
        case Line(points, ink, width, dashed):
            dashes = Markup(' stroke-dasharray="6 5"') if dashed else ""
            yield Markup('<polyline class="line {}" stroke-width="{}" points="{}"{}/>').format(
                ink, width, _points(points), dashes
            )
        case Dot((x, y), radius, ink, hollow):
            kind = f"line {ink}" if hollow else ink
            yield Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>').format(kind, x, y, radius)
        case Label((x, y), words, anchor, ink, bold):
            heavy = Markup(' font-weight="700"') if bold else ""
            yield Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}"{}>{}</text>').format(
                ink, x, y, anchor, heavy, words
            )


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
