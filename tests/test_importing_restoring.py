"""A JSON export comes back as a session that exports to the same JSON and can be led on; what is amiss is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import laws
from conftest import START, Clock
from cop_tui.export import json as export
from cop_tui.importing import restoring, soundness
from restored import brought_back, check_kept, drawn_everywhere, led, led_on
from sessions import records
from sessions.commands import AddNote, Erase, EraseNote, Undo
from sessions.errors import Damaged, Malformed, Refused
from sessions.live import LiveSession
from web_room import WORKSHOP, commented, workshop


@pytest.mark.parametrize("seed", range(40))
async def test_an_export_that_came_back_exports_to_the_same(data: Path, tmp_path: Path, seed: int) -> None:
    live = await led(data, seed)
    content = export.render(live.session)
    await live.close()
    clock = Clock(START + 10**10)
    back = brought_back(content, tmp_path / "other", clock)
    assert export.render(back.session) == content
    assert back.session.token != live.session.token
    await check_kept(back)
    drawn_everywhere(back)
    await led_on(back, clock, seed + 1000, 30)
    await check_kept(back)
    again = brought_back(export.render(back.session), tmp_path / "third")
    assert export.render(again.session) == export.render(back.session)
    await back.close()
    await again.close()


@pytest.fixture
async def content(data: Path) -> bytes:
    """The export of a workshop that was led to its end."""
    live = await workshop(data, WORKSHOP)
    await commented(live, "Good work")
    await live.close()
    return export.render(live.session)


async def test_undo_right_after_has_nothing_to_undo(content: bytes, tmp_path: Path) -> None:
    document = json.loads(content)
    document["session"]["closed"] = 0
    back = brought_back(json.dumps(document).encode(), tmp_path / "other")
    before = back.session.tables()
    with pytest.raises(Refused, match="nothing of yours to undo"):
        await back.submit(Undo(), laws.ONE)
    assert back.session.tables() == before
    receipt = await back.submit(AddNote(text="one more"), laws.ONE)
    await back.submit(Undo(), laws.ONE)
    assert receipt.entry.sequence == 2
    await back.close()


async def test_what_is_erased_later_leaves_the_file(content: bytes, tmp_path: Path) -> None:
    document = json.loads(content)
    note, comment = document["notes"][0], document["comments"][0]
    back = brought_back(content, tmp_path / "other")
    path = back.folder / records.JOURNAL
    assert note["text"].encode() in path.read_bytes()
    await back.submit(EraseNote(note=note["number"]), laws.ONE)
    await back.submit(Erase(handle=f"K{comment['number']}"), laws.ONE)
    await back.close()
    assert note["text"].encode() not in path.read_bytes()
    assert comment["text"].encode() not in path.read_bytes()
    again = LiveSession(back.folder)
    assert again.session.notes[note["number"]].erased
    assert again.session == back.session
    await again.close()


def test_one_that_is_here_already_is_refused(content: bytes, tmp_path: Path) -> None:
    tables = restoring.read(content, "export.json").tables
    LiveSession.restore(tmp_path, tables)
    with pytest.raises(Refused, match=r"is here already\. Nothing was imported\."):
        LiveSession.restore(tmp_path, tables)


def test_every_text_is_cleaned(content: bytes) -> None:
    document = json.loads(content)
    document["notes"][0]["text"] = "be\u202eds\x1b[31m\x00"
    document["community"]["expected"] = {"profession": ["nur\x07se"]}
    document["session"]["place"] = "Room\x9b 4"
    tables = restoring.read(json.dumps(document).encode(), "export.json").tables
    assert tables["notes"][0]["text"] == "beds[31m"
    assert tables["community"][0]["expected"] == {"profession": ["nurse"]}
    assert tables["session"][0]["place"] == "Room 4"


def test_what_a_later_program_added_is_left_out_and_named(content: bytes) -> None:
    document = json.loads(content)
    document["moods"], document["notes"][0]["mood"], document["session"]["weather"] = [], "glad", "wet"
    found = restoring.read(json.dumps(document).encode(), "export.json")
    assert found.unknown == ("moods", "notes, mood", "session, weather")
    assert found.tables == restoring.read(content, "export.json").tables


def test_an_older_export_may_lack_tables_and_numbers(content: bytes) -> None:
    document = json.loads(content)
    for table in ("ties", "measures", "next_meeting", "group_tallies"):
        del document[table]
    for field in ("notes_made", "people_made", "made", "round"):
        del document["session"][field]
    tables = restoring.read(json.dumps(document).encode(), "export.json").tables
    assert tables["session"][0]["notes_made"] == max(one["number"] for one in document["notes"])


Edit = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda one: one["notes"][2].update(number="3"), "export.json, notes, 3rd, number: expected a whole number."),
        (lambda one: one["notes"][2].pop("text"), "export.json, notes, 3rd, text: it is missing."),
        (lambda one: one["notes"][0].update(number=2), "export.json, notes, 2nd: it has the same name or number as the 1st."),
        (lambda one: one["notes"][0].update(activity="nowhere"), "export.json, notes, 1st, activity: there is no activity 'nowhere'."),
        (lambda one: one["notes"][0].update(theme="Q"), "export.json, notes, 1st, theme: there is no theme 'Q' in domain."),
        (lambda one: one["notes"][0].update(merged_into=99), "export.json, notes, 1st, merged_into: there is no other note 99 in domain."),
        (lambda one: one["notes"][0].update(text=""), "export.json, notes, 1st, text: it is empty, and the note is not erased."),
        (lambda one: one["notes"].append(7), "expected an object."),
        (lambda one: one.update(notes={}), "export.json, notes: expected a list."),
        (lambda one: one.update(attendance=[1, 2]), "export.json, attendance: expected one object."),
        (lambda one: one["tallies"][0]["by"]["hands"].update({"for": -1}), "export.json, tallies, 1st, by, hands, for: this is out of reach; it may be 0 to 10,000,000."),
        (lambda one: one["tallies"][0].update(round=0), "export.json, tallies, 1st, round:"),
        (lambda one: one["tallies"][0].update(target="x y"), "export.json, tallies, 1st, target:"),
        (lambda one: one["statements"][0].update(hands=[1, 2]), "export.json, statements, 1st, hands: expected 6 numbers"),
        (lambda one: one["activities"][1].update(step=17), "export.json, activities, 2nd, step: there is no step 17; the first is 0."),
        (lambda one: one["activities"][1]["steps"][0].update(kind="dance"), "export.json, activities, 2nd, steps, 1st, kind: 'dance' is no step;"),
        (lambda one: one["activities"][1].update(kind="party"), "export.json, activities, 2nd, kind: 'party' is none of"),
        (lambda one: one["activities"][1].update(round=10**9), "export.json, activities, 2nd, round: this is out of reach"),
        (lambda one: one["activities"][2].update(source="nowhere"), "export.json, activities, 3rd, source: there is no activity"),
        (lambda one: one["activities"][1].update(picked=["9" * 5000]), "export.json, activities, 2nd, picked: expected numbers of notes"),
        (lambda one: one["session"].update(activity="nowhere"), "export.json, session, activity: there is no such activity."),
        (lambda one: one["session"].update(date="soon"), "export.json, session, date: 'soon' is no day; write it as 2026-11-26."),
        (lambda one: one["session"].update(starts="noon"), "export.json, session, starts: 'noon' is no time"),
        (lambda one: one["next_meeting"].update(date="2026-02-30"), "export.json, next_meeting, date: '2026-02-30' is no day"),
        (lambda one: one["session"].update(closed=True), "export.json, session, closed: expected a whole number."),
        (lambda one: one["session"].update(title=3), "export.json, session, title: expected text."),
        (lambda one: one["session"].update(id="../../etc"), "export.json, session, id: an id has small letters"),
        (lambda one: one["session"].update(id="con"), "export.json, session, id: an id has small letters"),
        (lambda one: one["session"].update(notes_made=1), "export.json, session, notes_made: it is 1, but number"),
        (lambda one: one["session"].update(made={"notes": 3}), "export.json, session, made: it has a table"),
        (lambda one: one["session"].update(created=10**40), "export.json, session, created: this is out of reach"),
        (lambda one: one.update(community={}), "export.json, community, name: it is missing."),
        (lambda one: one.update(session=None), "export.json: session: expected an object."),
        (lambda one: one.update(format="word"), 'export.json: it is no export of cop-tui; "format" must be "cop-tui".'),
        (lambda one: one.update(version="1"), "export.json: version: expected a whole number from 1."),
        (lambda one: one["comments"][0].update(text="x" * 6000), "export.json, comments, 1st, text: this has 6,000 letters; 5,000 is the most."),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_named_with_its_place(content: bytes, edit: Edit, sentence: str) -> None:
    document = json.loads(content)
    edit(document)
    with pytest.raises(Malformed) as caught:
        restoring.read(json.dumps(document).encode(), "export.json")
    assert sentence in caught.value.sentence
    assert caught.value.sentence.endswith("Nothing was imported.")


def test_all_of_it_is_said_at_once_ten_by_ten(content: bytes) -> None:
    document = json.loads(content)
    document["notes"] += [{**document["notes"][0], "number": 100 + number} for number in range(20)]
    for note in document["notes"]:
        note["lane"] = None
    with pytest.raises(Malformed) as caught:
        restoring.read(json.dumps(document).encode(), "export.json")
    lines = caught.value.sentence.splitlines()
    assert len(lines) == 12
    assert lines[10] == f"There are {len(document['notes']) - 10:,} more."


def test_a_newer_version_is_refused_with_what_to_do(content: bytes) -> None:
    document = {**json.loads(content), "version": 2}
    with pytest.raises(Damaged, match=r"newer cop-tui .*Update this one.* Nothing was imported"):
        restoring.read(json.dumps(document).encode(), "export.json")


@pytest.mark.parametrize(
    "text", [b"", b"[", b"[" * 100_000, b"\xff\xfe{", b"7", b'{"format": "cop-tui"', b"{}"]
)
def test_what_is_no_json_or_none_of_ours_is_said_so(text: bytes) -> None:
    with pytest.raises(Malformed, match=r"export\.json: it is no .*\nNothing was imported\."):
        restoring.read(text, "export.json")


def test_a_file_past_all_measure_is_refused() -> None:
    with pytest.raises(Malformed, match="larger than 50 MB"):
        restoring.read(b" " * (restoring.MOST_BYTES + 1), "export.json")


def test_a_byte_order_mark_and_a_name_do_not_matter(content: bytes) -> None:
    assert restoring.is_export(content)
    assert restoring.is_export(b"\xef\xbb\xbf" + content)
    assert not restoring.is_export(b"{a note in braces} about cop-tui")
    marked = restoring.read(b"\xef\xbb\xbf" + content, "export.json")
    assert marked.tables == restoring.read(content, "export.json").tables


@pytest.mark.parametrize(("number", "word"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (21, "21st")])  # fmt: skip
def test_places_in_a_list(number: int, word: str) -> None:
    assert soundness.nth(number) == word
