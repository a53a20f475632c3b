"""Lines that ask field by field, steps whose plain answer is a whole line, and the walk through promises."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from screen_room import Room, Seat, seat, wishes
from screens.fields import Fields, begun
from screens.questions import Answer, settling
from scribe_room import furnished
from sessions import plans
from sessions.actors import Actor
from sessions.acts import ACTS
from sessions.commands import CarryOver
from sessions.events import CarriedOver
from sessions.live import LiveSession
from sessions.rows import Action, Cycle, Improvement
from sessions.scribe import find
from test_sessions_fitting import FITTING


@pytest.fixture
async def room(data: Path, clock: Any) -> AsyncIterator[Room]:
    room = Room(data, clock)
    yield room
    await room.close()


async def at(room: Room, activity: str, *lines: str, plan: str = "launch") -> LiveSession:
    """A session that stands in an activity, with lines said before."""
    live = room.add(plan=plan)
    typed = wishes(live)
    for line in ("/next", *lines, f"/go {activity}"):
        await typed(line)
    return live


async def label(one: Seat) -> str:
    """What stands before the line."""
    rows = [row for row in one.text.splitlines() if " › " in row or row.strip().endswith("›")]
    return rows[-1].partition("›")[0].strip()


async def test_a_bare_line_asks_field_by_field_and_ends_as_one_line(room: Room) -> None:
    live = await at(room, "improve", "/theme nights alone")
    async with seat(room, live) as one:
        await one.type("/improve")
        assert await label(one) == "about which"
        await one.type("A")
        assert await label(one) == "aim: how much, by when"
        await one.press("enter")
        assert "is needed" in one.text, "an improvement without an aim is none"
        await one.type("fewer falls")
        await one.type("a huddle at 20:00")
        await one.press("enter")
        await one.type("amina")
        assert await label(one) == "by when"
        await one.type("someday")
        assert "14 jan, fri, in 2 weeks" in one.text and one.page.capture.text == "someday"
        await one.press("ctrl+u")
        await one.type("1 feb")
        await one.press("enter")
        await one.press("enter")
    row = live.session.improvements[1]
    assert (row.item_ids, row.aim, row.change_idea, row.measure) == (
        ["welcome/A"], "fewer falls", "a huddle at 20:00", "",
    )  # fmt: skip
    assert (row.owner, row.due, row.cycles) == ("amina", "2027-02-01", [])


async def test_escape_ends_and_keeps_what_was_answered(room: Room) -> None:
    live = await at(room, "improve", "Late letters")
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("write to the trust")
        assert await label(one) == "who"
        await one.press("escape")
        assert live.session.actions[1].text == "write to the trust"
        await one.type("/improve")
        await one.type("1")
        await one.press("escape")
        assert one.page.capture.text == "" and not live.session.improvements, "too little for a line"
        await one.press("up")
        assert one.page.capture.text == "/improve 1", "what was answered waits"


async def test_escape_right_away_keeps_nothing_and_loses_nothing(room: Room) -> None:
    live = await at(room, "improve")
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("half a thought", enter=False)
        await one.press("escape")
        assert one.page.capture.text == "half a thought" and not live.session.actions


async def test_another_line_may_come_between(room: Room) -> None:
    live = await at(room, "improve")
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("/here 12")
        assert live.session.attendance.present == 12
        assert await label(one) == "what"
        await one.type("+ a note comes after a plus")
        assert [note.text for note in live.session.notes.values()] == ["a note comes after a plus"]
        await one.type("ask housing; Dee; fri")
        assert (live.session.actions[1].owner, live.session.actions[1].due) == ("Dee", "2026-11-27")


async def test_pay_bands_are_not_asked_while_the_room_reads(room: Room) -> None:
    live = await at(room, "community")
    asked = begun("person", live.session)
    labels = []
    while True:
        labels.append(asked.question.label)
        answer = asked.answer("x")
        if answer.line:
            break
        assert answer.then
        asked = answer.then
    assert labels == ["name", "organisation", "profession", "sector", "brings"]
    assert answer.line == "/person x; x; x; ; x; x"


@pytest.mark.parametrize("act", [act for act in ACTS if act.slots], ids=lambda act: act.word)
async def test_every_line_of_fields_ends_as_a_line_of_its_own_act(act: Any, data: Path) -> None:
    live = await furnished(data)
    asked = Fields(live.session, act, "I1" if act.handle else "")
    for _ in range(len(act.slots)):
        answer = asked.answer(asked.slot.options[0] if asked.slot.options else FITTING[asked.slot.kind][0])
        assert not answer.sentence, answer.sentence
        if answer.line:
            break
        assert answer.then
        asked = answer.then
    assert find(answer.line)[0] is act
    await live.close()


async def test_in_the_round_of_names_a_plain_line_is_a_person(room: Room) -> None:
    live = await at(room, "community")
    async with seat(room, live) as one:
        assert await label(one) == "person" and "name; organisation; profession" in one.text
        await one.type("Dee; Age Support; volunteer")
        assert live.session.participants[1].organisation == "Age Support"
        assert "Dee noted" in one.text
        await one.type("+ somebody coughs")
        assert live.session.notes[1].text == "somebody coughs"


async def test_in_the_journal_what_is_typed_is_shared(room: Room) -> None:
    live = await at(room, "journal")
    async with seat(room, live) as one:
        assert await label(one) == "shared, all see this line"
        await one.type("we needed a pharmacist")
        assert live.session.reflections[1].text == "we needed a pharmacist" and not live.session.notes


async def walking(room: Room) -> LiveSession:
    """A meeting that has two promises to follow up."""
    live = room.add(plan="meeting")
    before = {"origin_session": "falls-1", "status": "open"}
    found = CarriedOver(
        sessions=("falls-1",),
        community=live.session.community,
        improvements=(
            Improvement(
                number=1, aim="fewer falls", owner="Amina", due="2026-11-20", origin="I1",
                cycles=[Cycle(n=1, prediction="fewer between two and six")], **before,
            ),
        ),
        actions=(
            Action(number=1, text="write to the trust", owner="Bo", origin="D1", **before),
            Action(number=2, text="one number", owner="Finn", origin="D2", **before),
        ),
    )  # fmt: skip
    await live.submit(CarryOver(found=found), Actor("host"))
    for line in ("/next", "/go followup"):
        await wishes(live)(line)
    return live


async def test_the_follow_up_walks_one_promise_at_a_time(room: Room) -> None:
    live = await walking(room)
    async with seat(room, live) as one:
        assert "1 of 3" in one.text and "fewer falls" in one.text
        assert "Also   D1 write to the trust" in one.text
        assert "We expected" in one.text
        assert await label(one) == "I1 what happened"
        await one.type("four nights of seven")
        assert await label(one) == "I1 what we learned"
        assert "It happened   four nights of seven" in one.text, "what is answered stands on the card at once"
        await one.type("needs the site manager")
        assert await label(one) == "I1 adopt, adapt, abandon"
        await one.type("maybe")
        assert live.session.improvements[1].cycles[0].act == "" and "adopt, adapt, abandon" in one.text
        await one.press("ctrl+u")
        await one.type("adapt")
        cycle = live.session.improvements[1].cycles[0]
        assert (cycle.observations, cycle.learning, cycle.act) == (
            "four nights of seven", "needs the site manager", "adapt",
        )  # fmt: skip
        assert "2 of 3" in one.text and "write to the trust" in one.text
        assert await label(one) == "D1: done, still, dropped"
        await one.press("down")
        assert "one number" in one.text and "3 of 3" in one.text, "another promise may come first"
        await one.type("dropped the council prints it")
        assert live.session.actions[2].status == "dropped"
        await one.type("perhaps")
        assert "Done, still open, or dropped?" in one.text
        await one.press("ctrl+u")
        await one.type("still 14 jan")
        assert (live.session.actions[1].status, live.session.actions[1].due) == ("open", "2027-01-14")
        assert (
            "You said you would try…" in one.text
            and "goes on, adapted" in one.text
            and "still open" in one.text
        )


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("done they answered", Answer(line="/done D1 they answered")),
        ("d", Answer(line="/done D1")),
        ("open 14 jan", Answer(line="/still D1 14 jan")),
        ("drop", Answer(line="/drop D1")),
        ("", Answer(skip=True)),
        ("/next", Answer(line="/next")),
        ("+ a note", Answer(line="a note")),
    ],
)
def test_how_a_promise_is_settled(typed: str, answer: Answer) -> None:
    assert settling("D1").answer(typed) == answer


async def test_going_on_puts_questions_away_and_keeps_answers(room: Room) -> None:
    live = await at(room, "goals")
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("ask housing")
        await one.next()
        assert live.session.actions[1].text == "ask housing"
        assert live.session.activity == "identity"


async def test_a_break_stands_on_the_wall_and_the_clicker_ends_it(room: Room) -> None:
    live = await at(room, "domain", "Late letters")
    async with seat(room, live) as one:
        await one.type("/break 5")
        assert "break, 5 min left" in one.text and "Then we go on with Domain." in one.text
        one.clock.advance(minutes=7)
        one.page.redraw()
        assert "2 min over" in one.text
        await one.next()
        assert not live.session.paused_at and "break," not in one.text
        assert live.session.pauses >= 7 * 60


async def test_rounds_stand_beside_the_question_with_the_time_of_the_one_that_is_on(room: Room) -> None:
    live = await at(room, "domain")
    async with seat(room, live) as one:
        assert "● alone, 1:00 left ▸ in twos 2 ▸ in fours 4 ▸ all 5" in one.text
        one.clock.advance(minutes=2)
        one.page.redraw()
        assert "alone 1 ▸ ● in twos, 1:00 left" in one.text
        await one.type("/round 4")
        assert "● all, 5 min left" in one.text


def test_the_built_in_plans_are_there() -> None:
    assert {"launch", "meeting", "taster"} <= set(plans.names())


async def test_a_line_that_is_refused_at_its_end_gives_every_answer_back(room: Room) -> None:
    live = await at(room, "improve", "/say Nobody falls twice")
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("x" * 601)
        await one.type("Bo")
        await one.type("fri")
        assert not live.session.actions and "600 is the most" in one.text
        assert one.page.capture.text == f"/do {'x' * 601}; Bo; fri"


@pytest.mark.parametrize(
    ("begins", "before", "unfit", "why"),
    [
        ("/improve", (), "Z", "Z is no note and no theme here"),
        ("/ripple", (), "Z", "There is no theme Z here"),
        ("/ripple", ("noise", "sleep"), "perhaps", "neither + for more nor - for less"),
        ("/tie", (), "nobody", "nobody"),
        ("/goal", (), "nobody", "nobody"),
        ("/story", ("Amina", "a", "b", "c", "d", "e"), "maybe", "neither yes nor no"),
        ("/scores", (), "nine", "no count"),
        ("/feedback", (), "great", "no score"),
        ("/meet", (), "someday", "14 jan"),
        ("/decide", ("a", "b", "5x9", "c"), "C9", "There is no C9 here"),
        ("/do", (), "ring; Bo; someday", "14 jan"),
    ],
)
async def test_what_does_not_fit_is_said_at_its_own_field(
    begins: str, before: tuple[str, ...], unfit: str, why: str, room: Room
) -> None:
    live = await at(room, "improve")
    async with seat(room, live) as one:
        await one.type(begins)
        for answer in before:
            await one.type(answer)
        asked, revision = await label(one), live.session.revision
        await one.type(unfit)
        assert one.page.capture.text == unfit and why in one.text
        assert await label(one) == asked and live.session.revision == revision


async def test_a_needed_field_that_was_left_empty_is_asked_and_the_rest_is_kept(room: Room) -> None:
    live = await at(room, "improve")
    async with seat(room, live) as one:
        await one.type("/do ; Bo; fri")
        assert await label(one) == "what"
        await one.type("ring housing")
        row = live.session.actions[1]
        assert (row.text, row.owner, row.due) == ("ring housing", "Bo", "2026-11-27")


async def test_a_field_given_with_the_line_is_checked_before_the_others_are_asked(room: Room) -> None:
    live = await at(room, "improve")
    async with seat(room, live) as one:
        await one.type("/tie nobody")
        assert one.page.capture.text == "/tie nobody" and not one.page.begun


async def test_escape_answers_what_was_offered_last(room: Room) -> None:
    live = await at(room, "improve")
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("write to the trust")
        await one.paste("Bo\nof the hill surgery")
        assert "Keep 2 notes?" in one.text and "Esc one line" in one.text
        await one.press("escape")
        assert one.page.capture.text == "Bo of the hill surgery" and not live.session.actions
        assert await label(one) == "who"
        await one.press("enter")
        assert await label(one) == "by when"
        await one.press("escape")
        assert live.session.actions[1].owner == "Bo of the hill surgery"


async def test_what_is_half_typed_when_the_step_goes_on_waits_and_says_so(room: Room) -> None:
    live = await at(room, "goals")
    async with seat(room, live) as one:
        await one.type("/do")
        await one.type("ask housing")
        await one.type("Finn of the cou", enter=False)
        await wishes(live, "two")("/next")
        await one.until(lambda: 1 in live.session.actions)
        await one.settle()
        assert one.page.capture.text == "" and "brings back what you had begun" in one.text
        await one.press("up")
        assert one.page.capture.text == "Finn of the cou"


async def test_answers_that_make_no_line_after_all_stay_in_it(room: Room) -> None:
    """What was there when it was answered may be gone when the step goes on."""
    live = await at(room, "improve", "Late letters")
    async with seat(room, live) as one:
        await one.type("/improve")
        await one.type("1")
        await one.type("fewer falls")
        await wishes(live, "two")("/erase 1")
        await wishes(live, "two")("/next")
        await one.until(lambda: "/improve 1; fewer falls" in one.page.capture.text)
        assert not live.session.improvements


def test_plain_speech_settles_no_promise() -> None:
    for words in ("Do we need more beds", "s o s", "discuss it later"):
        assert not settling("D2").answer(words).line


async def test_a_refused_line_does_not_follow_into_the_next_step(room: Room) -> None:
    live = await at(room, "domain")
    await wishes(live)("Late letters")
    async with seat(room, live) as one:
        await one.type("/attendance 24 people")
        assert one.page.capture.text == "/attendance 24 people"
        await wishes(live)("/next")
        await one.until(lambda: "● Group" in one.text)
        assert one.page.capture.text == "" and "↑ on an empty line brings back" in one.text
        await one.press("up")
        assert one.page.capture.text == "/attendance 24 people"
        await one.press("ctrl+u")
        await one.type("= late")
        assert [theme.name for theme in live.session.themes.values()] == ["late"]


async def test_a_line_of_an_earlier_step_does_not_come_where_another_note_is_chosen(room: Room) -> None:
    live = await at(room, "domain")
    for line in ("Late letters", "Nights alone"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        await one.type("/attendance 24 people")
        await wishes(live)("/next")
        await one.until(lambda: "● Group" in one.text)
        await one.type("= late")
        await one.press("up")
        assert one.page.capture.text == "" and "theme for 2" in one.text
        await wishes(live)("/back")
        await one.until(lambda: "● Gather" in one.text)
        assert one.page.held == ["/attendance 24 people"], "it is not lost"


async def test_a_goal_that_begins_with_nobodys_name_is_kept_as_somebodys(room: Room) -> None:
    live = await at(room, "goals", "/person Amina Khan")
    async with seat(room, live) as one:
        for words in (
            "I want to sleep without the phone",
            "amina to lead a huddle",
            "us one number to ring",
            "somebody be braver",
        ):
            await one.type(words)
        goals = [(one.whose, one.text) for one in live.session.goals.values()]
    assert goals == [
        ("", "I want to sleep without the phone"), ("Amina Khan", "to lead a huddle"), ("", "one number to ring"),
        ("", "be braver"),
    ]  # fmt: skip


async def test_a_goal_of_one_of_two_is_asked_about(room: Room) -> None:
    live = await at(room, "goals", "/person Anna Keller", "/person Anna Moss")
    async with seat(room, live) as one:
        await one.type("anna to lead a huddle")
        assert "more than one anna" in one.text and not live.session.goals


async def test_who_is_one_of_two_is_asked_at_once(room: Room) -> None:
    live = await at(room, "improve", "/person Anna Keller", "/person Anna Moss", "/theme alarms 2")
    async with seat(room, live) as one:
        for words in ("/do", "write to the trust", "anna"):
            await one.type(words)
        assert "more than one anna" in one.text and "who ›" in one.text
        await one.type(" moss")
        assert "by when ›" in one.text


async def test_plain_words_are_proposed_where_nothing_is(room: Room) -> None:
    live = await at(room, "identity")
    async with seat(room, live) as one:
        await wishes(live)("/next")
        await one.until(lambda: "we say ›" in one.text)
        await one.type("We keep people on their feet")
        statement = live.session.statement(live.session.now)
        assert statement and statement.text == "We keep people on their feet" and not live.session.notes
        await one.type("We keep people on their feet, at home")
        assert "Words stand there already." in one.text
        await one.press("enter")
        assert live.session.statement(live.session.now).version == 2, "other words are a new version"
        await one.type("4")
        assert "4x4 counts four scores of 4" in one.text and one.page.capture.text == "4"
        await one.press("escape")
        await one.type("12")
        assert "12x4" not in one.text and "/say 12 takes the words of note 12" in one.text
        await one.press("escape")
        await one.type("9 fives, 10 fours")
        assert live.session.statement(live.session.now).hands[5] == 9
        await one.type("We keep each other upright")
        assert "19 people have scored version 2." in one.text
        assert live.session.statement(live.session.now).version == 2, "what is scored is not replaced unasked"
        await one.press("enter")
        assert live.session.statement(live.session.now).version == 3
        await one.type("+ somebody doubts it")
        assert [note.text for note in live.session.notes.values()] == ["somebody doubts it"]
        await one.type("/agree anyway; time is up")
        assert "note ›" in one.text


async def test_a_bare_number_is_a_note_of_this_board_alone(room: Room) -> None:
    live = await at(room, "domain", "Late letters")
    await wishes(live)("/go identity")
    async with seat(room, live) as one:
        await wishes(live)("/next")
        await one.until(lambda: "we say ›" in one.text)
        assert "the words" in one.page.typing().hint and "number" not in one.page.typing().hint
        await one.type("1")
        assert live.session.statement(live.session.now) is None and "/say 1" in one.text
        await one.press("ctrl+u")
        await one.type("/say 1")
        assert live.session.statement(live.session.now).text == "Late letters"


async def test_a_test_is_asked_for_step_by_step_and_the_answers_stay_in_sight(room: Room) -> None:
    live = await at(room, "improve", "/theme alarms 2")
    async with seat(room, live) as one:
        assert "test for which ›" in one.text
        await one.type("fewer falls at night")
        assert "about which ›" in one.text and "aim: fewer falls at night" in one.text
        await one.type("A")
        assert "change ›" in one.text and "about which: A" in one.text
        await one.type("a second hudle")
        assert "change: a second hudle" in one.text and "measure ›" in one.text
        await one.press("up")
        assert one.page.capture.text == "a second hudle" and "change ›" in one.text
        one.page.capture.put("a second huddle")
        await one.press("enter", "enter")
        await one.type("15 December")
        assert "15 December is a day" in one.text and "who ›" in one.text
        await one.press("escape")
        made = live.session.improvements[1]
        assert (made.aim, made.change_idea, made.item_ids) == (
            "fewer falls at night",
            "a second huddle",
            ["welcome/A"],
        )


async def test_what_was_typed_for_one_step_does_not_follow_into_the_next(room: Room) -> None:
    live = await at(room, "domain")
    await wishes(live)("Late letters")
    async with seat(room, live) as one:
        await one.type("/theme late", enter=False)
        await one.next()
        assert "● Group" in one.text and one.page.capture.text == "" and "brings back" in one.text
        await one.type("an answer that fits nothing")
        assert "There is no theme" in one.text
        await one.next()
        assert one.page.capture.text == "" and "There is no theme" not in one.text


async def test_a_note_that_was_placed_is_moved_by_its_number(room: Room) -> None:
    live = await at(room, "domain")
    for line in ("one", "two", "/next", "/group 1 = first", "/theme second 2"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        await one.type("1 b")
        assert live.session.notes[1].theme == "B"


async def test_a_question_says_how_many_there_are(room: Room) -> None:
    live = await at(room, "improve", "/theme alarms 2")
    async with seat(room, live) as one:
        await one.type("/do")
        assert "2 more" in one.text
        await one.type("ring the ward")
        assert "1 more" in one.text


async def test_what_counts_no_hands_is_no_note_that_nobody_sees(room: Room) -> None:
    live = await at(room, "practice", plan="launch")
    for line in ("/theme night rounds 2", "/theme home visits 3", "/go choose"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        for words in ("seven for night", "home 3", "b4", "A 5"):
            await one.type(words)
        tallies = {one.target: one.by.hands.total for one in live.session.tallies.values()}
        assert tallies == {"A": 5, "B": 4} and not live.session.notes
        await one.type("most people like the first")
        assert "That counts no hands. A 7 counts hands;" in one.text and not live.session.notes
        await one.press("escape")
        await one.type("b7 c2")
        assert "one at a time: B 7" in one.text


async def test_letters_behind_a_refused_line_begin_anew(room: Room) -> None:
    live = await at(room, "domain")
    async with seat(room, live) as one:
        await one.type("/vote Z 4")
        await one.press(*"ann")
        assert one.page.capture.text == "ann" and "brings back" in one.text
        await one.press("ctrl+u", "up")
        assert one.page.capture.text == "/vote Z 4"


async def test_notes_left_for_later_come_after_those_that_follow(room: Room) -> None:
    live = await at(room, "domain")
    for line in ("one", "two", "three", "/next", "/theme first 2"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        await one.press("enter")
        assert "theme for 2" in one.text, "1 is left for later"
        await one.type("a")
        assert "theme for 3" in one.text
        await one.type("a")
        assert "theme for 1" in one.text


async def test_a_chosen_note_says_what_its_keys_do(room: Room) -> None:
    live = await at(room, "domain")
    await wishes(live)("Late letters")
    async with seat(room, live) as one:
        await one.press("up")
        assert "Enter mends" in one.text and "Del hides" in one.text
        await one.type("x", enter=False)
        assert "Enter keep" in one.text


async def test_a_press_that_came_too_soon_says_so(room: Room) -> None:
    live = await at(room, "domain")
    async with seat(room, live) as one:
        one.clock.advance(2)
        await one.press("pagedown")
        await one.press("pagedown")
        assert "once counts" in one.text and live.session.now.at.kind == "gather"


async def test_whoever_is_noted_is_in_sight(room: Room) -> None:
    live = await at(room, "community")
    async with seat(room, live) as one:
        for name in ("Amina Khan; Infirmary; nurse", "Bo Li; Surgery; GP", "Chen Wu, Infirmary, therapist"):
            await one.type(name)
            assert name[:5] in one.text
    assert [(who.name, who.organisation) for who in live.session.present()][-1] == ("Chen Wu", "Infirmary")


async def test_a_day_to_meet_is_no_decision_unasked(room: Room) -> None:
    live = await at(room, "close")
    async with seat(room, live) as one:
        await one.type("we meet every second Thursday")
        assert [row.text for row in live.session.decisions.values()] == ["we meet every second Thursday"]
        await one.type("we meet again on 14 january at 2pm")
        assert "/meet 14 january at 2pm keeps" in one.text and len(live.session.decisions) == 1
        await one.press("enter")
        assert len(live.session.decisions) == 2


async def test_what_somebody_does_is_heard_as_it_is_said(room: Room) -> None:
    live = await at(room, "close", "/person Dr Tom Reed")
    async with seat(room, live) as one:
        await one.type("/do tom rings the trust by friday")
        made = live.session.actions[1]
    assert (made.text, made.owner, made.due) == ("tom rings the trust", "Dr Tom Reed", "2026-11-27")


async def test_a_line_whose_slash_was_left_out_is_asked_about(room: Room) -> None:
    live = await at(room, "close")
    async with seat(room, live) as one:
        await one.type("we meet every second Thursday")
        await one.type("hide C1")
        assert (
            "/hide C1 does that. Enter again keeps the words." in one.text
            and len(live.session.decisions) == 1
        )
        await one.press("escape")
        await one.type("/hide C1")
        assert live.session.decisions[1].visibility == "private"
        await one.type("undo the bed rota")
        assert live.session.decisions[2].text == "undo the bed rota", "words are words"


async def test_a_promise_that_is_there_is_mended_by_its_handle(room: Room) -> None:
    live = await at(room, "close", "/person Tom Ashe", "/do ring the ward", "/missing a manager")
    async with seat(room, live) as one:
        await one.type("/do D1 tom; fri")
        await one.type("/missing M1 tom")
    made, voice = live.session.actions[1], live.session.missing_voices[1]
    assert (made.text, made.owner, made.due) == ("ring the ward", "Tom Ashe", "2026-11-27")
    assert (voice.who, voice.inviter) == ("a manager", "Tom Ashe")
    assert len(live.session.actions) == len(live.session.missing_voices) == 1


async def test_undo_goes_back_to_the_note_that_it_took_out(room: Room) -> None:
    live = await at(room, "domain")
    for line in ("one", "two", "three", "/next", "/theme first 2"):
        await wishes(live)(line)
    async with seat(room, live) as one:
        await one.type("a")
        await one.press("enter")
        assert "theme for 3" in one.text
        await one.press("ctrl+z")
        assert "theme for 1" in one.text and not live.session.notes[1].theme
        await one.type("not ours")
        assert live.session.notes[1].lane == "Not ours", "what is asked may be a lane"
        for _ in range(3):
            await one.type("a")
        await one.type("= second")
        await one.type("/theme second 2")
        await one.type("2 b")
        assert live.session.notes[2].theme == "B", "and one that is placed is moved by its number"


async def test_a_word_of_a_sentence_is_nobodys_surname(room: Room) -> None:
    live = await at(room, "goals", "/person Dee Grant")
    async with seat(room, live) as one:
        await one.type("grant ourselves a break")
        await one.type("/do grant the request by friday")
    assert live.session.goals[1].whose == "" and live.session.actions[1].owner == ""


async def test_words_that_were_not_agreed_are_not_replaced_at_the_thanks(room: Room) -> None:
    live = room.add(plan="taster")
    for line in ("/next", "/go decide", "/say We meet again", "/next", "/decide we try", "/next"):
        await wishes(live)(line)
    assert live.session.now.at.kind == "finish"
    async with seat(room, live) as one:
        assert "note ›" in one.text
        await one.type("a last word")
        assert live.session.statement(live.session.now).text == "We meet again" and live.session.notes
