"""What a room takes along: the code, what stands with it, and whose it is, in windows of every size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from screens import glyphs, qr, share
from screens.cells import width
from screens.frame import Space
from screens.sheet import Sheet
from sessions.live import LiveSession, Pulse
from sessions.objects import Comment
from sessions.session import Session

HERE = Pulse(address="http://192.168.1.20:8642")
WIDTHS = (60, 66, 72, 79, 80, 81, 90, 109, 110, 120, 149, 150, 160, 200)
HEIGHTS = (18, 20, 22, 24, 29, 30, 31, 33, 36, 40, 44, 50, 60)


@pytest.fixture
async def session(data: Path, clock: Any) -> Any:
    live = LiveSession.create(
        data, community="Falls prevention", plan="launch", date="2026-11-26", clock=clock
    )
    yield live.session
    await live.close()


@pytest.fixture
def plain_glyphs() -> Iterator[None]:
    glyphs.use(ascii_only=True)
    yield
    glyphs.use(ascii_only=False)


def drawn(
    session: Session, size: tuple[int, int], pulse: Pulse = HERE, *, bare: bool = False
) -> tuple[Sheet, Space, Space, int, int]:
    """The sheet with the code, the space before and after it, and the rows between which words may stand."""
    sheet, space = Sheet(*size), Space(*size)
    end = space.band - 1
    left, last = share.draw(sheet, space, session, pulse, end, bare=bare)
    return sheet, space, left, last, end


def words(sheet: Sheet) -> str:
    """What is read, without the blanks that lines break at."""
    return "".join(sheet.text().split())


@pytest.mark.parametrize("bare", [False, True])
def test_the_address_stands_at_every_size_and_nothing_over_the_code(session: Session, bare: bool) -> None:
    session.token, coded = "abcdefgh23", 0
    for size in product(WIDTHS, HEIGHTS):
        sheet, space, left, last, end = drawn(session, size, bare=bare)
        assert "192.168.1.20:8642/s/abcdefgh23" in words(sheet), size
        assert left.right >= space.margin + 30 and last <= end, "there is room for words"
        code = [
            (x, y)
            for y, row in enumerate(sheet.rows)
            for x, (_, look) in enumerate(row)
            if look.on in ("black", "white")
        ]
        if not code:
            assert left == space and (bare or "window taller" in sheet.text() or space.tall), size
            continue
        coded += 1
        across, down = (sorted({place[axis] for place in code}) for axis in (0, 1))
        assert len(code) == len(across) * len(down), "it is whole"
        assert across[0] >= left.right + share.GAP and across[-1] < space.right, size
        assert down[0] > space.top and down[-1] <= end, size
        beside = [
            x
            for y, row in enumerate(sheet.rows)
            for x, (text, look) in enumerate(row)
            if text.strip() and look.on == "paper"
        ]
        assert all(space.margin <= x < space.right for x in beside), size
    assert coded > 100


@pytest.mark.parametrize("size", [(80, 22), (120, 40), (160, 50), (200, 60)])
@pytest.mark.parametrize("spare", [False, True])
def test_what_is_drawn_scans(session: Session, size: tuple[int, int], spare: bool) -> None:
    session.token = "abcdefgh23"
    glyphs.use(ascii_only=spare)
    try:
        sheet, *_ = drawn(session, size)
    finally:
        glyphs.use(ascii_only=False)
    codes = zxingcpp.read_barcodes(picture(sheet))
    if spare and size[0] < 160:
        assert not codes, "in ASCII it is large or not there"
    else:
        assert [code.text for code in codes] == ["HTTP://192.168.1.20:8642/S/ABCDEFGH23"]


def picture(sheet: Sheet, scale: int = 4) -> Image.Image:
    """A sheet's cells as pixels, two to a cell one above the other."""
    halves = {"▀": (True, False), "▄": (False, True)}
    image = Image.new("L", (sheet.width, sheet.height * 2), 255)
    for y, row in enumerate(sheet.rows):
        for x, (text, look) in enumerate(row):
            upper, lower = (
                halves.get(text, (False, False)) if look.on == "white" else (look.on == "black",) * 2
            )
            image.putpixel((x, 2 * y), 0 if upper else 255)
            image.putpixel((x, 2 * y + 1), 0 if lower else 255)
    return image.resize((sheet.width * scale, sheet.height * 2 * scale), Image.Resampling.NEAREST)


def test_what_is_said_about_it_follows_what_is_so(session: Session) -> None:
    assert "Works while we are in this room." in drawn(session, (120, 40))[0].text()
    session.released = True
    session.comments[1] = Comment(number=1, text="thanks", at=1)
    text = drawn(session, (120, 40))[0].text()
    assert "Its detail is open to readers." in text and "1 comment so far." in text
    assert "1 comment" not in drawn(session, (80, 22))[0].text(), "where room is short, the words go first"


@pytest.mark.parametrize("size", [(60, 18), (80, 22), (160, 50)])
def test_without_a_network_there_is_a_sentence_and_no_address(
    session: Session, size: tuple[int, int]
) -> None:
    sheet, space, left, last, end = drawn(session, size, Pulse())
    assert share.address(session, Pulse()) == ""
    assert "Nonetwork:thesummaryiskepthereandcanbeexported." in words(sheet)
    assert left == space and last < end


def test_in_ascii_the_code_is_large_or_not_there(session: Session, plain_glyphs: None) -> None:
    assert qr.scales() == (2,)
    assert not any(look.on == "black" for row in drawn(session, (80, 22))[0].rows for _, look in row)
    assert any(look.on == "black" for row in drawn(session, (160, 50))[0].rows for _, look in row)


NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60)


@given(
    community=NAMES,
    title=NAMES,
    here=st.integers(0, 2000),
    across=st.sampled_from(WIDTHS),
    taken=st.sampled_from((0, 30, 36, 72)),
    closed=st.booleans(),
)
def test_the_head_keeps_within_its_columns(
    community: str, title: str, here: int, across: int, taken: int, closed: bool
) -> None:
    session = Session(id="s", date="2026-11-26", title=title)
    session.community.name, session.closed = community, int(closed)
    session.attendance.present = here
    space = Space(across, 22, taken if across - taken > 40 else 0)
    sheet = Sheet(across, 22)
    share.head(sheet, space, session)
    row = sheet.rows[space.top]
    assert "".join(text for text, _ in row[space.right :]).strip() == ""
    shown = "".join(text for text, _ in row).strip()
    assert shown.startswith(("The summary", "Thank you")) and width(shown) <= space.across
    assert "".join(text for text, _ in sheet.rows[space.top + 1]).strip() == "─" * space.across
