"""PDF: the pages as another program reads them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Clock
from cop_tui import fonts
from cop_tui.export import pdf
from cop_tui.export.columns import shares
from cop_tui.export.document import Heading, Opening, Points, Words, document
from hostile import HOSTILE
from poppler import read, told, words
from sessions.blocks import Column, Table
from sessions.clean import clean
from sessions.session import Session
from test_export_word import released
from web_room import workshop
from whole import UNSEEN, lead, said, whole

NAMES = (
    "Siân Ŵyn o Lŷn",
    "Łukasz Świętosławski",
    "王小明",
    "김민수",
    "Дмитро Її",
    "Đặng Thị Hồng",
)
OTHERS = ("أمينة خان", "שרה לוי", "अनिता शर्मा", "சுகன்யா", "ਗੁਰਪ੍ਰੀਤ", "সুমাইয়া")
"""Scripts of which another program gives the letters in an order of its own."""


async def test_it_reads_in_the_order_in_which_it_was_said(data: Path, clock: Clock) -> None:
    session = await released(data, clock)
    text = told(pdf.render(session))
    at = 0
    for part in document(session):
        match part:
            case Heading() | Words():
                expected = [part.words if isinstance(part, Heading) else part.text]
            case Opening():
                expected = [part.community, part.when]
            case Points():
                expected = [point.words for point in part.points]
            case Table():
                expected = [row[0] for row in part.rows if row[0] not in ("", "–")]
        for one in expected:
            found = text.find(words(one), at)
            assert found >= 0, (one, text[at : at + 200])
            at = found


async def test_it_says_whose_it_is_and_its_headings_are_bookmarks(data: Path, clock: Clock) -> None:
    session = await released(data, clock)
    content = pdf.render(session)
    info = read(content, "pdfinfo")
    assert re.search(rf"^Title: +{session.title}$", info, re.M)
    assert re.search(rf"^Subject: +{session.community.name}$", info, re.M)
    assert re.search("^Page size: .*A4", info, re.M)
    assert b"/Lang (en-GB)" in content
    outline = read(content, "pdftohtml", "-xml", "-i", "-stdout").split("<outline>", 1)[1]
    marks = re.findall(r"<item page=.\d+.>([^<]*)</item>", outline)
    assert marks == [" ".join(part.words.split()) for part in document(session) if isinstance(part, Heading)]


async def test_every_name_can_be_read_and_every_typeface_is_in_it(data: Path, clock: Clock) -> None:
    tables = (await released(data, clock)).tables()
    content = pdf.render(said(tables, *NAMES, *OTHERS))
    text = told(content)
    for name in NAMES:
        assert words(name) in text
    for name in OTHERS:
        assert set(words(name)) <= set(text), name
    assert pdf.UNDRAWN not in text
    faces = read(content, "pdffonts").splitlines()[2:]
    assert len(faces) > 8
    for face in faces:
        assert re.search(r"Identity-H +yes +yes +yes", face), face


def test_every_script_is_drawn_by_what_comes_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_machine", list)
    chosen, missing = fonts.needed("".join((*NAMES, *OTHERS, "👍🎉❤️−→✓☐≥½")))
    assert not missing
    assert all(path.parent == fonts.HERE for path in chosen)
    assert fonts.needed("only plain words – “quoted”, naïve") == ([], frozenset())


async def test_a_letter_that_nobody_has_is_marked_and_said(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_machine", list)
    session = said((await released(data, clock)).tables(), "a \U00012000 sign")
    text = told(pdf.render(session))
    assert words(f"a {pdf.UNDRAWN} sign") in text
    assert text.endswith(words(pdf.NOT_DRAWN))


async def test_hostile_words_are_text_and_nothing_else(data: Path, clock: Clock) -> None:
    tables = (await released(data, clock)).tables()
    plain = acting(pdf.render(said(tables, "plain")))
    texts = [clean(one, lines=True)[:120] for one in HOSTILE if clean(one)]
    for place in range(0, len(texts), 40):
        some = texts[place : place + 40]
        content = pdf.render(said(tables, *some))
        assert acting(content) == plain
        text = told(content)
        letters = set(text) | {pdf.UNDRAWN}
        latin = [one for one in some if one.isascii()]
        for one in latin:
            assert words(one) in text, one
        for one in set(some) - set(latin):
            lost = {letter for letter in words(one) if letter.isalpha() and letter not in letters}
            assert len(lost) <= len(fonts.needed(one)[1]) + len(set(one)) // 3, (one, lost)


def acting(content: bytes) -> set[bytes]:
    """What in a PDF does something."""
    return set(
        re.findall(rb"/(?:JavaScript|JS|URI|Launch|AA|OpenAction|Annots?|AcroForm|EmbeddedFile)\b", content)
    )


async def test_a_line_after_a_name_of_another_script_is_in_its_own_letters(data: Path, clock: Clock) -> None:
    text = told(pdf.render(said((await released(data, clock)).tables(), "王小明")))
    assert words("Agreed. 24 people scored it: lowest 4, middle 5, 100 % at three or more.") in text


async def test_what_does_not_fit_on_a_page_goes_on_on_the_next(data: Path, clock: Clock) -> None:
    long = " ".join(f"word{number}" for number in range(900))
    live = await whole(data, clock)
    tables = live.session.tables()
    await live.close()
    for row in tables["actions"]:
        row["text"] = long
    text = told(pdf.render(Session.from_tables(tables)))
    assert all(f"word{number}" in text for number in range(900))


async def test_what_is_not_to_be_seen_is_not_in_it(data: Path, clock: Clock) -> None:
    text = told(pdf.render(await released(data, clock)))
    for why in ("erased", "private", "hidden", "waiting", "not for readers"):
        for one in UNSEEN[why]:
            assert words(one) not in text, why


async def test_before_it_is_released_it_is_page_one(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    before = read(pdf.render(live.session), "pdftotext", "-raw")
    await lead(live, clock, "/release")
    after = read(pdf.render(live.session), "pdftotext", "-raw")
    assert "\fDetail\n" in after
    assert "Detail\n" not in before
    await live.close()


async def test_the_same_session_makes_the_same_file(data: Path) -> None:
    live = await workshop(data)
    assert pdf.render(live.session) == pdf.render(live.session)
    await live.close()


def test_columns_share_the_page_and_none_is_lost() -> None:
    columns = (Column("No"), Column("What was said"), Column("Who"))
    table = Table(id="t", columns=columns, rows=(("1", "word " * 80, "Bo"),))
    parts = shares(table)
    assert sum(parts) == pytest.approx(1) and parts[1] > parts[2] > 0.04
    narrow = shares(Table(id="t", columns=columns[:2], rows=(("1", "2"),)))
    assert sum(narrow) < 0.5, "a small table is not stretched"
