"""Every kind of block is drawn, and what people typed in it stays text."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from cop_tui.html.drawing import OWN, draw, stylesheet
from hostile import HTML
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
from web_room import Tags


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
    ]


def kinds(base: type[Block] = Block) -> set[type[Block]]:
    return {kind for one in base.__subclasses__() for kind in (one, *kinds(one))}


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
        assert Tags(html).tags == Tags(draw(plain)).tags
        assert Tags(html).attributes == Tags(draw(plain)).attributes
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
