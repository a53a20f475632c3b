"""Every kind of block is drawn, and what people typed in it stays text."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from cop_tui.html.drawing import OWN, draw, stylesheet
from hostile import HTML
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
    Measures,
    Missing,
    Prompt,
    Roster,
    Statement,
    Table,
    Text,
    Times,
)
from web_room import Tags, without_pictures


def blocks(words: str) -> list[Block]:
    """One block of each kind, with these words wherever somebody's words may stand."""
    note = BoardNote("1", words, lane=words, theme="A", author=words)
    lines = (BallotLine("1", words, 3, 1, 2, "picked"), BallotLine("2", words, 1))
    same = {"id": "one", "title": words, "sentence": words}
    return [
        Text(**same, paragraphs=(words, words)),
        Listing(**same, items=(Item("A", words, words), Item("", words))),
        Table(
            **same,
            columns=(Column(""), Column(words), Column("Many", number=True)),
            rows=(("A", words, "1"),),
        ),
        Prompt(**same, text=words, help=words, privacy=words),
        Board(**same, lanes=(BoardLane(words, 1, (note,)),), themes=(BoardTheme("A", words, 1, 2),)),
        Board(**same, lanes=(BoardLane(words, 1),), hidden=True),
        Ballot(**same, kind="dots", lines=lines),
        Ballot(**same, kind="dots", lines=lines, shown=True),
        Ballot(**same, kind="agree", lines=lines, shown=True),
        Statement(**same, version=1, text=words, scores=(0, 0, 0, 1, 2, 3), dissent=words),
        Bars(**same, lines=(("A", words, 7), ("B", words, 3)), unit="dots", cut=1),
        *(
            kind(**same, columns=(Column(""), Column(words)), rows=(("A", words),))
            for kind in (Roster, Actions, Missing, Measures, Times)
        ),
        Matrix(**same, rows=(words, "doctor"), columns=(words, "primary"), cells=((5, None), (0, 7))),
        Links(
            **same,
            links=(Link("R1", words, words, "-", words),),
            drivers=((words, 1, 2),),
            loops=((words, "balancing"),),
        ),
        Cards(**same, cards=(Card("I1", words, ((words, words), ("Test 1", words)), words), Card("", words))),
        Doors(**same, starts="10:00", counts=(("24", words),), lines=(words,)),
    ]


def kinds(base: type[Block] = Block) -> set[type[Block]]:
    here = [one for one in base.__subclasses__() if one.__module__.startswith("sessions.")]
    return {kind for one in here for kind in (one, *kinds(one))}


def test_every_kind_of_block_is_tried_here() -> None:
    assert {type(one) for one in blocks("x")} == kinds()
    assert set(OWN) < kinds()


@pytest.mark.parametrize("block", blocks("late letters"), ids=lambda one: type(one).__name__)
def test_a_block_is_drawn_with_its_words(block: Block) -> None:
    html = draw(block, 3)
    assert "late letters" in html
    assert '<h3 id="one' in html


@pytest.mark.parametrize("words", HTML)
def test_words_stay_text(words: str) -> None:
    for block, plain in zip(blocks(words), blocks("plain"), strict=True):
        html = draw(block)
        made, expected = Tags(without_pictures(html)), Tags(without_pictures(draw(plain)))
        assert made.tags == expected.tags
        assert made.attributes == expected.attributes
        assert str(escape(words)) in html


def test_a_board_has_lanes_themes_and_names() -> None:
    html = draw(blocks("late letters")[4])
    assert '<h3 dir="auto">late letters <span class="count">1</span></h3>' in html
    assert "1 note, 2 cards" in html
    assert "late letters · late letters" in html


def test_a_hidden_board_has_counts_alone() -> None:
    note = BoardNote("1", "a secret")
    html = draw(Board(id="b", title="Practice", lanes=(BoardLane("Risk", 1, (note,)),), hidden=True))
    assert "a secret" not in html


def test_bars_have_their_numbers_beside_them() -> None:
    html = draw(Bars(id="b", lines=(("A", "letters", 40), ("B", "checks", 10)), unit="dots", cut=1))
    assert "40 dots" in html
    assert "10 dots" in html
    assert re.findall(r'class="full" width="([\d.]+)"', html) == ["100.0", "25.0"]
    assert html.count('aria-hidden="true"') == 2
    assert html.index("letters") < html.index("Not settled") < html.index("checks")


def test_bars_without_lines_or_votes_are_drawn() -> None:
    assert "<svg" not in draw(Bars(id="b", title="None"))
    assert 'width="0"' in draw(Bars(id="b", lines=(("A", "letters", 0),), unit="dots", cut=1))


def test_a_table_says_what_each_number_is() -> None:
    html = draw(blocks("late letters")[8])
    assert html.count('scope="col"') == 4
    assert 'data-label="Disagree" class="number">1<' in html


def matrix() -> str:
    """Two professions over two sectors, one cell kept back."""
    cells = ((5, None), (0, 7))
    return draw(Matrix(id="m", title="Who", rows=("nurse", "GP"), columns=("acute", "primary"), cells=cells))


def test_a_matrix_has_heads_on_both_sides_and_sums() -> None:
    html = matrix()
    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 3
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    assert [re.findall(r">(\d+)<", row) for row in rows[1:]] == [
        ["5", "5"],
        ["0", "7", "7"],
        ["5", "7", "12"],
    ]
    assert 'role="region" tabindex="0" aria-labelledby="m"' in html, (
        "a table that is wider than the page can be moved"
    )


def test_a_cell_that_is_kept_back_is_a_dash_and_says_why() -> None:
    html = matrix()
    assert html.count('<span aria-hidden="true">–</span><span class="unseen">not shown</span>') == 1
    assert "so that nobody can be picked out" in html
    whole = draw(Matrix(id="m", rows=("nurse",), columns=("acute",), cells=((5,),)))
    assert "picked out" not in whole


def test_a_card_is_a_list_of_what_is_known() -> None:
    cards = (Card("I1", "fewer falls", (("Change", "a huddle"), ("Test 1", "1 May")), "still open"),)
    html = draw(Cards(id="c", title="What we test", sentence="1 small test.", cards=cards), 3)
    assert '<span class="handle">I1</span> <b class="said" dir="auto">fewer falls</b>' in html
    assert '<div><dt dir="auto">Change</dt><dd class="said" dir="auto">a huddle</dd></div>' in html
    assert html.count('class="begin"') == 1
    assert "1 small test." in html


def test_links_are_told_with_their_drivers_and_circles_beneath() -> None:
    link = Link("R1", "nights", "falls", "+", "nobody is there")
    html = draw(
        Links(id="r", title="Ripples", links=(link,), drivers=(("nights", 1, 1),), loops=(("a → b", "balancing"),)),
        3,
    )  # fmt: skip
    assert re.findall(r"<h(\d)[^>]*>([^<]+)", html) == [
        ("3", "Ripples"),
        ("4", "What pushes most"),
        ("4", "Circles"),
    ]
    assert "more of nights, more of falls" in html
    assert "+1" in html


def test_lines_without_handles_are_not_set_in() -> None:
    assert 'class="lines bare"' in draw(Listing(id="l", items=(Item("", "one"),)))
    assert 'class="lines"' in draw(Listing(id="l", items=(Item("", "one"), Item("A", "two"))))


def test_only_the_first_column_without_a_head_holds_handles() -> None:
    columns = (Column(""), Column("What"), Column(""))
    html = draw(Table(id="t", columns=columns, rows=(("D1", "ring", "still open"),)))
    assert html.count('class="handle"') == 1


def test_a_kind_without_a_way_of_its_own_is_lowered() -> None:
    class Newcomer(Block, frozen=True):
        def lower(self) -> tuple[Text | Listing | Table, ...]:
            return (Text(id=self.id, paragraphs=("lowered",)), Listing(id="l", items=(Item("A", "item"),)))

    html = draw(Newcomer(id="new"))
    assert "lowered" in html
    assert "item" in html


def test_the_style_sheet_asks_for_nothing_elsewhere() -> None:
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()
