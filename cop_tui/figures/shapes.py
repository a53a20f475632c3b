"""What figures are made of: boxes, lines, dots and words on a sheet of points, in roles of colour."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Ink = Literal["ink", "soft", "rule", "act", "paper"]
Point = tuple[float, float]
TEXT = 14.0
"""The size of words."""
LINE = 19.0
"""From one line of words to the next."""
BROAD, NARROW, BOLD = 1.0, 0.56, 1.08
"""The width of a letter in sizes: of Chinese and the like, of others, and how much wider bold ones are."""


class Area(NamedTuple):
    """A polygon, filled."""

    corners: tuple[Point, ...]
    ink: Ink


class Line(NamedTuple):
    """A line from point to point."""

    points: tuple[Point, ...]
    ink: Ink = "ink"
    width: float = 1.5
    dashed: bool = False


class Dot(NamedTuple):
    """A disc; a ring where it is hollow."""

    at: Point
    radius: float
    ink: Ink
    hollow: bool = False


class Label(NamedTuple):
    """Words on one line."""

    at: Point
    """Where their baseline begins, or ends, or its middle."""
    words: str
    anchor: Literal["start", "middle", "end"] = "start"
    ink: Ink = "ink"
    bold: bool = False


Shape = Area | Line | Dot | Label


@dataclass(frozen=True)
class Figure:
    """A picture of a block."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    sentence: str
    """What it shows, for whoever does not see it."""


def box(x: float, y: float, width: float, height: float, ink: Ink) -> Area:
    """A box."""
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), ink)


def arrow(points: tuple[Point, ...], ink: Ink = "ink", *, dashed: bool = False) -> tuple[Shape, ...]:
    """A line with a head at its end."""
    (x, y), (end_x, end_y) = points[-2:]
    angle = math.atan2(end_y - y, end_x - x)
    wings = [
        (end_x - 11 * math.cos(angle + turn), end_y - 11 * math.sin(angle + turn)) for turn in (0.4, -0.4)
    ]
    tip = (end_x - 8 * math.cos(angle), end_y - 8 * math.sin(angle))
    return Line((*points[:-1], tip), ink, dashed=dashed), Area(((end_x, end_y), *wings), ink)


def across(words: str, *, bold: bool = False) -> float:
    """About how wide words are."""
    letters = (
        0.0 if unicodedata.combining(one) else BROAD if unicodedata.east_asian_width(one) in "WF" else NARROW
        for one in words
    )
    return sum(letters) * TEXT * (BOLD if bold else 1)


def wrapped(words: str, room: float, most: int) -> list[str]:
    """Words in lines that are no wider than `room`, at most so many; what is cut off is marked."""
    lines = [""]
    for word in words.split():
        rest = word
        if lines[-1] and across(f"{lines[-1]} {rest}") <= room:
            lines[-1] += f" {rest}"
            continue
        if lines[-1]:
            lines.append("")
        for begun in _parted(word, room):
            lines[-1] = begun
            lines.append("")
            rest = rest[len(begun) :]
            if len(lines) > most + 1:
                break
        lines[-1] = rest
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and across(f"{last}…") > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _parted(word: str, room: float) -> Iterator[str]:
    """What fits of a word, line by line, while more than a line is left of it."""
    begun, used = 0, 0.0
    for place, letter in enumerate(word):
        wide = across(letter)
        if used + wide > room and place > begun:
            yield word[begun:place]
            begun, used = place, 0.0
        used += wide


def labels(x: float, y: float, lines: list[str], **look: object) -> tuple[Label, ...]:
    """Lines of words one beneath another, the baseline of the first at y."""
    return tuple(Label((x, y + number * LINE), line, **look) for number, line in enumerate(lines))  # type: ignore[arg-type]
