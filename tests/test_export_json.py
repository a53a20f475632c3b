"""The JSON export has everything that is kept, and nothing that opens the session to others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conftest import Clock
from cop_tui.export import json as json_export
from hostile import HOSTILE
from sessions.clean import clean
from sessions.measuring import measured
from sessions.session import Session
from sessions.state import SHELVES
from web_room import WORKSHOP, typed, workshop
from whole import UNSEEN, said, whole

KEPT = {
    "community": "name stage in_scope out_of_scope sponsor leaders rhythm membership_rule charter_review_date expected",
    "session": "plan date place mode facilitator starts ask created started closed pauses made",
    "activities": "planned actual lent caps steps source skipped unnamed hidden approve picked finalists",
    "attendance": "present remote no_phone apologies groups consent",
    "participants": "id at visibility name organisation profession hierarchy sector brings level joined left consent",
    "ties": "id a b kind since_session",
    "missing_voices": "id who boundary inviter invited_on joined status",
    "notes": "id activity lane text theme author source ref about carried_from merged_into hidden waiting erased at tally",
    "themes": "id at visibility letter name cards tally",
    "tallies": "round target by",
    "group_tallies": "boundary group count",
    "ripples": "id from to sign why strength",
    "goals": "id scope whose text measure review_date",
    "improvements": "id item_ids aim measure baseline change_idea owner due cycles status origin origin_session",
    "actions": "id text owner due status update closed_at told_on origin_session origin erased",
    "decisions": "id text method scores dissent date supersedes",
    "reflections": "id author question text shared visibility at",
    "statements": "id at visibility slot version text phones hands agreed dissent previous_version note",
    "earlier_statements": "slot version text hands agreed",
    "stories": "id teller activity insight used_how effect reframed cycles_reached teller_consent",
    "leads": "id where whom",
    "comments": "id visibility text name target at",
    "feedback": "id ratings most_useful change_one_thing",
    "next_meeting": "date time host topic place",
    "measures": "name value n sentence definition_version",
}  # fmt: skip
"""Every object that is kept of a workshop, and its fields."""
WITHIN = {
    ("improvements", "cycles"): "n start end question prediction who when where data observations problems result learning act",
    ("participants", "consent"): "purpose version when",
    ("attendance", "groups"): "profession sector count",
    ("activities", "steps"): "kind prompt minutes rounds questions",
}  # fmt: skip
BETWEEN = {"paused_at", "pause", "entered", "round", "round_at"}
"""Where a workshop stands while it goes on; 0 at its end, some of it."""


@pytest.fixture
async def ended(data: Path, clock: Clock) -> Session:
    live = await whole(data, clock)
    await live.close()
    return live.session


def rows_of(document: dict[str, Any], table: str) -> list[dict[str, Any]]:
    found = document[table]
    return found if isinstance(found, list) else [found]


async def test_it_is_versioned_and_has_every_table(data: Path) -> None:
    live = await workshop(data)
    document = json.loads(json_export.render(live.session))
    assert (document["format"], document["version"]) == ("cop-tui", 1)
    assert set(document) == {"format", "version", "session", *SHELVES}
    assert document["community"]["name"] == "Falls prevention"
    assert (document["attendance"]["present"], document["attendance"]["no_phone"]) == (23, 6)
    assert document["next_meeting"]["date"] == ""
    assert [one["id"] for one in document["activities"]] == ["domain", "practice", "choose", "identity"]
    await live.close()


@pytest.mark.parametrize(
    ("table", "field"), [(table, field) for table in KEPT for field in KEPT[table].split()]
)
async def test_every_field_of_every_object_is_in_it(ended: Session, table: str, field: str) -> None:
    document = json_export.document(ended)
    assert any(row[field] not in ("", None, [], {}, 0, False) for row in rows_of(document, table))


@pytest.mark.parametrize("place", WITHIN)
async def test_what_stands_within_a_row_is_in_it(ended: Session, place: tuple[str, str]) -> None:
    table, field = place
    parts = [
        part
        for row in rows_of(json_export.document(ended), table)
        for part in (row[field] if isinstance(row[field], list) else [row[field]])
        if part
    ]
    for name in WITHIN[place].split():
        assert any(part[name] not in ("", None, [], 0) for part in parts), name


async def test_no_table_and_hardly_a_field_is_empty_at_the_end(ended: Session) -> None:
    """What is new in a table is in `whole` too, so that every export is tried with it."""
    document = json_export.document(ended)
    empty = {
        f"{table}.{field}"
        for table in ("session", *SHELVES)
        for field in rows_of(document, table)[0]
        if not any(row[field] for row in rows_of(document, table))
    }
    mine = {
        "visibility",
        "author",
        "erased",
    }  # every kind of row has these; each occurs, but not in each kind
    assert {one for one in empty if one.partition(".")[2] not in BETWEEN | mine} <= {
        "session.released", "session.burnt", "participants.forgotten", "improvements.closed_at", "improvements.was_due", "earlier_statements.note", "earlier_statements.phones",
        "earlier_statements.dissent", "earlier_statements.shown", "earlier_statements.previous_version", "group_tallies.pass",
    }  # fmt: skip


def keys(value: Any) -> set[str]:
    """Every key of a document, but for those of tables that people fill: boundaries, caps, tables with handles."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    if not isinstance(value, dict):
        return set()
    free = {"expected", "caps", "made"}
    return set(value) | {key for name, item in value.items() if name not in free for key in keys(item)}


async def test_every_key_is_documented(ended: Session) -> None:
    documented = set(re.findall(r"\w+", json_export.__doc__ or ""))
    assert keys(json_export.document(ended)) <= documented


async def test_no_key_is_documented_that_there_is_not(ended: Session) -> None:
    """The second column of the docstring's tables names keys, outside its brackets alone."""
    text = re.sub(r"\([^()]*\)", "", json_export.__doc__ or "")
    said = re.findall(r"^    (\w+)\*? +(?:([A-Z]) )? *(.*(?:\n {15,}.*)*)", text, re.MULTILINE)
    document = json_export.document(ended)
    assert {name for name, _, _ in said} == set(document)
    for name, letter, listed in said:
        if letter:
            there = set(rows_of(document, name)[0])
            assert set(re.findall(r"\w+", listed)) <= there, name


async def test_rows_have_an_id_made_of_session_and_handle(ended: Session) -> None:
    document = json_export.document(ended)
    assert [one["id"] for one in document["actions"]] == [f"{ended.id}/D{number}" for number in range(1, 7)]
    assert document["missing_voices"][0]["id"] == f"{ended.id}/M1"


async def test_every_object_has_what_all_of_them_share(ended: Session) -> None:
    document = json_export.document(ended)
    assert set(json_export.HANDLES) >= {
        "participants",
        "notes",
        "themes",
        "statements",
        "comments",
        "actions",
    }
    ids = []
    for table in json_export.HANDLES:
        for row in document[table]:
            assert (row["community_id"], row["session_id"]) == (ended.community.id, ended.id), table
            assert row["id"].startswith(f"{ended.id}/") and "author" in row
            assert row["visibility"] in ("private", "group", "report")
            ids.append(row["id"])
    assert len(ids) == len(set(ids))
    said_here = {
        "themes",
        "statements",
        "comments",
        "decisions",
        "goals",
        "reflections",
        "stories",
        "feedback",
    }
    for table in said_here:
        assert all(ended.created < row["at"] <= ended.closed for row in document[table]), table
    fresh = [one for one in document["participants"] if one["joined"] == ended.date]
    assert fresh and all(one["at"] > ended.created for one in fresh)


async def test_who_may_see_a_note_is_told_as_it_stands(data: Path) -> None:
    live = await workshop(
        data, "/person Amina\n/next\none\ntwo\n/hide 2\n/go practice\n@risk three\n/theme Nights 2"
    )
    tells = {
        one["id"].partition("/")[2]: one["visibility"] for one in json_export.document(live.session)["notes"]
    }
    assert tells == {"1": "report", "2": "private", "3": "private"}
    assert json_export.document(live.session)["themes"][0]["visibility"] == "private"
    assert json_export.document(live.session)["participants"][0]["visibility"] == "group"
    await typed(live, "/reveal\n/release")
    document = json_export.document(live.session)
    assert document["notes"][2]["visibility"] == document["themes"][0]["visibility"] == "report"
    assert document["participants"][0]["visibility"] == "report"
    await live.close()


async def test_measures_stand_as_they_are_before_the_close_too(data: Path, clock: Clock) -> None:
    live = await whole(data, clock, close=False)
    assert not live.session.measures
    document = json_export.document(live.session)
    assert document["measures"] == [msgspec.to_builtins(one) for one in measured(live.session)]
    assert document["measures"]
    await live.close()


async def test_what_is_derived_is_all_that_is_more_than_the_record(ended: Session) -> None:
    document = json_export.document(ended)
    tables: dict[str, Any] = {"session": [{**document["session"], "token": ended.token}]}
    for table in SHELVES:
        tables[table] = [
            {
                key: value
                for key, value in row.items()
                if key not in json_export.DERIVED or key in SHELVES[table].kind.__struct_encode_fields__
            }
            for row in rows_of(document, table)
        ]
    assert Session.from_tables(tables) == ended


async def test_erased_words_are_in_no_export(ended: Session) -> None:
    content = json_export.render(ended).decode()
    for words in UNSEEN["erased"]:
        assert words not in content
    for words in (*UNSEEN["private"], *UNSEEN["hidden"], *UNSEEN["waiting"]):
        assert words in content, "it is the facilitator's own, and says of each who may see it"


async def test_notes_and_themes_have_their_tally(data: Path) -> None:
    live = await workshop(data)
    document = json_export.document(live.session)
    themes = {one["letter"]: one for one in document["themes"]}
    notes = {one["number"]: one for one in document["notes"]}
    assert themes["A"]["tally"] == {
        "for": 21,
        "against": 0,
        "pass": 0,
        "by": {
            "phones": {"for": 0, "against": 0, "pass": 0},
            "hands": {"for": 21, "against": 0, "pass": 0},
            "slips": {"for": 0, "against": 0, "pass": 0},
        },
    }
    assert notes[9]["tally"]["for"] == 20, "the vote was held in another activity"
    assert notes[1]["tally"]["for"] == 0
    assert notes[1]["id"] == f"{live.session.id}/1"
    await live.close()


async def test_the_last_round_stands(data: Path) -> None:
    live = await workshop(data)
    await typed(live, "/go choose\n/runoff 9 10\n/vote 9 3\n/vote 10 18")
    document = json_export.document(live.session)
    notes = {one["number"]: one for one in document["notes"]}
    assert notes[10]["tally"]["for"] == 18
    assert {(one["target"], one["round"]) for one in document["tallies"]} >= {("10", 1), ("10", 2)}
    await live.close()


async def test_the_token_is_not_in_it(data: Path) -> None:
    live = await workshop(data)
    assert live.session.token.encode() not in json_export.render(live.session)
    await live.close()


async def test_hostile_words_come_out_as_they_were_kept(data: Path) -> None:
    words = [kept for one in HOSTILE if (kept := clean(one, lines=True)) and len(kept) <= 1000]
    live = await workshop(data, "/next")
    await typed(live, [f"//{one[1:]}" if one.startswith("/") else one for one in words])
    document = json.loads(json_export.render(live.session))
    assert [one["text"] for one in document["notes"]] == [note.text for note in live.session.notes.values()]
    await live.close()


async def test_hostile_words_come_out_of_every_field_as_they_were_kept(ended: Session) -> None:
    tables = ended.tables()
    for words in (kept for one in HOSTILE if (kept := clean(one))):
        session = said(tables, words)
        document = json.loads(json_export.render(session))
        kept = session.tables()
        for table in (
            "community",
            "participants",
            "improvements",
            "decisions",
            "stories",
            "feedback",
            "next_meeting",
        ):
            for row, there in zip(rows_of(document, table), kept[table], strict=True):
                assert {**row, **there} == row


async def test_it_holds_what_the_record_holds(data: Path) -> None:
    live = await workshop(data, WORKSHOP)
    document, tables = json_export.document(live.session), live.session.tables()
    for name in ("participants", "activities", "tallies", "statements", "comments"):
        for shown, kept in zip(document[name], tables[name], strict=True):
            assert shown == {**shown, **kept}
    await live.close()
