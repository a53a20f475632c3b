"""A workshop that was held elsewhere comes in from files, by the command line: people, notes, votes; and goes out and in again as JSON."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from running import attached, folder_of, gone, host_pids, new_session, program, stop, until
from sessions import journal, records
from sessions.commands import AddNote

DATA = Path(__file__).parents[2] / "shared" / "data" / "london-youth-policing"
london = pytest.mark.skipif(not DATA.is_dir(), reason="the workshop's data is not beside the project")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: int(row.get("timestamp") or 0))


def who(number: str) -> str:
    return "Organiser" if number == "0" else f"Participant {number}"


def written(path: Path, *head: str, rows: Iterable[Iterable[str]]) -> Path:
    """A sheet as Excel saves it as "CSV UTF-8"."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    path.write_text("\ufeff" + text.getvalue(), encoding="utf-8")
    return path


def imported(data: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return program(data, "import", *map(str, words))


def summary() -> dict[str, str]:
    with (DATA / "summary.csv").open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file) if row}


@pytest.fixture
def made(data: Path) -> Iterator[str]:
    yield new_session(data, "--plan", "ground", "--date", "2022-07-27", community="Young Londoners")
    stop(data)


def london_sheets(folder: Path) -> tuple[Path, Path, Path]:
    """The workshop as three sheets."""
    comments, votes = rows("comments"), rows("votes")
    voters = {row["participant"] for row in rows("participants-votes")}
    people = sorted(voters | {row["author-id"] for row in comments}, key=int)
    return (
        written(folder / "people.csv", "name", rows=[[who(one)] for one in people]),
        written(
            folder / "notes.csv",
            "ref",
            "text",
            "author",
            rows=[
                [row["comment-id"], " ".join(row["comment-body"].split()), who(row["author-id"])]
                for row in comments
            ],
        ),
        written(
            folder / "votes.csv",
            "participant",
            "ref",
            "value",
            rows=[[who(row["voter-id"]), row["comment-id"], row["vote"]] for row in votes],
        ),
    )


@london
def test_the_london_workshop_comes_in_from_three_sheets(data: Path, made: str, tmp_path: Path) -> None:
    people, notes, votes = london_sheets(tmp_path)
    early = imported(data, made, notes)
    assert early.returncode == 2
    assert early.stderr.startswith(
        "notes.csv, row 2, author: nobody called 'Organiser' is noted yet; import the people first."
    )
    assert early.stderr.rstrip().endswith("There are 29 more.\nNothing was imported.")

    done = imported(data, made, people)
    assert (done.returncode, done.stdout) == (0, "27 people imported, as invited: /here notes who came.\n"), (
        done.stderr
    )
    done = imported(data, made, notes)
    assert (done.returncode, done.stdout) == (0, "39 notes imported into Statements.\n"), done.stderr
    done = imported(data, made, votes)
    assert (done.returncode, done.stdout) == (0, "638 votes imported into Statements.\n"), done.stderr
    assert done.stderr == "2 votes left out, as the same person voted on the same later in the file.\n"
    assert gone(data), "the host that an import started leaves with it"

    lines = tmp_path / "hidden.txt"
    hidden = [number for number, row in enumerate(rows("comments"), 1) if row["moderated"] != "1"]
    lines.write_text(
        "# not shown in the room\n" + "".join(f"/hide {number}\n" for number in hidden), encoding="utf-8"
    )
    done = imported(data, made, lines)
    assert (done.returncode, done.stdout) == (0, "".join(f"ok {number} hidden\n" for number in hidden))

    session = records.current(folder_of(data, made))
    replayed = journal.fold(journal.read(folder_of(data, made) / records.JOURNAL).entries)
    published = summary()
    shown = session.notes_of(session.now)
    assert len(shown) == int(published["comments"])
    assert len({seat for ballots in replayed.ballots.values() for seat in ballots}) == int(
        published["voters"]
    )
    assert len({note.author for note in shown}) == int(published["commenters"])
    texts = {row["comment-id"]: " ".join(row["comment-body"].split()) for row in rows("comments")}
    assert {note.ref: note.text for note in session.notes.values()} == texts
    assert all(note.source == "import" for note in session.notes.values())
    totals: Counter[str] = Counter()
    by_ref = {str(note.number): note.ref for note in session.notes.values()}
    kept = {(row["comment-id"], row["voter-id"]): int(row["vote"]) for row in rows("votes")}
    for tally in session.tallies.values():
        said = Counter(value for (ref, _), value in kept.items() if ref == by_ref[tally.target])
        assert (tally.sum.for_, tally.sum.pass_, tally.sum.against) == (said[1], said[0], said[-1])
        totals += Counter(agree=tally.sum.for_, passed=tally.sum.pass_, disagree=tally.sum.against)
    assert totals == {"agree": 392, "passed": 54, "disagree": 192}
    again = imported(data, made, votes)
    assert again.returncode == 0
    assert records.current(folder_of(data, made)).tallies == session.tallies, "a vote given twice counts once"


async def test_a_host_that_runs_stays_and_everybody_sees_what_came(
    data: Path, made: str, tmp_path: Path
) -> None:
    terminal, _ = await attached(data, made, "one")
    notes = written(
        tmp_path / "notes.csv",
        "text",
        "theme",
        rows=[["Beds", "Places"], ["Letters", ""], ["Wards", "places"]],
    )
    done = imported(data, made, notes)
    assert (done.returncode, done.stdout) == (0, "3 notes imported into Statements.\n"), done.stderr
    await until(lambda: len(terminal.session.notes) == 3)
    (theme,) = terminal.session.themes.values()
    assert (theme.letter, theme.name) == ("A", "Places")
    assert [note.theme for note in terminal.session.notes.values()] == ["A", "", "A"]
    await terminal.detach()
    assert imported(data, made, written(tmp_path / "people.csv", "name", rows=[["Amina"]])).returncode == 0
    assert len(host_pids(data)) == 1, "a host without a terminal stays too, as it was"


def test_lines_are_answered_one_by_one_as_in_plain_mode(data: Path, made: str, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_bytes(
        "# by hand\r\nNo beds – ever\r\n\r\n/edit 9 x\r\n/person Amina; Royal\r\namina: too late\r\n".encode(
            "cp1252"
        )
    )
    done = imported(data, made, lines)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "ok 1",
        "no line 4",
        "ok Amina noted",
        "ok 2",
    ]
    session = records.current(folder_of(data, made))
    assert [(note.text, note.author) for note in session.notes.values()] == [
        ("No beds – ever", None),
        ("too late", 1),
    ]
    assert "2 notes kept" in done.stderr


def test_five_thousand_notes_go_through_at_once(data: Path, made: str, tmp_path: Path) -> None:
    notes = written(
        tmp_path / "notes.csv", "ref", "text", "theme",
        rows=[[f"c{number}", f"Statement {number} {'ŵ and more ' * 8}", f"Theme {number % 40}"] for number in range(5000)],
    )  # fmt: skip
    done = imported(data, made, notes)
    assert (done.returncode, done.stdout) == (0, "5,000 notes imported into Statements.\n"), done.stderr
    session = records.current(folder_of(data, made))
    assert (len(session.notes), len(session.themes)) == (5000, 40)


def test_an_export_comes_back_elsewhere_and_only_once(data: Path, made: str, tmp_path: Path) -> None:
    people = written(tmp_path / "people.csv", "name", "profession", rows=[["Amina", "nurse"], ["Bo", ""]])
    notes = written(
        tmp_path / "notes.csv", "ref", "text", "author", rows=[["a", "Beds", "amina"], ["b", "Letters", ""]]
    )
    assert imported(data, made, people).returncode == imported(data, made, notes).returncode == 0
    export = Path(program(data, "export", made, "--to", "json", "--out", str(tmp_path)).stdout.strip())
    other = data.parent / "other"

    done = imported(other, "new", export)
    assert (done.returncode, done.stdout) == (0, f"{made}\n"), done.stderr
    assert "2 notes and 2 people" in done.stderr
    again = Path(
        program(other, "export", made, "--to", "json", "--out", str(tmp_path / "again")).stdout.strip()
    )
    assert again.read_bytes() == export.read_bytes()
    assert made in program(other, "list").stdout

    done = imported(other, made, export)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{made} is here already. Nothing was imported.\n"
    done = imported(other, "another", export)
    assert done.returncode == 1
    assert (
        f"holds the session {made}; cop-tui import new {export.name} brings it back. Nothing was imported."
        in done.stderr
    )

    lines = tmp_path / "more.txt"
    lines.write_text("/next\none more\n", encoding="utf-8")
    assert imported(other, made, lines).returncode == 0
    assert len(records.current(folder_of(other, made)).notes) == 3


async def test_a_host_that_runs_brings_a_session_back_itself(data: Path, made: str, tmp_path: Path) -> None:
    export = Path(program(data, "export", made, "--to", "json", "--out", str(tmp_path)).stdout.strip())
    document = json.loads(export.read_text(encoding="utf-8"))
    document["session"]["id"] = "brought-back"
    export.write_text(json.dumps(document), encoding="utf-8")
    terminal, _ = await attached(data, made, "one")
    done = imported(data, "new", export)
    assert (done.returncode, done.stdout) == (0, "brought-back\n"), done.stderr
    assert "brought-back" in program(data, "list").stdout
    second, by = await attached(data, "brought-back", "two")
    await second.submit(AddNote(text="one more"), by)
    done = imported(data, "new", export)
    assert (done.returncode, done.stderr) == (1, "brought-back is here already. Nothing was imported.\n")
    await second.detach()
    await terminal.detach()


@pytest.mark.parametrize(
    ("name", "content", "words", "code", "sentence"),
    [
        ("notes.csv", "text,lane\nBeds,risk\n", (), 2, "notes.csv, row 2, lane: there is no one lane called 'risk'; Statements has no lanes."),
        ("notes.csv", "text\nBeds\n", ("--activity", "nowhere"), 1, "There is no one activity called 'nowhere'."),
        ("people.csv", "name\nBeds\n", ("--activity", "statements"), 2, "people.csv: people are of no one activity"),
        ("votes.csv", "participant,ref,value\n1,1,1\n", ("--activity", "identity"), 2, "votes.csv: there is no vote in Together; --activity takes statements."),
        ("lines.txt", "PK\x03\x04 zipped", (), 2, "lines.txt: this is a document of an office program; save it as plain text."),
        ("lines.txt", "a note", ("--activity", "statements"), 2, "it is for CSV files"),
        ("export.json", "{}", (), 2, "export.json: it is no export of cop-tui"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_said(
    data: Path,
    made: str,
    tmp_path: Path,
    name: str,
    content: str,
    words: tuple[str, ...],
    code: int,
    sentence: str,
) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    done = imported(data, made, file, *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert not records.current(folder_of(data, made)).notes


def test_a_file_that_is_not_there_and_a_folder(data: Path, made: str, tmp_path: Path) -> None:
    done = imported(data, made, tmp_path / "nothing.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"There is no file {tmp_path / 'nothing.csv'}. Nothing was imported.\n"
    done = imported(data, made, tmp_path)
    assert done.returncode == 1
    assert "is a folder" in done.stderr


def test_a_closed_session_takes_no_sheet(data: Path, made: str, tmp_path: Path) -> None:
    program(data, "open", made, "--plain", "--no-web", typed="/close\n")
    done = imported(data, made, written(tmp_path / "notes.csv", "text", rows=[["Beds"]]))
    assert (done.returncode, done.stderr) == (
        1,
        "Common ground is closed and takes no more. Nothing was imported.\n",
    )
