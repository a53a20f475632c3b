"""Spreadsheets: a file for each table, no formula in any of them, nothing that was not to be seen, and a way back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from conftest import Clock
from cop_tui.export import csv as csv_export
from cop_tui.export import write
from cop_tui.export.sheets import NOTES, PEOPLE, Sheet, sheets
from cop_tui.importing import sheets as importing
from hostile import HOSTILE
from sessions.clean import clean
from sessions.live import LiveSession
from sessions.session import Session
from web_room import typed, workshop
from whole import UNSEEN, lead, said, whole

Rows = list[dict[str, str]]


async def ended(data: Path, clock: Clock) -> Session:
    live = await whole(data, clock)
    await live.close()
    return live.session


def rows(content: bytes) -> Rows:
    """What a spreadsheet makes of a file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def files(session: Session) -> dict[str, Rows]:
    return {name: rows(content) for name, content in csv_export.files(session).items()}


async def test_there_is_a_file_for_each_table_that_holds_something(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    assert list(files(session)) == [
        "notes-welcome", "notes-domain", "notes-practice", "notes-choose", "notes-statements", "notes-helpround",
        "notes-identity", "people", "themes", "tallies", "statements", "improvements", "cycles", "actions",
        "decisions", "goals", "ties", "missing_voices", "leads", "ripples", "reflections", "stories", "feedback",
        "comments", "measures", "times",
    ]  # fmt: skip


async def test_what_is_empty_makes_no_file(data: Path) -> None:
    live = await workshop(data, "one thought")
    assert list(files(live.session)) == ["notes-domain", "measures", "times"]
    await live.close()


async def test_a_file_is_what_excel_opens(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    for content in csv_export.files(session).values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
    people = csv_export.files(session)["people"].decode("utf-8-sig").splitlines(keepends=True)
    assert people[:2] == [
        "name,organisation,profession,hierarchy,sector\r\n",
        "Amina Khan,Royal Infirmary,nurse,band 6,acute\r\n",
    ]
    assert "Gita Rao" not in str(people), "who has left is no more of the people"


async def test_the_tables_say_what_was_said(data: Path, clock: Clock) -> None:
    found = files(await ended(data, clock))
    assert found["notes-domain"][0] == {
        "ref": "6", "text": "Families hear three different plans", "lane": "Concerns", "author": "Amina Khan", "theme": "One plan",
    }  # fmt: skip
    assert found["themes"][1] == {"activity": "domain", "letter": "B", "name": "Letters arrive too late", "notes": "1", "cards": "7"}  # fmt: skip
    assert found["tallies"][0] == {
        "activity": "domain", "round": "1", "target": "A", "words": "One plan", "for": "6", "against": "0", "pass": "0",
        "phones": "0", "hands": "5", "slips": "1",
    }  # fmt: skip
    assert [one["version"] for one in found["statements"] if one["slot"] == "domain_statement"] == ["1", "2"]
    assert found["improvements"][1]["about"] == "Nights alone; One phone number for families"
    assert [(one["improvement"], one["n"], one["act"]) for one in found["cycles"]] == [("I1", "1", "adapt"), ("I1", "2", ""), ("I2", "1", "")]  # fmt: skip
    assert found["decisions"][2]["supersedes"] == "C1"
    assert found["decisions"][0]["scored 5"] == "9"
    assert (found["ties"][1]["a"], found["ties"][1]["b"]) == ("Amina Khan", "Bo Berg")
    assert (found["ripples"][1]["brings"], found["ripples"][1]["of that"]) == ("less of", "Nights alone")
    assert found["stories"][0]["cycles_reached"] == "immediate, potential, applied, realised, reframing"
    assert found["feedback"][0]["scored 4"] == "10"
    assert found["comments"][0] == {
        "handle": "K1",
        "text": "try it at weekends",
        "name": "Eve",
        "target": "I1",
    }
    practice = next(one for one in found["times"] if one["activity"] == "practice")
    assert (practice["planned"], practice["borrowed"]) == ("14.0", "4.0")


async def test_notes_and_people_come_back_as_they_went(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    made = csv_export.files(session)
    notes = importing.notes(importing.read(made["notes-practice"], "notes.csv"))
    assert [(one.ref, one.text, one.lane, one.author, one.theme) for one in notes] == [
        ("12", "The letter goes to the old address", "Risk", "", "Nights alone"),
        ("13", "Nights alone between two and six", "Challenge", "", "Nights alone"),
        ("14", "One phone number for families", "Solution", "", ""),
    ]
    people = importing.people(importing.read(made["people"], "people.csv"))
    assert [one.name for one in people][:2] == ["Amina Khan", "Bo Berg"]


async def test_what_was_not_revealed_is_in_no_file(data: Path) -> None:
    """Notes and votes that are hidden until they are shown, and what speaks of those notes."""
    live = await workshop(
        data, "/next\n/go practice\n@risk kept back\n/theme Nights 2\n/improve 1; fewer\n/ripple 1 > A +"
    )
    await typed(live, "/go choose\n/vote A 3")
    assert "kept back" not in str(csv_export.files(live.session))
    found = files(live.session)
    assert not {"notes-practice", "themes", "tallies"} & set(found)
    assert found["improvements"][0]["about"] == "note 1"
    await typed(live, "/go practice\n/reveal\n/go choose")
    assert {"notes-practice", "themes"} <= set(files(live.session))
    assert "tallies" not in files(live.session), "the vote is hidden still"
    await typed(live, "/reveal")
    assert files(live.session)["tallies"][0]["for"] == "3"
    await live.close()


async def test_once_readers_may_see_the_detail_all_notes_are_there(data: Path) -> None:
    live = await workshop(data, "/next\n/go practice\n@risk kept back\n/release")
    assert files(live.session)["notes-practice"][0]["text"] == "kept back"
    await live.close()


@pytest.mark.parametrize("words", [kept for one in HOSTILE if (kept := clean(one, lines=True)[:1000])])
def test_a_hostile_note_comes_back_as_it_was_said(words: str) -> None:
    content = csv_export.encoded(Sheet("notes", NOTES, [("1", words, "", "", "")]))
    (note,) = importing.notes(importing.read(content, "notes.csv"))
    assert note.text == words


@pytest.mark.parametrize("words", ["'=1", "''=1", "'''+x", "'tis", "=1", "''", "it'=s", "-", "'-"])
def test_apostrophes_come_back_as_many_as_there_were(words: str) -> None:
    content = csv_export.encoded(Sheet("people", PEOPLE, [(words, "", "", "", words)]))
    (person,) = importing.people(importing.read(content, "people.csv"))
    assert (person.name, person.sector) == (words, words)


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r", "\n", "\0"])
def test_no_text_begins_as_a_formula(mark: str) -> None:
    assert csv_export.text(f"{mark}1+1") == f"'{mark}1+1"


async def test_hostile_words_make_no_formula_in_any_table(data: Path, clock: Clock) -> None:
    tables = (await ended(data, clock)).tables()
    for words in (clean(one) for one in HOSTILE):
        for sheet in sheets(said(tables, words or "x")):
            for row, typed_row in zip(rows(csv_export.encoded(sheet)), sheet.rows, strict=True):
                for cell, value in zip(row.values(), typed_row, strict=True):
                    assert isinstance(value, (int, float)) or not cell.startswith(
                        ("=", "+", "-", "@", "\t", "\r", "\0")
                    )


async def test_numbers_stay_numbers(data: Path) -> None:
    people = [f"/person {name}; {'one' if name in 'ace' else 'two'}" for name in "abcdef"]
    ties = [f"/tie {pair[0]} {pair[1]}" for pair in ("ac", "ce", "ea", "bd", "df", "fb")]
    live = await workshop(data, "\n".join([*people, *ties]))
    values = [one["value"] for one in files(live.session)["measures"]]
    assert "-1.0" in values, "all ties stay inside: a number, and no text with an apostrophe"
    await live.close()


@pytest.mark.parametrize("why", ["erased", "private", "hidden", "waiting"])
async def test_what_is_not_to_be_seen_is_in_no_file(data: Path, clock: Clock, why: str) -> None:
    everything = b"".join(csv_export.files(await ended(data, clock)).values()).decode()
    for words in UNSEEN[why]:
        assert words not in everything


async def test_an_erased_theme_and_statement_are_in_no_file(live: LiveSession, clock: Clock) -> None:
    await lead(live, clock, "late\n/group 1 = A patient\n/say A patient fell\n/erase A\n/erase V1")
    found = files(live.session)
    assert found["notes-domain"][0]["theme"] == ""
    assert not {"themes", "statements"} & set(found)


async def test_unnamed_notes_have_no_author(data: Path, clock: Clock) -> None:
    found = files(await ended(data, clock))
    assert {one["author"] for one in found["notes-practice"]} == {""}


async def test_the_files_are_written_beside_each_other(data: Path, clock: Clock, tmp_path: Path) -> None:
    session = await ended(data, clock)
    paths = write(session, "csv", tmp_path / "minutes")
    assert len(paths) == len(csv_export.files(session))
    assert sorted(paths) == sorted((tmp_path / "minutes").iterdir())
    assert tmp_path / "minutes" / f"{session.id}-missing-voices.csv" in paths
