"""Bars: what came first with its votes, and what was planned beside what it took."""

from __future__ import annotations

from cop_tui.figures.shapes import LINE, TEXT, Figure, Label, Shape, across, box, labels, wrapped
from sessions.blocks import Bars, Times

WIDTH = 640.0
HIGH, GAP = 10.0, 14.0
"""A bar's height, and what is left beneath it."""
NAMES, AMOUNTS = 220.0, 90.0
"""What names take, and the numbers of votes."""


def votes(block: Bars) -> Figure | None:
    """What was voted for, the largest first; what goes on is bold. One alone is no picture."""
    most = max((number for _, _, number in block.lines), default=0)
    if not most or len(block.lines) < 2:
        return None
    names = _names([words or handle for handle, words, _ in block.lines])
    room = WIDTH - names - AMOUNTS
    shapes: list[Shape] = []
    y = 0.0
    for place, (handle, words, number) in enumerate(block.lines):
        chosen = place < block.cut
        shapes += labels(0, y + TEXT, wrapped(words or handle, names / 1.1 - 12, 1), bold=chosen)
        shapes += [
            box(names, y + 4, room, HIGH, "rule"), box(names, y + 4, room * number / most, HIGH, "act"),
            Label((WIDTH, y + TEXT), block.amount(number), "end", bold=chosen),
        ]  # fmt: skip
        y += HIGH + GAP
    return Figure(WIDTH, y, tuple(shapes), block.sentence)


def times(block: Times) -> Figure | None:
    """What each activity was planned to take, and took."""
    planned = next((place for place, one in enumerate(block.columns) if one.title.startswith("Planned")), 0)
    found = [(row[0], _minutes(row[planned]), _minutes(row[-1])) for row in block.rows]
    found = [one for one in found if one[1] or one[2]]
    most = max((minutes for _, *both in found for minutes in both), default=0)
    if not any(taken for *_, taken in found):
        return None
    names = _names([name for name, *_ in found])
    room = WIDTH - names - 70
    shapes: list[Shape] = [
        box(names, 4, 14, HIGH, "rule"), Label((names + 20, 14), "planned"),
        box(names + 110, 4, 14, HIGH, "act"), Label((names + 130, 14), "taken"),
    ]  # fmt: skip
    y = LINE + GAP
    for name, plan, taken in found:
        shapes += labels(0, y + TEXT, wrapped(name, names - 12, 1))
        shapes += [
            box(names, y, room * plan / most, HIGH, "rule"),
            box(names, y + HIGH, room * taken / most, HIGH, "act"),
            Label(
                (names + room * max(plan, taken) / most + 8, y + TEXT + 1), f"{taken} of {plan}", ink="soft"
            ),
        ]
        y += 2 * HIGH + 10
    return Figure(WIDTH, y, tuple(shapes), block.sentence)


def _minutes(cell: str) -> int:
    return int(cell) if cell.isdecimal() else 0


def _names(all_of_them: list[str]) -> float:
    """What they take, the longest cut where it is very long."""
    return min(NAMES, 24 + max(map(across, all_of_them)) * 1.1)
