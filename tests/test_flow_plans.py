"""Plans by the command line, and every one that is built in led from its start to its summary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Clock
from laws import ONE
from running import environment, folder_of, program
from sessions import plans, records
from sessions.live import LiveSession
from sessions.moves import next_move
from sessions.scribe import parse
from sessions.steps import blocks

WARD = """\
title = "Ward round"

[[activities]]
kind = "gather"
title = "Beds"
minutes = 61
steps = [{ kind = "gather", prompt = "Where do we wait?", minutes = 8, rounds = [
  { title = "alone", minutes = 2 }, { title = "all", minutes = 6 },
] }]

[[activities]]
kind = "close"
minutes = 4
"""


@pytest.mark.parametrize("name", plans.BUILT_IN)
async def test_next_alone_leads_from_start_to_summary(name: str, data: Path, clock: Clock) -> None:
    plan = plans.load(name)
    live = LiveSession.create(data, community="Falls", plan=name, clock=clock)
    been = []
    for _ in range(100):
        activity = live.session.now
        if (activity.id, activity.step) not in been:
            been.append((activity.id, activity.step))
        assert blocks(live.session, activity, "wall")
        if next_move(live.session).kind == "summary":
            break
        clock.advance(minutes=0.5)
        await live.submit(parse("/next", live.session), ONE)
    steps = [(one.id, step) for one in plans.activities(plan) for step in range(len(one.steps))]
    assert been == steps, "every step, in the order of the plan"
    assert next_move(live.session).kind == "summary"
    await live.submit(parse("/close", live.session), ONE)
    assert live.session.closed
    assert sum(one.planned for one in live.session.activities.values()) == 60 * plan.minutes
    await live.close()


@pytest.fixture
def ward(data: Path) -> Path:
    """A data folder with a plan of somebody's own, and a broken one."""
    folder = data / plans.FOLDER
    folder.mkdir()
    (folder / "ward.toml").write_text(WARD, encoding="utf-8")
    (folder / "broken.toml").write_text(
        'title = "X"\n[[activities]]\nkind = "dance"\nminutes = 5', encoding="utf-8"
    )
    return data


BROKEN = "broken.toml, activity 1 (dance), kind: expected one of"


def test_plans_are_listed_with_their_minutes_and_the_own_ones_marked(ward: Path) -> None:
    done = program(ward, "plans")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "launch    115 min  Launch",
        "meeting    60 min  Meeting",
        "taster     30 min  Taster",
        "hour       60 min  First hour",
        "ground     30 min  Common ground",
        "ward       65 min  Ward round  (your own)",
    ]
    assert done.stderr.startswith(BROKEN) and len(done.stderr.splitlines()) == 1


def test_a_broken_plan_of_ones_own_is_told_where_the_built_in_one_is_taken(ward: Path) -> None:
    broken = ward / plans.FOLDER / "broken.toml"
    broken.rename(broken.with_name("launch.toml"))
    said = BROKEN.replace("broken", "launch", 1)
    done = program(ward, "new", "--community", "Falls")
    assert done.returncode == 0 and done.stdout.startswith("falls-")
    assert done.stderr.startswith(said)
    assert done.stderr.endswith("The built-in launch was taken.\n") and len(done.stderr.splitlines()) == 1
    assert "launch    115 min  Launch\n" in program(ward, "plans").stdout
    done = program(ward, "plans", "launch")
    assert done.returncode == 1 and done.stderr.startswith(said)


def test_the_list_is_json_too(ward: Path) -> None:
    done = program(ward, "plans", "--json")
    listed = {one["name"]: one for one in json.loads(done.stdout)}
    assert list(listed) == [*plans.BUILT_IN, "broken", "ward"]
    assert listed["ward"] == {
        "name": "ward",
        "title": "Ward round",
        "minutes": 65,
        "own": True,
        "problem": None,
    }
    assert listed["broken"]["minutes"] is None and listed["broken"]["problem"].startswith(BROKEN)


def test_a_plan_is_a_table_of_when_and_what(ward: Path) -> None:
    done = program(ward, "plans", "ward")
    assert done.returncode == 0 and not done.stderr
    assert done.stdout.splitlines() == [
        "Ward round, 65 minutes",
        "",
        "start   min  activity  step      asks",
        " 0:00    61  Beds      gather    Where do we wait?",
        "                                 [8 min, alone 2, all 6]",
        " 1:01     4  Close     decide    What did we decide? When do we meet again?",
        "                       feedback  How useful was this? What will you tell a colleague?",
        "                       finish    Thank you. This is what we leave with.",
        " 1:05    65  in all",
    ]


def test_the_launch_says_when_each_activity_begins(data: Path) -> None:
    done = program(data, "plans", "launch", env=environment(data, COLUMNS="200"))
    lines = done.stdout.splitlines()
    begins = [line.split()[0] for line in lines[3:-1] if not line.startswith(" " * 6)]
    assert begins == [
        "0:00", "0:07", "0:13", "0:29", "0:43", "0:57", "1:02", "1:14", "1:20", "1:34", "1:40", "1:49",
    ]  # fmt: skip
    assert lines[-1].split() == ["1:55", "115", "in", "all"]
    assert any(line.endswith("[alone 1, in twos 2, in fours 4, all 5]") for line in lines)
    assert any("3  Have you ever been part of one" in line for line in lines)
    narrow = program(data, "plans", "launch", env=environment(data, COLUMNS="80")).stdout.splitlines()
    assert max(map(len, narrow)) <= 80


def test_a_plan_as_json_has_what_its_kinds_say_filled_in(ward: Path) -> None:
    shown = json.loads(program(ward, "plans", "launch", "--json").stdout)
    assert (shown["name"], shown["minutes"], shown["own"]) == ("launch", 115, False)
    practice = next(one for one in shown["activities"] if one["id"] == "practice")
    assert (practice["start"], practice["minutes"], practice["unnamed"]) == (43, 14, True)
    assert practice["steps"][0]["rounds"][0] == {"title": "alone", "minutes": 5}
    assert next(one for one in shown["activities"] if one["id"] == "choose")["from"] == "practice"
    shown = json.loads(program(ward, "plans", "ward", "--json").stdout)
    assert shown["own"] and shown["activities"][1]["steps"][-1]["kind"] == "finish"


def test_a_plan_of_ones_own_begins_as_a_copy_of_another(data: Path) -> None:
    folder = data / plans.FOLDER
    folder.mkdir()
    for name in plans.BUILT_IN:
        done = program(data, "plans", name, "--toml")
        assert done.returncode == 0 and done.stdout.startswith("# ")
        (folder / f"my-{name}.toml").write_text(done.stdout, encoding="utf-8")
        mine = plans.load(f"my-{name}", folder)
        assert plans.activities(mine) == plans.activities(plans.load(name))
    (folder / "odd.toml").write_text(f"# \u202e\x9b31m\n{WARD}", encoding="utf-8")
    assert program(data, "plans", "odd", "--toml").stdout == f"# 31m\n{WARD}"
    for words in (("--toml",), ("launch", "--toml", "--json")):
        done = program(data, "plans", *words)
        assert (done.returncode, done.stdout) == (2, "") and "--toml needs the name" in done.stderr


def test_a_plan_that_is_broken_or_not_there_ends_with_its_sentence(ward: Path) -> None:
    for name, said in (("broken", BROKEN), ("nope", "There is no plan 'nope'. There are launch, meeting,")):
        done = program(ward, "plans", name)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(said)


def test_a_session_is_made_by_a_plan_of_ones_own_and_by_the_launch_where_none_is_named(ward: Path) -> None:
    made = {}
    for plan in (("--plan", "ward"), ()):
        done = program(ward, "new", "--community", "Falls", *plan)
        assert done.returncode == 0, done.stderr
        session = records.current(folder_of(ward, done.stdout.strip()))
        made[session.plan] = (session.title, list(session.activities))
    assert made["ward"] == ("Ward round", ["gather", "close"])
    assert made["launch"][1][:3] == ["welcome", "journal", "domain"]
    done = program(ward, "new", "--community", "Falls", "--plan", "broken")
    assert (done.returncode, done.stdout) == (2, "") and done.stderr.startswith(BROKEN)


def test_the_folder_of_plans_is_among_the_paths(data: Path) -> None:
    assert f"plans    {data / plans.FOLDER}" in program(data, "paths").stdout.splitlines()
    done = program(data, "plans", "--help")
    assert done.returncode == 0 and "Example:\n    cop-tui plans\n" in done.stdout
