"""Figures: what they show of a block, and that words in them are only words."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conftest import Clock
from cop_tui.export import word
from cop_tui.figures import Figure, figure
from cop_tui.figures.png import _runs, png
from cop_tui.figures.shapes import Area, Dot, Label, Line, across, wrapped
from cop_tui.figures.svg import svg
from hostile import HOSTILE
from sessions.blocks import Bars, Block, Column, Link, Links, Matrix, Table, Text, Times
from sessions.clean import clean

BARS = Bars(
    id="first",
    sentence="20 dots.",
    unit="dots",
    cut=1,
    lines=(("A", "Nights alone", 14), ("B", "Two systems", 7)),
)
MATRIX = Matrix(
    id="matrix", sentence="Who is here.", rows=("nurse", "doctor"), columns=("acute", "primary"),
    cells=((16, None), (0, 5)),
)  # fmt: skip
LINKS = Links(
    id="ripples",
    sentence="4 links.",
    links=(
        Link("R1", "Nights alone", "Falls", "+"),
        Link("R2", "Falls", "Fear", "+"),
        Link("R3", "Fear", "Falls", "-"),
        Link("R4", "Fear", "Length of stay", ""),
    ),
)
TIMES = Times(
    id="times", sentence="16 planned.",
    columns=(Column("Activity"), Column("Planned, min"), Column("Borrowed, min"), Column("Taken, min")),
    rows=(("Domain", "16", "–", "20"), ("Break", "5", "–", "left out"), ("Breaks", "–", "–", "6")),
)  # fmt: skip
ALL = (BARS, MATRIX, LINKS, TIMES)


def drawn(block: Block) -> Figure:
    made = figure(block)
    assert made
    return made


def said(made: Figure) -> list[str]:
    return [shape.words for shape in made.shapes if isinstance(shape, Label)]


def wide(made: Figure, ink: str) -> list[float]:
    """How wide the boxes of an ink are."""
    boxes = [shape.corners for shape in made.shapes if isinstance(shape, Area) and shape.ink == ink]
    return [max(x for x, _ in corners) - min(x for x, _ in corners) for corners in boxes if len(corners) == 4]


def test_bars_are_as_long_as_what_they_count() -> None:
    first, second = wide(drawn(BARS), "act")
    assert first == pytest.approx(2 * second)
    assert said(drawn(BARS)) == ["Nights alone", "14 dots", "Two systems", "7 dots"]
    bold = {shape.words for shape in drawn(BARS).shapes if isinstance(shape, Label) and shape.bold}
    assert bold == {"Nights alone", "14 dots"}, "what goes on"


def test_discs_are_as_large_as_what_they_count_and_what_is_kept_back_has_no_number() -> None:
    made = drawn(MATRIX)
    discs = [shape for shape in made.shapes if isinstance(shape, Dot)]
    large, small = (one for one in discs if not one.hollow)
    assert large.radius > small.radius
    rings = [one for one in discs if one.hollow]
    assert len(rings) == 2, "the cell, and what a ring means"
    assert sorted(word for word in said(made) if word.isdecimal()) == ["16", "5"]
    assert not any(one.hollow for one in drawn(told_all(MATRIX)).shapes if isinstance(one, Dot))


def told_all(block: Matrix) -> Matrix:
    return Matrix(id=block.id, rows=block.rows, columns=block.columns, cells=((16, 6), (0, 5)))


def test_what_pushes_stands_before_what_is_pushed() -> None:
    made = drawn(LINKS)
    x = {shape.words: shape.at[0] for shape in made.shapes if isinstance(shape, Label)}
    assert x["Nights alone"] < x["Falls"] == x["Fear"] < x["Length of stay"]
    dashed = [shape for shape in made.shapes if isinstance(shape, Line) and shape.dashed]
    assert len(dashed) == 1, "more of it brings less"
    assert sorted(word for word in said(made) if word in "+−") == ["", "+", "+", "−"]


def test_times_stand_beside_the_plan() -> None:
    made = drawn(TIMES)
    assert "20 of 16" in said(made) and "0 of 5" in said(made) and "6 of 0" in said(made)
    _, first, *_ = wide(made, "act")
    _, planned, *_ = wide(made, "rule")
    assert first == pytest.approx(planned * 20 / 16)


@pytest.mark.parametrize(
    "block",
    [
        Text(id="text"),
        Table(id="table"),
        Bars(id="one", lines=(("A", "alone", 3),)),
        Bars(id="none", lines=(("A", "x", 0), ("B", "y", 0))),
        Matrix(id="kept", rows=("a",), columns=("b",), cells=((None,),)),
        Links(id="links"),
        Links(id="round", links=(Link("R1", "a", "a", "+"),)),
        Times(id="times", columns=TIMES.columns, rows=(("Domain", "16", "–", "–"),)),
    ],
    ids=lambda block: block.id,
)
def test_where_there_is_nothing_to_see_there_is_no_picture(block: Block) -> None:
    assert figure(block) is None


def test_of_very_many_issues_those_with_most_links_are_drawn_and_the_rest_counted() -> None:
    links = [Link(f"R{n}", f"issue {n}", "the hub", "+") for n in range(30)]
    made = drawn(Links(id="links", sentence="30 links.", links=tuple(links)))
    assert made.sentence == "30 links. The map leaves out 13 issues."
    assert len(wide(made, "paper")) == 18


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.sampled_from(["+", "-", ""])),
        min_size=1, max_size=16,
    ),
    st.text(max_size=60),
)  # fmt: skip
def test_every_map_stays_on_its_sheet_and_no_box_lies_on_another(
    pairs: list[tuple[str, str, str]], words: str
) -> None:
    links = tuple(Link("R", f"{a} {clean(words)}", f"{b} {clean(words)}", sign) for a, b, sign in pairs)  # type: ignore[arg-type]
    made = figure(Links(id="links", links=links))
    if made is None:
        return
    for shape in made.shapes:
        corners = (
            shape.corners if isinstance(shape, Area) else shape.points if isinstance(shape, Line) else ()
        )
        assert all(-1 <= x <= made.width + 1 and -1 <= y <= made.height + 1 for x, y in corners)
    boxes = [shape.corners for shape in made.shapes if isinstance(shape, Area) and shape.ink == "paper"]
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            beside = one[1][0] < other[0][0] or other[1][0] < one[0][0]
            assert beside or one[2][1] < other[0][1] or other[2][1] < one[0][1]


@given(st.text(max_size=80), st.integers(30, 300), st.integers(1, 4))
def test_words_keep_to_their_room(text: str, room: int, most: int) -> None:
    lines = wrapped(text, room, most)
    assert 1 <= len(lines) <= most
    assert all(across(line) <= room or len(line) <= 1 for line in lines)
    if len("".join(text.split())) * 14 < room:
        assert lines == [" ".join(text.split())]


@pytest.mark.parametrize("block", ALL, ids=lambda block: block.id)
def test_a_picture_in_a_page_is_named_and_made_of_shapes_alone(block: Block) -> None:
    made = ElementTree.fromstring(svg(drawn(block)))
    assert made.attrib["role"] == "img" and made.attrib["aria-label"] == block.sentence
    assert {one.tag for one in made.iter()} <= {"svg", "polygon", "polyline", "circle", "text"}
    assert not [
        name
        for one in made.iter()
        for name in one.attrib
        if name.startswith("on") or name in ("style", "href")
    ]


def test_hostile_words_are_words_in_a_picture() -> None:
    for text in filter(None, map(clean, HOSTILE)):
        links = Links(id="links", sentence=text, links=(Link("R1", text, f"{text} b", "+"),))
        made = ElementTree.fromstring(svg(drawn(links)))
        assert {one.tag for one in made.iter()} <= {"svg", "polygon", "polyline", "circle", "text"}


@pytest.mark.parametrize("block", ALL, ids=lambda block: block.id)
def test_a_picture_for_documents_is_as_large_as_it_is_drawn_and_not_empty(block: Block) -> None:
    made = drawn(block)
    image = Image.open(io.BytesIO(png(made)))
    assert image.format == "PNG"
    assert image.size == pytest.approx((made.width * 3, made.height * 3), abs=2)
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24) or ()}
    assert (255, 255, 255) in colours and len(colours) > 10
    assert png(made) == png(made)


def test_words_of_two_scripts_are_drawn_each_in_its_own_typeface() -> None:
    runs = [(path.stem, words) for path, words in _runs("Dr أمينة خان, 王", bold=True)]
    assert runs == [
        ("NotoSans-Bold", "Dr "), ("NotoSansArabic-Regular", "أمينة خان"), ("NotoSans-Bold", ", "),
        ("DroidSansFallback", "王"),
    ]  # fmt: skip


async def test_pictures_of_a_document_say_what_they_show(data: object, clock: Clock) -> None:
    from test_export_word import released

    session = await released(data, clock)  # type: ignore[arg-type]
    made = Document(io.BytesIO(word.render(session)))
    told = [one.get("descr") for one in made.element.iter(qn("wp:docPr"))]
    assert len(told) >= 4 and all(told) and len(set(told)) == len(told)
    paragraphs = [one.text for one in made.paragraphs]
    assert all(any(re.sub(r" The map leaves.*", "", one) in text for text in paragraphs) for one in told), (
        "each beside its sentence"
    )
