"""Plans: the built-in ones keep to their times, people's own stand beside them, a wrong one says what is wrong and where."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from random import Random

import pytest

from conftest import Clock
from hostile import HOSTILE
from sessions import plans
from sessions.activities import KINDS
from sessions.activities.kind import Kind
from sessions.errors import Malformed, NotFound, Refused
from sessions.live import LiveSession
from sessions.objects import Activity
from sessions.plans.checking import CAPS, VOTES
from sessions.steps import STEPS, blocks

AUDIENCES = ("wall", "facilitator", "participant", "reader")


def text_of(name: str) -> str:
    return resources.files(plans).joinpath(f"{name}.toml").read_text(encoding="utf-8")


# The built-in ones


def test_every_plan_that_comes_with_the_program_is_named_and_loads() -> None:
    files = {
        file.name.removesuffix(".toml")
        for file in resources.files(plans).iterdir()
        if file.name.endswith(".toml")
    }
    assert files == set(plans.BUILT_IN)
    assert plans.names() == list(plans.BUILT_IN) and plans.DEFAULT == "launch"
    assert [plans.load(name).name for name in plans.names()] == plans.names()


@pytest.mark.parametrize(
    ("name", "times"),
    [
        (
            "launch",
            {
                "welcome": 7, "journal": 6, "domain": 16, "community": 14, "practice": 14, "break": 5, "ripples": 12,
                "choose": 6, "improve": 14, "goals": 6, "identity": 9, "close": 6,
            },
        ),
        (
            "meeting",
            {"checkin": 5, "followup": 10, "choose": 7, "helpround": 20, "ripples": 5, "commit": 8, "close": 5},
        ),
        ("taster", {"hook": 3, "journal": 4, "share": 8, "focus": 6, "invite": 4, "decide": 5}),
        ("hour", {"domain": 20, "practice": 20, "choose": 8, "identity": 12}),
        ("ground", {"statements": 20, "identity": 10}),
    ],
)  # fmt: skip
def test_a_plan_has_these_activities_and_minutes(name: str, times: dict[str, int]) -> None:
    plan = plans.load(name)
    assert {one.id: one.planned // 60 for one in plans.activities(plan)} == times
    assert list(times) == [one.id for one in plans.activities(plan)]
    assert plan.minutes == sum(times.values())


def test_the_three_plans_have_their_minutes_in_all() -> None:
    assert [plans.load(name).minutes for name in ("launch", "meeting", "taster")] == [115, 60, 30]


@pytest.mark.parametrize("name", plans.BUILT_IN)
def test_a_plan_names_what_there_is_and_asks_something_at_each_step(name: str) -> None:
    for activity in plans.activities(plans.load(name)):
        assert activity.kind in KINDS and activity.title
        assert activity.vote in VOTES and set(activity.caps) <= set(CAPS)
        for step in activity.steps:
            assert step.kind in STEPS and step.prompt, activity.id
            assert sum(one.minutes for one in step.rounds) * 60 <= activity.planned


def found(name: str, activity: str) -> Activity:
    return next(one for one in plans.activities(plans.load(name)) if one.id == activity)


def test_the_launch_gathers_in_rounds_and_keeps_the_practice_unnamed() -> None:
    domain, practice = found("launch", "domain"), found("launch", "practice")
    assert [step.kind for step in domain.steps] == ["gather", "group", "agree"]
    assert [(one.title, one.minutes) for one in domain.steps[0].rounds] == [
        ("alone", 1), ("in twos", 2), ("in fours", 4), ("all", 5),
    ]  # fmt: skip
    assert domain.lanes == ["Ours", "Not ours"] and domain.slot == "domain_statement"
    assert practice.hidden and practice.unnamed and not practice.notes_shown
    assert [one.title for one in practice.steps[0].rounds] == ["alone", "in twos", "all"]
    assert len(found("launch", "journal").steps[0].questions) == 3
    assert {one: found("launch", one).source for one in ("ripples", "choose", "improve")} == dict.fromkeys(
        ("ripples", "choose", "improve"), "practice"
    )


def test_the_meeting_helps_twice_and_the_taster_asks_three_definitions() -> None:
    helped = found("meeting", "helpround")
    assert helped.source == "choose" and [step.kind for step in helped.steps] == ["help", "help"]
    assert [sum(one.minutes for one in step.rounds) for step in helped.steps] == [10, 10]
    assert [step.kind for step in found("meeting", "ripples").steps] == ["draw", "invite"]
    assert len(found("taster", "hook").steps[0].questions) == 3
    assert found("taster", "focus").source == "share"
    assert [step.kind for step in found("taster", "decide").steps] == ["agree", "decide", "finish"]


# What a plan leaves out


def _plan(**fields: object) -> str:
    lines = [
        f"{name} = {value if isinstance(value, (int, list)) else repr(value)}"
        for name, value in fields.items()
    ]
    return "\n".join(['title = "X"', "[[activities]]", *lines, "" if "minutes" in fields else "minutes = 5"])


def one(text: str) -> Activity:
    (activity,) = plans.activities(plans.parse(text, "x.toml"))
    return activity


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_has_a_prompt_for_each_step(kind: Kind) -> None:
    activity = one(_plan(kind=kind.name))
    assert activity.title == kind.title
    assert [(step.kind, step.prompt) for step in activity.steps] == list(kind.steps)
    assert activity.steps[0].questions == kind.questions
    assert activity.notes_shown is not kind.hidden


def test_a_plan_may_change_what_its_kind_says_and_is_cleaned() -> None:
    text = (
        _plan(kind="practice", id="ward", lanes=["Now"]) + "\nhidden = false\nunnamed = false\napprove = true"
    )
    text += '\ncaps = { notes = 3, dots = 2 }\ntitle = "Ward\\u001b[31m"'
    activity = one(text)
    assert (activity.id, activity.title, activity.lanes) == ("ward", "Ward[31m", ["Now"])
    assert activity.notes_shown and activity.approve
    assert not activity.unnamed
    assert activity.caps == {"notes": 3, "dots": 2}


def test_steps_take_the_prompts_of_their_kind_in_turn_unless_they_have_their_own() -> None:
    activity = one(_plan(kind="helpround") + '\nsteps = [{kind = "help"}, {kind = "help"}, {kind = "help"}]')
    asked = [prompt for _, prompt in KINDS["helpround"].steps]
    assert [step.prompt for step in activity.steps] == [*asked, asked[-1]]
    activity = one(
        _plan(kind="journal") + '\nsteps = [{kind = "reflect", prompt = "Why?", questions = ["A", "B"]}]'
    )
    assert (activity.steps[0].prompt, activity.steps[0].questions) == ("Why?", ("A", "B"))
    activity = one(_plan(kind="journal") + '\nsteps = [{kind = "reflect", questions = []}]')
    assert activity.steps[0].questions == ()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_plan_says_is_only_ever_text_on_one_line(text: str) -> None:
    escaped = "".join(f"\\U{ord(letter):08x}" for letter in text if not 0xD800 <= ord(letter) <= 0xDFFF)
    try:
        activity = one(
            f'title = "X"\n[[activities]]\nkind = "gather"\nminutes = 5\nlanes = ["{escaped[:200]}"]'
        )
    except Malformed as told:
        words = told.sentence
    else:
        words = activity.lanes[0]
    assert "\n" not in words and "\x1b" not in words and "\u202e" not in words


# What is wrong

THREE = (
    'title = "X"\n[[activities]]\nkind = "domain"\nminutes = 5\n[[activities]]\nkind = "choose"\nminutes = 5\n'
    '[[activities]]\nkind = "close"\nminutes = 5\n'
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml", "mine.toml, line 1, column 5: expected TOML, got something else there. Expected '='"),
        ("title = ", "mine.toml, end of document: expected TOML, got something else there. Invalid value."),
        ("a = " + "[" * 5000, "mine.toml: expected a plan, got brackets within brackets without end."),
        ("a = " + "9" * 5000, "mine.toml: expected TOML"),
        (f"{'a.' * 5000}a = 1", "mine.toml: expected a plan, got brackets within brackets"),
        ('title = "X"\nactivities = []', "mine.toml, activities: expected at least one activity, got none."),
        ('title = "X"', "mine.toml, activities: expected a value, got nothing."),
        ("activities = []", "mine.toml, title: expected a value, got nothing."),
        ('title = " "\nactivities = []', "mine.toml, title: expected 1 to 60 letters, got nothing."),
        ("title = 5\nactivities = []", "mine.toml, title: expected text, got a whole number."),
        ('title = "X"\nactivities = 5', "mine.toml, activities: expected a list in [ ], got a whole number."),
        ('title = "X"\nactivities = [5]', "mine.toml, activity 1: expected fields with their values, got a whole number."),
        ('title = "X"\ncolour = 1\nactivities = []', "mine.toml, colour: there is no such field; expected one of title, activities, join, name."),
        (_plan(kind="dance"), "mine.toml, activity 1 (dance), kind: expected one of welcome, journal, domain,"),
        (_plan(id="x"), "mine.toml, activity 1 (x), kind: expected a value, got nothing."),
        (_plan(kind=""), "mine.toml, activity 1, kind: expected one of welcome,"),
        (_plan(kind="domain", minutes=0), "mine.toml, activity 1 (domain), minutes: expected 1 to 1440, got 0."),
        (_plan(kind="domain", minutes=10**30), "minutes: expected 1 to 1440, got a number over 1000000000."),
        (_plan(kind="domain", minutes=-(10**30)), "minutes: expected 1 to 1440, got a number below -1000000000."),
        (THREE.replace('"choose"\nminutes = 5', '"choose"\nminutes = "five"'), "mine.toml, activity 2 (choose), minutes: expected a whole number, got text."),
        (_plan(kind="domain", minutes="five"), "activity 1 (domain), minutes: expected a whole number, got text."),
        ('title = "X"\n[[activities]]\nkind = "domain"\nminutes = 2.5', "minutes: expected a whole number, got a number with a point."),
        ('title = "X"\n[[activities]]\nkind = "domain"\nminutes = true', "minutes: expected a whole number, got true or false."),
        ('title = "X"\n[[activities]]\nkind = "domain"\nminutes = 2026-01-01', "minutes: expected a whole number, got a date."),
        ('title = "X"\n[[activities]]\nkind = "domain"', "activity 1 (domain), minutes: expected a value, got nothing."),
        (_plan(kind="domain", colour="red"), "mine.toml, activity 1 (domain), colour: there is no such field; expected one of kind, minutes, id,"),
        (_plan(kind="domain", unnamed="yes"), "activity 1 (domain), unnamed: expected true or false, got text."),
        (_plan(kind="domain", vote="shout"), "activity 1 (domain), vote: expected one of dots, agree, got 'shout'."),
        (_plan(kind="choose", **{"from": "later"}), "activity 1 (choose), from: expected the id of an activity before it (there is none), got 'later'."),
        (THREE.replace('"choose"\n', '"choose"\nfrom = "close"\n'), "activity 2 (choose), from: expected the id of an activity before it (domain), got 'close'."),
        (THREE.replace('"choose"\n', '"choose"\nfrom = "choose"\n'), "from: expected the id of an activity before it (domain), got 'choose'."),
        (_plan(kind="domain", id="A B"), "activity 1 (A B), id: expected up to 31 small letters, digits and hyphens, got 'A B'."),
        (_plan(kind="domain", id="a" * 32), "small letters, digits and hyphens, got 'aaaa"),
        (THREE.replace('"choose"', '"domain"'), "activity 2 (domain), id: expected an id of its own, as activity 1 has this one, got 'domain'."),
        (_plan(kind="domain", title="x" * 61), "activity 1 (domain), title: expected at most 60 letters, got 61."),
        (THREE.replace('"X"', repr("x" * 61)), "mine.toml, title: expected at most 60 letters, got 61."),
        (_plan(kind="domain", lanes=["A", "a"]), "activity 1 (domain), lanes, lane 2: expected a lane that is not there already, got 'a'."),
        (_plan(kind="domain", lanes=["A", " "]), "lanes, lane 2: expected 1 to 30 letters, got nothing."),
        (_plan(kind="domain", lanes=["A", 5]), "lane 2: expected text, got a whole number."),
        (_plan(kind="domain", lanes=["x" * 31]), "lanes, lane 1: expected at most 30 letters, got 31."),
        (_plan(kind="domain", lanes=list("abcdefg")), "activity 1 (domain), lanes: expected at most 6, got 7."),
        (_plan(kind="domain") + "\ncaps = {shouts = 3}", "activity 1 (domain), caps: expected one of notes, dots, got 'shouts'."),
        (_plan(kind="domain") + "\ncaps = {notes = 0}", "activity 1 (domain), caps, notes: expected 1 to 100, got 0."),
        (_plan(kind="domain") + "\ncaps = {dots = 101}", "activity 1 (domain), caps, dots: expected 1 to 100, got 101."),
        (_plan(kind="domain") + '\ncaps = {dots = "3"}', "activity 1 (domain), caps: expected a whole number, got text."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'sing'}]", "activity 1 (domain), step 1 (sing), kind: expected one of gather,"),
        (_plan(kind="domain") + "\nsteps = [{prompt = 'x'}]", "activity 1 (domain), step 1, kind: expected a value, got nothing."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'group'}, {kind = 'vote', minutes = 'x'}]", "activity 1 (domain), step 2 (vote), minutes: expected a whole number, got text."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'group', colour = 1}]", "step 1 (group), colour: there is no such field; expected one of kind, prompt, minutes, rounds, questions."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'draw'}]", "step 1 (draw), prompt: expected what the room is asked, as this kind of activity has no such step, got nothing."),
        (_plan(kind="domain") + f"\nsteps = [{{kind = 'vote', prompt = '{'x' * 301}'}}]", "step 1 (vote), prompt: expected at most 300 letters, got 301."),
        (_plan(kind="domain") + "\nsteps = [" + "{kind = 'vote'}," * 13 + "]", "activity 1 (domain), steps: expected at most 12, got 13."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'vote', minutes = 6}]", "step 1 (vote), minutes: expected 0 to 5, as the activity has 5, got 6."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'vote', minutes = -1}]", "step 1 (vote), minutes: expected 0 to 5, as the activity has 5, got -1."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'vote', minutes = 3}, {kind = 'group', minutes = 3}]", "activity 1 (domain), steps: expected at most 5 minutes in all, as the activity has, got 6."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'gather', rounds = [{title = 'alone', minutes = 2}, {title = 'all', minutes = 4}]}]", "step 1 (gather), rounds: expected at most 5 minutes in all, as the activity has, got 6."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'gather', minutes = 2, rounds = [{title = 'alone', minutes = 3}]}]", "step 1 (gather), rounds: expected at most 2 minutes in all, as the step has, got 3."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'gather', rounds = [{title = 'alone', minutes = 0}]}]", "step 1 (gather), round 1, minutes: expected 1 to 5, as the activity has 5, got 0."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'gather', rounds = [{title = 'alone', minutes = 'x'}]}]", "step 1 (gather), round 1, minutes: expected a whole number, got text."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'gather', rounds = [{title = '', minutes = 1}]}]", "step 1 (gather), round 1, title: expected 1 to 30 letters, got nothing."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'gather', rounds = [{title = 'x', minutes = 1, who = 1}]}]", "round 1, who: there is no such field; expected one of title, minutes."),
        (_plan(kind="domain", minutes=20) + "\nsteps = [{kind = 'gather', rounds = [" + "{title = 'x', minutes = 1}," * 13 + "]}]", "step 1 (gather), rounds: expected at most 12, got 13."),
        (_plan(kind="domain") + "\nsteps = [{kind = 'gather', questions = ['x']}]", "step 1 (gather), questions: expected none, as only reflect and pause show any, got 1."),
        (_plan(kind="journal") + "\nsteps = [{kind = 'reflect', questions = ['x', '']}]", "step 1 (reflect), question 2: expected 1 to 300 letters, got nothing."),
        (_plan(kind="journal") + f"\nsteps = [{{kind = 'reflect', questions = {['x'] * 11}}}]", "step 1 (reflect), questions: expected at most 10, got 11."),
        (THREE.replace('"choose"', '"close"\nid = "end"'), "activity 2 (end), step 3 (finish): expected it to be the last step of the plan, as the workshop ends with it."),
        (THREE + '[[activities]]\nkind = "break"\nminutes = 5', "activity 3 (close), step 3 (finish): expected it to be the last step of the plan"),
        (THREE + "steps = [{kind = 'finish'}, {kind = 'finish'}]", "activity 3 (close), step 1 (finish): expected it to be the last step of the plan"),
        (_plan(kind="break", id="b0") + "".join(f"\n[[activities]]\nkind = 'break'\nminutes = 5\nid = 'b{n}'" for n in range(1, 41)), "mine.toml, activities: expected at most 40, got 41."),
        (_plan(kind="domain", colour="red").replace("colour", '"\\u001b[31m"'), "activity 1 (domain), [31m: there is no such field"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_file_and_the_place(text: str, said: str) -> None:
    with pytest.raises(Malformed) as told:
        plans.parse(text, "mine.toml")
    assert told.value.sentence.startswith("mine.toml")
    assert said in told.value.sentence
    assert told.value.sentence.endswith(".")


# People's own


@pytest.fixture
def folder(data: Path) -> Path:
    (data / plans.FOLDER).mkdir()
    return data / plans.FOLDER


def test_own_plans_come_after_those_built_in_and_a_broken_one_stops_no_other(folder: Path) -> None:
    (folder / "ward.toml").write_text(_plan(kind="domain"), encoding="utf-8")
    (folder / "Alpha.TOML").write_text("\ufeff" + _plan(kind="domain"), encoding="utf-8")
    (folder / "broken.toml").write_text(_plan(kind="dance"), encoding="utf-8")
    (folder / "notes.txt").write_text("no plan", encoding="utf-8")
    (folder / ".hidden.toml").write_text("no plan", encoding="utf-8")
    assert plans.names(folder) == [*plans.BUILT_IN, "Alpha", "broken", "ward"]
    every = {one.name: one for one in plans.found(folder)}
    assert list(every) == plans.names(folder)
    assert every["broken"].plan is None
    assert every["broken"].problem.startswith("broken.toml, activity 1 (dance), kind: expected one of")
    assert {name for name, one in every.items() if one.own} == {"Alpha", "broken", "ward"}
    assert all(one.plan and not one.problem for name, one in every.items() if name != "broken")
    assert plans.load("ward", folder).name == "ward"
    with pytest.raises(Malformed, match=r"^broken\.toml, activity 1"):
        plans.load("broken", folder)


async def test_an_own_plan_takes_the_place_of_one_built_in(folder: Path, data: Path) -> None:
    text = text_of("hour").replace("minutes = 20", "minutes = 25")
    (folder / "hour.toml").write_text(text, encoding="utf-8")
    assert plans.names(folder) == list(plans.BUILT_IN)
    assert (plans.load("hour", folder).minutes, plans.load("hour").minutes) == (70, 60)
    live = LiveSession.create(data, community="Falls", plan="hour")
    assert live.session.now.planned == 25 * 60 and live.session.plan == "hour"
    await live.close()


async def test_a_broken_plan_of_ones_own_takes_nobody_the_one_that_is_built_in(
    folder: Path, data: Path
) -> None:
    (folder / "launch.toml").write_text(text_of("launch") + "\nminute = 3", encoding="utf-8")
    both = [one for one in plans.found(folder) if one.name == "launch"]
    assert [(one.own, bool(one.plan)) for one in both] == [(False, True), (True, False)]
    assert both[0].plan == plans.load("launch") and both[1].problem.startswith("launch.toml, ")
    assert plans.usable("launch", folder) == (plans.load("launch"), both[1].problem)
    with pytest.raises(Malformed, match=r"^launch\.toml, "):
        plans.load("launch", folder)
    live = LiveSession.create(data, community="Falls")
    assert [*live.session.activities.values()] == [*plans.activities(plans.load("launch"))]
    await live.close()
    (folder / "mine.toml").write_text("minute = 3", encoding="utf-8")
    with pytest.raises(Malformed, match=r"^mine\.toml, "):
        LiveSession.create(data, community="Falls", plan="mine")


def test_a_plan_is_called_what_its_file_is_called(folder: Path) -> None:
    (folder / "Ward round.toml").write_text(text_of("taster"), encoding="utf-8")
    assert plans.load("Ward round", folder).name == "Ward round"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('title = "Überblick"'.encode("latin-1"), "expected text in UTF-8, got another encoding. Save it as UTF-8."),
        ('title = "X"'.encode("utf-16"), "expected text in UTF-8"),
        (b"#" * 100_001, "expected at most 100,000 bytes, got 100,001."),
        (b"\x00", "expected TOML, got something else there."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_says_so(folder: Path, content: bytes, said: str) -> None:
    (folder / "mine.toml").write_bytes(content)
    with pytest.raises(Malformed) as told:
        plans.load("mine", folder)
    assert told.value.sentence.startswith("mine.toml") and said in told.value.sentence


def test_what_is_no_file_or_has_no_fit_name_stops_nobody(folder: Path) -> None:
    (folder / "folder.toml").mkdir()
    (folder / "gone.toml").symlink_to(folder / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.toml")
    (folder / "\x1b[31m\n.toml").write_text(_plan(kind="domain"), encoding="utf-8")
    problems = {one.name: one.problem for one in plans.found(folder) if one.own}
    assert problems.pop("[31m") == ""
    assert problems and all("expected a file, got something else." in said for said in problems.values())


def test_a_folder_that_is_not_there_holds_no_plan_and_is_not_made(data: Path) -> None:
    assert plans.names(data / plans.FOLDER) == list(plans.BUILT_IN)
    assert not (data / plans.FOLDER).exists()
    (data / plans.FOLDER).write_text("a file", encoding="utf-8")
    assert plans.names(data / plans.FOLDER) == list(plans.BUILT_IN)


def test_a_plan_that_is_not_there_is_said_with_those_that_are(folder: Path) -> None:
    (folder / "ward.toml").write_text(_plan(kind="domain"), encoding="utf-8")
    for name in ("../ward", "", "ward.toml", "\x1b[31m"):
        with pytest.raises(NotFound, match=r"^There is no plan '.*'. There are launch, .*, ward\.$") as told:
            plans.load(name, folder)
        assert "\x1b" not in told.value.sentence


async def test_an_activity_is_found_by_the_beginning_of_its_id_or_title(live: LiveSession) -> None:
    assert live.session.find_activity("PRA").id == "practice"
    assert live.session.find_activity("domain").id == "domain"
    for name in ("", "x", "i am"):
        with pytest.raises(Refused, match="The plan has domain, practice, choose, identity"):
            live.session.find_activity(name)


async def test_of_two_activities_of_one_title_each_is_found_by_its_id(folder: Path, data: Path) -> None:
    text = _plan(kind="domain") + "\n[[activities]]\nkind = 'domain'\nid = 'domain-2'\nminutes = 5"
    (folder / "twice.toml").write_text(text, encoding="utf-8")
    live = LiveSession.create(data, community="Falls", plan="twice")
    assert [live.session.find_activity(name).id for name in ("domain", "domain-2")] == ["domain", "domain-2"]
    await live.close()


# Five hundred random edits

TOKENS = (
    "[", "]", "{", "}", "[[", "]]", '"', "'", '"""', "=", ",", "#", "\n", "\\", "\\u001b", "\\ud800", "\x00", "\x1b", "\u202e",
    "true", "nan", "inf", "-1", "0", "1e400", "99999999999999999999", "0x" + "f" * 9000, "2026-01-01", "07:32:00", "kind",
    "[[activities]]", "steps = []", "lanes = []", 'from = "close"', 'kind = "finish"', 'kind = "close"', "caps = {notes = -3}",
    "minutes = 5", "a.b.c = 1", "💡", "日本", "",
)  # fmt: skip


def edited(random: Random, text: str) -> str:
    """The text after one to three slips of a hand."""
    for _ in range(random.choice([1, 1, 2, 3])):
        lines = text.split("\n")
        at, place = random.randrange(len(lines)), random.randrange(len(text) + 1)
        match random.choice([0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 7]):
            case 0:
                text = text[:place] + text[place + random.choice([1, 1, 3, 20]) :]
            case 1:
                del lines[at]
                text = "\n".join(lines)
            case 2:
                lines.insert(random.randrange(len(lines)), lines[at])
                text = "\n".join(lines)
            case 3:
                other = random.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
                text = "\n".join(lines)
            case 4 if "=" in lines[at]:
                lines[at] = f"{lines[at].split('=', 1)[0]}= {random.choice(TOKENS)}"
                text = "\n".join(lines)
            case 5 if "=" in lines[at]:
                other = random.choice([line for line in lines if "=" in line])
                lines[at] = f"{lines[at].split('=', 1)[0]}={other.split('=', 1)[1]}"
                text = "\n".join(lines)
            case 6:
                text = (
                    text[:place]
                    + chr(random.choice([random.randrange(128), random.randrange(0xD800)]))
                    + text[place:]
                )
            case _:
                text = text[:place] + random.choice(TOKENS) + text[place:]
    return text


@pytest.mark.parametrize("hundred", range(5))
async def test_five_hundred_slips_give_a_plan_that_works_or_a_sentence(
    folder: Path, data: Path, clock: Clock, hundred: int
) -> None:
    worked = 0
    for number in range(100):
        random = Random(1000 * hundred + number)
        text = edited(random, text_of(plans.BUILT_IN[number % len(plans.BUILT_IN)]))
        (folder / "mine.toml").write_bytes(text.encode("utf-8"))
        try:
            planned = plans.activities(plans.load("mine", folder))
        except Malformed as told:
            assert told.sentence.startswith("mine.toml"), text
            assert len(told.sentence) < 600 and "\n" not in told.sentence and "\x1b" not in told.sentence
            continue
        worked += 1
        live = LiveSession.create(data, community="Falls", plan="mine", clock=clock)
        assert list(live.session.activities.values()) == list(planned)
        for activity in live.session.activities.values():
            for step in range(len(activity.steps)):
                activity.step = step
                assert all(blocks(live.session, activity, audience) for audience in AUDIENCES)
        await live.close()
    assert 5 <= worked <= 95


def test_the_plan_of_the_guide_is_one_and_the_guide_knows_every_kind() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "plans.md").read_text(encoding="utf-8")
    plan = plans.parse(guide.split("```toml\n")[1].split("```")[0], "guide.toml")
    assert plan.minutes == 60
    for kind in KINDS.values():
        assert f"`{kind.name}` ({', '.join(step for step, _ in kind.steps)})" in " ".join(guide.split())
