"""The summary as a page, and as one file."""

from __future__ import annotations

from pathlib import Path

from cop_tui.html.summary import Summary, copy
from sessions.blocks import Bars, Statement
from web_room import DOMAIN, WORKSHOP, commented, typed, workshop


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
    assert "3 and 4 tie." in page
    assert "Not settled" in page
    assert "/runoff" not in page
    await live.close()
