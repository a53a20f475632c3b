"""Plans: the built-in ones load and run, and a wrong one says what is wrong and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Clock
from laws import ONE
from sessions import plans
from sessions.activities import KINDS
from sessions.errors import Malformed, NotFound, Refused
from sessions.live import LiveSession
from sessions.moves import next_move
from sessions.scribe import parse


@pytest.mark.parametrize("name", plans.names())
async def test_every_plan_goes_from_start_to_end(name: str, data: Path, clock: Clock) -> None:
    plan = plans.load(name)
    live = LiveSession.create(data, community="Falls", plan=name, clock=clock)
    assert [one.id for one in plans.activities(plan)] == list(live.session.activities)
    assert sum(one.planned for one in live.session.activities.values()) == 60 * plan.minutes
    for _ in range(60):
        if next_move(live.session).kind == "summary":
            break
        await live.submit(parse("/next", live.session), ONE)
    assert live.session.place == len(live.session.activities)
    await live.submit(parse("/close", live.session), ONE)
    await live.close()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_has_a_prompt_for_each_step(kind: object) -> None:
    (activity,) = plans.activities(plans.parse(_plan(kind=kind.name), "x.toml"))
    assert activity.title
    assert all(step.prompt for step in activity.steps)
    assert activity.notes_shown is not kind.hidden


def _plan(**fields: object) -> str:
    lines = [
        f"{name} = {value if isinstance(value, (int, list)) else repr(value)}"
        for name, value in fields.items()
    ]
    return "\n".join(
        ['name = "x"', 'title = "X"', "[[activities]]", *lines, "" if "minutes" in fields else "minutes = 5"]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml", "Expected '='"),
        ('name = "x"\ntitle = "X"\nactivities = []', "a plan needs at least one activity"),
        ('title = "X"\nactivities = []', "missing required field `name`"),
        (_plan(kind="dance"), "activity 1: kind is 'dance'; expected one of domain"),
        (_plan(kind="domain", minutes=0), "activity 1: minutes is 0; expected 1 to 1440"),
        (
            _plan(kind="domain", minutes=10**30),
            "minutes is 1000000000000000000000000000000; expected 1 to 1440",
        ),
        (_plan(kind="domain", minutes="five"), "Expected `int`, got `str` - at `$.activities[0].minutes`"),
        (_plan(kind="domain", colour="red"), "unknown field `colour` - at `$.activities[0]`"),
        (_plan(kind="domain", vote="shout"), "vote is 'shout'; expected dots or agree"),
        (
            _plan(kind="choose", **{"from": "later"}),
            "from is 'later'; expected the id of an activity before it",
        ),
        (_plan(kind="domain", id="A B"), "id is 'A B'; expected small letters, digits and hyphens"),
        (
            _plan(kind="domain") + "\n[[activities]]\nkind = 'domain'\nminutes = 5",
            "activity 2: id 'domain' stands twice",
        ),
        (_plan(kind="domain") + "\nsteps = [{kind = 'sing'}]", "step 'sing'; expected one of gather"),
    ],
)
def test_what_is_wrong_is_said_with_the_file_and_the_place(text: str, said: str) -> None:
    with pytest.raises(Malformed) as told:
        plans.parse(text, "mine.toml")
    assert told.value.sentence.startswith("mine.toml")
    assert said in told.value.sentence


def test_a_plan_may_change_what_its_kind_says_and_is_cleaned() -> None:
    text = _plan(kind="practice", id="ward", lanes=["Now"]) + "\nhidden = false\nunnamed = false"
    text += '\ntitle = "Ward\\u001b[31m"'
    (activity,) = plans.activities(plans.parse(text, "x.toml"))
    assert (activity.id, activity.title, activity.lanes) == ("ward", "Ward[31m", ["Now"])
    assert activity.notes_shown
    assert not activity.unnamed


def test_a_plan_that_is_not_there_is_said_with_those_that_are() -> None:
    assert plans.names()[0] == plans.DEFAULT
    with pytest.raises(NotFound, match=r"There is no plan '\.\./x'. There are hour, "):
        plans.load("../x")


async def test_an_activity_is_found_by_the_beginning_of_its_id_or_title(live: LiveSession) -> None:
    assert live.session.find_activity("PRA").id == "practice"
    assert live.session.find_activity("domain").id == "domain"
    for name in ("", "x", "i am"):
        with pytest.raises(Refused, match="The plan has domain, practice, choose, identity"):
            live.session.find_activity(name)
