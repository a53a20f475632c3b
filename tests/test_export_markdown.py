"""Markdown: what people typed is text, whatever a reader of Markdown would make of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cop_tui.export import markdown
from cop_tui.export.markdown import escaped
from hostile import HOSTILE
from sessions.clean import clean
from sessions.commands import AddNote
from web_room import FACILITATOR, WORKSHOP, commented, typed, workshop

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
    assert "- Good work\\\n  second line – Priya" in text
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
