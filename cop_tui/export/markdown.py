"""Markdown: page one and what is released of the detail, for a wiki or a chat.

What people typed stays text: every mark that Markdown would obey is written with a backslash before it, so
there is no link, picture, heading or HTML that this module did not make. It makes no link and no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cop_tui.export.document import Heading, Opening, Part, Point, Points, Words, in_words, paper
from sessions.blocks import Table
from sessions.growth import Growth
from sessions.session import Session

_ANYWHERE = re.compile(r"([\\`*_\[\]<>#|~&$^@{}]|:(?=\S)|(?<=\bwww)\.)", re.IGNORECASE)
"""Marks that mean something wherever they stand. A colon makes a link (`http://`) or a picture (`:smile:`)."""
_AT_START = re.compile(r"([-+=]|(?<=\d)[.)](?=\s|$))")


def render(subject: Session | Growth) -> bytes:
    """The session, or the community, as Markdown in UTF-8."""
    return (paragraphs(in_words(paper(subject).parts)) + "\n").encode()


def paragraphs(parts: Iterable[Part]) -> str:
    """Parts of a document as text, apart by an empty line."""
    return "\n\n".join(made for part in parts if (made := _made(part)))


def escaped(text: str) -> str:
    """Text of one line, as text: line breaks become spaces."""
    return _line(" ".join(text.split()))


def _made(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{'#' * part.level} {escaped(part.words)}"
    if isinstance(part, Opening):
        return f"**{escaped(part.community)}** · {part.when}"
    if isinstance(part, Words):
        return _lines(part.text)
    if isinstance(part, Points):
        return "\n".join(line for point in part.points for line in _point(point))
    return _table(part)


def _point(point: Point) -> list[str]:
    """A point, what belongs to it as points within."""
    words = _lines(point.words, indent="  ")
    said = f"{escaped(point.handle)}: {words}" if point.handle else f"**{words}**" if point.strong else words
    amount = f": {escaped(point.amount)}" if point.amount else ""
    detail = f" – {escaped(point.detail)}" if point.detail else ""
    fields = [f"  - {escaped(name)}: {_lines(value, indent='    ')}" for name, value in point.fields]
    return [f"- {said}{amount}{detail}", *fields]


def _table(table: Table) -> str:
    head = [escaped(column.title) or " " for column in table.columns]
    rule = ["---:" if column.number else "---" for column in table.columns]
    rows = [[escaped(cell) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _lines(text: str, indent: str = "") -> str:
    """Text of many lines, each on a line of its own by a backslash at the end of the one before."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return f"\\\n{indent}".join(_line(line) for line in lines if line)


def _line(line: str) -> str:
    """One line, as text."""
    made = _ANYWHERE.sub(r"\\\1", line)
    digits = re.match(r"\d*", made)
    start = digits.end() if digits else 0
    mark = _AT_START.match(made, start)
    if mark and (mark[1] in ".)" or not start):
        made = f"{made[:start]}\\{made[start:]}"
    return made
