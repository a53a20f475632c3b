"""Three workshops from the first line to the thank-you, by the files in `docs/stories`, as anybody may run them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from running import folder_of, gone, program, stop
from sessions import journal, records
from sessions.session import Session

STORIES = Path(__file__).parent.parent / "docs" / "stories"


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    yield folder
    stop(folder)


def told(data: Path, story: str, community: str, date: str) -> tuple[Session, dict[str, Any]]:
    """Lead a story by its file of lines; the session as its record has it, and its export."""
    made = program(data, "new", "--community", community, "--plan", story, "--date", date)
    session_id = made.stdout.strip()
    lines = (STORIES / f"{story}.txt").read_text(encoding="utf-8")
    done = program(data, "open", session_id, "--plain", "--no-web", typed=lines)
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if line.startswith("no")]
    assert done.stdout.splitlines()[-1] == "ok session closed"
    assert "Traceback" not in done.stderr
    assert gone(data)
    folder = folder_of(data, session_id)
    session, _ = records.load(folder / records.RECORD)
    assert session == journal.fold(journal.read(folder / records.JOURNAL).entries)
    out = data / "out"
    written = program(
        data, "export", session_id, "--to", "json", "--to", "html", "--to", "markdown", "--to", "csv", "--out", str(out)
    )  # fmt: skip
    assert written.returncode == 0, written.stderr
    document = next(Path(path) for path in written.stdout.splitlines() if path.endswith(".json"))
    return session, json.loads(document.read_text(encoding="utf-8"))


def value(document: dict[str, Any], measure: str) -> tuple[float | None, int]:
    """A measure of an export: its value to three places, and what it is of."""
    found = next(one for one in document["measures"] if one["name"] == measure)
    return (None if found["value"] is None else round(found["value"], 3)), found["n"]


def texts(document: dict[str, Any], table: str, field: str = "text") -> list[Any]:
    return [row[field] for row in document[table]]


def test_a_launch_with_24_people_of_whom_6_have_no_phone(data: Path) -> None:
    session, found = told(data, "launch", "Falls prevention", "2026-11-26")

    # Who was there, and who ought to be
    assert (
        found["attendance"]["present"],
        found["attendance"]["no_phone"],
        found["attendance"]["remote"],
    ) == (24, 6, 4)
    assert found["attendance"]["apologies"] == ["Tom Reed", "Una Bell"]
    assert [(one["profession"], one["count"]) for one in found["attendance"]["groups"]] == [
        ("nurse", 4), ("GP", 3), ("carer", 2),
    ]  # fmt: skip
    assert texts(found, "participants", "name") == [
        "Amina Khan", "Bo Li", "Chen Wu", "Dee Grant", "Eve Okoro", "Finn Ross",
    ]  # fmt: skip
    assert found["participants"][0]["brings"] == "ten years of falls clinics"
    assert found["participants"][0]["level"] == "core" and found["participants"][0]["joined"] == "2026-11-26"
    assert found["attendance"]["consent"]["version"] == 1
    assert (found["session"]["place"], found["session"]["mode"], found["session"]["facilitator"], found["session"]["starts"]) == (
        "Royal Infirmary, seminar room 2", "hybrid", "Grace Hall", "10:00",
    )  # fmt: skip
    assert texts(found, "missing_voices", "who") == [
        "an ambulance dispatcher", "a carer who lives with somebody who falls", "a housing officer",
    ]  # fmt: skip
    assert texts(found, "missing_voices", "inviter") == ["Eve Okoro", "Dee Grant", ""]
    assert found["missing_voices"][0]["invited_on"] == "2026-12-03"
    assert [(tie["a"], tie["b"], tie["kind"]) for tie in found["ties"]] == [
        (1, 2, "turns_to"), (3, 1, "works_with"), (4, 2, "turns_to"),
        (5, 1, "turns_to"), (6, 2, "works_with"), (2, 3, "turns_to"),
    ]  # fmt: skip

    # What was said: 4 in the welcome, 7 about the domain, 10 without names about practice, 1 about identity
    by_activity = {
        name: sum(note["activity"] == name for note in found["notes"]) for name in session.activities
    }
    assert {name: many for name, many in by_activity.items() if many} == {
        "welcome": 4, "domain": 7, "practice": 10, "identity": 1,
    }  # fmt: skip
    assert all(note["author"] is None for note in found["notes"] if note["activity"] == "practice")
    assert [theme["name"] for theme in found["themes"] if theme["activity"] == "practice"] == [
        "nights alone", "late letters", "one list", "what works already", "who lives alone",
        "kit that walks off", "waiting for classes",
    ]  # fmt: skip
    assert {theme["name"]: theme["cards"] for theme in found["themes"] if theme["cards"]} == {
        "families left out": 6, "kit that walks off": 4,
    }  # fmt: skip
    assert len(found["reflections"]) == 2 and found["reflections"][0]["question"].startswith(
        "A challenge you met"
    )
    assert [(lead["where"], lead["whom"]) for lead in found["leads"]] == [("the dialysis unit", "Chen Wu")]

    # What was voted: hands and slips side by side, nobody's dots lost
    dots = {
        tally["target"]: (tally["by"]["hands"]["for"], tally["by"]["slips"]["for"])
        for tally in found["tallies"]
    }
    assert dots == {"A": (14, 7), "B": (12, 3), "C": (15, 5), "D": (6, 1), "E": (7, 1)}
    assert all(tally["by"]["phones"]["for"] == 0 for tally in found["tallies"])

    # What was agreed, with the fives
    domain = [row for row in found["statements"] if row["activity"] == "domain"]
    assert [(row["version"], row["agreed"], row["previous_version"]) for row in domain] == [
        (1, False, None),
        (2, True, 1),
    ]
    assert domain[1]["hands"] == [0, 0, 0, 3, 11, 10]
    identity = next(row for row in found["statements"] if row["slot"] == "identity_statement")
    assert identity["agreed"] and identity["text"].startswith("Keeping our own roles of nurse")
    assert found["community"]["in_scope"] == ["falls at home and on the wards"]
    assert found["community"]["out_of_scope"] == ["Car parking", "agency rates"]

    # What moves what, what is tested, what is promised
    assert [(row["from"], row["sign"], row["to"], row["strength"]) for row in found["ripples"]] == [
        ("practice/A", "+", "practice/B", 1), ("practice/A", "+", "practice/E", 1), ("practice/B", "+", "practice/E", 2),
        ("practice/C", "-", "practice/B", 2), ("practice/E", "+", "practice/A", 1),
    ]  # fmt: skip
    first, second = found["improvements"]
    assert (first["item_ids"], first["owner"], first["due"], first["baseline"]) == (
        ["practice/A"], "Amina Khan", "2027-02-01", "6 falls a week",
    )  # fmt: skip
    (cycle,) = first["cycles"]
    assert (cycle["n"], cycle["start"], cycle["who"], cycle["when"], cycle["where"]) == (
        1, "2026-12-07", "Amina Khan", "weekdays at 20:00", "wards 3 and 4",
    )  # fmt: skip
    assert cycle["question"] and cycle["prediction"] == "fewer falls between two and six" and not cycle["act"]
    assert second["item_ids"] == ["practice/C", "15"]
    assert [(row["text"], row["owner"], row["due"]) for row in found["actions"]] == [
        ("write to the ambulance trust", "Bo Li", "2027-01-10"),
        ("ask housing who lives alone", "Dee Grant", "2026-12-10"),
        ("print the one number for families", "Finn Ross", "2026-12-04"),
    ]  # fmt: skip
    assert [(goal["scope"], goal["whose"], goal["review_date"]) for goal in found["goals"]] == [
        ("group", "", "2027-01-31"), ("individual", "Amina Khan", "2027-02-01"),
    ]  # fmt: skip
    assert [(row["method"], row["supersedes"]) for row in found["decisions"]] == [
        ("fist to five", ""), ("consent", "C1"), ("dots", ""),
    ]  # fmt: skip
    assert found["decisions"][0]["scores"] == [0, 0, 0, 2, 8, 14] and found["decisions"][1]["dissent"]
    assert found["next_meeting"] == {
        "date": "2027-01-14", "time": "10:00", "topic": "nights", "host": "Bo Li", "place": "Hill Surgery",
    }  # fmt: skip
    assert (
        found["community"]["rhythm"] == "every second Thursday" and found["community"]["stage"] == "potential"
    )
    assert (found["community"]["sponsor"], found["community"]["leaders"], found["community"]["charter_review_date"]) == (
        "Dr Priya Shah", ["Amina Khan", "Bo Li"], "2027-11-26",
    )  # fmt: skip
    assert found["community"]["membership_rule"] == "anyone whose work meets a fall"
    assert found["session"]["ask"].startswith("Twenty minutes")

    # What people say of it
    assert found["feedback"][0]["ratings"] == [0, 0, 0, 4, 8, 12]
    (story,) = found["stories"]
    assert story["teller"] == "Dee Grant" and story["teller_consent"]
    assert story["cycles_reached"] == ["immediate", "potential", "applied", "realised", "reframing"]
    assert [(row["text"], row["name"], row["target"]) for row in found["comments"]] == [
        ("Try the weekends too", "Priya", "I1"),
    ]  # fmt: skip

    # What was counted of it
    assert value(found, "ei/organisation") == (0.333, 6), "four ties cross, two stay inside"
    assert value(found, "ei/profession") == (1.0, 6)
    assert value(found, "blau/sector") == (0.702, 15), "1 - (6² + 5² + 2² + 1² + 1²) / 15²"
    assert value(found, "concentration/choose") == (0.106, 71)
    assert value(found, "agreement/domain/1") == (2.0, 24) and value(found, "agreement/domain/2") == (3.0, 24)
    assert value(found, "ripples") == (1.0, 5)
    assert not any(name.startswith("follow-through") for name in texts(found, "measures", "name")), (
        "nothing was due"
    )


def test_the_meeting_after_it_opens_on_what_was_promised_and_follows_it_up(data: Path) -> None:
    before, _ = told(data, "launch", "Falls prevention", "2026-11-26")
    session, found = told(data, "meeting", "Falls Prevention", "2027-01-14")

    # It opened on the last one
    assert texts(found, "earlier_statements", "slot") == ["domain_statement", "identity_statement"]
    assert found["community"]["rhythm"] == "every second Thursday"
    assert [note["text"] for note in found["notes"] if note["carried_from"]] == [
        "late letters", "what works already", "kit that walks off", "waiting for classes",
    ]  # fmt: skip
    assert found["notes"][0]["carried_from"] == f"{before.id}/B"
    here = {one["name"] for one in found["participants"] if one["here"]}
    assert here == {"Amina Khan", "Bo Li", "Dee Grant", "Finn Ross", "Gita Rao"}
    assert found["attendance"]["apologies"] == ["Chen Wu"] and found["attendance"]["present"] == 13
    joined = {one["name"]: one["joined"] for one in found["participants"]}
    assert joined["Amina Khan"] == "2026-11-26" and joined["Gita Rao"] == "2027-01-14"
    assert [(row["who"], row["status"], row["joined"]) for row in found["missing_voices"]] == [
        ("an ambulance dispatcher", "missing", ""),
        ("a carer who lives with somebody who falls", "missing", ""),
        ("a housing officer", "joined", "2027-01-14"),
        ("a weekend ward clerk", "missing", ""),
    ]  # fmt: skip

    # One promise after another
    first, second, third = found["improvements"]
    assert (first["origin_session"], first["origin"], first["status"]) == (before.id, "I1", "open")
    told_, next_ = first["cycles"]
    assert (told_["act"], told_["end"], told_["result"], told_["data"], told_["problems"]) == (
        "adapt", "2027-01-14", "fewer, but not a third less", "falls 6, then 4", "two nights without a site manager",
    )  # fmt: skip
    assert (told_["observations"], told_["learning"]) == (
        "four nights of seven",
        "needs the site manager in the room",
    )
    assert (next_["n"], next_["start"], next_["act"]) == (2, "2027-01-15", "")
    assert (second["status"], second["closed_at"], second["cycles"][0]["act"]) == (
        "adopt",
        "2027-01-14",
        "adopt",
    )
    assert [(row["status"], row["due"], row["update"]) for row in found["actions"][:3]] == [
        ("done", "2027-01-10", "they send a crew lead from February"),
        ("open", "2027-01-28", "housing has a new head"),
        ("dropped", "2026-12-04", "the council prints it"),
    ]  # fmt: skip
    assert found["actions"][0]["closed_at"] == "2027-01-14"
    assert value(found, "follow-through") == (0.333, 3), (
        "of three that were due one is done, one has a new day, one was let go"
    )
    assert found["stories"][0]["teller"] == "Amina Khan"

    # Help, and what comes of it
    ideas = [(note["text"], note["about"]) for note in found["notes"] if note["activity"] == "helpround"]
    assert ideas == [
        ("Ask the weekend ward clerk to ring round at 20:00", "6"),
        ("Give each weekend one name", "6"),
        ("Send the letter to the family as well", "1"),
    ]  # fmt: skip
    assert next(one for one in found["activities"] if one["id"] == "helpround")["picked"] == ["8"]
    assert (third["item_ids"], third["owner"], third["due"]) == (["8"], "Finn Ross", "2027-02-28")
    commitment = found["statements"][0]
    assert commitment["agreed"] and commitment["dissent"] == "Dee fears for the clerk's hours"
    assert found["decisions"][0]["dissent"] == "Dee fears for the clerk's hours"
    assert found["next_meeting"]["date"] == "2027-02-11" and session.closed


def test_a_taster_with_no_phones_at_all(data: Path) -> None:
    session, found = told(data, "taster", "End of life care", "2026-12-03")
    assert (found["attendance"]["present"], found["attendance"]["no_phone"]) == (12, 12)
    assert found["participants"] == [], "nobody had to give a name"
    assert len(found["notes"]) == 3 and {theme["name"]: theme["cards"] for theme in found["themes"]} == {
        "wishes get lost": 0, "equipment too late": 9, "families alone at night": 7,
    }  # fmt: skip
    assert {tally["target"]: tally["by"]["hands"]["for"] for tally in found["tallies"]} == {
        "A": 11,
        "B": 6,
        "C": 7,
    }
    assert all(tally["by"][way]["for"] == 0 for tally in found["tallies"] for way in ("phones", "slips"))
    assert texts(found, "missing_voices", "who") == ["a hospice nurse", "the equipment store"]
    (statement,) = found["statements"]
    assert statement["agreed"] and statement["hands"] == [0, 0, 0, 2, 4, 6]
    assert found["reflections"][0]["question"] and len(found["decisions"]) == 1 and len(found["actions"]) == 1
    assert (found["next_meeting"]["date"], found["next_meeting"]["time"]) == ("2027-02-11", "14:00")
    planned = [one["planned"] // 60 for one in found["activities"]]
    assert planned == [3, 4, 8, 6, 4, 5] and sum(planned) == 30
    assert all(one["visited"] and not one["skipped"] for one in found["activities"])
    assert session.closed
