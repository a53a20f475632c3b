"""Three meetings of one community, each opened by a host: what the first promised, the last one still knows."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from conftest import Clock
from running import as_json, attached, hosting, new_session, program, stop, until
from sessions import journal, library, records, thread
from sessions.actors import Actor
from sessions.blocks import Block, Cards, Listing
from sessions.commands import Command
from sessions.events import CarriedOver
from sessions.live import LiveSession
from sessions.scribe import parse
from sessions.session import Session
from sessions.steps import asks, blocks

ONE = Actor("terminal", "one")
MONTH = 30 * 24 * 60


async def say(live: LiveSession, clock: Clock, *lines: str) -> None:
    """Say lines, a second apart."""
    for line in lines:
        clock.advance(1)
        command = parse(line, live.session)
        assert isinstance(command, Command), line
        await live.submit(command, ONE)


def on_the_wall(session: Session) -> dict[str, Block]:
    return {block.id: block for block in blocks(session, session.now, "wall")}


def walked(session: Session) -> tuple[int, int, str]:
    """Which promise of how many the room is at, and its handle; 0 at the end."""
    cards = on_the_wall(session).get("promises")
    if cards is None:
        return 0, 0, ""
    assert isinstance(cards, Cards) and cards.walk
    return cards.of - len(cards.cards) + 1, cards.of, cards.cards[0].handle


def taken(live: LiveSession) -> list[CarriedOver]:
    return [event for one in live.entries for event in one.events if isinstance(event, CarriedOver)]


async def first_meeting(data: Path, clock: Clock) -> str:
    """The launch: people, a domain, what is hard, two tests and two actions."""
    async with hosting(data, clock) as host:
        live = await host.live(
            await host.new({"community": "Falls prevention", "plan": "hour", "date": "2026-11-26"})
        )
        assert taken(live) == []
        await say(
            live, clock, "/next",
            "/person Amina; Royal Infirmary; nurse;; acute", "/person Bo; Hill Surgery; GP;; primary", "/tie amina bo",
            "/missing a carer; Bo", "/missing the site manager; Amina", "/charter rhythm every month",
            "/go practice", "nobody knows who is on", "one number to ring", "/go choose", "/vote 1 2", "/next",
            "/improve 1; fewer falls at night; a huddle at 20:00; falls a week; Amina; 10 jan; four fewer",
            "/improve 2; calls answered; one phone; calls lost; Bo; 10 jan",
            "/do write to the trust; Bo; 10 jan", "/do print the card; Amina; 1 dec", "/done D2 by hand",
            "/go identity", "/say Together we keep people on their feet.", "/scores 5x7 4x2", "/agree", "/close",
        )  # fmt: skip
        assert live.session.closed
        return live.session.id


async def second_meeting(data: Path, clock: Clock, first: str) -> str:
    """Made with no host there; it takes over what is open when it is opened, and walks it."""
    made = LiveSession.create(
        data, community="falls prevention", plan="meeting", date="2027-01-14", clock=clock
    )
    second = made.session.id
    await made.close()
    async with hosting(data, clock) as host:
        live = await host.live(second)
        session = live.session
        assert [event.sessions for event in taken(live)] == [(first,)]
        assert {row.handle: (row.owner, row.origin) for row in session.improvements.values()} == {
            "I1": ("Amina", "I1"), "I2": ("Bo", "I2"),
        }  # fmt: skip
        assert [row.text for row in session.actions.values()] == ["write to the trust"]
        assert (session.here, session.community.rhythm, len(session.ties)) == (0, "every month", 1)

        await say(
            live, clock, "/next", "/here amina", "/here bo", "/person Finn; Voluntary Aid; helper;; voluntary"
        )
        wall = on_the_wall(session)
        assert wall["identity-before"].sentence == "Together we keep people on their feet."
        assert wall["newcomers"].sentence == "1 person is here for the first time."
        awaited = wall["awaited"]
        assert isinstance(awaited, Listing) and [item.handle for item in awaited.items] == ["M1", "M2"]
        assert awaited.sentence == "2 voices were missing last time. Here now? /done M1"
        await say(live, clock, "/done M1")
        assert session.missing_voices[1].joined == "2027-01-14"

        await say(live, clock, "/go followup")
        assert walked(session) == (1, 3, "I1") and asks(session) == "/tried I1"
        await say(live, clock, "/tried I1 four nights of seven")
        assert walked(session) == (1, 3, "I1"), "what follows is still to be said"
        await say(live, clock, "/tried I1 four nights of seven; the site manager is needed; adapt")
        assert walked(session) == (2, 3, "I2")
        await say(live, clock, "/tried I2 all answered; it works; adopt")
        assert walked(session) == (3, 3, "D1") and asks(session) == "/done D1"
        await say(live, clock, "/still D1 14 feb; they will write")
        assert walked(session) == (0, 0, "") and asks(session) == ""
        told = on_the_wall(session)["told"]
        assert isinstance(told, Listing) and told.sentence == "3 of 3 told."
        kept = session.improvements
        assert (kept[1].status, kept[1].closed_at, kept[2].status, kept[2].closed_at) == (
            "adapt", "", "adopt", "2027-01-14",
        )  # fmt: skip

        await say(
            live, clock, "/go choose", "nights", "weekends", "/next", "/vote 1 3", "/next",
            "/go commit", "/test I1 with the site manager there; two more nights; Finn",
            "/do ask the site manager; Finn; 1 feb", "/improve 1; nights are staffed; a rota;; Bo; 1 feb",
            "/go close", "/close",
        )  # fmt: skip
        assert [(one.n, one.act) for one in kept[1].cycles] == [(1, "adapt"), (2, "")]
        assert sorted(session.improvements) == [1, 2, 3] and sorted(session.actions) == [1, 2]
        return second


async def test_three_meetings_hold_one_thread(data: Path, clock: Clock) -> None:
    first = await first_meeting(data, clock)
    clock.advance(minutes=2 * MONTH)
    second = await second_meeting(data, clock, first)
    clock.advance(minutes=MONTH)
    damage = library.folder_of(data, first)
    (damage / records.RECORD).write_bytes(b"{")
    (damage / records.JOURNAL).write_bytes(b"\0" * 100)
    async with hosting(data, clock) as host:
        third = await host.new({"community": "Falls prevention", "plan": "meeting", "date": "2027-02-18"})
        live = await host.live(third)
        session = live.session
        assert [row.handle + " " + row.aim for row in session.improvements.values()] == [
            "I1 fewer falls at night", "I2 nights are staffed",
        ]  # fmt: skip
        assert [(row.origin_session, row.origin) for row in session.improvements.values()] == [
            (first, "I1"), (second, "I3"),
        ]  # fmt: skip
        assert [(row.handle, row.text, row.due) for row in session.actions.values()] == [
            ("D1", "write to the trust", "2027-02-14"), ("D2", "ask the site manager", "2027-02-01"),
        ]  # fmt: skip
        assert session.improvements[2].item_ids == ["nights"]
        assert session.improvements[1].cycles[-1].who == "Finn"
        assert [(row.who, row.inviter) for row in session.missing_voices.values()] == [
            ("the site manager", "Amina")
        ]
        assert [(one.name, one.joined) for one in session.participants.values()] == [
            ("Amina", "2026-11-26"), ("Bo", "2026-11-26"), ("Finn", "2027-01-14"),
        ]  # fmt: skip
        assert [note.text for note in session.notes.values()] == ["weekends"]
        assert "cannot be read" in live.pulse.notices[0], "the first meeting is damaged, and that is said"
        await say(live, clock, "/next", "/go followup")
        assert walked(session) == (1, 4, "I1")
        await say(
            live, clock, "/tried I1 no falls; keep it; adopt", "/drop I2 others do it", "/done D1", "/done D2"
        )
        assert walked(session) == (0, 0, "")
        assert [one.act for one in session.improvements[1].cycles] == ["adapt", "adopt"]
    assert [row.promises for row in library.rows(data) if row.id == third] == [0]
    # Nothing but its own folder is needed to read it again.
    whole = records.current(library.folder_of(data, third))
    for other in (first, second):
        shutil.rmtree(library.folder_of(data, other))
    assert whole == journal.fold(journal.read(library.folder_of(data, third) / records.JOURNAL).entries)
    assert len(whole.improvements) == 2


async def test_what_is_promised_after_the_next_meeting_was_opened_comes_too(data: Path, clock: Clock) -> None:
    async with hosting(data, clock) as host:
        first = await host.live(await host.new({"community": "Falls", "plan": "hour", "date": "2026-11-26"}))
        second = await host.live(
            await host.new({"community": "Falls", "plan": "meeting", "date": "2027-01-14"})
        )
        assert taken(second) == []
        await say(first, clock, "/next", "/do a; Bo")
        assert await host.live(second.session.id) is second
        await say(first, clock, "/do b")
        await asyncio.gather(*(host.live(second.session.id) for _ in range(5)))
        assert [(row.handle, row.text) for row in second.session.actions.values()] == [
            ("D1", "a"),
            ("D2", "b"),
        ]
        assert len(taken(second)) == 2, "terminals that come at once take nothing over twice"
        await say(second, clock, "/next")
        await say(first, clock, "/do c")
        await host.live(second.session.id)
        assert len(second.session.actions) == 2, "a meeting that has begun takes over no more"


async def test_lines_that_are_typed_meanwhile_keep_their_numbers(data: Path, clock: Clock) -> None:
    async with hosting(data, clock) as host:
        first = await host.live(await host.new({"community": "Falls", "plan": "hour", "date": "2026-11-26"}))
        second = await host.live(
            await host.new({"community": "Falls", "plan": "meeting", "date": "2027-01-14"})
        )
        await say(first, clock, "/next", *(f"/do promise {number}" for number in range(20)))
        typed = asyncio.create_task(say(second, clock, *(f"/do typed {number}" for number in range(60))))
        for _ in range(10):
            await host.live(second.session.id)
        await typed
        await host.live(second.session.id)
        texts = [row.text for row in second.session.actions.values()]
        assert sorted(texts) == sorted(
            [*(f"typed {number}" for number in range(60)), *(f"promise {number}" for number in range(20))]
        )
        assert len(taken(second)) == 1


@pytest.mark.parametrize("broken", [OSError(5, "Input/output error"), RuntimeError("a defect")])
async def test_a_session_opens_whatever_comes_of_the_others(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, broken: Exception
) -> None:
    def fails(*_: object) -> None:
        raise broken

    async with hosting(data, clock) as host:
        first = await host.live(await host.new({"community": "Falls", "plan": "hour", "date": "2026-11-26"}))
        await say(first, clock, "/next", "/do a; Bo")
        with monkeypatch.context() as patched:
            patched.setattr(thread, "earlier", fails)
            second = await host.live(
                await host.new({"community": "Falls", "plan": "meeting", "date": "2027-01-14"})
            )
            await say(second, clock, "/do own")
        await host.live(second.session.id)
        assert [row.text for row in second.session.actions.values()] == ["own", "a"], "and looked for again"


async def test_it_comes_over_the_wire_and_into_the_list(data: Path) -> None:
    first = await asyncio.to_thread(new_session, data)
    second = ""
    try:
        one, by = await attached(data, first, "one")
        for line in ("/next", "/do ring the trust; Bo"):
            command = parse(line, one.session)
            assert isinstance(command, Command)
            await one.submit(command, by)
        second = await asyncio.to_thread(new_session, data, "--plan", "meeting")
        two, _ = await attached(data, second, "two")
        await until(lambda: len(two.session.actions) == 1)
        assert two.session.actions[1].origin_session == first
        await one.detach()
        await two.detach()
    finally:
        await asyncio.to_thread(stop, data)
    listed = (await asyncio.to_thread(program, data, "list")).stdout
    assert [line.split()[5:7] for line in listed.splitlines()] == [["1", "open"], ["1", "open"]]
    shown = as_json((await asyncio.to_thread(program, data, "show", second, "--json")).stdout)
    assert shown["promises"] == 1


def test_how_promises_stand_is_told_after_the_close_and_shows_wherever_they_do(
    data: Path, tmp_path: Path
) -> None:
    """By lines on the closed session; on page one, the community page, in tables, and at the next meeting."""
    first = new_session(data, "--date", "2026-11-26")
    made = "/next\n/theme nights 3\n/improve A; fewer falls; a huddle at 20:00; falls; Amina; 1 feb\n/do write to the trust; Bo; 10 jan\n/do ask the council; Bo; 10 jan\n/do ring the families; Bo; 10 jan\n/go identity\n/close\n"
    assert program(data, "open", first, "--plain", "--no-web", typed=made).returncode == 0
    later = "/done D1 they answered\n/still D2 20 jan; nobody has the time\n/drop D3 somebody else has it\n/tried I1 four nights of seven; nights were short; adapt\n"
    told = program(data, "open", first, "--plain", "--no-web", typed=later)
    assert told.returncode == 0 and told.stdout.count("ok ") == 4, told.stdout + told.stderr
    stands = ("they answered", "nobody has the time", "somebody else has it", "adapted")
    shown = program(data, "show", first).stdout
    table = program(data, "export", first, "--to", "csv", "--out", str(tmp_path)).stdout.split()
    actions = next(Path(one).read_text(encoding="utf-8") for one in table if "actions" in one)
    page = program(data, "community", "Falls prevention").stdout
    assert all(words in shown for words in stands)
    assert (
        all(words in actions for words in stands[:3]) and "nobody has the time" in page and "adapted" in page
    )
    second = new_session(data, "--plan", "meeting", "--date", "2027-01-12")
    board = program(data, "open", second, "--plain", "--no-web", typed="/go followup\n/board all\n").stderr
    assert "ask the council" in board and "a huddle at 20:00" in board
    assert "write to the trust" not in board and "ring the families" not in board
    stop(data)
