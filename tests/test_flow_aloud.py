"""A workshop that is heard instead of seen: each thing is said once, in few words, and all of it can be asked for."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import scribe_room
from conftest import Clock
from cop_tui import stdin as mode
from cop_tui.plain import PAGE, Plain
from laws import ONE
from running import new_session, program, stop
from scribe_room import empty, furnished
from sessions.actors import Actor
from sessions.acts import ACTS
from sessions.live import LiveSession
from sessions.steps import blocks

STORY = Path(__file__).parent.parent / "docs" / "stories" / "launch.txt"
TWO = Actor("terminal", "two")


class Ear:
    """A terminal in plain mode, and what was heard of it since it was last asked."""

    def __init__(self, live: LiveSession, clock: Clock) -> None:
        self.live, self.clock = live, clock
        self.out, self.screen = io.StringIO(), io.StringIO()
        self.plain = Plain(live, ONE, out=self.out, screen=self.screen, file=False, clock=clock)
        self.plain.where()

    async def hear(self, *lines: str) -> list[str]:
        """Type lines, and return what stderr said."""
        self.heard()
        for line in lines:
            await self.plain.take(line)
        return self.heard()

    def heard(self) -> list[str]:
        """What stderr said since it was last asked."""
        said = self.screen.getvalue().splitlines()
        self.screen.truncate(self.screen.seek(0))
        return said

    @property
    def answer(self) -> str:
        """The last line of stdout."""
        return self.out.getvalue().splitlines()[-1]


@pytest.fixture
async def ear(data: Path) -> AsyncIterator[Ear]:
    clock = Clock()
    live = await furnished(data, clock)
    yield Ear(live, clock)
    await live.close()


@pytest.fixture
async def fresh(data: Path) -> AsyncIterator[Ear]:
    clock = Clock()
    live = empty(data, clock)
    yield Ear(live, clock)
    await live.close()


def test_the_launch_is_led_by_ear(data: Path) -> None:
    new_session(data, "--plan", "launch")
    try:
        done = program(data, "open", "last", "--plain", "--no-web", typed=STORY.read_text(encoding="utf-8"))
    finally:
        stop(data)
    assert done.returncode == 0, done.stdout
    said = done.stderr.splitlines()
    assert said[0].startswith("Words are kept as a note. /next goes on")
    for heard in (
        "Welcome, 1 of 12, gather", "/next starts the clock",
        "Now: any words are a note in Ours; with @Not ours before them, there",
        "/next reveals the notes that are hidden.",
        "Practice: 0 notes: Risk 0, Challenge 0, Solution 0, hidden until they are revealed.",
        "Practice: 10 notes: Risk 3, Challenge 4, Solution 3.",
        "We say (version 1): Not yet: 2 people are below three.",
        "Now: how many fingers? 3 fives, 2 fours",
        "Now: /person name; organisation; profession",
        "/next ends the vote and shows it.",
        "Choose: 14 dots in, hidden until the vote ends. 14 by hand.",
        "A: nights alone, Dots 21",
        "We meet again: Thursday 14 January 2027, 10:00 · Hill Surgery · host Bo Li · nights",
        "/close ends the session for everyone, at once and for good.",
        "The session is closed for everyone; nothing more is taken down. 22 notes and 3 promises are kept.",
    ):  # fmt: skip
        assert heard in done.stderr, heard
    hidden = done.stderr.partition("/next reveals the notes that are hidden.")[0]
    assert "Night staff" not in hidden, "hidden words are not read before they are revealed"
    assert "Falls prevention" not in "".join(said[3:]), "whose workshop it is was said once"
    before = done.stderr.partition("Choose: 71 dots on 7 themes.")[0]
    assert "nights alone, Dots" not in before, "nobody hears how it stands before the vote ends"
    assert max(map(len, said)) < 240, "no sentence is longer than an ear can hold"


async def test_a_long_board_is_read_in_pages(ear: Ear) -> None:
    for number in range(30):
        await ear.plain.take(f"thought {number}")
    first = await ear.hear("/board")
    assert sum("thought" in line or "note number" in line for line in first) <= PAGE
    assert any(line.endswith("/board more reads on, /board all reads all.") for line in first)
    second = await ear.hear("/board more")
    rest = [line for line in (await ear.hear("/board more", "/board more")) if "thought" in line]
    told = [line for line in (*first, *second, *rest) if "thought" in line]
    assert sorted(told) == sorted(line for line in await ear.hear("/board all") if "thought" in line)
    assert len(set(told)) == 30
    assert await ear.hear("/board more") == ["That was all."]


async def test_one_thing_is_read_by_its_handle(ear: Ear) -> None:
    assert await ear.hear("/board 4") == ["Note 4: note number 4", "Domain, Concerns."]
    assert ear.answer == "ok board 4"
    await ear.hear("/group B 4")
    assert await ear.hear("/board 4") == ["Note 4: note number 4", "Domain, Concerns, theme B beds."]
    assert await ear.hear("/board b") == ["Theme B beds: 1 note.", "4 note number 4"]
    assert await ear.hear("/board A") == ["Theme A papers: 0 notes, and 7 paper cards."]
    assert await ear.hear("/board D1") == ["D1 write to the trust"]
    assert await ear.hear("/board 99", "/board Z") == []
    assert ear.answer.startswith("no line") and "no theme Z" in ear.answer


async def test_what_is_hidden_is_not_read_by_its_handle_either(ear: Ear) -> None:
    await ear.hear("/hide 4", "/hide D1", "/go practice", "a hidden thought")
    for handle in ("4", "D1", "12", "10"):
        assert await ear.hear(f"/board {handle}") == []
        assert ear.answer.startswith("no line")
    assert "a hidden thought" not in " ".join(await ear.hear("/board all"))


async def test_what_was_revealed_is_read_at_once(ear: Ear) -> None:
    await ear.hear("/go practice", "nights alone")
    said = await ear.hear("/next")
    assert ear.answer == "ok notes shown" and "12 nights alone" in said
    await ear.hear("/go choose", "/vote B 3")
    said = await ear.hear("/reveal")
    assert "B: beds, Dots 3" in said


async def test_lines_come_to_one_sentence_each_and_notes_to_none(ear: Ear) -> None:
    assert await ear.hear("one more thought") == []
    said = await ear.hear("/person Finn; Age Support; volunteer")
    assert len(said) <= 1
    said = await ear.hear("/do ring; Bo; 14 jan")
    assert said[0] == "D2 Bo, Thursday 14 January 2027."


async def test_help_is_of_this_step_of_a_word_or_whole(ear: Ear) -> None:
    said = await ear.hear("/help")
    assert said[0] == "For this step, gather:" and said[1].startswith(
        "/lane lane: puts what comes next in a lane."
    )
    assert len(said) < PAGE
    said = await ear.hear("/help go")
    assert said[0] == "/go activity: goes to an activity. For example /go practice"
    assert said[1].startswith("There is: ") and "practice Practice" in said[1]
    said = await ear.hear("/help vote")
    assert "For example /vote A 7" in said[0] and "A papers" in said[1]
    said = await ear.hear("/help slip")
    assert [line.split()[0] for line in said[:1]] == ["/ballot"]
    said = await ear.hear("/help all")
    for act in ACTS:
        assert any(line.startswith(act.usage) for line in said)
    assert await ear.hear("/help xyzzy") == ["No line is about xyzzy. /help all reads every line."]


async def test_nothing_hidden_is_offered_by_help(ear: Ear) -> None:
    await ear.hear("/go practice", "a hidden thought", "/go domain", "/do hush; Eve", "/hide D2")
    said = " ".join([*await ear.hear("/help edit 1"), *await ear.hear("/help show")])
    assert "a hidden thought" not in said and "hush" not in said


# Others


async def test_notes_of_others_are_told_as_a_count(ear: Ear) -> None:
    await ear.hear("mine")
    ear.plain.others()
    assert ear.heard() == []
    await scribe_room.typed(ear.live, "theirs", TWO)
    await scribe_room.typed(ear.live, "and another", TWO)
    ear.plain.others()
    assert ear.heard() == ["2 notes from elsewhere, 14 in all. /board reads them."]
    ear.plain.others()
    assert ear.heard() == []
    assert "theirs" in " ".join(await ear.hear("/board"))


async def test_where_others_went_is_told_and_a_note_stays_where_it_was_begun(ear: Ear) -> None:
    ear.heard()
    await scribe_room.typed(ear.live, "/go practice", TWO)
    ear.plain.others()
    ear.plain.others()
    assert ear.heard() == ["Elsewhere it was gone on: Practice, gather. Enter goes along and reads it."]
    said = await ear.hear("begun in the domain")
    assert ear.live.session.notes[12].activity == "domain" and said[0].startswith("Practice, 5 of 14")
    await scribe_room.typed(ear.live, "/go domain", TWO)
    assert (await ear.hear(""))[0].startswith("Domain, 3 of 14"), "an empty line goes along"


async def test_what_a_line_on_its_way_does_is_told_by_its_answer_alone(ear: Ear) -> None:
    submit = ear.live.submit

    async def slow(*words: object) -> object:
        receipt = await submit(*words)  # type: ignore[arg-type]
        ear.plain.others()
        return receipt

    ear.live.submit = slow  # type: ignore[method-assign, assignment]
    assert await ear.hear("mine") == []


async def test_votes_of_others_are_told_without_how_they_stand(ear: Ear) -> None:
    await ear.hear("/go choose")
    await scribe_room.typed(ear.live, "/vote B 3", TWO)
    ear.plain.others()
    assert ear.heard() == ["Choose: 3 dots in, hidden until the vote ends. 3 by hand."]


async def test_it_listens_while_nobody_types(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    ear.heard()
    monkeypatch.setattr(mode, "CALM", 0.0)
    listening = asyncio.create_task(mode._hear(ear.plain))
    await asyncio.sleep(0)
    await scribe_room.typed(ear.live, "theirs", TWO)
    for _ in range(200):
        await asyncio.sleep(0.005)
        if ear.screen.getvalue():
            break
    listening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listening
    assert ear.heard() == ["1 note from elsewhere, 12 in all. /board reads them."]


# Time


async def test_time_is_told_when_it_changes_and_once(ear: Ear) -> None:
    def ticks(minutes: float) -> list[str]:
        ear.clock.advance(minutes=minutes)
        for _ in range(3):
            ear.plain.tick()
        return ear.heard()

    ear.heard()
    assert ticks(0.1) == []
    assert ticks(1) == ["Round 2 of 3: in twos, 1:54 left."]
    assert ticks(2) == ["Round 3 of 3: all, 1:54 left."]
    assert ticks(4.9) == ["Time: 2:00 left for Domain."]
    assert ticks(1.6) == ["Time: 0:24 left for Domain."]
    assert ticks(1) == ["Time: Domain is over its time. /next goes on, /time +5 gives more."]
    await ear.hear("/break 5")
    assert ticks(1) == []
    assert ticks(5) == ["Time: the break is over. /next goes on."]


async def test_before_the_start_no_time_is_told(fresh: Ear) -> None:
    fresh.heard()
    fresh.clock.advance(minutes=90)
    fresh.plain.tick()
    assert fresh.heard() == []
    await fresh.hear("/next")
    fresh.plain.tick()
    assert fresh.heard() == []


# What cannot be undone


async def test_what_next_and_close_do_is_told_before(ear: Ear) -> None:
    await ear.hear("/go practice")
    assert (await ear.hear("/board"))[-1] == "/next reveals the notes that are hidden."
    await ear.hear("/go close", "/next", "/next")
    assert (await ear.hear("/board"))[-1] == (
        "/next reads the summary. /close ends the session for everyone, at once and for good."
    )
    said = await ear.hear("/next")
    assert ear.answer == "ok summary" and said[0].startswith("No network")
    said = await ear.hear("/close")
    assert ear.answer == "ok session closed"
    assert said[0].startswith("The session is closed for everyone; nothing more is taken down.")
    assert said[-1].startswith("cop-tui export falls-")


async def test_every_block_is_read_as_its_sentence(ear: Ear) -> None:
    """In every step of every activity, each block's sentence is said, or what it says is read in full."""
    session = ear.live.session
    for activity in session.activities.values():
        for step in range(len(activity.steps)):
            session.activity, activity.step = activity.id, step
            said = " ".join(await ear.hear("/board all"))
            for block in blocks(session, activity, "wall"):
                for word in block.sentence.split():
                    assert word in said, (activity.id, block.id, block.sentence)
        activity.step = 0
