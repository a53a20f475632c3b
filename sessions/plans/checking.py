"""What a plan must keep to, so that a workshop can be led by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sessions.activities import KINDS
from sessions.objects import JOINING, Step
from sessions.plans.places import Place
from sessions.plans.plan import Plan, PlannedActivity, PlannedRound, PlannedStep, steps
from sessions.steps import STEPS

LONGEST = 24 * 60
"""Minutes that an activity may have."""
ACTIVITIES, STEPS_EACH, ROUNDS, QUESTIONS, LANES = 40, 12, 12, 10, 6
"""The most of each."""
TITLE_LETTERS, PROMPT_LETTERS, NAME_LETTERS = 60, 300, 30
"""Letters of the title of a plan or activity; of a prompt or question; of a lane or round."""
VOTES = ("dots", "agree")
CAPS = ("notes", "dots")
MOST_EACH = 100
"""The highest cap."""
SHOWS_QUESTIONS = ("reflect", "pause")
"""The steps that have room for questions beneath their prompt."""
_ID = re.compile("[a-z0-9][a-z0-9_-]{0,30}")


def check(plan: Plan, file: str) -> None:
    """Check a plan from its beginning to its end.

    Raises:
        Malformed: naming the file, the place in it, and what was expected.
    """
    top = Place(file)
    _text(top.at("title"), plan.title, TITLE_LETTERS)
    if not plan.activities:
        raise top.at("activities").says("expected at least one activity, got none.")
    _most(top.at("activities"), plan.activities, ACTIVITIES)
    for field in plan.join:
        _one_of(top.at("join"), field, JOINING)
    seen: dict[str, int] = {}
    for number, activity in enumerate(plan.activities, 1):
        _activity(top.one("activity", number, activity.name), activity, seen)
        seen[activity.name] = number
    _end(top, plan)


def _activity(place: Place, activity: PlannedActivity, seen: dict[str, int]) -> None:
    """Check one activity; `seen` are the ids before it."""
    _one_of(place.at("kind"), activity.kind, KINDS)
    if not _ID.fullmatch(activity.name):
        raise place.at("id").wrong("up to 31 small letters, digits and hyphens", activity.name)
    if activity.name in seen:
        expected = f"an id of its own, as activity {seen[activity.name]} has this one"
        raise place.at("id").wrong(expected, activity.name)
    if not 1 <= activity.minutes <= LONGEST:
        raise place.at("minutes").wrong(f"1 to {LONGEST}", activity.minutes)
    if activity.title:
        _text(place.at("title"), activity.title, TITLE_LETTERS)
    if activity.from_ and activity.from_ not in seen:
        expected = f"the id of an activity before it ({', '.join(seen) or 'there is none'})"
        raise place.at("from").wrong(expected, activity.from_)
    if activity.vote:
        _one_of(place.at("vote"), activity.vote, VOTES)
    _lanes(place.at("lanes"), activity.lanes or ())
    for cap, most in activity.caps.items():
        _one_of(place.at("caps"), cap, CAPS)
        if not 1 <= most <= MOST_EACH:
            raise place.at("caps").at(cap).wrong(f"1 to {MOST_EACH}", most)
    _steps(place, activity)


def _lanes(place: Place, lanes: Sequence[str]) -> None:
    _most(place, lanes, LANES)
    known: set[str] = set()
    for number, lane in enumerate(lanes, 1):
        _text(place.one("lane", number), lane, NAME_LETTERS)
        if lane.casefold() in known:
            raise place.one("lane", number).wrong("a lane that is not there already", lane)
        known.add(lane.casefold())


def _steps(place: Place, activity: PlannedActivity) -> None:
    _most(place.at("steps"), activity.steps, STEPS_EACH)
    for number, written in enumerate(activity.steps, 1):
        at = place.one("step", number, written.kind)
        _one_of(at.at("kind"), written.kind, STEPS)
        _rounds(at, written, activity.minutes)
    for number, (written, step) in enumerate(zip(activity.steps, steps(activity), strict=False), 1):
        _asked(place.one("step", number, step.kind), written, step)
    spent = [step.minutes or _sum(step.rounds) for step in activity.steps]
    if sum(spent) > activity.minutes:
        expected = f"at most {activity.minutes} minutes in all, as the activity has"
        raise place.at("steps").wrong(expected, sum(spent))


def _rounds(place: Place, step: PlannedStep, minutes: int) -> None:
    """Check the time of a step in an activity of so many minutes, and of its rounds."""
    if not 0 <= step.minutes <= minutes:
        raise place.at("minutes").wrong(f"0 to {minutes}, as the activity has {minutes}", step.minutes)
    _most(place.at("rounds"), step.rounds, ROUNDS)
    for number, one in enumerate(step.rounds, 1):
        at = place.one("round", number)
        _text(at.at("title"), one.title, NAME_LETTERS)
        if not 1 <= one.minutes <= minutes:
            raise at.at("minutes").wrong(f"1 to {minutes}, as the activity has {minutes}", one.minutes)
    whose, most = ("step", step.minutes) if step.minutes else ("activity", minutes)
    if _sum(step.rounds) > most:
        expected = f"at most {most} minutes in all, as the {whose} has"
        raise place.at("rounds").wrong(expected, _sum(step.rounds))


def _asked(place: Place, written: PlannedStep, step: Step) -> None:
    """Check what a step asks of the room."""
    if not step.prompt:
        raise place.at("prompt").wrong(
            "what the room is asked, as this kind of activity has no such step", ""
        )
    _text(place.at("prompt"), step.prompt, PROMPT_LETTERS)
    questions = written.questions or ()
    if questions and step.kind not in SHOWS_QUESTIONS:
        expected = f"none, as only {' and '.join(SHOWS_QUESTIONS)} show any"
        raise place.at("questions").wrong(expected, len(questions))
    _most(place.at("questions"), questions, QUESTIONS)
    for number, question in enumerate(questions, 1):
        _text(place.one("question", number), question, PROMPT_LETTERS)


def _end(top: Place, plan: Plan) -> None:
    """Check that a workshop ends once, and last."""
    ends = [
        (number, activity.name, place, len(found))
        for number, activity in enumerate(plan.activities, 1)
        if (found := steps(activity))
        for place, step in enumerate(found, 1)
        if step.kind == "finish"
    ]
    for number, name, place, many in ends:
        at = top.one("activity", number, name).one("step", place, "finish")
        if (number, place) != (ends[0][0], ends[0][2]):
            raise at.says(
                f"expected one step of this kind in a plan, as activity {ends[0][0]} has it already."
            )
        if number < len(plan.activities) or place < many:
            raise at.says("expected it to be the last step of the plan, as the workshop ends with it.")


def _sum(rounds: Sequence[PlannedRound]) -> int:
    return sum(one.minutes for one in rounds)


def _one_of(place: Place, word: str, known: Collection[str]) -> None:
    if word not in known:
        raise place.wrong(f"one of {', '.join(known)}", word)


def _most(place: Place, many: Sequence[object], most: int) -> None:
    if len(many) > most:
        raise place.wrong(f"at most {most}", len(many))


def _text(place: Place, text: str, most: int) -> None:
    if not text:
        raise place.wrong(f"1 to {most} letters", "")
    if len(text) > most:
        raise place.wrong(f"at most {most} letters", len(text))
