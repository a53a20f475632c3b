"""The program on a real pty: a workshop typed, its QR code scanned, and what may happen to a terminal."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import zxingcpp

from hostile import HOSTILE
from ptys import Terminal
from running import attached, folder_of, host_pids, kill_host, new_session, program, stop
from sessions import records
from sessions.commands import AddNote
from test_flow_plain import LINES

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def session_id(data: Path) -> Iterator[str]:
    yield new_session(data)
    stop(data)


def told(data: Path, session_id: str) -> dict[str, Any]:
    """A session's record without what differs from one workshop to the next: times and names of files."""
    tables = records.current(folder_of(data, session_id)).tables()
    del tables["community"]
    for field in ("id", "token", "created", "started", "closed", "entered", "round_at"):
        del tables["session"][0][field]
    for activity in tables["activities"]:
        del activity["actual"]
    for table in ("notes", "themes", "statements", "participants"):
        for said in tables[table]:
            del said["at"]
    return tables


def test_the_same_workshop_by_plain_lines_and_typed_gives_the_same_record(
    data: Path, session_id: str
) -> None:
    plain = program(data, "open", session_id, "--plain", "--no-web", typed=LINES)
    assert plain.returncode == 0
    typed = new_session(data, community="Another community")  # the same would take up what was left open
    lines = [line for line in LINES.splitlines() if line and not line.startswith("# ")]
    with Terminal(data, "open", typed, "--no-web", columns=120) as terminal:
        terminal.until("What matters to all")
        for line, answer in zip(lines, plain.stdout.splitlines(), strict=True):
            terminal.line(line)
            if line == "/close":
                terminal.until("again")  # it asks once
                terminal.line(line)
                terminal.until(lambda _: records.current(folder_of(data, typed)).closed)
            else:  # it says the same, or stands where the line went
                said = answer.removeprefix("ok ")
                step = said.split(", ")[-1].capitalize()
                terminal.until(lambda text, said=said, step=step: f"✓ {said}" in text or f"● {step}" in text)
    assert told(data, typed) == told(data, session_id)


def test_a_clicker_alone_reveals_and_leaves_nothing_without_the_second_press(
    data: Path, session_id: str
) -> None:
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.press("pgdn")
        terminal.until("Gather")
        terminal.line("late letters")
        terminal.until("1 kept")
        for step in ("belong together", "ours to care for"):
            terminal.until(lambda _: True)
            _later(terminal, "pgdn", step)
        _later(terminal, "pgdn", "PgDn again")
        assert not records.current(folder_of(data, session_id)).activities["domain"].votes_shown
        terminal.press("esc", ".")
        _later(terminal, "down", "ours to care for")
        assert records.current(folder_of(data, session_id)).now.id == "domain"


def _later(terminal: Terminal, key: str, shown: str) -> None:
    """Press a key, again after a while where a clicker's repeat was ignored, until something shows."""
    for _ in range(5):
        terminal.press(key)
        for _ in range(40):
            terminal.read()
            if shown in terminal.text:
                return
    raise AssertionError(f"never came: {shown}\n{terminal.text}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_code_of_a_real_frame_is_scanned_and_its_address_answers(
    data: Path, session_id: str, theme: str
) -> None:
    with Terminal(data, "open", session_id, "--bind", "127.0.0.1", COP_TUI_THEME=theme) as terminal:
        terminal.until("What matters to all")
        terminal.press("f2")
        terminal.until("127.0.0.1")
        codes = zxingcpp.read_barcodes(terminal.picture())
        assert len(codes) == 1, terminal.text
        assert codes[0].text.startswith("HTTP://127.0.0.1:")
        answer = httpx.get(codes[0].text, follow_redirects=True)
        assert answer.status_code == 200 and "Falls prevention" in answer.text
        terminal.press("esc")
        terminal.until("What matters to all")


def test_hostile_text_is_shown_and_none_of_its_escapes_reaches_the_terminal(data: Path) -> None:
    """Only what the program itself writes may be an escape: the same kinds as in a session without hostile text."""
    strings = [" ".join(text.encode("utf-8", "replace").decode().split()) for text in HOSTILE]
    calm, wild = (
        new_session(data, community="Calm"),
        new_session(data, "--title", "[/b] \x1b[2J", community="\x1b]52;c;aGk=\x07[b]x"),
    )
    with Terminal(data, "open", wild, "--no-web") as terminal:
        terminal.until("What matters to all")
        kept = 0
        for text in strings:
            printable = "".join(letter for letter in text if letter.isprintable())[:300].strip()
            if printable and not printable.startswith(("/", "@", ".")):
                terminal.line(printable)
                kept += 1
                terminal.until(f"{kept} kept")
        program(
            data,
            "open",
            wild,
            "--plain",
            "--no-web",
            typed="\n".join("." + text for text in strings).encode(),
        )
        for key, shown in (("f1", "Esc"), ("f2", "The summary"), ("f3", "Plan and time")):
            terminal.press(key)
            terminal.until(shown)
            terminal.press("esc")
            terminal.until(lambda text, shown=shown: "What matters to all" in text and "Esc back" not in text)
        terminal.line("/leave")
        terminal.until("Calm")
        written = terminal.written
    # What Textual itself says to a terminal: the shape of the pointer.
    text = re.sub(r"\x1b\]22;[a-z]*\x07", "", written.decode())
    assert not {f"{ord(letter):#x}" for letter in text if ord(letter) < 32 and letter not in "\x1b\r\n"}
    assert not {f"{ord(letter):#x}" for letter in text if 0x7F <= ord(letter) < 0xA0}
    assert not {
        f"{ord(letter):#x}"
        for letter in text
        if 0x202A <= ord(letter) <= 0x202E or 0x2066 <= ord(letter) <= 0x2069
    }
    assert set(re.findall(r"\x1b(.)", text)) == {"["}, "no OSC, DCS, APC or PM: only what draws"
    finals = set(re.findall(r"\x1b\[[?>=]?[\d;]*\$?([@-~])", text))
    assert finals <= set("Hhlmupq"), f"moving, modes and colours alone: {finals}"
    assert records.current(folder_of(data, calm)).notes == {}
    stop(data)


def test_a_terminal_that_is_killed_costs_nobody_anything(data: Path, session_id: str) -> None:
    with (
        Terminal(data, "open", session_id, "--no-web") as one,
        Terminal(data, "open", session_id, "--no-web") as two,
    ):
        for terminal in (one, two):
            terminal.until("What matters to all")
        one.line("said at one")
        two.until("said at one")
        os.kill(one.process.pid, signal.SIGKILL)
        two.line("said at two")
        two.until("2 kept")
    assert len(host_pids(data)) == 1
    assert [note.text for note in records.current(folder_of(data, session_id)).notes.values()] == [
        "said at one",
        "said at two",
    ]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_a_terminal_cleanly_and_the_session_goes_on(
    data: Path, session_id: str, number: signal.Signals, code: int
) -> None:
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.line("kept")
        terminal.until("1 kept")
        os.kill(terminal.process.pid, number)
        assert terminal.ended() == code
        if number == signal.SIGTERM:
            assert LEFT_ALTERNATE_SCREEN in terminal.written, "the terminal is as it was before"
    assert len(host_pids(data)) == 1
    assert program(data, "open", session_id, "--plain", "--no-web", typed="and on\n").stdout == "ok 2\n"


@pytest.mark.parametrize("stopped", [False, True], ids=["awake", "asleep"])
def test_a_closed_line_ends_a_terminal_and_nothing_else(data: Path, session_id: str, stopped: bool) -> None:
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.line("before the line went")
        terminal.until("1 kept")
        if stopped:  # then it hears of the end and of going on in one moment
            os.kill(terminal.process.pid, signal.SIGSTOP)
        assert terminal.hung_up() == 129
    assert len(host_pids(data)) == 1
    assert records.current(folder_of(data, session_id)).notes[1].text == "before the line went"


async def test_a_terminal_that_nobody_reads_costs_the_others_nothing(data: Path, session_id: str) -> None:
    with Terminal(data, "open", session_id, "--no-web") as deaf:
        await asyncio.to_thread(deaf.until, "What matters to all")
        live, amina = await attached(data, session_id, "other")
        for number in range(400):  # its pty is full after a few redraws, and nobody reads it
            await live.submit(AddNote(text=f"{number} " + "x" * 200), amina)
        assert len(live.session.notes) == 400
        await live.detach()


def test_a_terminal_goes_on_when_the_host_is_killed(data: Path, session_id: str) -> None:
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.line("before")
        terminal.until("1 kept")
        kill_host(data)
        terminal.line("after")
        terminal.until("2 kept")
    assert [note.text for note in records.current(folder_of(data, session_id)).notes.values()] == [
        "before",
        "after",
    ]


def test_an_unsent_line_is_there_in_the_next_terminal(data: Path, session_id: str) -> None:
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.press("half a sentence")
        terminal.until("half a sentence")
        for _ in range(30):
            terminal.read()  # the line is told to the host a moment after it was typed
        os.kill(terminal.process.pid, signal.SIGKILL)
    with Terminal(data, "attach", session_id) as terminal:
        terminal.until("half a sentence")


def test_ctrl_c_and_ctrl_q_never_quit(data: Path, session_id: str) -> None:
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.press("ctrl+c", "ctrl+q", "esc")
        terminal.line("still here")
        terminal.until("1 kept")


@pytest.mark.parametrize("size", [(40, 10), (60, 18), (160, 50)])
def test_windows_of_other_sizes_take_a_note(data: Path, session_id: str, size: tuple[int, int]) -> None:
    with Terminal(data, "open", session_id, "--no-web", columns=size[0], rows=size[1]) as terminal:
        terminal.until("bigger" if size[0] < 60 else "What matters to all")
        terminal.line("a note")
        terminal.until(lambda _: bool(records.current(folder_of(data, session_id)).notes))


def test_a_first_workshop_from_the_library_to_a_kept_note(data: Path) -> None:
    with Terminal(data) as terminal:
        terminal.until("Ctrl+N")
        terminal.press("ctrl+n")
        terminal.until("Community")
        terminal.line("Wound care")
        terminal.until("● Gather")
        terminal.line("the first note")
        terminal.until("1 kept")
    stop(data)
    shown = program(data, "list").stdout
    assert "Wound care" in shown


def test_what_a_lost_terminal_had_begun_goes_on_at_the_next(data: Path, session_id: str) -> None:
    with Terminal(data, "open", session_id, "--no-web") as one:
        one.until("What matters to all")
        with Terminal(data, "attach", session_id) as two:
            two.until("What matters to all")
            one.line("/do")
            one.until("what ›")
            one.line("write to the trust")
            one.until("who ›")
            one.press("Bo of the hi")
            two.press("half of another")
            one.until("Bo of the hi")
            two.until("half of another")
            os.kill(one.process.pid, signal.SIGHUP)
            assert one.ended() == 129
            with Terminal(data, "attach", session_id) as three:
                three.until("What was left unsent is back.")
                three.until("who › Bo of the hi")
                three.line("ll")
                three.until("by when ›")
                three.line("14 jan 2027")
                three.until("Thursday 14 January")
            two.read()
            assert "half of another" in two.text
    row = records.current(folder_of(data, session_id)).actions[1]
    assert (row.text, row.owner) == ("write to the trust", "Bo of the hill")


def test_a_room_view_elsewhere_is_blanked_and_turned_with_the_terminal_that_leads(
    data: Path, session_id: str
) -> None:
    with Terminal(data, "open", session_id, "--no-web") as one:
        one.until("What matters to all")
        one.press("pgdn")
        one.until("min left")
        for number in range(1, 31):
            one.line(f"thought {number} of this room")
        one.until("✓ 30 kept")
        with Terminal(data, "attach", session_id, "--room", columns=120, rows=40) as wall:
            wall.until("thought 30 ")
            assert "thought 1 " not in wall.text
            one.press("left", "left", "left")
            wall.until("thought 1 ")
            one.press("f4")
            wall.until(lambda text: not text.strip())
            one.press("x")
            wall.until("thought 1 ")
