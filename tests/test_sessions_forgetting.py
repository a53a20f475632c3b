"""Forgetting: no byte of the person stays in the data folder, and what was counted still adds up."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from conftest import Clock
from meetings import Meetings
from running import attached, new_session, program, stop
from sessions import library, records
from sessions.errors import NotFound
from sessions.events import Entry
from sessions.forgetting import REMOVED, Person, mentions
from sessions.journal import fold
from sessions.live import LiveSession
from sessions.measuring import measured
from sessions.scribe import parse
from test_flow_community import LAUNCH, SECOND, THIRD
from web_room import typed, workshop
from whole import whole

KILLS = 3 * int(os.environ.get("COP_TUI_KILLS", "20"))
SPOKEN = (
    "/person Amina Khan; Royal Infirmary; nurse; band 6; acute; the night rota",
    "/person Amina Bell; Royal Infirmary; nurse; band 6; acute",
    "/person Bo Berg; Ambulance trust; paramedic; ; acute",
    "/tie 1 3",
    "/next",
    "amina khan: we ring the families",
    "Ask Khan about the rota",
    "khanate is another word, and KHAN is the same",
    "/do write to the trust; Amina Khan; 10 jan",
    "/do ring Amina Khan back; Bo Berg; 10 jan",
    "/say Together, as Amina Khan says",
    "/sorry Amina Khan",
    "/comment well done, Khan",
)


async def forget(live: LiveSession, name: str, *, redact: bool) -> None:
    """Forget somebody in one session."""
    person = Person([live.entries], name)
    await live.rewrite(lambda vault: vault.rewrite(person.without(vault.entries, redact=redact)))


def everything(folder: Path) -> str:
    """Every byte of a folder."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return "\n".join(file.read_bytes().decode(errors="replace") for file in files)


def found(folder: Path, *words: str) -> list[str]:
    """Which of some words stand anywhere in a folder, as words of their own."""
    told = everything(folder)
    return [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told, re.IGNORECASE)]


async def spoken(data: Path) -> LiveSession:
    live = await workshop(data, SPOKEN)
    await live.record()
    library.keep(data, library.Row.of(live.session, 1))
    return live


def counts(live: LiveSession) -> tuple[object, ...]:
    """What is counted, without words."""
    session = live.session
    return (
        len(session.notes), len(session.ties), len(session.actions), session.here, len(session.participants),
        sorted(msgspec.to_builtins(tally)["by"].__repr__() for tally in session.tallies.values()),
        {one.name: (one.value, one.n) for one in measured(session)},
    )  # fmt: skip


async def test_no_byte_of_them_stays_and_what_was_counted_adds_up(data: Path) -> None:
    live = await spoken(data)
    before = counts(live)
    assert found(data, "Amina Khan", "Khan", "the night rota")
    await forget(live, "amina khan", redact=True)
    await live.record()
    assert not found(data, "Amina Khan", "Khan", "the night rota")
    assert "Amina Bell" in everything(data), "who has a name alike stays"
    assert "khanate is another word" in everything(data)
    assert counts(live) == before
    assert (
        fold(live.entries).tables()
        == live.session.tables()
        == records.load(live.folder / records.RECORD)[0].tables()
    )
    said = {note.text: note.author for note in live.session.notes.values()}
    assert said["we ring the families"] is None
    assert f"Ask {REMOVED} about the rota" in said
    assert [row.owner for row in live.session.actions.values()] == ["", "Bo Berg"]
    assert live.session.attendance.apologies == []
    await live.close()
    again = LiveSession(live.folder)
    assert counts(again) == before
    await typed(again, "it goes on")
    await again.close()


async def test_what_others_said_of_them_stays_where_that_is_wanted(data: Path) -> None:
    live = await spoken(data)
    person = Person([live.entries], "Amina Khan")
    listed = [(handle, words) for handle, words in mentions(live.session, person)]
    assert listed == [
        ("2", "Ask Khan about the rota"),
        ("3", "khanate is another word, and KHAN is the same"),
        ("V1", "Together, as Amina Khan says"),
        ("D2", "ring Amina Khan back"),
        ("K1", "well done, Khan"),
    ]
    await forget(live, "Amina Khan", redact=False)
    assert "Ask Khan about the rota" in {note.text for note in live.session.notes.values()}
    assert not [one for one in live.session.participants.values() if one.name == "Amina Khan"]
    assert live.session.actions[1].owner == ""
    await live.close()


async def test_an_answer_that_nobody_else_gave_goes_and_shared_ones_stay(data: Path) -> None:
    live = await spoken(data)
    await forget(live, "Bo Berg", redact=True)
    (person,) = [one for one in live.session.participants.values() if not one.name]
    assert (person.organisation, person.profession, person.sector) == ("", "", "acute")
    await live.close()


async def test_earlier_names_and_undone_words_are_forgotten_too(data: Path) -> None:
    live = await workshop(data, ["/person Amina Khan; Royal Infirmary", "/next", "Khan said so", "/undo"])
    await typed(live, "/person Amina Khan; Hill Surgery")
    await forget(live, "Amina Khan", redact=True)
    await live.record()
    assert not found(data, "Khan", "Royal Infirmary", "Hill Surgery")
    await live.close()


async def test_whole_names_alone_are_forgotten(data: Path) -> None:
    live = await spoken(data)
    for wrong in ("Amina", "Nobody", "", "Amina Khan; x"):
        with pytest.raises(NotFound, match="is noted"):
            await forget(live, wrong, redact=True)
    await live.close()


async def test_everything_that_a_session_may_hold_forgets(data: Path, clock: Clock) -> None:
    live = await whole(data, clock)
    before = counts(live)
    names = {one.name for one in live.session.participants.values() if one.name} - {"Eve"}
    for name in sorted(names):
        await forget(live, name, redact=True)
    await live.record()
    parts = {part for name in names for part in name.split() if len(part) > 3 and part != "Guest"}
    assert not found(data, *names, *parts)
    after = counts(live)
    assert after[:6] == before[:6]
    await live.close()


STRUCTURE = ("kind", "type", "state", "status", "event", "date", "due", "step", "stage", "phase", "community", "session_id", "id",
    "letter", "number", "target", "stake", "level", "version", "at", "by", "stamp", "key", "profession", "sector", "organisation")  # fmt: skip
"""Fields of which a name is never a part."""


def structure(value: object, path: str = "") -> list[tuple[str, object]]:
    """What a session says of itself: ids, handles, days, kinds, and how things stand."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in structure(inner, f"{path}.{key}")]
    if isinstance(value, (list, tuple)):
        return [one for inner in value for one in structure(inner, f"{path}[]")]
    field = path.rsplit(".", 1)[-1].rstrip("[]")
    return [(path, value)] if field in STRUCTURE or not isinstance(value, str) else []


def called(entry: Entry, name: str) -> Entry:
    """An entry in which Chen Li is called otherwise."""
    return msgspec.json.decode(msgspec.json.encode(entry).replace(b"Chen Li", name.encode()), type=Entry)


@pytest.mark.parametrize(
    "name",
    ["Hope Penn", "Will Close", "Open Day", "Mark Gather", "Core Member", "Grace Done", "2026", "nurse", "A", "1",
     "report", "practice", "core", "done", "open", "D1", "note", "the", "Royal Infirmary", "acute", "2026-01-10"],
)  # fmt: skip
@pytest.mark.parametrize("redact", [True, False])
async def test_whatever_somebody_is_called_nothing_else_is_touched(
    data: Path, clock: Clock, name: str, redact: bool
) -> None:
    live = await whole(data, clock)
    (number,) = [one.number for one in live.session.participants.values() if one.name == "Chen Li"]
    await live.rewrite(lambda vault: vault.rewrite(lambda entry: called(entry, name)))
    counted, told = counts(live)[:6], structure(msgspec.to_builtins(live.entries))
    await forget(live, name, redact=redact)
    theirs = live.session.participants[number]
    assert (theirs.name, theirs.organisation, theirs.sector) == ("", "", "voluntary"), (
        "what nobody else gave goes"
    )
    assert counts(live)[:6] == counted
    gone = Counter(told) - Counter(structure(msgspec.to_builtins(live.entries)))
    theirs_alone = {"Age Support", "volunteer", "active"}
    assert {
        value for path, value in gone if not path.endswith("forgotten") and ".consent." not in path
    } == theirs_alone, gone
    await live.record()
    await live.close()
    again = LiveSession(live.folder)
    assert counts(again)[:6] == counted and again.session.participants[number] == theirs
    await again.close()


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("王小明", "我们问王小明吧", f"我们问{REMOVED}吧"),
        ("José Núñez", "ask Jose\u0301 Nu\u0301n\u0303ez", f"ask {REMOVED}"),
        ("Amina Khan", "mail aminakhan today", f"mail {REMOVED} today"),
        ("Amina Khan", "amina.khan and AMINA-KHAN", f"{REMOVED} and {REMOVED}"),
        ("Pat O’Neill", "as O'Neill says", f"as {REMOVED} says"),
        ("Pat O'Neill", "as O’Neill says, pat it dry", f"as {REMOVED} says, pat it dry"),
        (
            "Will Hope",
            "Will hopes that we will, and so does Hope",
            f"{REMOVED} hopes that we will, and so does {REMOVED}",
        ),
        ("Ng", "ask Ng among many", f"ask {REMOVED} among many"),
        ("Σοφία", "ΣΟΦΊΑ said so", f"{REMOVED} said so"),
        ("राम", "राम ने कहा", f"{REMOVED} ने कहा"),
    ],
)
async def test_a_name_is_found_however_it_is_written(data: Path, name: str, said: str, left: str) -> None:
    live = await workshop(data, [f"/person {name}", "/next", said])
    await forget(live, name, redact=True)
    assert live.session.notes[1].text == left
    await live.close()


async def test_somebody_whose_name_is_alike_keeps_it(data: Path) -> None:
    live = await workshop(
        data,
        [
            "/person Amina",
            "/person Amina Khan; ; nurse",
            "/next",
            "Amina Khan asks Amina",
            "Amina Khan: we ring",
            "Amina: we wait",
        ],
    )
    await forget(live, "Amina", redact=True)
    said = [(note.text, note.author) for note in live.session.notes.values()]
    assert said == [(f"Amina Khan asks {REMOVED}", None), ("we ring", 2), ("we wait", None)]
    assert live.session.participants[2].name == "Amina Khan"
    await live.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
async def test_killed_at_any_instant_they_are_known_or_forgotten_never_half(data: Path) -> None:
    live = await spoken(data)
    await live.close()
    chance, folder = random.Random(3), live.folder
    whole_journal = (folder / records.JOURNAL).read_bytes()
    ended, took = {True: 0, False: 0}, 0.0
    for turn in range(KILLS):
        (folder / records.JOURNAL).write_bytes(whole_journal)
        (folder / records.RECORD).unlink(missing_ok=True)
        start = time.perf_counter()
        child = os.fork()
        if child == 0:
            try:
                asyncio.set_event_loop(None)
                asyncio.events._set_running_loop(None)
                asyncio.run(_forget(folder))
            finally:
                os._exit(0)
        if turn:  # the first goes to its end, and tells how long that is here
            time.sleep(chance.random() * took * 1.2)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        took = took or time.perf_counter() - start
        again = LiveSession(folder)
        known = any(one.name == "Amina Khan" for one in again.session.participants.values())
        ended[known] += 1
        assert len(again.session.notes) == 3, turn
        await again.record()
        await again.close()
        if known:
            assert (folder / records.JOURNAL).read_bytes() == whole_journal
        else:
            assert not found(folder, "Khan"), turn
    assert min(ended.values()) > 0, ended


async def _forget(folder: Path) -> None:
    live = LiveSession(folder)
    await forget(live, "Amina Khan", redact=True)
    await live.record()
    await live.close()


# In every meeting of the community, on the command line


async def three(data: Path, clock: Clock) -> list[LiveSession]:
    held = Meetings(data, clock)
    for day, lines, plan in (
        ("2026-11-26", LAUNCH, "launch"),
        ("2026-12-26", SECOND, "meeting"),
        ("2027-01-26", THIRD, "launch"),
    ):
        await held.hold(day, *lines, plan=plan)
    other = await held.hold("2026-11-26", "/person Amina Khan", community="Wound care")
    for live in held.open:
        await live.close()
    return [*held.open[:3], other]


@pytest.mark.parametrize("name", ["Amina Khan", "Chen Li"])
async def test_they_are_forgotten_in_every_meeting_of_the_community(
    data: Path, clock: Clock, name: str
) -> None:
    """Whoever came only once too: their promise went on to later meetings with their name."""
    *meetings, other = await three(data, clock)
    exports = data.parent / "documents"
    exports.mkdir()
    (exports / f"{meetings[0].session.id}.docx").write_bytes(b"x")
    (exports / "falls-prevention-community.docx").write_bytes(b"x")
    done = program(data, "forget", meetings[1].session.id, name, "--redact", "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{name} is forgotten in 3 sessions.\n"
    assert f"{meetings[0].session.id}.docx, {exports}/falls-prevention-community.docx, copies" in done.stderr
    for live in meetings:
        assert not found(live.folder, *name.split())
    assert found(other.folder, "Amina Khan"), "another community is not asked"
    assert not found(data / "log", *name.split()) and not found(data / "library.json", *name.split())
    assert program(data, "check", "--data").stdout.endswith("4 sessions, 4 without a fault.\n")


async def test_nothing_is_done_without_being_asked(data: Path, clock: Clock) -> None:
    first, *_ = await three(data, clock)
    before = everything(first.folder)
    plain = program(data, "forget", first.session.id, "Amina Khan", "--keep")
    assert plain.returncode == 1 and "Say --yes. Nothing was changed." in plain.stderr
    unknown = program(data, "forget", first.session.id, "Amina", "--redact", "--yes")
    assert unknown.returncode == 1 and "Give the whole name, as it was noted." in unknown.stderr
    stop(data)
    assert everything(first.folder) == before


async def test_a_terminal_that_is_attached_forgets_with_it(data: Path) -> None:
    session_id = new_session(data)
    live, by = await attached(data, session_id, "one")
    for line in ("/person Amina Khan; Royal Infirmary", "/next", "Khan said so"):
        await live.submit(parse(line, live.session), by)  # type: ignore[arg-type]
    told = program(data, "forget", session_id, "Amina Khan", "--yes")
    assert told.returncode == 1 and "Others speak of Amina Khan" in told.stderr
    assert f"{session_id} 1: Khan said so" in told.stderr
    assert program(data, "forget", session_id, "Amina Khan", "--yes", "--redact").returncode == 0
    for _ in range(500):
        if all(one.name != "Amina Khan" for one in live.session.participants.values()) and live.session.notes:
            break
        await live.changed(live.version)
    assert live.session.notes[1].text == f"{REMOVED} said so"
    await live.submit(parse("it goes on", live.session), by)  # type: ignore[arg-type]
    await live.detach()
    stop(data)
