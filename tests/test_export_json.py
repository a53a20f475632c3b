"""The JSON export has everything that is kept, and nothing that opens the session to others."""

from __future__ import annotations

import json
from pathlib import Path

from cop_tui.export import json as json_export
from hostile import HOSTILE
from sessions.clean import clean
from sessions.session import TABLES
from web_room import WORKSHOP, commented, typed, workshop


async def test_it_is_versioned_and_has_every_table(data: Path) -> None:
    live = await workshop(data)
    document = json.loads(json_export.render(live.session))
    assert (document["format"], document["version"]) == ("cop-tui", 1)
    assert set(document) == {"format", "version", "session", *TABLES}
    assert document["community"]["name"] == "Falls prevention"
    assert document["attendance"] == {"present": 23, "no_phone": 6, "remote": 4}
    assert [one["id"] for one in document["activities"]] == ["domain", "practice", "choose", "identity"]
    await live.close()


async def test_every_key_is_documented(data: Path) -> None:
    live = await workshop(data)
    await commented(live, "Good work")
    document = json_export.document(live.session)
    tables = [document[name] if isinstance(document[name], list) else [document[name]] for name in TABLES]
    for key in {key for rows in [*tables, [document["session"]]] for row in rows for key in row}:
        assert key in (json_export.__doc__ or ""), key
    await live.close()


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


async def test_it_holds_what_the_record_holds(data: Path) -> None:
    live = await workshop(data, WORKSHOP)
    document, tables = json_export.document(live.session), live.session.tables()
    for name in ("participants", "activities", "tallies", "statements", "comments"):
        assert document[name] == tables[name]
    await live.close()
