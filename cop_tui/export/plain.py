"""Parts of a document as lines of text, for where there are no tables: mail and chat."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cop_tui.export.document import Heading, Opening, Part, Point, Points, Words
from sessions.blocks import Table

Marked = Callable[[str], str]
"""Text as it is written where it is read."""


def lines(parts: Iterable[Part], *, heading: Marked, words: Marked, bullet: str) -> str:
    """The parts, apart by an empty line; a heading stands right above what it is of.

    Args:
        parts: Of the document.
        heading: Makes a line of a heading.
        words: Makes text of what people said, that nothing obeys.
        bullet: What a line of a list begins with.
    """
    made: list[str] = []
    above = ""
    for part in parts:
        if isinstance(part, Heading):
            above = heading(_one(part.words))
        elif told := _told(part, words, bullet):
            made.append(f"{above}\n{told}" if above else told)
            above = ""
    return "\n\n".join(made) + "\n"


def _told(part: Opening | Words | Points | Table, words: Marked, bullet: str) -> str:
    if isinstance(part, Opening):
        return f"{words(_one(part.community))} · {part.when}"
    if isinstance(part, Words):
        return "\n".join(words(_one(line)) for line in part.text.splitlines() if line.strip())
    if isinstance(part, Points):
        return "\n".join(f"{bullet} {words(_point(point))}" for point in part.points)
    return "\n".join(f"{bullet} {words(_row(part, row))}" for row in part.rows)


def _row(table: Table, row: tuple[str, ...]) -> str:
    """A row of a table; what stands in a column without a title names it."""
    first, *rest = map(_one, row)
    told = "; ".join(filter(None, rest if not table.columns[0].title else (first, *rest)))
    return told if table.columns[0].title else f"{first}: {told}"


def _point(point: Point) -> str:
    handle = f"{point.handle}: " if point.handle else ""
    amount = f": {point.amount}" if point.amount else ""
    detail = f" – {point.detail}" if point.detail else ""
    fields = "".join(f"; {name}: {value}" for name, value in point.fields)
    return _one(f"{handle}{point.words}{amount}{detail}{fields}")


def _one(text: str) -> str:
    return " ".join(text.split())
