"""Markdown: what people typed is text, whatever a reader of Markdown would make of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import Clock
from cop_tui.export import document, markdown
from cop_tui.export.markdown import escaped
from hostile import HOSTILE
from sessions import summary
from sessions.blocks import Block, Card, Cards, Link, Links, Matrix
from sessions.clean import clean
from sessions.commands import AddNote
from web_room import FACILITATOR, WORKSHOP, commented, typed, workshop
from whole import UNSEEN, lead, said, whole

PLAIN = {"text", "softbreak", "hardbreak"}


def parsed(text: str) -> list[Token]:
    """What a reader of Markdown with tables and HTML makes of it, inline tokens after their block."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [token for one in tokens for token in (one, *(one.children or ()))]


def words_of(tokens: list[Token]) -> str:
    return "".join(" " if "break" in one.type else one.content for one in tokens if one.type in PLAIN)


async def test_page_one_and_what_is_released(data: Path) -> None:
    live = await workshop(data)
    text = markdown.render(live.session).decode()
    assert text.startswith(
        "# Launch of the community\n\n**Falls prevention** · Thursday 26 November 2026 · 23 people"
    )
    assert "## Who we are together\n\nKeeping our own roles" in text
    assert "- **Letters arrive too late**: 21 dots" in text
    assert "## Detail" not in text
    assert "Amina" not in text
    assert "Families hear three different plans" not in text
    await typed(live, "/release")
    await commented(live, "Good work\nsecond line", "Priya")
    text = markdown.render(live.session).decode()
    assert "- 2: Families hear three different plans – Amina · Letters arrive too late" in text
    assert "### Choose: votes" in text
    assert "| Activity | Planned, min | Taken, min |\n| --- | ---: | ---: |" in text
    assert "- K1: Good work\\\n  second line – Priya" in text
    assert live.session.token not in text
    await live.close()


@pytest.mark.parametrize("text", [clean(one, lines=True) for one in HOSTILE])
def test_one_line_stays_one_text(text: str) -> None:
    tokens = parsed(escaped(text))
    assert {one.type for one in tokens} <= {"paragraph_open", "inline", "paragraph_close", "text"}
    assert words_of(tokens) == " ".join(text.split())


@pytest.mark.parametrize("text", [clean(one, lines=True) for one in HOSTILE])
def test_in_a_heading_an_item_and_a_cell_it_stays_text(text: str) -> None:
    said = " ".join(text.split())
    tokens = parsed(
        f"# {escaped(text)}\n\n- {markdown._lines(text, '  ')}\n\n| a | b |\n| --- | --- |\n| {escaped(text)} | x |\n"
    )
    kinds = [one.type for one in tokens if one.type not in PLAIN | {"inline"}]
    plain = parsed("# a\n\n- a\n\n| a | b |\n| --- | --- |\n| a | x |\n")
    assert kinds == [one.type for one in plain if one.type not in PLAIN | {"inline"}]
    assert words_of(tokens) == f"{said}{said}ab{said}x"


def test_no_address_becomes_a_link_by_itself() -> None:
    for text in ("http://evil.example", "see https://evil.example", "mailto:a@b.example", "www.evil.example"):
        made = escaped(text)
        assert "p://" not in made and "s://" not in made
        assert "mailto:" not in made
        assert "www." not in made


async def test_hostile_notes_make_no_part_of_the_document(data: Path) -> None:
    live = await workshop(data, WORKSHOP)
    for one in HOSTILE:
        if kept := clean(one, lines=True)[:1000]:
            await live.submit(AddNote(text=kept), FACILITATOR)
            await commented(live, kept, kept[:40])
    await typed(live, "/release")
    tokens = parsed(markdown.render(live.session).decode())
    assert not {one.type for one in tokens} & {
        "link_open", "image", "html_inline", "html_block", "code_inline", "code_block", "fence", "hr", "em_open", "s_open", "blockquote_open",
    }  # fmt: skip
    await live.close()


def drawn(block: Block) -> str:
    return markdown.paragraphs(document.in_words(document.drawn(block, 3)))


def test_a_matrix_is_a_table_with_a_dash_for_what_is_kept_back() -> None:
    cells = ((5, None), (0, 7))
    text = drawn(Matrix(id="m", title="Who", sentence="Cells below five are not shown.", rows=("nurse", "GP"), columns=("acute", "-1"), cells=cells))  # fmt: skip
    assert text.splitlines() == [
        "### Who", "", "Cells below five are not shown.", "",
        "|   | acute | \\-1 | all |", "| --- | ---: | ---: | ---: |",
        "| nurse | 5 | – | 5 |", "| GP | 0 | 7 | 7 |", "| all | 5 | 7 | 12 |",
    ]  # fmt: skip
    table = parsed(text)
    assert sum(one.type == "tr_open" for one in table) == 4


def test_links_are_a_list_with_tables_beneath() -> None:
    link = Link("R1", "nights", "falls", "-", "nobody is there")
    text = drawn(Links(id="r", title="Ripples", sentence="1 link.", links=(link,), drivers=(("nights", -1, 1),), loops=(("a → b", "balancing"),)))  # fmt: skip
    assert "1 link." in text
    assert "- R1: more of nights, less of falls – nobody is there" in text
    assert "#### What pushes most" in text
    assert "| nights | −1 | 1 |" in text
    assert "#### Circles\n\n- a → b – balancing" in text


def test_a_card_is_an_item_with_its_fields_within() -> None:
    cards = (Card("I1", "fewer falls", (("Change", "a\nhuddle"), ("Measure", "")), "still open"),)
    assert drawn(Cards(id="c", title="What we test", cards=cards)) == (
        "### What we test\n\n- I1: fewer falls – still open\n  - Change: a\\\n    huddle"
    )
    kinds = [one.type for one in parsed(drawn(Cards(id="c", cards=cards)))]
    assert kinds.count("bullet_list_open") == 2
    assert kinds.count("hardbreak") == 1


async def test_every_part_of_a_rich_session_is_there(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    await lead(live, clock, "/release")
    text = markdown.render(live.session).decode()
    titles = {block.title for block in (*summary.page_one(live.session), *summary.detail(live.session))}
    for title in titles:
        assert f"# {escaped(title)}\n" in text or f"# {escaped(title)}: votes\n" in text, title
    assert "- **5**: 9 people" in text
    assert "  - We learned: it needs the site manager" in text
    assert "- K1: try it at weekends – Eve · about I1" in text
    for words in (words for why in UNSEEN.values() for words in why):
        assert words not in text
    await live.close()


async def test_hostile_words_in_every_field_make_no_part_of_the_document(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    await lead(live, clock, "/release")
    tables = live.session.tables()
    plain = [one.type for one in parsed(markdown.render(said(tables, "plain")).decode())]
    parts = [kind for kind in plain if kind not in PLAIN]
    for words in (kept for one in HOSTILE if (kept := clean(one)[:200])):
        tokens = parsed(markdown.render(said(tables, words)).decode())
        assert [one.type for one in tokens if one.type not in PLAIN] == parts, words
    await live.close()
