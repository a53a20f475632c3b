"""What participants may do: what is on offer, with which fields, of their own alone, at a cost that does not grow."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

import laws
from conftest import Clock
from faces import person, say
from laws import ONE
from sessions import journal
from sessions.ballots import dots_each, kept_back, on_ballot, targets
from sessions.commands import (
    AddAction,
    AddGoal,
    AddImprovement,
    AddLead,
    AddMissing,
    AddNote,
    AddPerson,
    AddRipple,
    AddTie,
    CastVote,
    Command,
    CountSlip,
    EditNote,
    GiveFeedback,
    Score,
    TakeBack,
)
from sessions.errors import NotOffered, Refused
from sessions.live import LiveSession
from sessions.session import Session
from sessions.steps import STEPS, forms, offers
from sessions.steps.issues import issue_now
from sessions.telling import told

PLAN = """
name = "{step}"
title = "One step"
[[activities]]
id = "source"
kind = "gather"
minutes = 9
steps = [ {{ kind = "gather", prompt = "What?" }}, {{ kind = "vote", prompt = "Which?" }} ]
[[activities]]
id = "it"
kind = "gather"
minutes = 9
from = "source"
steps = [ {{ kind = "{step}", prompt = "And now?" }} ]
"""
MORE = """
[[activities]]
id = "more"
kind = "gather"
minutes = 9
from = "source"
steps = [ {{ kind = "{step}", prompt = "And then?" }} ]
"""
NOTES = 12
At = Callable[..., Any]


@pytest.fixture
async def at(data: Path, clock: Clock) -> AsyncIterator[At]:
    """Opens a session that stands in a step, behind notes and themes; three people are known in it."""
    opened: list[LiveSession] = []

    async def made(
        step: str, *, notes: int = NOTES, themes: bool = True, more: bool = False, **changes: Any
    ) -> LiveSession:
        folder = data / f"{len(opened)}"
        folder.mkdir()
        plan = PLAN + (MORE if more else "")
        live = laws.made(folder, clock, plan.format(step=step), {"it": changes, "more": changes})
        opened.append(live)
        await say(live, "/person Amina | /person Bo | /person Chen")
        for number in range(1, notes + 1):
            await live.submit(AddNote(text=f"note {number}"), ONE)
        if themes:
            await say(live, "/group 1 2 = late letters | /group 3 = beds | /group 5 = nights")
        await say(live, "/go it")
        return live

    yield made
    for live in opened:
        await live.close()


async def refused(live: LiveSession, command: Command, number: int, match: str) -> None:
    """A participant's wish is refused, and changes nothing."""
    before = laws.tables(live.session)
    with pytest.raises(Refused, match=match):
        await live.submit(command, person(number))
    assert laws.tables(live.session) == before == laws.tables(live._ahead)


# What it costs


def alike(session: Session) -> None:
    """What is offered is what is told without drawing it all up, with choices and targets filled in."""
    told, drawn = forms(session), offers(session)
    assert [(one.act, one.label, one.privacy) for one in told] == [
        (one.act, one.label, one.privacy) for one in drawn
    ]
    for form, offer in zip(told, drawn, strict=True):
        assert [(one.name, one.kind, one.required, one.limit) for one in form.fields] == [
            (one.name, one.kind, one.required, one.limit) for one in offer.fields
        ]


@pytest.mark.parametrize("step", STEPS)
async def test_what_is_told_of_an_offer_is_what_is_drawn_of_it(step: str, at: At) -> None:
    for notes, themes in ((0, False), (1, False), (NOTES, False), (NOTES, True)):
        live = await at(step, notes=notes, themes=themes)
        source = live.session.activities["source"]
        for vote in ("dots", "agree"):
            for shown in (True, False):
                live.session.now.vote, source.notes_shown = vote, shown
                alike(live.session)
    await say(live, "/theme one | /say Nobody falls")
    alike(live.session)
    live.session.now.votes_shown = True
    alike(live.session)
    await say(live, "/agree anyway; it is late")
    alike(live.session)
    live.session.closed = 1
    assert forms(live.session) == offers(live.session) == ()


@pytest.mark.parametrize("step", STEPS)
async def test_an_act_is_offered_with_its_choices(step: str, at: At) -> None:
    """An offer without them would be a form that nobody can fill in."""
    live = await at(step)
    for offer in offers(live.session):
        assert offer.act != "vote" or offer.targets == ("A", "B", "C")
        for field in offer.fields:
            assert field.kind == "text" or field.options, (offer.act, field.name)


class Looked(dict[Any, Any]):
    """Notes that count how many of them are looked at."""

    times = 0

    def __getitem__(self, key: Any) -> Any:
        self.times += 1
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        self.times += 1
        return super().get(key, default)

    def values(self) -> Any:
        self.times += len(self)
        return super().values()

    def items(self) -> Any:
        self.times += len(self)
        return super().items()


CHEAP: dict[str, tuple[str, dict[str, Any], Command, int]] = {
    "a note with a cap": ("gather", {"caps": {"notes": 400}}, AddNote(text="said"), 1),
    "an unnamed note with a cap": (
        "gather", {"caps": {"notes": 400}, "unnamed": True}, AddNote(text="said"), 1,
    ),
    "an idea for what came first": ("help", {"themes": False}, AddNote(text="an idea"), 1),
    "a dot on a theme": ("vote", {}, CastVote(target="A", value=1), 1),
    "a dot on a note": ("vote", {"themes": False}, CastVote(target="7", value=1), 1),
    "a vote on a note": ("vote", {"vote": "agree"}, CastVote(target="7", value=1), 1),
    "a vote for what is not there": ("vote", {"vote": "agree"}, CastVote(target="9999", value=1), 1),
    "a ripple": ("draw", {}, AddRipple(from_="A", to="B"), 1),
    "what is not on offer": ("vote", {}, AddNote(text="said"), 1),
    "a slip": ("vote", {"themes": False}, CountSlip(targets=("7", "8")), 0),
}  # fmt: skip


@pytest.mark.parametrize("name", CHEAP)
@pytest.mark.parametrize("opened", [True, False], ids=["opened", "unopened"])
async def test_a_wish_looks_at_as_many_notes_in_a_long_session_as_in_a_short_one(
    name: str, opened: bool, at: At
) -> None:
    step, changes, command, number = CHEAP[name]
    by = person(number) if number else ONE
    times = []
    for notes in (20, 300):
        live = await at(step, notes=notes, **changes)
        for number in range(notes):
            await live.submit(AddNote(text=f"said {number}"), person(1) if "caps" in changes else ONE)
        if opened and step == "help":
            await say(live, "/vote 3 4 | /vote 2 4 | /vote 5 2 | /vote 11 1")
            for session in (live.session, live._ahead):
                session.activities["source"].votes_shown = True
            assert issue_now(live._ahead, live._ahead.now) == "2"
        if opened and step == "vote":
            target = "A" if live.session.themes and live.session.now.vote == "dots" else "5"
            await live.submit(CastVote(target=target, value=1), person(2))
        looked = live._ahead.notes = Looked(live._ahead.notes)
        try:
            live._decide(command, by, "")
        except Refused:
            assert name in ("a vote for what is not there", "what is not on offer")
        times.append(looked.times)
    assert times[0] == times[1] <= 40


async def test_the_dots_of_each_are_the_same_however_they_are_counted(at: At) -> None:
    for notes in (0, 1, 3, 4, 9, 10, 12, 13, 14, 40):
        live = await at("vote", notes=notes, themes=False)
        many = len(targets(live.session, live.session.now))
        assert many == notes
        assert dots_each(live.session, live.session.now) == max(1, min(5, -(-many // 3)))


async def test_an_empty_vote_about_hidden_notes_is_not_kept_back(at: At) -> None:
    live = await at("vote", notes=0, themes=False)
    live.session.activities["source"].notes_shown = False
    assert not kept_back(live.session, live.session.now, "participant")


@pytest.mark.parametrize("unnamed", [True, False])
async def test_a_cap_stands_after_taking_back_erasing_and_opening_again(
    at: At, clock: Clock, unnamed: bool
) -> None:
    live = await at("gather", caps={"notes": 2}, unnamed=unnamed)
    for text in ("one", "two"):
        await live.submit(AddNote(text=text), person(1))
    await refused(live, AddNote(text="three"), 1, "2 notes each")
    await live.submit(AddNote(text="another's"), person(2))
    await live.submit(TakeBack(note=NOTES + 2), person(1))
    await live.submit(AddNote(text="two again"), person(1))
    await refused(live, AddNote(text="three"), 1, "2 notes each")
    assert live.session.copied().said == live.session.said
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    await refused(again, AddNote(text="three"), 1, "2 notes each")
    await say(again, f"/erase {NOTES + 1}")
    await again.submit(AddNote(text="in its place"), person(1))
    await refused(again, AddNote(text="three"), 1, "2 notes each")
    await again.close()


# With which fields


@pytest.mark.parametrize(
    ("step", "command"),
    [
        ("introduce", AddPerson(name="Amina", level="core")),
        ("gather", AddNote(text="said", about="A")),
        ("gather", AddNote(text="said", ref="r1")),
        ("gather", AddNote(text="said", author=2)),
        ("draw", AddRipple(from_="A", to="B", strength=3)),
        ("tie", AddTie(a="Chen", b="Bo")),
        ("improve", AddImprovement(items=("A",), aim="fewer falls")),
        ("improve", AddImprovement(items=(), aim="fewer falls", owner="Bo")),
        ("improve", AddImprovement(items=(), aim="fewer falls", baseline="four")),
        ("improve", AddAction(text="ring them", owner="Bo")),
        ("goal", AddGoal(text="one number", review="14 jan")),
        ("invite", AddMissing(who="a GP", invited_on="14 jan")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_field_that_is_not_on_offer_is_not_filled(step: str, command: Command, at: At) -> None:
    live = await at(step)
    await refused(live, command, 1, "not on offer")


async def test_what_moves_what_is_chosen_from_what_there_is(at: At) -> None:
    live = await at("draw")
    await refused(live, AddRipple(from_="A", to="my own words"), 1, "my own words is none of what may move")
    await live.submit(AddRipple(from_="A", to="b"), person(1))
    assert live.session.ripples[1].author == 1


@pytest.mark.parametrize("themes", [True, False])
@pytest.mark.parametrize(
    "number", ["9" * 5000, "9" * 10, "²", "1²", "½", "③", "-1", "1.0"], ids=lambda word: word[:10]
)
async def test_what_is_no_number_of_a_note_is_refused_in_words(at: At, number: str, themes: bool) -> None:
    live = await at("draw", themes=themes)
    for wish in (AddRipple(from_=number, to="2"), AddRipple(from_="2", to=number)):
        await refused(live, wish, 1, "is none of what may move")
    for finalists in ([], [number]):
        live.session.now.finalists = finalists
        assert not on_ballot(live.session, live.session.now, number)
        assert number not in targets(live.session, live.session.now)


async def test_a_number_in_other_digits_is_the_same_note(at: At) -> None:
    live = await at("draw", themes=False)
    await live.submit(AddRipple(from_="١", to="٢"), person(1))
    assert (live.session.ripples[1].from_, live.session.ripples[1].to) == ("1", "2")


# Of their own alone


async def test_nobody_changes_who_asks_a_missing_voice(at: At) -> None:
    live = await at("invite")
    await say(live, "/missing a GP; Bo")
    await refused(live, AddMissing(who="A gp", inviter="Chen"), 1, "M1 was noted by somebody else")
    await live.submit(AddMissing(who="a GP", boundary="profession"), person(1))
    row = live.session.missing_voices[1]
    assert (row.inviter, row.boundary, row.author) == ("Bo", "profession", None)
    await live.submit(AddMissing(who="a carer"), person(1))
    await live.submit(AddMissing(who="a carer", inviter="Bo"), person(2))
    await live.submit(AddMissing(who="a carer", inviter="Chen"), person(1))
    assert live.session.missing_voices[2].inviter == "Chen", "it is her own"
    await say(live, "/done M1")
    await refused(live, AddMissing(who="a GP", inviter="Bo"), 1, "M1 was noted by somebody else")
    assert live.session.missing_voices[1].status == "joined"


async def test_nobody_flips_a_ripple_that_another_noted(at: At) -> None:
    live = await at("draw")
    await say(live, "/ripple A > B +++")
    await live.submit(AddRipple(from_="B", to="C", why="no beds"), person(1))
    await refused(live, AddRipple(from_="A", to="B", sign="-"), 1, "R1 was noted by somebody else")
    await refused(live, AddRipple(from_="B", to="C", why="no staff"), 2, "R2 was noted by somebody else")
    await live.submit(AddRipple(from_="A", to="B", why="letters wait"), person(2))
    first = live.session.ripples[1]
    assert (first.sign, first.strength, first.why, first.author) == ("+", 3, "letters wait", None)
    await live.submit(AddRipple(from_="B", to="C", sign="-"), person(1))
    assert (live.session.ripples[2].sign, live.session.ripples[2].why) == ("-", "no beds")
    await say(live, "/ripple B > C +")
    assert live.session.ripples[2].sign == "+", "a facilitator's line does what it says"


async def test_nobody_changes_a_tie_that_another_noted(at: At) -> None:
    live = await at("tie")
    await say(live, "/tie amina bo")
    await refused(live, AddTie(a="", b="Bo", kind="works_with"), 1, "T1 was noted by somebody else")
    await live.submit(AddTie(a="", b="Chen"), person(1))
    await live.submit(AddTie(a="", b="Chen", kind="works_with"), person(1))
    assert live.session.ties[2].kind == "works_with"


async def test_in_an_unnamed_activity_nothing_says_whose_a_row_is(at: At) -> None:
    live = await at("draw", unnamed=True)
    await live.submit(AddRipple(from_="A", to="B"), person(1))
    await refused(live, AddRipple(from_="A", to="B", sign="-"), 2, "R1 was noted by somebody else")


async def test_a_promise_is_owned_by_whoever_makes_it(at: At) -> None:
    live = await at("improve")
    await live.submit(AddImprovement(items=(), aim="fewer falls", due="14 jan"), person(2))
    row = live.session.improvements[1]
    assert (row.owner, row.due, row.author) == ("Bo", "2027-01-14", 2)
    unnamed = await at("improve", unnamed=True)
    await unnamed.submit(AddImprovement(items=(), aim="fewer falls"), person(2))
    row = unnamed.session.improvements[1]
    assert (row.owner, row.author) == ("", None)
    await live.submit(AddAction(text="ring the trust"), person(3))
    assert live.session.actions[1].owner == "Chen"


async def test_a_goal_of_ones_own_names_nobody_where_names_are_not_kept(at: At) -> None:
    live = await at("goal")
    await live.submit(AddGoal(text="one number", whose="me"), person(1))
    await live.submit(AddGoal(text="one list", whose="us"), person(1))
    assert [(row.scope, row.whose) for row in live.session.goals.values()] == [
        ("individual", "Amina"),
        ("group", ""),
    ]
    unnamed = await at("goal", unnamed=True)
    await unnamed.submit(AddGoal(text="one number", whose="me"), person(1))
    await unnamed.submit(AddGoal(text="one number", whose="me"), person(2))
    rows = unnamed.session.goals.values()
    assert [(row.scope, row.whose, row.author) for row in rows] == [("individual", "", None)] * 2


async def test_a_lead_names_whom_to_ask(at: At) -> None:
    live = await at("reflect")
    await live.submit(AddLead(where="the dialysis unit", whom="Chen"), person(1))
    assert live.session.leads[1].whom == "Chen"


# Feedback once


def rating(score: int, words: str = "", change: str = "") -> GiveFeedback:
    """Feedback of one participant."""
    ratings = tuple(int(one == score) for one in range(6))
    return GiveFeedback(ratings=ratings, most_useful=words, change_one_thing=change)


@pytest.mark.parametrize("unnamed", [True, False])
async def test_feedback_given_again_takes_the_place_of_what_was_given(
    at: At, clock: Clock, unnamed: bool
) -> None:
    live = await at("feedback", unnamed=unnamed, more=True)
    await live.submit(rating(5, "the huddles"), person(1))
    await live.submit(rating(4), person(2))
    await live.submit(rating(2, change="more time"), person(1))
    rows = list(live.session.feedback.values())
    assert [(row.ratings, row.most_useful, row.change_one_thing) for row in rows] == [
        ([0, 0, 1, 0, 0, 0], "the huddles", "more time"),
        ([0, 0, 0, 0, 1, 0], "", ""),
    ]
    assert all(row.author is None for row in rows)
    await live.submit(GiveFeedback(most_useful="the ripples"), person(1))
    assert live.session.feedback[1].ratings == [0, 0, 1, 0, 0, 0]
    assert "rated" not in str(live.session.tables()), "whose it is stands in no record"
    await refused(live, rating(2, "the ripples", "more time"), 1, "F1 says that already")
    await live.close()
    again = LiveSession(live.folder, clock=clock)
    assert again.session.copied().rated == again.session.rated
    await again.submit(rating(3), person(2))
    assert [sum(row.ratings) for row in again.session.feedback.values()] == [1, 1]
    await say(again, "/go more")
    await again.submit(rating(3), person(2))
    assert len(again.session.feedback) == 3, "each activity is rated for itself"
    await again.close()


async def test_feedback_after_ones_own_was_erased_is_new_and_counts_once(at: At) -> None:
    live = await at("feedback")
    await live.submit(rating(5, "Mrs Jones"), person(1))
    seat = next(iter(live.session.rated))
    await say(live, "/erase F1")
    path = live.folder / "journal.jsonl"
    assert seat not in path.read_text(), "what is erased is nobody's"
    await live.submit(rating(4), person(1))
    await live.submit(rating(3), person(1))
    assert [row.ratings.index(1) for row in live.session.feedback.values() if not row.erased] == [3]
    assert journal.fold(journal.read(path).entries).rated == live.session.rated


async def test_feedback_counted_by_hand_stays_beside_that_of_phones(at: At) -> None:
    live = await at("feedback")
    await say(live, "/feedback 5x2; the huddles | /feedback 4x3")
    await live.submit(rating(5), person(1))
    assert len(live.session.feedback) == 3
    await say(live, "/undo")
    assert len(live.session.feedback) == 2
    await live.submit(rating(4), person(1))
    assert len(live.session.feedback) == 2


# Nothing of another's


async def test_a_note_of_another_is_not_changed(at: At) -> None:
    live = await at("gather")
    await live.submit(AddNote(text="mine"), person(1))
    with pytest.raises(NotOffered, match="somebody else's"):
        await live.submit(EditNote(note=NOTES + 1, text="not yours"), person(2))


# What the room can have given


@pytest.fixture
async def voting(at: At) -> LiveSession:
    """A vote of two dots each on four themes, in a room of five."""
    live = await at("vote", caps={"dots": 2})
    await say(live, "/theme doors | /here 5, 2 no phone")
    return live


async def says(live: LiveSession, line: str, match: str) -> None:
    """A facilitator's line is refused with a sentence, and changes nothing."""
    before = laws.tables(live.session)
    with pytest.raises(Refused, match=match):
        await say(live, line)
    assert laws.tables(live.session) == before == laws.tables(live._ahead)


async def test_hands_and_slips_together_are_held_against_the_room(voting: LiveSession) -> None:
    await say(voting, "/ballot B C | /ballot B C | /ballot A B")
    await says(
        voting, "/vote A 5", "5 hands for A and 6 dots on slips are more than 5 people can give. /here"
    )
    await say(voting, "/vote A 4 | /vote B 4 | /vote C 2")
    await says(voting, "/ballot B D", "4 hands for B and 8 dots on slips are more than 5 people can give")
    await say(voting, "/ballot C D | /here 7 | /ballot B D")
    assert voting.session.slips == {"it/1": 10}


async def test_hands_for_each_theme_in_turn_are_not_added_up(voting: LiveSession) -> None:
    await say(voting, "/vote A 10 | /vote B 10 | /vote C 10 | /vote D 10")
    await says(voting, "/vote A 11", "11 hands for A are more than 5 people can give")


async def test_phones_count_beside_hands_and_slips_for_the_same_theme(voting: LiveSession) -> None:
    for number in (1, 2):
        await voting.submit(CastVote(target="A", value=2), person(number))
    await say(voting, "/ballot A A")
    await says(voting, "/vote A 5", "5 hands for A and 2 by slips and 4 by phones are more than 5 people can")
    await say(voting, "/vote A 4")
    await says(
        voting, "/ballot A B", "4 hands for A and 3 by slips and 4 by phones are more than 5 people can"
    )
    await say(voting, "/here 6, 2 no phone, 1 remote | /vote A 5 | /ballot A B")
    await voting.submit(CastVote(target="A", value=1), person(3))


async def test_a_participant_is_not_refused_for_what_was_counted_by_hand(voting: LiveSession) -> None:
    await say(voting, "/vote A 10")
    await voting.submit(CastVote(target="A", value=2), person(1))
    assert voting.session.tally(voting.session.now, "A").sum.for_ == 12


async def test_a_count_is_put_right_whatever_was_counted_before(voting: LiveSession) -> None:
    await say(voting, "/here 20 | /vote A 12 | /ballot B C | /ballot B C | /ballot D C | /here 2")
    await says(voting, "/vote A 13", "13 hands for A and 6 dots on slips are more than 2 people can give")
    await say(voting, "/vote A 11 | /vote A 0")
    await says(voting, "/ballot A B", "8 dots on slips are more than 2 people can give")


async def test_a_room_that_nobody_counted_holds_what_is_said(at: At) -> None:
    live = await at("vote", caps={"dots": 2})
    await say(live, "/vote A 90 | /ballot A B | /vote B 900")
    await live.submit(CastVote(target="A", value=2), person(1))
    await say(live, "/vote A 91")


async def test_agree_and_disagree_by_hands_and_phones_are_one_each(at: At) -> None:
    live = await at("vote", vote="agree")
    await say(live, "/here 4")
    for number, value in ((1, 1), (2, -1)):
        await live.submit(CastVote(target="3", value=value), person(number))
    await says(live, "/vote 3 +1 -2", "3 hands for 3 and 2 by phones are more than 4 people can give")
    await say(live, "/vote 3 +1 -1 | /vote 4 +2 -1 =1")
    await says(live, "/vote 4 +2 -1 =2", "5 hands for 4 are more than 4 people can give")


async def test_a_run_off_has_slips_of_its_own(voting: LiveSession) -> None:
    await say(voting, "/vote A 4 | /vote B 4 | /ballot A B | /ballot C A | /reveal | /runoff A B")
    assert voting.session.now.dots == 1
    await say(voting, "/ballot A | /vote A 4")
    await says(voting, "/vote A 5", "5 hands for A and 1 dot on slips are more than 5 people can give")
    await say(voting, "/vote A 3 | /undo | /undo | /undo")
    assert voting.session.slips["it/2"] == 0


async def test_scores_by_hand_and_by_phone_are_of_those_who_are_there(at: At) -> None:
    live = await at("agree")
    await say(live, "/say Nobody falls | /here 4")
    for number in (1, 2):
        await live.submit(Score(value=4), person(number))
    await says(live, "/scores 5x3", "3 scores and 2 by phones are more than the 4 people here. /here")
    await say(live, "/scores 5x2 | /here 5, 0 no phone, 1 remote | /scores 5x3")
    await says(live, "/scores 5x4", "4 scores and 2 by phones are more than the 5 people here")


async def test_more_hands_than_people_without_a_phone_are_said_so_and_counted(voting: LiveSession) -> None:
    receipt = await say(voting, "/vote A 2")
    assert told(receipt.entry, voting.session) == "2 hands for A"
    receipt = await say(voting, "/vote A 3")
    assert told(receipt.entry, voting.session) == "3 hands for A; 2 are without a phone"
    receipt = await say(voting, "/here 5, 0 no phone | /vote A 1")
    assert told(receipt.entry, voting.session) == "1 hand for A; all have a phone"
    receipt = await say(voting, "/here 5 | /vote A 5")
    assert told(receipt.entry, voting.session) == "5 hands for A"
