"""Blocks in cells: every kind shows at every size, and keeps within its area."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from screens import blocks as drawers
from screens.blocks import ballot, bars, board, pages, plain, statement
from screens.blocks.looking import Looking
from screens.frame import heading
from screens.sheet import Area, Sheet
from sessions.blocks import (
    Actions,
    Ballot,
    BallotLine,
    Bars,
    Block,
    Board,
    BoardLane,
    BoardNote,
    BoardTheme,
    Card,
    Cards,
    Column,
    Doors,
    Item,
    Link,
    Links,
    Listing,
    Matrix,
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
    Matrix(id="m", title="Who", rows=("nurse", "GP", "not said"), columns=("acute", "primary", "voluntary"), cells=((5, None, 0), (0, 40, 1), (0, 0, 2)), sentence=WORDS),
    Links(id="k", title="Ripples", links=tuple(Link(f"R{n}", WORDS, f"{n} {WORDS}", "-" if n % 2 else "+", WORDS) for n in range(12)), drivers=((WORDS, 2, 9), ("nights", -1, 3)), loops=((WORDS, "reinforcing"), (WORDS, "balancing"))),
    Cards(id="c", title="What we test", cards=tuple(Card(f"I{n}", WORDS, (("Who", "Amina"), ("Change", WORDS * 3)), "still open", (("Plan", True), ("Do", False), ("Study", False), ("Act", False))) for n in range(9))),
    Cards(id="c", title="Promises", cards=(Card("I1", WORDS, (("Who", "Amina"), ("Change", WORDS * 3)), "still open"),), walk=True, of=2),
    Doors(id="d", sentence="We start at 10:00.", starts="10:00", counts=(("24", "here"),), lines=(WORDS, "No patient details.")),
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
    assert drawers.counts(BLOCKS[-1:]) == []


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


def shown(block: Block, width: int = 76, height: int = 30, *, airy: bool = False) -> list[str]:
    """The rows of a block, drawn where there is room."""
    sheet = Sheet(width, height)
    sheet.airy = airy
    drawers.drawer(block)(block, sheet, Area(0, 0, width, height), Looking())
    return sheet.text().rstrip().split("\n")


def test_a_matrix_is_dots_with_sums_that_end_in_one_column() -> None:
    block = Matrix(
        id="m", title="Who", rows=("nurse", "GP"), columns=("acute", "primary"), cells=((4, None), (0, 12))
    )
    rows = shown(block)
    assert rows[3].split() == ["nurse", "●●●●", "–", "4"] and rows[4].split() == ["GP", "·", "●" * 12, "12"]
    assert len(rows[3]) == len(rows[4]) == len(rows[5]) and rows[5].split() == ["all", "4", "12", "16"]
    many = Matrix(id="m", rows=("nurse",), columns=("acute",), cells=((40,),))
    assert "●" not in "".join(shown(many)) and "40" in shown(many)[2], "more people than dots are a number"
    wide = Matrix(
        id="m", rows=("nurse",), columns=tuple(f"sector {n}" for n in range(20)), cells=((1,) * 20,)
    )
    assert "all" in "".join(shown(wide)), "where a cell would be too narrow it is a table"


def test_ripples_are_sentences_and_what_pushes_is_ranked() -> None:
    block = Links(
        id="k",
        title="Ripples",
        sentence="3 links.",
        links=(Link("R1", "nights", "falls", "+", "nobody looks"), Link("R2", "list", "letters", "-")),
        drivers=(("list", 2, 3), ("nights", 1, 1), ("shifts", 1, 1), ("falls", -2, 0)),
        loops=(("nights → falls → nights", "reinforcing"), ("falls → list → falls", "balancing")),
    )
    text = "\n".join(shown(block))
    assert "More of nights brings" in text and "R1 more falls" in text and "R2 less letters" in text
    assert text.index("nobody looks") > text.index("more falls")
    assert " 1  list" in text and " 2= nights" in text and " 2= shifts" in text and " 4  falls" in text
    assert "−2" in text and "Feeds itself" in text and "Holds itself back" in text and "3 links." in text
    slim = "\n".join(shown(block, 30))
    assert "Pushes most" in slim and "pushes" not in slim and "reach" in slim


def test_cards_have_their_labels_in_one_column_and_say_where_the_test_stands() -> None:
    turn = (("Plan", True), ("Do", False), ("Study", False), ("Act", False))
    fields = (("Who", "Amina"), ("Change", "a huddle"), ("Measure", "falls a week"))
    rows = shown(
        Cards(id="c", title="What we test", cards=(Card("I1", "fewer falls", fields, "open", turn),))
    )
    assert {row.index(words) for row, (_, words) in zip(rows[3:], fields, strict=False)} == {17}
    assert rows[6].strip() == "✓ Plan  ● Do  ○ Study  ○ Act"


def test_a_card_is_not_parted_by_a_page() -> None:
    block = BLOCKS[[type(one) for one in BLOCKS].index(Cards)]
    assert isinstance(block, Cards)
    looking, found = Looking(), []
    for page in range(20):
        looking.page = page
        sheet = Sheet(76, 13)
        drawers.draw((block,), sheet, Area(0, 0, 76, 13), looking)
        if looking.page < page:
            break
        found.append(sheet.text())
    assert all(text.count("● Do") == text.count("Amina") for text in found) and len(found) == looking.pages
    assert "".join(found).count("● Do") == len(block.cards)


def test_fist_to_five_is_a_row_of_numbers_where_room_is_short() -> None:
    block = Statement(
        id="s", title="We say", version=1, text="We care.", scores=(0, 0, 2, 3, 10, 9),
        sentence="Not yet: 2 people are below three. 24 people scored it.", verdict="Not yet: 2 people are below three.",
    )  # fmt: skip
    rows = shown(block)
    assert rows[4] == "Fist to five   five 9   four 10   three 3   two 2   one 0   none 0"
    assert rows[5] == "Not yet: 2 people are below three."
    airy = shown(block, airy=True)
    assert sum("▄" in row for row in airy) == 4 and "24 people scored it." in airy[-1]


def test_bars_that_do_not_fit_are_counted() -> None:
    block = Bars(
        id="r", title="First", lines=tuple((str(n), "words", 9 - n) for n in range(9)), sentence="Nine."
    )
    sheet = Sheet(60, 8)
    assert bars.draw(block, sheet, Area(0, 0, 60, 8), Looking()) == 8
    assert "… and 5 more" in sheet.text() and "Nine." in sheet.text()


def test_a_tie_stands_with_its_sentence_and_a_mark() -> None:
    tied = (*lines(2, for_=9, mark="picked"), *lines(2, for_=4, mark="tie"))
    rows = shown(
        Ballot(id="v", kind="dots", lines=tied, shown=True, sentence="3 and 4 tie. /runoff 3 4, or talk.")
    )
    assert [row[:1] for row in rows[2:4]] == ["●", "●"] and [row[:1] for row in rows[5:7]] == ["=", "="]
    assert rows[-1] == "3 and 4 tie. /runoff 3 4, or talk."


def test_pages_are_told_in_one_place_and_one_way() -> None:
    for block in (Ballot(id="v", kind="dots", lines=lines(30)), Text(id="t", paragraphs=(WORDS,) * 30)):
        sheet = Sheet(76, 13)
        drawers.draw((block,), sheet, Area(0, 0, 76, 13), Looking())
        assert sheet.text().split("\n")[12][66:70] == "← → ", sheet.text()


def test_what_stands_under_a_board_keeps_its_rows() -> None:
    sheet = Sheet(76, 14)
    doors = Doors(id="d", sentence="We start at 10:00.", lines=("No patient details.",))
    drawers.draw((Board(id="b", lanes=lanes(2)), doors), sheet, Area(0, 0, 76, 14), Looking())
    assert (
        "Lane 0" in sheet.text()
        and "We start at 10:00." in sheet.text()
        and "No patient details." in sheet.text()
    )


def test_counts_of_themes_end_in_one_column() -> None:
    themes = (BoardTheme("A", "nights", 12), BoardTheme("B", "letters", 3, 4))
    rows = shown(Board(id="b", lanes=lanes(1), sorting=True, placing=notes(1), themes=themes))
    first, second = (row for row in rows if " A " in row or " B " in row)
    assert first.index("12") + 2 == second.index("3 +") + 1 and "+ 4 on cards" in second


def test_no_page_ends_with_a_heading_whose_words_are_on_the_next() -> None:
    def draw(block: Block, sheet: Sheet, area: Area, looking: Looking) -> int:
        for y in range(5):
            sheet.put(area.x, area.y + y, f"row {y}")
        heading(sheet, Area(area.x, area.y + 5, area.width, 2), "What pushes most")
        for y in range(7, 12):
            sheet.put(area.x, area.y + y, f"row {y}")
        return 12

    block = Text(id="t", sentence="", paragraphs=())
    for deep in range(4, 14):
        found = pages.written([block], lambda _: draw, Looking(), airy=False, across=30, deep=deep)
        lines = found.sheet.text().split("\n")[: found.rows]
        told = [line.strip() for line in lines if line.strip()]
        assert told == [
            *(f"row {y}" for y in range(5)),
            "What pushes most",
            "─" * 30,
            *(f"row {y}" for y in range(7, 12)),
        ]
        at = next(y for y, line in enumerate(lines) if "pushes" in line)
        assert at // deep == (at + 2) // deep, deep


def test_a_table_is_narrowed_where_no_word_is_parted() -> None:
    table = Table(
        id="table",
        columns=(Column("What"), Column("Who")),
        rows=(("two-hourly toilet rounds", "the whole night team"),),
    )
    sheet = Sheet(30, 6)
    plain.table(table, sheet, Area(0, 0, 30, 6))
    assert "two-hourly" in sheet.text() and "toilet" in sheet.text() and "whole" in sheet.text()
    for across in range(12, 40):
        narrow = Sheet(across, 30)
        plain.table(table, narrow, Area(0, 0, across, 30))
        told = {letter for letter in narrow.text() if letter.isalpha()}
        assert told == set("Whattwohourlytoiletroundsthewholenightteam")


def test_what_is_promised_is_listed_where_a_table_would_part_words() -> None:
    columns = (Column(""), Column("What"), Column("Who"), Column("By"))
    block = Actions(
        id="a",
        title="What we do",
        columns=columns,
        rows=(("D1", "write to the ambulance trust", "Bo Li", "Sunday 10 January"),),
    )
    for across, listed in ((38, True), (76, False)):
        sheet = Sheet(across, 10)
        drawers.drawer(block)(block, sheet, Area(0, 0, across, 10), Looking())
        rows = [row.strip() for row in sheet.text().splitlines()]
        assert ("Bo Li · by Sunday 10 January" in rows) is listed
        assert any("write to the ambulance trust" in row for row in rows)
