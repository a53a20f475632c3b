"""A workshop by plain lines, from a file and by the command line, to its end."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import scribe_room
from conftest import Clock
from cop_tui.plain import Plain
from hostile import HOSTILE
from laws import ONE
from running import PROGRAM, environment, folder_of, gone, host_pids, new_session, program, stop
from scribe_room import furnished
from sessions import journal, records
from sessions.actors import Actor
from sessions.protocols import Pulse, Wall

LINES = """\
# taken down on paper, typed afterwards
/here 24, 6 no phone, 4 remote
/person Amina; Royal Infirmary; nurse; ; acute

amina: Late letters arrive after the patient
@not Car parking
#hellomynameis Bo
//next door they do it better
@wards nobody answers
/next
/next
/group 1 3 = late letters
/theme Families left out 7
/next
/vote A 12
/ballot B
/next
/next
/say Nobody here falls twice
/scores 5x9 4x10 3
/agree
/go practice
@sol Huddles work
@risk Nights alone
/close
"""


@pytest.fixture
def session_id(data: Path) -> Iterator[str]:
    yield new_session(data)
    stop(data)


def test_a_file_of_lines_is_a_workshop(data: Path, session_id: str) -> None:
    done = program(data, "open", "last", "--plain", "--no-web", typed=LINES)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines() == [
        "ok 24 people here, 6 without a phone, 4 remote", "ok Amina noted", "ok 1", "ok 2", "ok 3", "ok 4", "ok 5",
        "ok the clock runs", "ok Domain, group", "ok A", "ok B", "ok Domain, vote", "ok 12 hands for A; 6 are without a phone", "ok one slip counted",
        "ok votes shown", "ok Domain, agree", "ok version 1", "ok 20 scores", "ok agreed", "ok Practice, gather", "ok 6", "ok 7",
        "ok session closed",
    ]  # fmt: skip
    session, _ = records.load(folder_of(data, session_id) / records.RECORD)
    assert session == journal.fold(journal.read(folder_of(data, session_id) / records.JOURNAL).entries)
    assert session.notes[1].author == 1 and session.participants[1].name == "Amina"
    assert session.notes[2].lane == "Not ours"
    assert session.notes[4].text == "/next door they do it better"
    assert session.notes[5].text == "@wards nobody answers", "an unknown lane stays text"
    assert session.notes[6].author is None, "practice keeps no names"
    assert session.statements["domain/1"].agreed
    assert session.closed
    assert gone(data), "a host left alone by the end of input ends"


def test_stdout_has_one_line_for_each_line_and_stderr_what_a_screen_shows(
    data: Path, session_id: str
) -> None:
    done = program(
        data,
        "open",
        "last",
        "--plain",
        "--no-web",
        typed="one\n/board\n/plan\n/summary\n/help vote\n/say\n/lane not\ntwo\n/leave\n",
    )
    assert done.stdout.splitlines() == [
        "ok 1", "ok board", "ok plan", "ok summary", "ok help vote",
        "no line 6: Nothing is proposed yet: /say the words", "ok Not ours", "ok 2", "ok left",
    ]  # fmt: skip
    assert "What matters to all of us that none of us can fix alone?" in done.stderr
    assert "1 one" in done.stderr
    assert "Practice, 20 minutes, to come." in done.stderr
    assert "For example /vote A 7" in done.stderr


def test_a_line_that_cannot_be_followed_is_named_and_loses_nothing(data: Path, session_id: str) -> None:
    done = program(
        data, "open", "last", "--plain", "--no-web", typed="one\n/bogus\n/vote Z 3\ntwo\n/hide 9\n"
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "ok 1",
        "no line 2: There is no line /bogus. /help shows them all; // begins a note with a slash.",
        "no line 3: Z is not on the ballot. There is 1.",
        "ok 2",
        "no line 5: There is no note 9.",
    ]


def test_undo_names_what_it_undid(data: Path, session_id: str) -> None:
    done = program(data, "open", "last", "--plain", "--no-web", typed="one\n/undo\ntwo\n")
    assert done.stdout.splitlines() == ["ok 1", "ok undone: 1", "ok 2"], "a number is never used again"


def test_lines_of_windows_and_lines_that_are_no_utf8_are_taken(data: Path, session_id: str) -> None:
    typed = "\ufeffcafé\r\nnaïve\r\n".encode() + b"caf\xe9\r\nlast without an end"
    done = program(data, "open", "last", "--plain", "--no-web", typed=typed)
    assert done.returncode == 0
    kept = records.current(folder_of(data, session_id)).notes
    assert [note.text for note in kept.values()] == ["café", "naïve", "caf\ufffd", "last without an end"]


def test_hostile_lines_are_kept_as_text_and_none_of_their_escapes_comes_out(data: Path) -> None:
    strings = [text.replace("\n", " ").replace("\r", " ") for text in HOSTILE]
    session_id = new_session(data, "--title", strings[0], community="[b]x[/b] \x1b]52;c;aGk=\x07=1+1")
    lines = (
        "\n".join("." + text for text in strings)
        + "\n/board\n/next\n/next\n/group 1 2 = [/b] \x1b[2J\n/say \x1b]0;x\x07 we\n/summary\n"
    )
    done = program(
        data, "open", session_id, "--plain", "--no-web", typed=lines.encode("utf-8", "surrogatepass")
    )
    shown = program(data, "show", session_id)
    listed = program(data, "list")
    for output in (done.stdout, done.stderr, shown.stdout, listed.stdout):
        assert output
        assert not {letter for letter in output if ord(letter) < 32 and letter != "\n"}
        assert not {
            letter for letter in output if 0x7F <= ord(letter) < 0xA0 or 0x202A <= ord(letter) <= 0x202E
        }
    stop(data)


def test_the_command_line_lists_shows_and_exports(data: Path, session_id: str, tmp_path: Path) -> None:
    program(data, "open", "last", "--plain", "--no-web", typed=LINES)
    listed = json.loads(program(data, "list", "--json").stdout)
    assert [(row["id"], row["state"], row["notes"], row["people"]) for row in listed] == [
        (session_id, "closed", 7, 24)
    ]
    assert "token" not in listed[0]
    shown = json.loads(program(data, "show", session_id[:6], "--json").stdout)
    assert shown["summary_url"] is None and shown["community"] == "Falls prevention"
    assert "Nobody here falls twice" in program(data, "show", "last").stdout
    done = program(data, "export", "last", "--to", "json", "--to", "markdown", "--out", str(tmp_path / "out"))
    files = [Path(line) for line in done.stdout.splitlines()]
    assert [file.suffix for file in files] == [".json", ".md"]
    exported = json.loads(files[0].read_text(encoding="utf-8"))
    session = records.current(folder_of(data, session_id))
    assert [note["text"] for note in exported["notes"]] == [note.text for note in session.notes.values()]
    assert exported["community"]["name"] == "Falls prevention"


def test_a_live_session_can_be_shown_and_exported_in_its_middle(
    data: Path, session_id: str, tmp_path: Path
) -> None:
    program(data, "open", "last", "--plain", "--no-web", typed="one\ntwo\n")
    (folder_of(data, session_id) / records.RECORD).unlink()
    assert json.loads(program(data, "show", "last", "--json").stdout)["notes"] == 2


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("open", "nowhere", "--plain"), 1, "There is no session 'nowhere'"),
        (("show", "nowhere"), 1, "There is no session 'nowhere'"),
        (("export", "last", "--to", "papyrus"), 2, "there is no papyrus; there are word, pdf"),
        (("new", "--community", " "), 2, "A name is needed"),
        (("new", "--community", "x", "--plan", "nine"), 1, "There is no plan 'nine'"),
        (("new", "--community", "x", "--date", "tomorrow"), 2, "is no date"),
        (("open", "last"), 2, "--plain"),
        ((), 2, "--plain"),
        (("attach",), 1, "No host is running"),
        (("open", "last", "--plain", "--public-url", "ftp://x"), 2, "does not begin with https://"),
        (("open", "last", "--plain", "--port", "99999999"), 2, "65535"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(
    data: Path, session_id: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    done = program(data, *words)
    assert done.returncode == code, done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_empty_library_says_how_to_begin(data: Path) -> None:
    done = program(data, "list")
    assert (done.returncode, done.stdout) == (0, "")
    assert "cop-tui new" in done.stderr
    assert "There is no session yet" in program(data, "open", "last", "--plain").stderr


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = program(tmp_path / "file" / "data", "new", "--community", "x")
    assert done.returncode == 1
    assert f"The data folder {tmp_path / 'file' / 'data'} cannot be written" in done.stderr
    assert "--data-dir" in done.stderr


def test_the_folder_can_be_named_on_the_command_line(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    done = program(data, "--data-dir", str(other), "new", "--community", "x")
    assert folder_of(other, done.stdout.strip()).is_dir()
    assert str(other) in program(data, "--data-dir", str(other), "paths").stdout


def test_folders_and_files_are_their_owners_alone(data: Path, session_id: str) -> None:
    program(data, "open", "last", "--plain", "--no-web", typed="one\n")
    for path in [data, *data.rglob("*")]:
        if path.name not in ("host.lock", "host.log"):
            assert path.stat().st_mode & 0o077 == 0, path


def test_two_plain_terminals_share_a_host(data: Path, session_id: str) -> None:
    first = subprocess.Popen(
        [*PROGRAM, "open", "last", "--plain", "--no-web"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(data),
    )  # fmt: skip
    assert first.stdin and first.stdout
    first.stdin.write(b"from the first\n")
    first.stdin.flush()
    assert first.stdout.readline() == b"ok 1\n"
    second = program(data, "attach", "--plain", typed="from the second\n")
    assert second.stdout == "ok 2\n"
    assert len(host_pids(data)) == 1, "the second one left, and the host stays for the first"
    first.stdin.write(b"/edit 2 mended by the first\n")
    first.stdin.flush()
    assert first.stdout.readline() == b"ok 2 has new words\n"
    first.stdin.close()
    assert first.wait(30) == 0
    first.stdout.close()


def test_help_of_every_command_has_an_example(data: Path) -> None:
    for command in ("new", "open", "attach", "list", "show", "export", "stop", "plans", "paths"):
        text = program(data, command, "--help").stdout
        assert f"cop-tui {command}" in text.split("Example:")[1]


def test_without_any_network_the_workshop_goes_on(data: Path, session_id: str) -> None:
    """On a machine of its own with a loopback and nothing else, where such a one may be made."""
    script = 'ip link set lo up && exec "$@"'
    if subprocess.run(["unshare", "-n", "sh", "-c", script, "sh", "true"], capture_output=True).returncode:
        pytest.skip("no network of its own can be made here")
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", script, "sh", *PROGRAM, "open", session_id, "--plain"],
        input="one\n/summary\ntwo\n", capture_output=True, text=True, env=environment(data), timeout=60,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["ok 1", "ok summary", "ok 2"]
    assert "No network: the summary is kept here and can be exported." in done.stderr


# What is read aloud, by a clock that does not run


@pytest.fixture
async def spoken(data: Path) -> AsyncIterator[Callable[..., Awaitable[tuple[list[str], list[str]]]]]:
    """Types lines into a furnished session in plain mode, and returns what stdout and stderr had to say."""
    clock = Clock()
    live = await furnished(data, clock)

    async def typed(*lines: str, minutes: float = 0) -> tuple[list[str], list[str]]:
        out, screen = io.StringIO(), io.StringIO()
        plain = Plain(live, ONE, out=out, screen=screen, file=True, clock=clock)
        plain.where()
        screen.truncate(screen.seek(0))
        clock.advance(minutes=minutes)
        for line in lines:
            await plain.take(line)
        return out.getvalue().splitlines(), screen.getvalue().splitlines()

    yield typed
    await live.close()


Spoken = Callable[..., Awaitable[tuple[list[str], list[str]]]]


async def test_a_note_stays_where_it_was_begun_when_another_terminal_goes_on(data: Path) -> None:
    live = await furnished(data, more=("/person Amina Rao",))
    out, screen = io.StringIO(), io.StringIO()
    plain = Plain(live, ONE, out=out, screen=screen, file=False, clock=Clock())
    plain.where()
    await plain.take("/lane not")
    two = Actor("terminal", "two")
    for line, lane in (
        ("late letters", "Not ours"),
        ("@conc no beds", "Concerns"),
        ("chen: alone", "Not ours"),
    ):
        await plain.take("/go domain")
        await plain.take("/lane not")
        await scribe_room.typed(live, "/go practice", two)
        screen.truncate(screen.seek(0))
        await plain.take(line)
        note = live.session.notes[live.session.notes_made]
        assert (note.activity, note.lane) == ("domain", lane), line
        assert "Practice" in screen.getvalue(), "then it is said where the workshop is"
    await live.close()


async def test_every_line_is_answered_by_one_line_with_the_handle_it_made(spoken: Spoken) -> None:
    lines = {
        "a note": "ok 12", "/do ring; Bo; 14 jan": "ok D2", "/improve A; shorter waits": "ok I2", "/missing a judge; Bo": "ok M2",
        "/lead the lab": "ok L2", "/tie amina bo": "ok T2", "/ripple A > B - they wait": "ok R2", "/decide yes": "ok C2", "/goal us x": "ok G1",
        "/reflect 1 x": "ok J1", "/story amina x": "ok S1", "/feedback 5x3": "ok F1", "/group 1 2 = news": "ok H",
        "/still D2 3 feb": "ok D2 by Wednesday 3 February 2027", "/done D2 they came": "ok D2 done", "/undo": "ok undone: D2 done",
        "/meet 14 jan 10:00; nights": "ok Thursday 14 January 2027, 10:00", "/here 24": "ok 24 people here", "/hide 4": "ok 4 hidden",
        "/time +5": "ok +5 min for Domain, from Community", "/skip ripples": "ok Ripples left out", "/close": "ok Close, decide",
    }  # fmt: skip
    out, _ = await spoken(*lines)
    assert out == list(lines.values())


async def test_a_day_that_was_spoken_is_answered_in_full(spoken: Spoken) -> None:
    _, screen = await spoken("/do ring; Bo; in 2 weeks")
    assert screen == ["D2 Bo, Thursday 10 December 2026."]


async def test_what_would_ask_is_refused_with_what_is_still_needed(spoken: Spoken) -> None:
    out, _ = await spoken("/improve A", "/do", "/tried I1", "/ripple A", "/scores", "/person")
    assert out[0].startswith("no line 1: Still needed: aim: how much, by when. /improve about which; aim")
    assert out[0].endswith(
        "for example /improve A; fewer falls at night; a second huddle; falls a week; Amina; 1 feb"
    )
    assert out[1] == (
        "no line 2: Still needed: what. /do what; who; by when, for example /do write to the ambulance trust; Bo; 10 jan"
    )
    assert out[2].startswith("no line 3: Still needed: what happened. /tried improvement what happened;")
    assert out[3].startswith("no line 4: Still needed: what moves; more + or less -. /ripple A > C + because")
    assert all(line.startswith("no line") and "for example /" in line for line in out)


async def test_the_round_and_the_time_are_read(spoken: Spoken) -> None:
    _, screen = await spoken("/board", minutes=2)
    assert screen[0] == (
        "Falls, Falls. Domain, 3 of 14, gather, step 1 of 4. 8 min left; round 2 of 3, in twos, 1:00 left; 20 min ahead."
    )
    _, screen = await spoken("/board", minutes=9)
    assert "1 min over" in screen[0] or "2 min over" in screen[0]


async def test_a_break_is_read_with_what_is_left_of_it(spoken: Spoken) -> None:
    await spoken("/break 5")
    _, screen = await spoken("/board", minutes=1)
    assert "Break, 4 minutes left; /next goes on" in screen[0]
    _, screen = await spoken("/board", minutes=6)
    assert "Break, 2 minutes over; /next goes on" in screen[0]
    out, screen = await spoken("/next", "/pause", "/board")
    assert out[:2] == ["ok the clock runs", "ok paused"]
    assert "Break; /next goes on" in screen[0]


async def test_the_plan_says_what_was_lent_borrowed_and_left_out(spoken: Spoken) -> None:
    _, screen = await spoken("/time +5", "/skip ripples", "/plan")
    assert screen[:6] == [
        "Welcome, 10 minutes, done.", "Journal, 10 minutes, to come.", "Domain, 15 minutes, 5 borrowed, now.",
        "Community, 5 minutes, 5 lent, to come.", "Practice, 10 minutes, to come.", "Ripples, 10 minutes, left out.",
    ]  # fmt: skip
    assert screen[-1].startswith("15 min left;")


async def test_pictures_are_read_as_sentences(spoken: Spoken) -> None:
    _, screen = await spoken("/count nurse acute 4", "/person Chen; ; ; ; acute", "/go community")
    assert "Professions and sectors: 7 of 23 said where they come from, 4 by hand." in screen
    assert "nurse: acute 5, not said 1, all 6" in screen
    assert "2: Bo, organisation Hill Surgery, profession GP, sector primary" in screen
    _, screen = await spoken("/go ripples")
    assert "R1 more of beds, more of falls" in screen
    assert "Ripples: 1 link. beds pushes most: it reaches 1 other issue." in screen
    assert "beds, Pushes +1, Reaches 1" in screen
    _, screen = await spoken("/go followup")
    assert "You said you would try…: 2 promises to go, of 2." in screen
    assert "Change: a huddle" in screen
    _, screen = await spoken("/go improve")
    assert any(line.startswith("D1: write to the trust, who Bo, by Sunday 10 January") for line in screen)


async def test_before_the_start_the_doors_are_read(data: Path) -> None:
    live = scribe_room.empty(data)
    screen = io.StringIO()
    Plain(live, ONE, out=io.StringIO(), screen=screen, file=True, clock=Clock()).board()
    said = screen.getvalue().splitlines()
    assert said[0] == "Falls, Falls. Welcome, 1 of 14, gather. Not started; /next starts the clock."
    assert said[2:4] == ["5 minutes for this step.", "Doors are open:"]
    assert said[4].startswith("We start when everyone has a seat.")
    await live.close()


async def test_close_is_not_asked_twice_and_ends_the_session(spoken: Spoken) -> None:
    out, _ = await spoken("/go close", "/close")
    assert out == ["ok Close, decide", "ok session closed"]


def test_a_file_goes_on_after_the_end_and_every_line_is_answered(data: Path, session_id: str) -> None:
    lines = "/next\n/do ring\n/do write\n/close\n/comment one\nlate\n/comment two\n"
    done = program(data, "open", session_id, "--plain", "--no-web", typed=lines)
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()] == ["ok"] * 5 + ["no", "ok"]
    again = program(
        data, "open", session_id, "--plain", "--no-web", typed="/erase D1\n/erase D2\n/comment three\n"
    )
    assert again.stdout.splitlines() == ["ok D1 erased for good", "ok D2 erased for good", "ok comment 3"]
    assert again.returncode == 0


async def test_plain_mode_blanks_the_room_views_that_are_open(data: Path) -> None:
    live = await furnished(data)
    out, told = io.StringIO(), []

    async def answer(what: str, details: dict[str, Any]) -> dict[str, Any]:
        told.append((what, details))
        live.pulse = Pulse(rooms=1, wall=Wall(**details))
        return {}

    live.answer = answer
    plain = Plain(live, ONE, out=out, screen=io.StringIO(), file=False, clock=Clock())
    await plain.take("/blank")
    live.pulse = Pulse(rooms=1)
    await plain.take("/blank")
    await plain.take("/blank")
    assert out.getvalue().splitlines() == [
        "no line 1: No room view is open, so there is no wall to blank.", "ok the wall is blank", "ok the wall is back",
    ]  # fmt: skip
    assert told == [("wall", {"blanked": True}), ("wall", {"blanked": False})]
    await live.close()
