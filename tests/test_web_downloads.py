"""What readers may take along, and that nothing comes from the web which is not released."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from docx import Document

import poppler
from conftest import Clock
from cop_tui.export import FORMATS, render
from sessions.live import LiveSession
from web_room import Rooms, reader, typed, workshop
from whole import UNSEEN, lead, whole

DETAIL = ("Families hear three different plans", "the night rota", "nights were short")
"""Words of the detail alone."""
NEVER = [words for why in ("erased", "private", "hidden", "waiting") for words in UNSEEN[why]]
READERS = [*NEVER, *UNSEEN["not for readers"]]
"""What no reader may see, released or not."""


def told(content: bytes) -> str:
    """What an answer says, whatever kind of file it is."""
    if content.startswith(b"%PDF"):
        return poppler.read(content, "pdftotext", "-raw").replace("\n", " ")
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [
                re.sub(r"<[^>]+>", "", packed.read(name).decode(errors="ignore"))
                for name in packed.namelist()
            ]
        return "\n".join(parts)
    return content.decode(errors="replace")


async def test_documents_come_once_the_detail_is_released(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    address = f"/s/{live.session.token}"
    async with reader(Rooms(live)) as browser:
        page = (await browser.get(address)).text
        assert f'href="{address}.html"' in page and ".docx" not in page
        for suffix in ("docx", "pdf", "md"):
            answer = await browser.get(f"{address}.{suffix}")
            assert answer.status_code == 403 and "has not opened the detail yet" in answer.text
        await lead(live, clock, "/release")
        page = (await browser.get(address)).text
        for suffix, format in (("html", "html"), ("docx", "word"), ("pdf", "pdf"), ("md", "markdown")):
            assert f'href="{address}.{suffix}" download' in page
            answer = await browser.get(f"{address}.{suffix}")
            assert answer.status_code == 200 and answer.content == render(live.session, format)
            assert (
                answer.headers["content-disposition"] == f'attachment; filename="{live.session.id}.{suffix}"'
            )
            assert answer.headers["cache-control"] == "no-store"
            assert all(words in told(answer.content) for words in DETAIL)
        assert Document(io.BytesIO((await browser.get(f"{address}.DOCX")).content)).paragraphs
    await live.close()


async def test_tables_and_mail_never_come_from_the_web(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    await lead(live, clock, "/release")
    async with reader(Rooms(live)) as browser:
        given = {
            format.suffix
            for format in FORMATS.values()
            if (await browser.get(f"/s/{live.session.token}.{format.suffix}")).status_code == 200
        }
    assert given == {"html", "docx", "pdf", "md"}
    await live.close()


async def test_before_the_end_the_page_is_not_there_to_be_taken(data: Path) -> None:
    live = await workshop(data, "/release", plan="launch")
    async with reader(Rooms(live)) as browser:
        for suffix in ("html", "pdf"):
            answer = await browser.get(f"/s/{live.session.token}.{suffix}")
            assert (answer.status_code, answer.headers["location"]) == (307, f"/s/{live.session.token}")
    await live.close()


async def test_a_document_that_cannot_be_made_says_so(data: Path, clock: Clock) -> None:
    from sessions.errors import Problem

    live: LiveSession = await whole(data, clock)
    await typed(live, "/release")
    rooms = Rooms(live)

    async def fails(token: str, format: str) -> bytes:
        raise Problem("The export met a fault of its own, and wrote nothing.")

    rooms.document = fails  # type: ignore[method-assign]
    async with reader(rooms) as browser:
        answer = await browser.get(f"/s/{live.session.token}.pdf")
    assert answer.status_code == 503 and "met a fault of its own" in answer.text
    await live.close()
