"""A workshop by plain lines, from a file and by the command line, to its end."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile import HOSTILE
from running import PROGRAM, environment, folder_of, gone, host_pids, new_session, program, stop
from sessions import journal, records

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
        "ok the clock runs", "ok Domain, group", "ok A", "ok B", "ok Domain, vote", "ok 12 hands for A", "ok one slip counted",
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
        typed="one\n/board\n/plan\n/summary\n/help\n/say\n/lane not\ntwo\n/leave\n",
    )
    assert done.stdout.splitlines() == [
        "ok 1", "ok board", "ok plan", "ok summary", "ok help",
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
    assert done.stdout.splitlines() == ["ok 1", "ok undone: 1 kept", "ok 2"], "a number is never used again"


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
        (("export", "last", "--to", "papyrus"), 2, "there is no papyrus; there are json, markdown"),
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
    for command in ("new", "open", "attach", "list", "show", "export", "stop", "paths"):
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
