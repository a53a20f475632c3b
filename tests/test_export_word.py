"""Word: the document as another reader takes it apart."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as Made
from docx.oxml.ns import qn

from conftest import Clock
from cop_tui.export import word
from cop_tui.export.document import Heading, document
from hostile import HOSTILE
from sessions.clean import clean
from sessions.session import Session
from web_room import workshop
from whole import UNSEEN, lead, said, whole


async def released(data: Path, clock: Clock) -> Session:
    live = await whole(data, clock)
    await lead(live, clock, "/release")
    await live.close()
    return live.session


def opened(session: Session) -> Made:
    return Document(io.BytesIO(word.render(session)))


def text_of(made: Made) -> str:
    """Every word in it, cell by cell too."""
    return "\n".join(
        "".join(run.text or "" for run in one.iter(qn("w:t"))) for one in made.element.iter(qn("w:p"))
    )


async def test_headings_are_headings_and_page_one_stands_alone(data: Path, clock: Clock) -> None:
    session = await released(data, clock)
    made = opened(session)
    found = [
        (one.style.name, one.text)
        for one in made.paragraphs
        if one.style and "Heading" in (one.style.name or "")
    ]
    expected = [
        (f"Heading {min(part.level - 1, 3)}", " ".join(part.words.split()))
        for part in document(session)
        if isinstance(part, Heading) and part.level > 1
    ]
    assert found == expected and len(found) > 20
    (title,) = [one.text for one in made.paragraphs if one.style and one.style.name == "Title"]
    assert title == session.title == made.core_properties.title
    apart = [one.text for one in made.paragraphs if one.paragraph_format.page_break_before]
    assert apart == ["Detail"]
    assert made.core_properties.language == "en-GB"


async def test_tables_repeat_their_header_and_keep_rows_whole(data: Path, clock: Clock) -> None:
    made = opened(await released(data, clock))
    assert len(made.tables) > 5
    for table in made.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))
        assert not [row for row in others if row._tr.trPr.find(qn("w:tblHeader")) is not None]
        across = sum(column.width for column in table.columns)
        assert across <= word.Cm(word.ACROSS + 0.1), "it ends at the margin"


async def test_hostile_words_are_text_and_nothing_else(data: Path, clock: Clock) -> None:
    tables = (await released(data, clock)).tables()
    plain = parts(said(tables, "plain"))
    texts = [clean(one, lines=True)[:200] for one in HOSTILE if clean(one)]
    for place in range(0, len(texts), 40):
        some = texts[place : place + 40]
        session = said(tables, *some)
        assert parts(session) == plain, some
        told = text_of(opened(session))
        assert all(" ".join(words.splitlines()[0].split()) in told for words in some), (
            "and stay as they were said"
        )


def parts(session: Session) -> list[str]:
    """The files of the package, and its elements that do something."""
    with zipfile.ZipFile(io.BytesIO(word.render(session))) as packed:
        body = packed.read("word/document.xml").decode()
        relations = packed.read("word/_rels/document.xml.rels").decode()
        names = sorted(name for name in packed.namelist() if not name.startswith("word/media/"))
    acting = re.findall(r"<w:(?:fldSimple|instrText|hyperlink|object|pict|altChunk)\b", body)
    related = re.findall(r'Type="([^"]+)"', relations)
    return [*names, *acting, *sorted(one for one in related if not one.endswith("/image"))]


async def test_the_same_session_makes_the_same_file(data: Path) -> None:
    live = await workshop(data)
    made = word.render(live.session)
    assert made == word.render(live.session)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert {one.date_time[0] for one in packed.infolist()} == {1980}
    await live.close()


async def test_what_is_not_to_be_seen_is_not_in_it(data: Path, clock: Clock) -> None:
    told = text_of(opened(await released(data, clock)))
    for why in ("erased", "private", "hidden", "waiting", "not for readers"):
        for words in UNSEEN[why]:
            assert words not in told, why


async def test_before_it_is_released_it_is_page_one(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    assert "Detail" not in [one.text for one in opened(live.session).paragraphs]
    await live.close()
