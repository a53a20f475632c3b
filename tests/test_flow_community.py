"""Three meetings of one community, a month apart: its page tells how it has grown, right to the number."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document

from conftest import Clock
from cop_tui.export import FORMATS, markdown, render, write
from cop_tui.export.document import drawn, in_words
from meetings import Meetings
from running import program
from sessions import growth
from sessions.blocks import Block
from sessions.errors import Malformed, NotFound
from sessions.growth import Growth
from sessions.stages import suggested
from sessions.summary.community import community_page
from web_room import Tags

DAY = 24 * 60
LAUNCH = (
    "/here 12",
    "/person Amina Khan; Royal Infirmary; nurse; band 6; acute",
    "/person Bo Berg; Ambulance trust; paramedic; ; acute",
    "/person Chen Li; Age Support; volunteer; ; voluntary",
    "/tie amina bo",
    "/go domain", "/say Nobody falls twice because two services did not talk", "/scores 5x12", "/agree",
    "/go identity", "/say Together we keep people on their feet", "/scores 5x7 4x5", "/agree",
    "/theme end wards 4", "/improve A; fewer falls on the end wards; a huddle at 20:00; falls a week; Amina; 20 dec",
    "/do write to the ambulance trust; Bo; 10 dec",
    "/do find one number; Chen; 20 dec",
    "/release",
)  # fmt: skip
SECOND = (
    "/here 9",
    "/here amina bo",
    "/person Sana Shah; City Council; manager; director; social care",
    "/tie bo sana",
    "/tried I1 four nights of seven; falls went down; adapt",
    "/done D1 they answered within a week",
    "/still D2 20 jan",
    "/story amina the falls meeting; nights are alone; a second huddle; falls 6 to 4; we own it now; yes",
    "/release",
)
THIRD = (
    "/here 14",
    "/here amina bo sana",
    "/person Eve Moss; Hill Surgery; GP; ; primary",
    "/gone chen",
    "/tie eve amina",
    "/tried I1 every night; the site manager carries it; adopt",
    "/done D1 on the poster in every ward",
    "/go identity", "/say Keeping our own roles, together we keep people on their feet, whoever they call",
    "/scores 5x10 4x4", "/agree",
    "/do ask the council for a year; Sana Shah; 1 mar",
    "/release",
)  # fmt: skip


async def three(data: Path, clock: Clock) -> Growth:
    """A launch, and two meetings that take over what was open."""
    held = Meetings(data, clock)
    await held.hold("2026-11-26", *LAUNCH, plan="launch")
    clock.advance(minutes=30 * DAY)
    await held.hold("2026-12-26", *SECOND)
    clock.advance(minutes=31 * DAY)
    await held.hold("2027-01-26", *THIRD, plan="launch")
    for live in held.open:
        await live.close()
    return Growth(growth.meetings(data, "falls prevention"))


def told(block: Block) -> str:
    """Every word of a block."""
    return block.sentence + markdown.paragraphs(in_words(drawn(block, 2))).replace("\\", "")


def block(found: Growth, name: str) -> Block:
    return next(one for one in community_page(found) if one.id == name)


async def test_three_meetings_a_month_apart(data: Path, clock: Clock) -> None:
    found = await three(data, clock)

    # It has met three times in two months, and new people came each time.
    assert [one.date for one in found.held] == ["2026-11-26", "2026-12-26", "2027-01-26"]
    assert found.months == 2
    assert [[one.name for one in came] for came in found.came] == [
        ["Amina Khan", "Bo Berg", "Chen Li"], ["Sana Shah"], ["Eve Moss"],
    ]  # fmt: skip
    assert [[one.name for one in left] for left in found.left] == [[], [], ["Chen Li"]]
    assert "5 people by name since the first meeting; 1 left." in told(block(found, "members"))

    # It reached across boundaries that it had not spanned before.
    assert found.spanned[0]["organisation"] == ["Royal Infirmary", "Ambulance trust", "Age Support"]
    assert found.spanned[1] == {
        "organisation": ["City Council"], "profession": ["manager"], "hierarchy": ["director"], "sector": ["social care"],
    }  # fmt: skip
    assert found.spanned[2] == {"organisation": ["Hill Surgery"], "profession": ["GP"], "sector": ["primary"]}
    assert "7 groups came in after the first meeting." in told(block(found, "spanned"))
    assert "director" not in told(block(found, "spanned")), "bands are never named"
    assert "1 band" in told(block(found, "spanned")) and "26 Nov 2026" in told(block(found, "spanned"))

    # Ties grew, one a meeting, and were carried along.
    assert found.ties == [1, 2, 3]
    assert "3 ties between people are known, 1 of them since the meeting before." in told(
        block(found, "ties")
    )

    # What was promised was carried from meeting to meeting, and came to an end.
    assert (len(found.improvements), len(found.actions)) == (1, 3)
    assert (found.cycles, found.adopted) == (2, 1)
    assert (len(found.due), len(found.kept), len(found.on_time)) == (3, 3, 0)
    kept = told(block(found, "kept"))
    assert (
        "3 promises were due by the last meeting: 3 kept, 0 of them by the day that was agreed first." in kept
    )
    assert "%" not in kept, "too few for a part of a hundred"
    assert "1 promise is open." in told(block(found, "open"))
    tests = told(block(found, "tests"))
    assert "1 small test: 2 came to an end, 1 change adopted." in tests
    for words in ("four nights of seven", "the site manager carries it", "adopted"):
        assert words in tests

    # Who they are together has its history, the present one first.
    history = told(block(found, "identity_statement-history"))
    assert history.index("v2: Keeping our own") < history.index("v1: Together we keep")

    # One story tells of value.
    assert len(found.stories) == 1
    assert sum(found.value().values()) > 0
    assert "1 story of value" in told(block(found, "value"))


def counted(found: Growth) -> tuple[object, ...]:
    """What the page counts, without anybody's name."""
    people = [[len(one) for one in part] for part in (found.came, found.left)]
    promises = (len(found.promises), len(found.due), len(found.kept), len(found.on_time), found.cycles)
    return people, found.ties, promises, found.adopted, len(found.stories), suggested(found).stage


@pytest.mark.parametrize("name", ["Amina Khan", "Bo Berg", "Chen Li", "Eve Moss"])
async def test_whoever_is_forgotten_counts_still(data: Path, clock: Clock, name: str) -> None:
    before = await three(data, clock)
    assert program(data, "forget", "last", name, "--redact", "--yes").returncode == 0
    after = Growth(growth.meetings(data, "falls prevention"))
    assert counted(after) == counted(before)
    page = "".join(map(told, community_page(after)))
    assert name not in page and name.split()[1] not in page
    assert "5 people by name since the first meeting, 1 of whom was forgotten; 1 left." in page
    assert "3 ties between people are known" in page


async def test_two_who_were_forgotten_are_two(data: Path, clock: Clock) -> None:
    """Nothing tells one from the other but where they were noted."""
    before = await three(data, clock)
    for name in ("Amina Khan", "Bo Berg", "Eve Moss", "Sana Shah"):
        assert program(data, "forget", "last", name, "--redact", "--yes").returncode == 0
    after = Growth(growth.meetings(data, "falls prevention"))
    assert counted(after) == counted(before)
    # The next meeting takes over nobody without a name, and counts nobody twice.
    held = Meetings(data, clock)
    await (await held.hold("2027-02-26", "/person Finn Ode", "/release")).close()
    last = Growth(growth.meetings(data, "falls prevention"))
    assert (last.ties, [len(came) for came in last.came]) == ([1, 2, 3, 3], [3, 1, 1, 1])


async def test_an_answer_that_nobody_else_gave_goes_with_them_and_a_group_with_it(
    data: Path, clock: Clock
) -> None:
    before = await three(data, clock)
    assert before.spanned[0]["organisation"] == ["Royal Infirmary", "Ambulance trust", "Age Support"]
    assert program(data, "forget", "last", "Bo Berg", "--redact", "--yes").returncode == 0
    after = Growth(growth.meetings(data, "falls prevention"))
    assert after.spanned[0]["organisation"] == ["Royal Infirmary", "Age Support"]
    assert after.spanned[0]["sector"] == ["acute", "voluntary"], "others gave that one, too"


async def test_a_stage_is_suggested_with_its_reasons_and_never_a_score(data: Path, clock: Clock) -> None:
    found = await three(data, clock)
    stages = [suggested(Growth(found.held[: many + 1])) for many in range(3)]
    assert [one.stage for one in stages] == ["potential", "coalescing", "maturing"]
    assert stages[0].lacking == ("a second meeting",)
    assert stages[1].reasons == ("2 meetings were held", "what matters to all is agreed")
    assert stages[1].lacking == ("a third meeting",)
    assert "2 small tests came to an end" in stages[2].reasons
    assert stages[2].following == "stewardship" and "a year of meetings" in stages[2].lacking
    page = told(block(found, "stage"))
    assert "no score" in page and not re.search(r"\d+ ?%|\d of \d", page)


async def test_a_tie_or_a_promise_that_is_erased_is_gone_from_the_page(data: Path, clock: Clock) -> None:
    held = Meetings(data, clock)
    live = await held.hold("2026-11-26", *LAUNCH, plan="launch")
    await held.say(live, "/erase D1")
    await live.close()
    found = Growth(growth.meetings(data, "Falls prevention"))
    assert len(found.actions) == 1
    assert "write to the ambulance trust" not in "".join(map(told, community_page(found)))


async def test_names_are_told_only_where_the_detail_was_opened(data: Path, clock: Clock) -> None:
    live = await Meetings(data, clock).hold("2026-11-26", *LAUNCH[:-1], plan="launch")
    await live.close()
    held_alone = growth.meetings(data, "Falls prevention")
    page = "".join(map(told, community_page(Growth(held_alone))))
    assert "3 people came for the first time" in page
    assert not [name for name in ("Amina", "Bo Berg", "Chen", "Royal Infirmary") if name in page]
    assert "Amina Khan" in "".join(map(told, community_page(Growth(held_alone, "wall"))))


async def test_every_document_has_it_whole(data: Path, clock: Clock, tmp_path: Path) -> None:
    found = await three(data, clock)
    for format in ("word", "pdf", "html", "markdown"):
        (path,) = write(found, format, tmp_path)
        assert path.name == f"falls-prevention-community.{FORMATS[format].suffix}"
        assert path.read_bytes() == render(found, format)
    made = Document(io.BytesIO(render(found, "word")))
    headings = [one.text for one in made.paragraphs if one.style and "Heading" in (one.style.name or "")]
    assert headings == [one.title for one in community_page(found)]
    page = render(found, "html").decode()
    assert "<script" not in page and page.count("<h1") == 1
    assert "whoever they call" in Tags(page).text
    assert b"whoever they call" in render(found, "markdown")
    for format in set(FORMATS) - {"word", "pdf", "html", "markdown"}:
        with pytest.raises(Malformed, match="written as word, pdf, html, markdown"):
            write(found, format, tmp_path)


async def test_the_command_shows_it_and_writes_it(data: Path, clock: Clock, tmp_path: Path) -> None:
    await three(data, clock)
    shown = program(data, "community", "Falls prevention")
    assert shown.returncode == 0 and shown.stdout.startswith("# The community over its meetings")
    wrote = program(data, "community", "falls prevention", "--to", "html", "--out", str(tmp_path / "out"))
    assert wrote.stdout.split() == [str(tmp_path / "out" / "falls-prevention-community.html")]
    unknown = program(data, "community", "Wound care")
    assert unknown.returncode == 1 and "Wound care is no community here" in unknown.stderr
    with pytest.raises(NotFound):
        growth.meetings(data, "Wound care")


async def test_a_meeting_that_cannot_be_read_is_left_out_and_said(data: Path, clock: Clock) -> None:
    found = await three(data, clock)
    folder = data / "sessions" / found.held[0].id
    (folder / "record.json").unlink(missing_ok=True)
    (folder / "journal.jsonl").write_bytes(b"damaged\n")
    findings: list[str] = []
    rest = growth.meetings(data, "Falls prevention", findings)
    assert [one.date for one in rest] == ["2026-12-26", "2027-01-26"]
    assert (
        findings == ["Launch of 2026-11-26 cannot be read, and is left out here."]
        or "2026-11-26" in findings[0]
    )
