"""Blocks: every kind lowers to text, listing or table, and nobody sees what is not theirs to see yet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import msgspec
import pytest

import sessions
from conftest import Clock
from laws import ONE
from sessions import blocks, steps, summary
from sessions.activities import KINDS
from sessions.actors import Actor
from sessions.blocks import Audience, Bars, Block, Listing, Table, Text
from sessions.commands import AddNote, AddPerson, CastVote
from sessions.errors import Refused
from sessions.live import LiveSession
from sessions.scribe import parse
from sessions.steps import STEPS

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
ROOM: tuple[Audience, ...] = ("wall", "participant", "reader")

SAMPLES: tuple[Block, ...] = (
    Text(id="t", paragraphs=("one",)),
    Listing(id="l", items=(blocks.Item("1", "one", "more"),)),
    Table(id="t", columns=(blocks.Column("A"),), rows=(("1",),)),
    blocks.Prompt(id="p", text="Why?", help="Think.", privacy="No names."),
    blocks.Board(id="b", title="Board", sentence="Nothing yet."),
    blocks.Board(id="b", sentence="1 note.", lanes=(blocks.BoardLane("Risk", 1, (blocks.BoardNote("1", "wet floor", theme="A", author="Bo"),)), blocks.BoardLane("Empty", 0)), themes=(blocks.BoardTheme("A", "floors", 1, 3),)),
    blocks.Board(id="b", sentence="1 note.", hidden=True, lanes=(blocks.BoardLane("Risk", 1),)),
    blocks.Ballot(id="v", kind="dots", lines=(blocks.BallotLine("A", "floors", 3),)),
    blocks.Ballot(id="v", kind="dots", shown=True, lines=(blocks.BallotLine("A", "floors", 3),)),
    blocks.Ballot(id="v", kind="agree", shown=True, lines=(blocks.BallotLine("1", "floors", 3, 2, 1),)),
    blocks.Statement(id="s", version=1, text="We care.", sentence="Agreed.", scores=(0, 0, 0, 1, 2, 3), dissent="beds"),
    Bars(id="x", lines=(("A", "floors", 3),), unit="dots"),
    blocks.Doors(id="d", sentence="We start at 10:00.", starts="10:00", counts=(("24", "here"),), lines=("No patient details.",)),
    *(kind(id="k", columns=(blocks.Column("A"), blocks.Column("n", number=True)), rows=(("wet floor", "1"),)) for kind in (blocks.Roster, blocks.Actions, blocks.Missing, blocks.Measures, blocks.Times)),
    blocks.Matrix(id="m", rows=("nurse", "GP"), columns=("acute", "primary"), cells=((5, None), (None, 0))),
    blocks.Links(id="r", sentence="1 link.", links=(blocks.Link("R1", "floors", "falls", "-", "mats"),)),
    blocks.Links(id="r", links=(blocks.Link("R1", "floors", "falls", "+"),), drivers=(("floors", 1, 2), ("falls", -1, 0)), loops=(("floors → falls", "balancing"),)),
    blocks.Cards(id="c", cards=(blocks.Card("I1", "fewer falls", (("Change", "mats"), ("Measure", "")), "still open"),)),
)  # fmt: skip


def seen(*drawn: Block) -> str:
    """Everything that stands in blocks, as JSON."""
    return msgspec.json.encode(drawn).decode()


def everything(live: LiveSession, audience: Audience) -> str:
    """All that this audience may ever be shown of a session now."""
    drawn: list[Block] = [*summary.page_one(live.session, audience), *summary.detail(live.session, audience)]
    for activity in live.session.activities.values():
        for step in STEPS.values():
            drawn += step.blocks(live.session, activity, audience)
        drawn += steps.blocks(live.session, activity, audience)
    return seen(*drawn) + str(steps.offers(live.session) if audience == "participant" else "")


async def typed(live: LiveSession, text: str) -> None:
    for line in text.split(" | "):
        await live.submit(parse(line, live.session), ONE)


def kinds(base: type[Block] = Block) -> set[type[Block]]:
    """Every kind of block in this package; a test may make others."""
    here = [one for one in base.__subclasses__() if one.__module__.startswith("sessions.")]
    return {kind for one in here for kind in (one, *kinds(one))}


def test_every_kind_of_block_is_tried() -> None:
    assert {type(sample) for sample in SAMPLES} == kinds()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: type(sample).__name__)
def test_every_block_lowers_to_texts_listings_and_tables(sample: Block) -> None:
    lowered = sample.lower()
    assert lowered
    assert all(type(one) in (Text, Listing, Table) for one in lowered)
    assert all(one.lower() == (one,) for one in lowered)
    assert len({one.id for one in lowered}) == len(lowered)
    for table in lowered:
        if isinstance(table, Table):
            assert all(len(row) == len(table.columns) for row in table.rows)
            assert all(isinstance(cell, str) for row in table.rows for cell in row)


def test_lowering_keeps_the_words() -> None:
    assert "Kept beside it: beds" in seen(*SAMPLES[10].lower())
    assert '"Bo · floors"' in seen(*SAMPLES[5].lower())
    assert '"1 note, 3 cards"' in seen(*SAMPLES[5].lower())
    assert '["1","floors","3","1","2"]' in seen(*SAMPLES[9].lower())
    matrix, _, links, cards = (seen(*sample.lower()) for sample in SAMPLES[-4:])
    assert '["nurse","5","–","5"],["GP","–","0","–"],["all","5","–","5"]' in matrix
    assert '["floors","+1","2"],["falls","−1","0"]' in links
    assert '"more of floors, more of falls"' in links
    assert '"floors → falls","detail":"balancing"' in links
    assert '"Change: mats"' in cards
    assert "Measure" not in cards, "what is empty is left out"


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_every_step_of_every_activity_draws_for_everyone_at_any_time(
    live: LiveSession, audience: Audience
) -> None:
    assert everything(live, audience)
    await typed(
        live,
        "one | two | /theme late | /group A 1 | /say we care | /scores 5 4 | /vote A 1 | /pick A | /erase 1",
    )
    for _ in range(20):
        text = everything(live, audience)
        assert text
        for activity in live.session.activities.values():
            for block in steps.blocks(live.session, activity, audience):
                assert block.lower()
        try:
            await typed(live, "/next")
        except Refused:
            break


async def test_notes_that_are_hidden_are_in_no_block_for_the_room(live: LiveSession) -> None:
    await typed(live, "/go practice | WORDS of one | /here 9")
    for place in ("/go choose", "/vote 1 3", "/reveal", "/go identity", "/go domain"):
        await typed(live, place)
        for audience in ROOM:
            assert "WORDS" not in everything(live, audience), (place, audience)
    assert "WORDS" in everything(live, "facilitator")
    assert '"count":1' in everything(live, "wall"), "that there is a note is said"
    await typed(live, "/release")
    assert "WORDS" in everything(live, "reader")
    await typed(live, "/go practice | /reveal")
    for audience in ROOM:
        assert "WORDS" in everything(live, audience)
    await typed(live, "/hide 1")
    for audience in AUDIENCES:
        assert "WORDS" not in everything(live, audience)


async def test_results_are_in_no_block_before_they_are_revealed(live: LiveSession) -> None:
    await typed(
        live, "/here 99 | /theme a | /theme b | /theme c | /theme d | /next | /next | /next | /vote B 77"
    )
    for audience in AUDIENCES:
        drawn = steps.blocks(live.session, live.session.now, audience)
        assert '"for_":77' not in seen(*drawn)
        assert "What comes first" not in everything(live, audience)
    await typed(live, "/reveal")
    assert '"for_":77' in everything(live, "wall")
    assert "What comes first" in everything(live, "reader")


async def test_readers_see_no_author_before_the_detail_is_released(live: LiveSession) -> None:
    await live.submit(AddPerson(name="AMINA"), ONE)
    await live.submit(AddNote(text="no beds", author=1), ONE)
    assert "AMINA" in everything(live, "wall")
    assert "AMINA" not in everything(live, "reader")
    await typed(live, "/release")
    assert "AMINA" in everything(live, "reader")
    await typed(live, "/go practice | /reveal")
    await live.submit(AddNote(text="unnamed"), Actor("participant", "p1", 1))
    assert everything(live, "facilitator").count("AMINA") == everything(live, "wall").count("AMINA")
    board = steps.blocks(live.session, live.session.activities["practice"], "facilitator")
    assert "AMINA" not in seen(*board)


async def test_the_totals_of_the_summary_are_the_tallies(live: LiveSession) -> None:
    await live.submit(AddPerson(name="Amina"), ONE)
    await typed(live, "/here 20 | /theme a | /theme b | /theme c | /theme d | /next | /next | /next")
    await typed(live, "/vote A 5 | /vote B 3 | /ballot A B | /ballot C")
    await live.submit(CastVote(target="A", value=2), Actor("participant", "p1", 1))
    await typed(live, "/reveal")
    votes = sum(tally.sum.total for tally in live.session.tallies.values())
    (bars,) = [one for one in summary.page_one(live.session) if isinstance(one, Bars)]
    assert bars.lines == (("A", "a", 8), ("B", "b", 4), ("C", "c", 1))
    assert sum(number for _, _, number in bars.lines) == votes == 13
    method = seen(*summary.detail(live.session))
    assert "13 in all, 2 by ballot, 8 by hand, 3 by paper slip." in method


async def test_the_time_of_the_summary_is_the_time_taken(live: LiveSession, clock: Clock) -> None:
    await typed(live, "/next")
    clock.advance(minutes=7)
    await typed(live, "/go practice")
    table = next(one for one in summary.detail(live.session) if one.id == "times")
    assert table.rows[:3] == (("Domain", "20", "7"), ("Practice", "20", "0"), ("Choose", "8", "–"))
    assert table.sentence == "60 minutes were planned, 7 taken."


async def test_attendance_in_words(live: LiveSession) -> None:
    assert summary.attendance(live.session) == ""
    await typed(live, "/here 24, 6 no phone, 4 remote")
    assert summary.attendance(live.session) == "24 people, 6 without a phone, 4 remote"


def test_every_kind_names_steps_that_there_are() -> None:
    assert all(step in STEPS for kind in KINDS.values() for step, _ in kind.steps)


def test_sessions_is_the_standard_library_msgspec_and_tinydb() -> None:
    code = (
        "import pkgutil, sys, importlib, sessions\n"
        "before = set(sys.stdlib_module_names)\n"
        "for one in pkgutil.walk_packages(sessions.__path__, 'sessions.'): importlib.import_module(one.name)\n"
        "tops = {name.partition('.')[0] for name in sys.modules} - before\n"
        "print(' '.join(sorted(top for top in tops if not top.startswith('_'))))"
    )
    root = Path(sessions.__file__).parent.parent
    run = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"], capture_output=True, text=True, check=True, cwd=root)  # fmt: skip
    assert set(run.stdout.split()) <= {"sessions", "msgspec", "tinydb", "typing_extensions"}
