"""Rows: where each field of a line lands, what is mended instead of doubled, what is refused, and who may see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import laws
from conftest import Clock
from faces import AUDIENCES, person, pictures, say
from sessions import rows
from sessions.actors import Actor
from sessions.commands import (
    AddAction,
    AddComment,
    AddGoal,
    AddImprovement,
    AddLead,
    AddMissing,
    AddPerson,
    AddRipple,
    AddTie,
    Decide,
    EditRow,
    GiveFeedback,
    Reflect,
    ShowRow,
)
from sessions.errors import Malformed, NotOffered, Refused
from sessions.live import LiveSession
from sessions.rows import Cycle
from sessions.seeing import seen
from sessions.steps import blocks

IDLE: dict[str, Any] = {"author": None, "visibility": "report", "erased": False}
FIVE_AND_FOUR = [0, 0, 0, 0, 10, 9]


@pytest.fixture
async def live(data: Path, clock: Clock) -> AsyncIterator[LiveSession]:
    """A session of every kind of activity in its second activity, with people, three notes and two themes."""
    session = laws.made(data, clock)
    for name in ("Amina Khan; Royal Infirmary; nurse", "Bo Li", "Chen"):
        await say(session, f"/person {name}")
    await say(session, "/go practice | letters come late | no beds at night | nobody rings back")
    await say(session, "/reveal | /group 1 = late letters | /group 2 = beds | /go journal")
    yield session
    await session.close()


def fields(row: rows.Row) -> dict[str, Any]:
    """What of a row is not as it would be with nothing said."""
    plain = {"number": row.number, **IDLE}
    return {
        name: value
        for name in row.__struct_fields__
        if name not in ("number", "at")
        and (value := getattr(row, name)) != plain.get(name)
        and (value or name in ("a", "b"))
    }


@pytest.mark.parametrize(
    ("line", "handle", "expected"),
    [
        ("/tie amina bo", "T1", {"a": 1, "b": 2, "kind": "turns_to"}),
        ("/tie bo amina works with", "T1", {"a": 2, "b": 1, "kind": "works_with"}),
        ("/tie Bo Li; Chen", "T1", {"a": 2, "b": 3, "kind": "turns_to"}),
        ("/missing a GP", "M1", {"who": "a GP", "status": "missing"}),
        (
            "/missing a carer; bo; prof; 20 nov 2026", "M1",
            {"who": "a carer", "inviter": "Bo Li", "boundary": "profession", "invited_on": "2026-11-20", "status": "missing"},
        ),
        ("/lead the dialysis unit; chen", "L1", {"where": "the dialysis unit", "whom": "Chen"}),
        ("/lead the dialysis unit; Dr Who", "L1", {"where": "the dialysis unit", "whom": "Dr Who"}),
        ("/ripple A > B + because they wait", "R1", {"from_": "practice/A", "to": "practice/B", "sign": "+", "strength": 1, "why": "they wait"}),
        ("/ripple b > 3 --", "R1", {"from_": "practice/B", "to": "3", "sign": "-", "strength": 2}),
        ("/ripple night shifts > sick leave +++ tired", "R1", {"from_": "night shifts", "to": "sick leave", "sign": "+", "strength": 3, "why": "tired"}),
        ("/goal us one number to ring; calls a week; 1 mar", "G1", {"scope": "group", "text": "one number to ring", "measure": "calls a week", "review_date": "2027-03-01"}),
        ("/goal amina to lead a huddle", "G1", {"scope": "individual", "whose": "Amina Khan", "text": "to lead a huddle"}),
        (
            "/improve A 3; fewer falls; a second huddle; falls a week; bo; next friday; half as many; 6 a week", "I1",
            {
                "item_ids": ["practice/A", "3"], "aim": "fewer falls", "change_idea": "a second huddle", "measure": "falls a week",
                "owner": "Bo Li", "due": "2026-12-04", "status": "open", "baseline": "6 a week",
                "cycles": [Cycle(n=1, start="2026-11-26", prediction="half as many")],
            },
        ),
        ("/do ring the trust; amina; tomorrow", "D1", {"text": "ring the trust", "owner": "Amina Khan", "due": "2026-11-27", "status": "open"}),
        ("/do ring the trust", "D1", {"text": "ring the trust", "status": "open"}),
        (
            "/decide we meet on Thursdays; fist to five; 5x9 4x10; Dee would rather Fridays", "C1",
            {"text": "we meet on Thursdays", "method": "fist to five", "scores": FIVE_AND_FOUR, "dissent": "Dee would rather Fridays", "date": "2026-11-26"},
        ),
        ("/decide we meet", "C1", {"text": "we meet", "scores": [0] * 6, "date": "2026-11-26"}),
        ("/reflect 2 with the ambulance crews", "J1", {"text": "with the ambulance crews", "question": "Where could a community like this start, with which other team?", "shared": True}),
        ("/reflect we needed a pharmacist", "J1", {"text": "we needed a pharmacist", "shared": True}),
        (
            "/story amina; the falls meeting; nights are alone; a second huddle; 6 falls to 4; we own it; yes", "S1",
            {
                "teller": "Amina Khan", "activity": "the falls meeting", "insight": "nights are alone", "used_how": "a second huddle",
                "effect": "6 falls to 4", "reframed": "we own it", "teller_consent": True, "cycles_reached": list(rows.CYCLES),
            },
        ),
        ("/story bo saw it; ; then tried", "S1", {"teller": "Bo Li", "activity": "saw it", "used_how": "then tried", "cycles_reached": ["immediate", "applied"], "visibility": "group"}),
        ("/feedback 5x9 4x10; the huddles; more time", "F1", {"ratings": FIVE_AND_FOUR, "most_useful": "the huddles", "change_one_thing": "more time"}),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("/") else "",
)  # fmt: skip
async def test_a_line_lands_in_the_fields_that_it_names(
    live: LiveSession, line: str, handle: str, expected: dict[str, Any], clock: Clock
) -> None:
    clock.advance(minutes=3)
    await say(live, line)
    row = live.session.row(handle)
    said = fields(row)
    for name in ("since_session", "origin_session"):
        assert said.pop(name, live.session.id) == live.session.id
    assert said == expected
    assert (row.handle, row.at) == (handle, clock.now)
    assert getattr(row, "since_session", live.session.id) == live.session.id
    await say(live, "/undo")
    with pytest.raises(Refused, match=f"There is no {handle} here"):
        live.session.row(handle)
    await say(live, line)
    again = f"{handle[0]}2"
    assert live.session.row(again).number == 2, "a number is never used again"
    assert live.session.made[row.table] == 2


async def test_a_number_that_is_no_question_is_said_so(live: LiveSession) -> None:
    for line in ("/reflect 9 words", "/reflect 0 words", "/reflect 24: hours alone"):
        with pytest.raises(Malformed, match=r"There are 3 questions here.*/reflect 1 "):
            await say(live, line)
    assert not live.session.reflections
    await say(live, "/reflect 1 9 hours alone | /reflect 24/7 alone | /reflect 2nd of May")
    assert [row.text for row in live.session.reflections.values()] == [
        "9 hours alone",
        "24/7 alone",
        "2nd of May",
    ]


async def test_where_there_is_no_choice_of_questions_a_number_is_only_a_word(
    data: Path, clock: Clock
) -> None:
    plan = 'title = "J"\n[[activities]]\nkind = "journal"\nminutes = 5\nsteps = [{ kind = "reflect", prompt = "When?", questions = [] }]\n'
    live = laws.made(data, clock, plan)
    await say(live, "/reflect 9 hours alone")
    assert live.session.reflections[1].text == "9 hours alone"
    await live.close()


async def test_a_reflection_of_one_question_answers_that_one(data: Path, clock: Clock) -> None:
    plan = 'name = "p"\ntitle = "P"\n[[activities]]\nkind = "journal"\nminutes = 5\nsteps = [ { kind = "reflect", prompt = "When?" } ]\n'
    live = laws.made(data, clock, plan)
    step = live.session.now.at
    if not step.questions:
        await say(live, "/reflect last winter")
        assert live.session.reflections[1].question == "When?"
    await live.close()


async def test_a_test_is_planned_tried_and_follows_on(live: LiveSession) -> None:
    await say(live, "/improve A; fewer falls")
    assert live.session.improvements[1].cycles == []
    await say(live, "/test I1 does it hold; fewer; bo; Saturdays; ward 3; 28 nov")
    planned = Cycle(
        n=1, start="2026-11-28", question="does it hold", prediction="fewer", who="Bo Li", when="Saturdays", where="ward 3"
    )  # fmt: skip
    assert live.session.improvements[1].cycles == [planned]
    await say(live, "/test i1 does it hold on nights")
    assert live.session.improvements[1].cycles[0].question == "does it hold on nights", (
        "the open one is added to"
    )
    await say(
        live, "/tried I1 four of seven; needs the site manager; adapt; fewer than expected; 4/7; no keys"
    )
    row = live.session.improvements[1]
    cycle = row.cycles[0]
    assert (cycle.observations, cycle.learning, cycle.act) == (
        "four of seven",
        "needs the site manager",
        "adapt",
    )
    assert (cycle.result, cycle.data, cycle.problems) == ("fewer than expected", "4/7", "no keys")
    assert (row.status, row.closed_at, row.told_on, cycle.end) == ("adapt", "", "2026-11-26", "2026-11-26")
    await say(live, "/test I1 and with keys")
    assert [one.n for one in live.session.improvements[1].cycles] == [1, 2]
    assert live.session.improvements[1].status == "open"
    await say(live, "/tried I1 seven of seven; it holds; adopt")
    row = live.session.improvements[1]
    assert (row.status, row.closed_at, len(row.cycles)) == ("adopt", "2026-11-26", 2)
    await say(live, "/undo | /undo | /undo | /undo")
    assert live.session.improvements[1].cycles == [planned]


async def test_promises_are_settled_moved_and_dropped(live: LiveSession) -> None:
    await say(live, "/do ring; bo; 1 dec | /do write | /missing a GP | /improve A; fewer")
    await say(live, "/done D1 they answered")
    one = live.session.actions[1]
    assert (one.status, one.update, one.closed_at, one.told_on) == (
        "done",
        "they answered",
        "2026-11-26",
        "2026-11-26",
    )
    with pytest.raises(Refused, match="D1 says that already"):
        await say(live, "/done D1 they answered")
    await say(live, "/still d1 14 jan; not yet")
    one = live.session.actions[1]
    assert (one.status, one.due, one.update, one.closed_at) == ("open", "2027-01-14", "not yet", "")
    await say(live, "/drop D2 somebody else has it")
    assert (live.session.actions[2].status, live.session.actions[2].closed_at) == ("dropped", "2026-11-26")
    await say(live, "/done M1")
    assert (live.session.missing_voices[1].status, live.session.missing_voices[1].joined) == (
        "joined",
        "2026-11-26",
    )
    with pytest.raises(Refused, match="noted so already"):
        await say(live, "/done M1")
    with pytest.raises(Refused, match="What came of I1"):
        await say(live, "/done I1")
    await say(live, "/drop I1 no time")
    assert live.session.improvements[1].status == "dropped"


async def test_a_decision_takes_the_place_of_another(live: LiveSession) -> None:
    await say(live, "/decide we meet on Mondays | /decide on Thursdays; ; ; ; c1")
    assert live.session.decisions[2].supersedes == "C1"
    await say(live, "/go close")
    drawn = next(block for block in blocks(live.session, live.session.now, "wall") if block.id == "decisions")
    details = {item.handle: item.detail for item in drawn.items}  # type: ignore[attr-defined]
    assert details == {"C1": "replaced", "C2": "in place of C1"}


# Mended instead of doubled


async def test_what_is_said_again_is_mended(live: LiveSession) -> None:
    await say(live, "/tie amina bo | /tie amina bo works with")
    await say(live, "/missing a GP | /missing A gp; bo; profession")
    await say(live, "/ripple A > B + | /ripple a > b - they wait | /ripple b > a +")
    await say(live, "/ripple night shifts > A + | /ripple Night Shifts > A ++")
    session = live.session
    assert [(tie.kind) for tie in session.ties.values()] == ["works_with"]
    assert [(row.who, row.inviter) for row in session.missing_voices.values()] == [("a GP", "Bo Li")]
    assert [(row.from_, row.to, row.sign, row.strength, row.why) for row in session.ripples.values()] == [
        ("practice/A", "practice/B", "-", 1, "they wait"), ("practice/B", "practice/A", "+", 1, ""),
        ("night shifts", "practice/A", "+", 2, ""),
    ]  # fmt: skip
    for line in ("/tie amina bo works with", "/tie bo amina works with", "/missing a gp", "/ripple A > B -"):
        before = laws.tables(live.session)
        with pytest.raises(Refused, match="already"):
            await say(live, line)
        assert laws.tables(live.session) == before
    await say(live, "/undo")
    assert session.ripples[3].strength == 1


async def test_a_missing_voice_that_joined_is_missed_again(live: LiveSession) -> None:
    await say(live, "/missing a GP | /done M1 | /missing a GP")
    assert (live.session.missing_voices[1].status, live.session.missing_voices[1].joined) == ("missing", "")


# Refused


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/tie amina nobody", "Nobody called 'nobody' is noted yet: /person nobody"),
        ("/tie amina amina", "A tie is between two people"),
        ("/tie amina bo likes", "A tie is one of turns_to, works_with"),
        ("/missing a GP; bo; planet", "A boundary is one of organisation"),
        ("/missing a GP; bo; profession; 31 nov", "31"),
        ("/do ring; bo; 30 feb", "30"),
        ("/do ring; bo; soonish", "no date"),
        ("/still D1 soonish", "no date"),
        ("/goal us ring; calls; 31 june", "31"),
        ("/ripple A > Q +", "There is no theme Q"),
        ("/ripple A > A +", "needs another between"),
        ("/ripple A > 99 +", "There is no note 99"),
        ("/ripple A > B ++++", "More of the first"),
        ("/improve Q; fewer", "Q is no note and no theme here"),
        ("/improve 99; fewer", "There is no note 99"),
        ("/test D1 why", "D1 is not an improvement"),
        ("/test I9 why", "There is no I9 here"),
        ("/tried I1 ok; ; embrace", "What now is one of adopt, adapt, abandon"),
        ("/done C1", "C1 is no promise, but of another kind: decision"),
        ("/done D9", "There is no D9 here"),
        ("/decide we meet; ; ; ; D1", "D1 is no decision, but of another kind: action"),
        ("/decide we meet; ; ; ; C9", "There is no C9 here"),
        ("/feedback 6", "no score"),
        ("/edit T1 words", "T1 has no words of its own"),
        ("/edit D9 words", "There is no D9 here"),
        ("/show D1 nobody", "To whom"),
        (f"/do {'x' * 601}", "601 letters; 600 is the most"),
        (f"/do ring; {'x' * 81}", "81 letters; 80 is the most"),
        (f"/lead {'x' * 601}", "601 letters"),
        (f"/edit D1 {'x' * 601}", "601 letters"),
        ("/meet soonish", "no date"),
        ("/meet 14 jan 25:00", "25:00"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_refused_and_changes_nothing(
    live: LiveSession, line: str, sentence: str
) -> None:
    await say(live, "/do ring | /improve A; fewer | /decide we meet | /tie amina bo")
    before = laws.tables(live.session)
    with pytest.raises(Refused) as told:
        await say(live, line)
    assert sentence in told.value.sentence
    assert laws.tables(live.session) == before == laws.tables(live._ahead)


@pytest.mark.parametrize(
    "command",
    [
        AddRipple(from_="A", to="B", sign="?"),
        AddRipple(from_="A", to="B", strength=4),
        Decide(text="x", scores=(1, 2)),
        Decide(text="x", scores=(-1, 0, 0, 0, 0, 0)),
        Decide(text="x", scores=(20_000, 0, 0, 0, 0, 0)),
        GiveFeedback(ratings=(1,)),
        GiveFeedback(),
        EditRow(handle="D1", text=" "),
        ShowRow(handle="D1", visibility="everybody"),
        AddMissing(who="\x07"),
        AddLead(where=""),
        AddImprovement(items=(), aim=""),
        AddGoal(text=""),
        Reflect(text="x", question=-1),
        Reflect(text="x", question=4),
    ],
    ids=lambda command: type(command).__name__,
)
async def test_what_no_line_can_say_is_refused_too(live: LiveSession, command: Any) -> None:
    await say(live, "/do ring")
    before = laws.tables(live.session)
    with pytest.raises(Malformed):
        await live.submit(command, laws.ONE)
    assert laws.tables(live.session) == before


# Mended, hidden, shown, erased

EVERY_ROW = (
    "/tie amina bo | /missing a GP | /lead the ward | /ripple A > B + they wait | /improve A; fewer falls"
    " | /do ring them | /decide we meet | /goal us one number | /reflect we needed help | /story amina; the meeting; an insight"
    " | /feedback 5x3; the huddles"
)
HANDLES = tuple(f"{kind.letter}1" for kind in rows.KINDS)


@pytest.mark.parametrize("handle", HANDLES)
async def test_every_handle_is_edited_hidden_shown_and_erased(live: LiveSession, handle: str) -> None:
    await say(live, EVERY_ROW)
    before = live.session.row(handle)
    if handle != "T1":
        await say(live, f"/edit {handle} other words entirely")
        assert "other words entirely" in repr(live.session.row(handle))
        with pytest.raises(Refused, match="says that already"):
            await say(live, f"/edit {handle.lower()} other words entirely")
        await say(live, "/undo")
        assert live.session.row(handle) == before
    for line, visibility in (
        (f"/hide {handle}", "private"),
        (f"/show {handle} room", "group"),
        (f"/show {handle}", "report"),
    ):
        await say(live, line)
        assert live.session.row(handle).visibility == visibility
        with pytest.raises(Refused, match="already"):
            await say(live, line)
    await say(live, f"/hide {handle} | /undo")
    assert live.session.row(handle).visibility == "report"
    await say(live, f"/erase {handle}")
    assert live.session.shelf(rows.BY_LETTER[handle[0]])[1].erased
    for line in (f"/edit {handle} back", f"/hide {handle}", f"/erase {handle}"):
        with pytest.raises(Refused, match="erased; nothing of it is kept"):
            await say(live, line)
    with pytest.raises(Refused, match="cannot be undone"):
        await say(live, "/undo")


@pytest.mark.parametrize("handle", [one for one in HANDLES if one != "T1"])
async def test_what_is_private_is_on_no_face_and_what_is_for_the_room_not_for_readers(
    live: LiveSession, handle: str
) -> None:
    await say(live, EVERY_ROW)
    await say(live, f"/edit {handle} Mrs Smith said so | /release")
    kind = rows.BY_LETTER[handle[0]]
    for line, audiences in (
        (f"/hide {handle}", {"facilitator"}),
        (f"/show {handle} room", {"facilitator", "wall", "participant"}),
    ):
        await say(live, line)
        for audience in AUDIENCES:
            assert bool(seen(live.session, kind, audience)) == (audience in audiences)
        for activity in list(live.session.activities):
            if activity != live.session.activity:
                await say(live, f"/go {activity}")
            for step in range(len(live.session.now.steps)):
                live.session.now.step = step
                for audience in AUDIENCES:
                    shown = "".join(text for _, text in pictures(live.session, audience))
                    assert audience in audiences or "Mrs Smith" not in shown, (activity, step, audience)
                live.session.now.step = 0


async def test_a_story_is_for_readers_only_where_its_teller_agreed(live: LiveSession) -> None:
    await say(live, "/story amina; the meeting; an insight | /story bo; the meeting; another; ; ; ; yes")
    assert [row.handle for row in seen(live.session, rows.Story, "reader")] == ["S2"]
    assert [row.handle for row in seen(live.session, rows.Story, "wall")] == ["S1", "S2"]


async def test_a_private_ripple_is_in_no_measure(live: LiveSession) -> None:
    issues = ("B", "3", "sleep", "wards", "calls", "trust", "kit")
    for source in ("Mrs Smith", "A"):
        for issue in issues if source == "Mrs Smith" else issues[:6]:
            await say(live, f"/ripple {source} > {issue} +")
    for number in range(1, len(issues) + 1):
        await say(live, f"/hide R{number}")
    await say(live, "/close | /close")
    told = [one.sentence for one in live.session.measures.values()]
    assert any("late letters" in one for one in told)
    assert not any("Smith" in one for one in told)


# Who says it


async def test_participants_are_the_authors_of_what_they_say(live: LiveSession) -> None:
    await live.submit(Reflect(text="hers", question=1), person(1))
    await live.submit(AddLead(where="the ward"), person(2))
    assert (live.session.reflections[1].author, live.session.leads[1].author) == (1, 2)
    await say(live, "/go improve")
    await live.submit(AddImprovement(items=(), aim="fewer"), person(3))
    await live.submit(AddAction(text="ring"), person(2))
    assert (live.session.improvements[1].author, live.session.actions[1].author) == (3, 2)
    await say(live, "/go goals")
    await live.submit(AddGoal(text="sleep", whose="bo"), person(1))
    await live.submit(AddGoal(text="one number", whose="us"), person(1))
    goals = live.session.goals
    assert (goals[1].whose, goals[1].scope) == ("Amina Khan", "individual"), (
        "a goal of one's own, of nobody else's"
    )
    assert (goals[2].whose, goals[2].scope) == ("", "group")
    await say(live, "/go close | /next")
    await live.submit(GiveFeedback(ratings=(0, 0, 0, 0, 1, 0), most_useful="the huddles"), person(1))
    assert live.session.feedback[1].author is None, "feedback is never anybody's"


async def test_nobody_counts_for_more_than_one_in_feedback(live: LiveSession) -> None:
    await say(live, "/go close | /next")
    with pytest.raises(Malformed, match="rates it once"):
        await live.submit(GiveFeedback(ratings=(0, 0, 0, 0, 0, 500)), person(1))


async def test_who_is_not_known_says_nothing(live: LiveSession) -> None:
    with pytest.raises(Refused, match="There is no person 9"):
        await live.submit(Reflect(text="whose?"), person(9))
    assert not live.session.reflections


async def test_what_is_said_unnamed_has_no_author(data: Path, clock: Clock) -> None:
    live = laws.made(data, clock, changed={"journal": {"unnamed": True}})
    await live.submit(AddPerson(name="Amina"), laws.ONE)
    await say(live, "/go journal")
    await live.submit(Reflect(text="unnamed words"), person(1))
    await live.submit(AddLead(where="the ward"), person(1))
    assert live.session.reflections[1].author is live.session.leads[1].author is None
    await live.close()


async def test_a_tie_begins_at_whoever_says_it(live: LiveSession) -> None:
    with pytest.raises(NotOffered):
        await live.submit(AddTie(a="", b="Chen"), person(1))
    await say(live, "/go community | /next")
    with pytest.raises(NotOffered):
        await live.submit(AddTie(a="2", b="Chen"), person(1))
    await live.submit(AddTie(a="", b="Chen"), person(1))
    tie = live.session.ties[1]
    assert (tie.a, tie.b, tie.author) == (1, 3, 1)


async def test_a_person_who_said_or_is_tied_is_not_undone(live: LiveSession) -> None:
    two, three = Actor("terminal", "two"), Actor("terminal", "three")
    await say(live, "/person Dee", two)
    await say(live, "/person Eve", three)
    await say(live, "/tie dee amina")
    await live.submit(Reflect(text="hers"), person(5))
    for by in (two, three):
        with pytest.raises(Refused, match=r"noted.* so it stays"):
            await say(live, "/undo", by)
    await say(live, "/undo")
    await say(live, "/undo", two)
    assert 4 not in live.session.participants and 5 in live.session.participants


# The next meeting


async def test_the_next_meeting_is_added_to(live: LiveSession) -> None:
    await say(live, "/meet 14 jan 10:00; nights; bo; Hill Surgery")
    meeting = live.session.next_meeting
    assert (meeting.date, meeting.time, meeting.topic, meeting.host, meeting.place) == (
        "2027-01-14", "10:00", "nights", "Bo Li", "Hill Surgery",
    )  # fmt: skip
    await say(live, "/meet 21 jan")
    meeting = live.session.next_meeting
    assert (meeting.date, meeting.time, meeting.topic) == ("2027-01-21", "10:00", "nights")
    with pytest.raises(Refused, match="agreed already"):
        await say(live, "/meet 21 jan")
    await say(live, "/undo | /undo")
    assert live.session.next_meeting.date == ""


async def test_comments_have_numbers_of_their_own(live: LiveSession) -> None:
    await say(live, "/do ring | /improve A; fewer")
    await live.submit(AddComment(text="thank you", name="Eve", target="I1"), Actor("reader"))
    await say(live, "/comment try it at weekends; Dee; D1")
    assert [(one.number, one.text, one.name, one.target) for one in live.session.comments.values()] == [
        (1, "thank you", "Eve", "I1"), (2, "try it at weekends", "Dee", "D1"),
    ]  # fmt: skip
    for bad in (AddComment(text=" "), AddComment(text="x" * 2001), AddComment(text="x", name="y" * 81)):
        with pytest.raises(Malformed):
            await live.submit(bad, Actor("reader"))
