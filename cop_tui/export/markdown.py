"""Markdown: page one and what is released of the detail, for a wiki or a chat.

What people typed stays text: every mark that Markdown would obey is written with a backslash before it, so
there is no link, picture, heading or HTML that this module did not make. It makes no link and no HTML.
"""

from __future__ import annotations

import re

from sessions import dates, summary
from sessions.blocks import Ballot, Bars, Block, Board, Cards, Item, Links, Listing, Table, Text
from sessions.session import Session

_ANYWHERE = re.compile(r"([\\`*_\[\]<>#|~&$^@{}]|:(?=\S)|(?<=\bwww)\.)", re.IGNORECASE)
"""Marks that mean something wherever they stand. A colon makes a link (`http://`) or a picture (`:smile:`)."""
_AT_START = re.compile(r"([-+=]|(?<=\d)[.)](?=\s|$))")


def render(session: Session) -> bytes:
    """The session as Markdown in UTF-8."""
    when = " · ".join(filter(None, (dates.in_words(session.date), summary.attendance(session))))
    parts = [f"# {escaped(session.title)}", f"**{escaped(session.community.name)}** · {when}"]
    for block in summary.page_one(session):
        parts += _drawn(block, 2)
    if session.released:
        parts.append("## Detail")
        for block in summary.detail(session):
            parts += _drawn(block, 3)
    if session.comments:
        parts += _drawn(summary.comments(session), 2)
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """Text of one line, as text: line breaks become spaces."""
    return _line(" ".join(text.split()))


def _drawn(block: Block, level: int) -> list[str]:
    """The parts of a block, which stand apart by an empty line."""
    made = _heading(f"{block.title}: votes" if isinstance(block, Ballot) else block.title, level)
    if isinstance(block, Bars):
        made += [_bars(block), escaped(block.sentence)]
    elif isinstance(block, Cards):
        made.append(_cards(block))
    elif isinstance(block, (Board, Links)):
        made.append(escaped(block.sentence))
    for part in () if isinstance(block, (Bars, Cards)) else block.lower():
        if part.title != block.title:
            made += _heading(part.title, level + 1)
        if isinstance(part, Text):
            made += [_lines(paragraph) for paragraph in part.paragraphs]
        elif isinstance(part, Listing):
            made.append("\n".join(_item(item) for item in part.items))
        else:
            made += [*([] if isinstance(block, Board) else [escaped(part.sentence)]), _table(part)]
    return [part for part in made if part]


def _heading(title: str, level: int) -> list[str]:
    return [f"{'#' * level} {escaped(title)}"] if title else []


def _bars(block: Bars) -> str:
    lines = []
    for place, (handle, words, number) in enumerate(block.lines):
        said = escaped(words or handle)
        lines.append(f"- {f'**{said}**' if place < block.cut else said}: {escaped(block.amount(number))}")
    return "\n".join(lines)


def _cards(block: Cards) -> str:
    """Each card as an item, its fields as items within."""
    lines = []
    for card in block.cards:
        lines.append(_item(Item(card.handle, card.title, card.status)))
        lines += [
            f"  - {escaped(name)}: {_lines(value, indent='    ')}" for name, value in card.fields if value
        ]
    return "\n".join(lines)


def _item(item: Item) -> str:
    words = _lines(item.text, indent="  ")
    detail = f" – {escaped(item.detail)}" if item.detail else ""
    return f"- {escaped(item.handle)}: {words}{detail}" if item.handle else f"- {words}{detail}"


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
