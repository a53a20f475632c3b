"""A session as a document: page one, what is released of the detail, and what readers said; or a community over its sessions.

Every format for people to read is drawn from these parts, so that all of them say the same in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cop_tui.export.progress import Heard
from cop_tui.figures import Figure, figure
from sessions import dates, summary
from sessions.blocks import Ballot, Bars, Block, Board, Cards, Links, Listing, Table, Text
from sessions.growth import Growth
from sessions.session import Session
from sessions.summary.community import community_page


@dataclass(frozen=True)
class Heading:
    """What stands above the parts that follow."""

    words: str
    level: int
    """1 for the document itself, and so on inwards."""
    apart: bool = False
    """Whether it begins a page where there are pages."""


@dataclass(frozen=True)
class Opening:
    """Whose document it is, and when it was."""

    community: str
    when: str


@dataclass(frozen=True)
class Words:
    """A paragraph; of several lines where somebody made them."""

    text: str


@dataclass(frozen=True)
class Point:
    """A line of a list."""

    words: str
    handle: str = ""
    """Before the words, as in A or D1."""
    amount: str = ""
    """After the words and a colon."""
    detail: str = ""
    """After them and a dash."""
    strong: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    """Name and value of what belongs to it, beneath it."""


@dataclass(frozen=True)
class Points:
    """A list."""

    points: tuple[Point, ...]


@dataclass(frozen=True)
class Picture:
    """A figure. What it shows stands in words beside it, too."""

    figure: Figure


Part = Heading | Opening | Words | Points | Table
"""What a document is made of,"""
Shown = Part | Picture
"""and one that has pictures."""
COMMUNITY = "The community over its meetings"
LONGEST = 100
"""Points of a list that are drawn between two tellings of how far it has come."""


@dataclass(frozen=True)
class Paper:
    """A document with what it says of itself."""

    title: str
    community: str
    day: str
    """The day that it is of, as in 2026-11-26."""
    parts: list[Shown]


def paper(subject: Session | Growth) -> Paper:
    """The document of a session, or of a community over its sessions."""
    if isinstance(subject, Session):
        return Paper(subject.title, subject.community.name, subject.date, illustrated(subject))
    name, day = subject.last.community.name, subject.last.date
    opening = Opening(name, f"as of {dates.in_words(day)}")
    parts: list[Shown] = [Heading(COMMUNITY, 1), opening, *_all(community_page(subject), 2)]
    return Paper(COMMUNITY, name, day, parts)


def document(session: Session) -> list[Part]:
    """The whole document, in words alone."""
    return [*page_one(session), *in_words(_detail(session))]


def illustrated(session: Session) -> list[Shown]:
    """The whole document with its pictures."""
    return [*_page_one(session), *_detail(session)]


def page_one(session: Session) -> list[Part]:
    """What a sponsor reads, in words alone."""
    return list(in_words(_page_one(session)))


def in_words(parts: Iterable[Shown]) -> Iterator[Part]:
    """Parts without the pictures."""
    return (part for part in parts if not isinstance(part, Picture))


def _page_one(session: Session) -> list[Shown]:
    when = " · ".join(filter(None, (dates.in_words(session.date), summary.attendance(session))))
    first: list[Shown] = [Heading(session.title, 1), Opening(session.community.name, when)]
    return [*first, *_all(summary.page_one(session), 2)]


def _detail(session: Session) -> Iterator[Shown]:
    if session.released:
        yield Heading("Detail", 2, apart=True)
        yield from _all(summary.detail(session), 3)
    said = summary.comments(session)
    if said.items:
        yield from drawn(said, 2)


def _all(blocks: Sequence[Block], level: int) -> Iterator[Shown]:
    for block in blocks:
        yield from drawn(block, level)


def drawn(block: Block, level: int) -> Iterator[Shown]:
    """The parts of a block, under a heading of this level."""
    yield from _heading(f"{block.title}: votes" if isinstance(block, Ballot) else block.title, level)
    if isinstance(block, Bars):
        yield Points(
            tuple(
                Point(words or handle, amount=block.amount(number), strong=place < block.cut)
                for place, (handle, words, number) in enumerate(block.lines)
            )
        )
        yield from _words(block.sentence)
        yield from _picture(block)
        return
    if isinstance(block, Cards):
        yield Points(
            tuple(
                Point(
                    card.title,
                    card.handle,
                    detail=card.status,
                    fields=tuple(field for field in card.fields if field[1]),
                )
                for card in block.cards
            )
        )
        return
    if isinstance(block, (Board, Links)):
        yield from _words(block.sentence)
        yield from _picture(block)
    for part in block.lower():
        if part.title != block.title:
            yield from _heading(part.title, level + 1)
        if isinstance(part, Text):
            for paragraph in part.paragraphs:
                yield from _words(paragraph)
        elif isinstance(part, Listing):
            yield Points(tuple(Point(item.text, item.handle, detail=item.detail) for item in part.items))
        else:
            if not isinstance(block, Board):
                yield from _words(part.sentence)
            if part.title == block.title:
                yield from _picture(block)
            yield part


def _picture(block: Block) -> Iterator[Picture]:
    if made := figure(block):
        yield Picture(made)


def _heading(title: str, level: int) -> Iterator[Heading]:
    if title:
        yield Heading(title, level)


def _words(text: str) -> Iterator[Words]:
    if text.strip():
        yield Words(text)


def followed(parts: Sequence[Shown], heard: Heard) -> Iterator[Shown]:
    """The parts of a document, long lists as several, telling before each how much is done."""
    cut = [short for part in parts for short in _shorter(part)]
    sizes = [_size(part) for part in cut]
    done, whole = 0, sum(sizes)
    for part, size in zip(cut, sizes, strict=True):
        heard(done / whole)
        yield part
        done += size
    heard(1.0)


def _shorter(part: Shown) -> Iterator[Shown]:
    if isinstance(part, Points) and len(part.points) > LONGEST:
        for first in range(0, len(part.points), LONGEST):
            yield Points(part.points[first : first + LONGEST])
    else:
        yield part


def _size(part: Shown) -> int:
    """What a part takes, in lines or so."""
    if isinstance(part, Points):
        return sum(1 + len(point.words) // 100 + len(point.fields) for point in part.points)
    return 1 + len(part.rows) if isinstance(part, Table) else 1
