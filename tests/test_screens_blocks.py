"""Blocks in cells: every kind shows at every size, and keeps within its area."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from screens import blocks as drawers
from screens.blocks import ballot, board, plain, statement
from screens.blocks.looking import Looking
from screens.sheet import Area, Sheet
from sessions.blocks import (
    Ballot,
    BallotLine,
    Bars,
    Block,
    Board,
    BoardLane,
    BoardNote,
    BoardTheme,
    Column,
    Item,
    Listing,
    Prompt,
    Statement,
    Table,
    Text,
)

WORDS = "Crews have no one to hand over to at night, and nobody answers the falls phone"


def notes(many: int, lane: str = "Risk") -> tuple[BoardNote, ...]:
    return tuple(BoardNote(str(number + 1), f"{number + 1} {WORDS}", lane) for number in range(many))


def lanes(many: int, each: int = 30) -> tuple[BoardLane, ...]:
    return tuple(BoardLane(f"Lane {number}", each, notes(each)) for number in range(many))


def lines(many: int, **counts: Any) -> tuple[BallotLine, ...]:
    return tuple(BallotLine(str(number + 1), WORDS, **counts) for number in range(many))


BLOCKS: list[Block] = [
    Board(id="b", lanes=lanes(1)),
    Board(id="b", lanes=lanes(2), sentence="60 notes."),
    Board(id="b", lanes=lanes(5, 3)),
    Board(id="b", lanes=(BoardLane("", 0),), sentence="Nothing yet."),
    Board(id="b", lanes=lanes(3), hidden=True, sentence="90 notes, hidden."),
    Board(id="b", lanes=lanes(1), sorting=True, placing=notes(3)),
    Board(id="b", lanes=lanes(1), sorting=True, themes=tuple(BoardTheme(chr(65 + n), WORDS, n, n) for n in range(26))),
    Ballot(id="v", kind="dots", lines=lines(30), dots=3),
    Ballot(id="v", kind="dots", lines=(*lines(3, for_=9, mark="picked"), *lines(9, for_=2)), shown=True, sentence="57 dots."),
    Ballot(id="v", kind="dots", lines=(), shown=True),
    Ballot(id="v", kind="agree", lines=lines(30, for_=9, against=2, pass_=1), shown=True, sentence=WORDS),
    Statement(id="s", title="We say", version=1, text=WORDS * 6, scores=(0, 1, 2, 3, 4, 5), sentence=WORDS, dissent=WORDS),
    Statement(id="s", title="We say", version=1, text=WORDS, scores=(0,) * 6, agreed=True),
    Bars(id="r", title="First", lines=tuple((str(n), WORDS, 30 - n) for n in range(30)), unit="dots", cut=3, sentence=WORDS),
    Text(id="t", title="Text", paragraphs=(WORDS,) * 9),
    Listing(id="l", title="Listing", items=tuple(Item(str(n), WORDS, "detail") for n in range(30))),
    Table(id="a", title="Table", columns=(Column("What"), Column("Many", number=True)), rows=((WORDS, "5"),) * 30),
]  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
@pytest.mark.parametrize(("width", "height"), [(20, 6), (56, 10), (76, 13), (112, 24)])
def test_a_block_keeps_within_its_area(block: Block, width: int, height: int) -> None:
    sheet = Sheet(width + 6, height + 6)
    drawers.draw((block,), sheet, Area(3, 3, width, height), Looking(lane="Lane 0"))
    for y, row in enumerate(sheet.rows):
        within = range(3, 3 + width) if 3 <= y < 3 + height else range(0)
        outside = [text for x, (text, _) in enumerate(row) if x not in within and text.strip()]
        assert not outside, sheet.text()
    assert sheet.text().strip()


def test_every_kind_shows_without_a_drawer_of_its_own() -> None:
    for block in BLOCKS:
        sheet = Sheet(76, 14)
        assert plain.draw(block, sheet, Area(0, 0, 76, 14), Looking()) <= 14
        assert sheet.text().strip() or not block.lower()


def test_a_prompt_is_the_frames_and_blocks_stand_apart() -> None:
    sheet = Sheet(40, 12)
    shown = (
        Prompt(id="p", text="Why?"),
        Text(id="a", paragraphs=("one",)),
        Text(id="b", paragraphs=("two",)),
    )
    drawers.draw(shown, sheet, Area(0, 0, 40, 12), Looking())
    assert "Why?" not in sheet.text()
    assert sheet.text().strip().split() == ["one", "two"]


def test_numbers_of_blocks() -> None:
    assert board.counts(BLOCKS[0]) == [("30", "notes")]  # type: ignore[arg-type]
    assert board.counts(BLOCKS[5]) == [("27", "of 30 placed")]  # type: ignore[arg-type]
    assert ballot.counts(Ballot(id="v", kind="agree", counted=1)) == [("1", "vote")]
    assert statement.counts(BLOCKS[11]) == [("15", "scored")]  # type: ignore[arg-type]
    assert drawers.counts(BLOCKS[-3:]) == []


def test_pages_of_a_board_meet_and_miss_nothing() -> None:
    block, looking = Board(id="b", lanes=lanes(1, 40)), Looking(lane="Lane 0")
    seen: list[tuple[int, int]] = []
    for _ in range(40):
        drawers.draw((block,), Sheet(80, 20), Area(2, 2, 76, 13), looking)
        first, last, count = looking.seen["Lane 0"]
        seen.append((first, last))
        if first == 0:
            break
        looking.turn(-1)
    assert seen[0][1] == count and seen[-1][0] == 0
    assert all(before[0] == after[1] for before, after in pairwise(seen) if after[0])
    back = 0
    while looking.seen["Lane 0"][1] < count and back < 40:
        looking.turn(1)
        drawers.draw((block,), Sheet(80, 20), Area(2, 2, 76, 13), looking)
        back += 1
    assert looking.seen["Lane 0"][1] == count


def test_long_votes_are_paged_whole() -> None:
    block, looking = Ballot(id="v", kind="agree", lines=lines(30)), Looking()
    found = ""
    drawers.draw((block,), Sheet(80, 20), Area(0, 0, 76, 13), looking)
    for page in range(looking.pages):
        looking.page = page
        sheet = Sheet(80, 20)
        drawers.draw((block,), sheet, Area(0, 0, 76, 13), looking)
        found += sheet.text()
    assert all(f" {number + 1} Crews" in found for number in range(30))
    assert looking.pages > 1
    looking.turn(-1)
    looking.turn(5)
    assert looking.page == looking.pages - 1


def test_a_note_longer_than_the_board_says_that_it_is_cut() -> None:
    sheet = Sheet(60, 12)
    long = Board(id="b", lanes=(BoardLane("", 1, (BoardNote("1", WORDS * 20, author="Amina"),)),))
    drawers.draw((long,), sheet, Area(0, 0, 60, 12), Looking())
    assert sheet.text().rstrip().endswith("…")


def test_bars_end_on_half_cells() -> None:
    sheet = Sheet(20, 3)
    board.bar(sheet, 0, 0, 3.5, "accent", tall=True)
    board.bar(sheet, 0, 2, 0.1, "rule")
    assert sheet.text().splitlines() == ["▄▄▄▖", "▀▀▀▘", "▖"]
