"""The summary as a page, and as one file."""

from __future__ import annotations

from pathlib import Path

from conftest import Clock
from cop_tui.html.summary import NOT_YET, Summary, copy
from hostile import HOSTILE
from sessions.blocks import Bars, Statement
from sessions.clean import clean
from web_room import DOMAIN, WORKSHOP, Tags, commented, typed, without_pictures, workshop
from whole import UNSEEN, lead, said, whole


async def test_the_identity_stands_in_the_band(data: Path) -> None:
    live = await workshop(data)
    summary = Summary.of(live.session)
    assert summary.identity is not None
    assert summary.identity.text.startswith("Keeping our own roles")
    assert summary.identity not in summary.first
    assert [type(one) for one in summary.first] == [Statement, Bars, Bars]
    assert summary.halves == {"domain-first", "choose-first"}
    await live.close()


async def test_without_an_identity_the_band_has_none(data: Path) -> None:
    live = await workshop(data, DOMAIN)
    summary = Summary.of(live.session)
    assert summary.identity is None
    assert not summary.halves
    assert summary.when == "Thursday 26 November 2026 · 23 people, 6 without a phone, 4 remote"
    await live.close()


async def test_detail_is_there_once_it_is_released(data: Path) -> None:
    live = await workshop(data)
    assert Summary.of(live.session).detail == ()
    assert ("detail", "Detail") not in Summary.of(live.session).places
    await typed(live, "/release")
    assert Summary.of(live.session).detail
    assert ("detail", "Detail") in Summary.of(live.session).places
    await live.close()


async def test_a_session_that_has_not_begun_has_a_page(data: Path) -> None:
    live = await workshop(data, "")
    assert "Nothing is agreed yet" in copy(live.session)
    await live.close()


async def test_a_copy_needs_nothing_but_itself(data: Path) -> None:
    live = await workshop(data, f"{WORKSHOP}\n/release")
    await commented(live, "Good work", "Priya")
    page = copy(live.session)
    assert "--band: #4b173c" in page
    assert "Good work" in page
    assert "Priya" in page
    assert "Families hear three different plans" in page
    assert "<form" not in page
    assert "<script" not in page
    assert '<link rel="stylesheet"' not in page
    assert live.session.token not in page
    assert ' href="/' not in page
    await live.close()


async def test_dissent_is_kept_beside_the_statement(data: Path) -> None:
    lines = "/go identity\n/next\n/say Together we care\n/scores 5x3 1\n/agree anyway; the ward disagrees"
    live = await workshop(data, lines)
    assert "the ward disagrees" in copy(live.session)
    await live.close()


async def test_votes_of_several_activities_are_told_apart(data: Path) -> None:
    live = await workshop(data)
    assert [name for _, name in Summary.of(live.session).places] == [
        "What comes first: Domain",
        "What comes first: Choose",
        "Comments",
    ]
    await live.close()


async def test_a_tie_is_said_without_the_facilitators_line(data: Path) -> None:
    tied = "/here 20\n/go practice\n1\n2\n3\n4\n/reveal\n/go choose\n/vote 1 9\n/vote 2 5\n/vote 3 3\n/vote 4 3\n/reveal"
    live = await workshop(data, tied)
    page = copy(live.session)
    assert "3 and 4 tie for third." in page
    assert "Not settled" in page
    assert "/runoff" not in page
    await live.close()


async def test_the_page_opens_at_the_last_step(data: Path) -> None:
    live = await workshop(data, "/session ask an hour a month\n/here 9\n/release\n/go goals", plan="launch")
    await commented(live, "Looking forward")
    before, page = Summary.of(live.session), copy(live.session)
    assert (before.identity, before.first, before.detail) == (None, (), ())
    assert before.places == (("comments", "Comments"),)
    assert page.count(NOT_YET) == 1
    assert "an hour a month" not in page
    assert "Looking forward" in page
    await typed(live, "/go close\n/next")
    assert NOT_YET in copy(live.session), "feedback comes first"
    await typed(live, "/next")
    after, page = Summary.of(live.session), copy(live.session)
    assert after.first
    assert after.detail
    assert NOT_YET not in page
    assert "an hour a month" in page
    await typed(live, "/undo")
    assert not Summary.of(live.session).first, "it was entered by a slip of the finger"
    await typed(live, "/next\n/back")
    assert Summary.of(live.session).first, "a reader who has the page keeps it"


async def test_a_plan_without_an_end_is_open_from_the_beginning(data: Path) -> None:
    live = await workshop(data, "", plan="hour")
    assert NOT_YET not in copy(live.session)
    await live.close()


async def test_whoever_writes_the_file_has_page_one_before_the_end(data: Path) -> None:
    live = await workshop(data, "/session ask an hour a month", plan="launch")
    assert "an hour a month" in copy(live.session, opened=True)
    await live.close()


async def test_what_was_agreed_at_an_earlier_meeting_stands_in_the_band(data: Path, clock: Clock) -> None:
    live = await whole(data, clock, close=False)
    live.session.statements.clear()
    summary = Summary.of(live.session)
    assert summary.identity is not None
    assert summary.identity.text == "We are here for people who fall."
    await live.close()


async def test_a_rich_session_is_one_page_of_well_made_html(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    await lead(live, clock, "/release")
    page = copy(live.session)
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    text = Tags(page).text
    for words in ("fewer falls on the end wards", "What pushes most", "Ours", "K1", "about I1", "not shown"):
        assert words in text
    for words in (words for why in UNSEEN.values() for words in why):
        assert words not in text
    assert "<script" not in page
    assert "<form" not in page
    assert not [part for part in page.split('href="')[1:] if not part.startswith(("#", "data:"))]
    await live.close()


async def test_the_two_short_ends_stand_beside_each_other(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    assert {"ask", "next-meeting"} < Summary.of(live.session).halves
    await live.close()


async def test_hostile_words_in_every_field_make_no_part_of_the_page(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    await lead(live, clock, "/release")
    tables = live.session.tables()
    plain = Tags(without_pictures(copy(said(tables, "plain"))))
    for words in (kept for one in HOSTILE if (kept := clean(one)[:200])):
        made = Tags(without_pictures(copy(said(tables, words))))
        assert made.tags == plain.tags, words
        assert made.attributes == plain.attributes, words
    await live.close()
