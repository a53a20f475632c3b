"""A workshop against a clock that is told to go on: moving, time, notes, votes, agreement."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from conftest import START, Clock
from faces import say
from laws import ONE
from sessions import moves
from sessions.actors import Actor
from sessions.ballots import ballot, priorities, targets
from sessions.blocks import Ballot, Statement
from sessions.commands import AddPerson, CastVote, Score
from sessions.errors import Malformed, NotOffered, Refused
from sessions.live import LiveSession, Receipt
from sessions.moves import behind, behind_in_words, left, left_in_words, next_move
from sessions.objects import Count
from sessions.scribe import parse
from sessions.steps import blocks
from sessions.steps.agree import verdict
from sessions.summary import detail, page_one
from sessions.telling import handle, told

Typed = Callable[[str], Awaitable[Receipt]]


@pytest.fixture
def lines(live: LiveSession) -> Typed:
    """Types lines, one after another, into `live`."""

    async def typed(text: str) -> Receipt:
        for line in text.split(" | "):
            receipt = await live.submit(parse(line, live.session), ONE)
        return receipt

    return typed


def person(number: int) -> Actor:
    return Actor("participant", f"p{number}", number)


# Moving and time


async def test_next_goes_through_the_whole_plan(live: LiveSession, lines: Typed) -> None:
    await lines("a note | /go practice | another | /back")
    passed = []
    for _ in range(30):
        move = next_move(live.session)
        passed.append(move.kind)
        if move.kind == "summary":
            break
        await lines("/next")
    assert passed == [
        "step", "step", "votes", "step", "activity", "notes", "step", "activity", "votes", "activity", "step", "summary",
    ]  # fmt: skip
    with pytest.raises(Refused, match="end of the plan"):
        await lines("/next")
    assert all(activity.visited for activity in live.session.activities.values())


async def test_what_reveals_ends_or_leaves_is_armed(live: LiveSession, lines: Typed) -> None:
    assert next_move(live.session) == moves.Move("start", "start Domain")
    await lines("/next")
    assert next_move(live.session) == moves.Move("step", "group")
    await lines("/go practice | one | two")
    assert next_move(live.session) == moves.Move("notes", "reveal 2 notes", armed=True)
    await lines("/go choose")
    assert next_move(live.session) == moves.Move("votes", "end the vote and show it", armed=True)
    await lines("/reveal")
    assert next_move(live.session) == moves.Move("activity", "on to Identity", armed=True)


async def test_back_goes_to_the_step_before_and_then_the_activity_before(
    live: LiveSession, lines: Typed
) -> None:
    with pytest.raises(Refused, match="first step of the plan"):
        await lines("/back")
    await lines("/go practice | /reveal | /next")
    assert (live.session.activity, live.session.now.step) == ("practice", 1)
    await lines("/back")
    assert (live.session.activity, live.session.now.step) == ("practice", 0)
    await lines("/back")
    assert live.session.activity == "domain"
    with pytest.raises(Refused, match="This is Domain already"):
        await lines("/go domain")


async def test_time_left_counts_down_and_then_over(live: LiveSession, lines: Typed, clock: Clock) -> None:
    assert left(live.session, clock.now) == 20 * 60
    clock.advance(minutes=5)
    assert left(live.session, clock.now) == 20 * 60, "the clock stands until it is started"
    await lines("/next")
    assert live.session.started == live.session.entered == START + 300_000
    clock.advance(minutes=5)
    assert left(live.session, clock.now) == 15 * 60
    assert behind(live.session, clock.now) == 0
    clock.advance(minutes=17)
    assert left(live.session, clock.now) == -120
    assert behind(live.session, clock.now) == 120
    await lines("/go practice")
    clock.advance(minutes=3)
    assert live.session.activities["domain"].actual == 22 * 60
    assert behind(live.session, clock.now) == 120
    await lines("/go choose")
    assert behind(live.session, clock.now) == 120 - 17 * 60
    await lines("/go domain")
    clock.advance(minutes=1)
    assert left(live.session, clock.now) == -180, "what was spent before counts on"
    await lines("/close")
    assert live.session.activities["domain"].actual == 23 * 60
    clock.advance(minutes=60)
    assert left(live.session, clock.now) == -180


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1200, "20 min left"),
        (1141, "20 min left"),
        (180, "3 min left"),
        (179, "2:59 left"),
        (0, "0:00 left"),
        (-1, "1 min over"),
        (-60, "1 min over"),
        (-61, "2 min over"),
    ],
)
def test_time_left_in_words(seconds: int, words: str) -> None:
    assert left_in_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(59, ""), (-59, ""), (60, "1 min behind"), (-200, "3 min ahead"), (0, "")]
)
def test_behind_in_words(seconds: int, words: str) -> None:
    assert behind_in_words(seconds) == words


async def test_more_time_is_lent_by_the_longest_to_come_and_says_so(live: LiveSession, lines: Typed) -> None:
    receipt = await lines("/time +5")
    assert told(receipt.entry, live.session) == "+5 min for Domain, from Practice"
    assert {one.id: one.planned // 60 for one in live.session.activities.values()} == {
        "domain": 25, "practice": 15, "choose": 8, "identity": 12,
    }  # fmt: skip
    await lines("/undo")
    assert live.session.now.planned == 1200
    receipt = await lines("/time -5")
    assert told(receipt.entry, live.session) == "-5 min for Domain, so the end moves"
    with pytest.raises(Refused, match="no time left"):
        await lines("/time -15")
    receipt = await lines("/go identity | /time +60")
    assert "so the end moves" in told(receipt.entry, live.session)
    assert all(one.planned >= 60 for one in live.session.activities.values())
    for line in ("/time 0", "/time 999"):
        with pytest.raises(Malformed):
            await lines(line)


# Votes


async def test_hands_are_set_slips_added_and_both_capped_by_those_present(
    live: LiveSession, lines: Typed
) -> None:
    await lines("/here 3 | /theme a | /theme b | /theme c | /theme d | /vote A 5")
    with pytest.raises(Refused, match="7 hands for A are more than 3 people can give"):
        await lines("/vote A 7")
    await lines("/vote A 1 | /ballot A B | /ballot a A")
    tally = live.session.tally(live.session.now, "A")
    assert (tally.by.hands.for_, tally.by.slips.for_) == (1, 3)
    await lines("/ballot D C")
    with pytest.raises(Refused, match="7 dots on slips are more than 3 people can give"):
        await lines("/ballot D")
    with pytest.raises(Refused, match="A slip has 2 dots; this one has 3"):
        await lines("/ballot A B C")
    await lines("/undo | /here 30 | /ballot D C")
    assert sum(one.by.slips.for_ for one in live.session.tallies.values()) == 6
    with pytest.raises(Refused, match="more than 30 people"):
        await lines("/vote A 999999")


async def test_phones_have_one_vote_each_by_their_seat(live: LiveSession, lines: Typed) -> None:
    for number in (1, 2):
        await live.submit(AddPerson(name=f"P{number}"), ONE)
    await lines("/theme a | /theme b | /theme c | /theme d | /next | /next | /next")
    await live.submit(CastVote(target="A", value=2), person(1))
    with pytest.raises(Refused, match="2 dots, and 2 of yours are placed"):
        await live.submit(CastVote(target="B", value=1), person(1))
    await live.submit(CastVote(target="A", value=1), person(1))
    await live.submit(CastVote(target="b", value=1), person(1))
    await live.submit(CastVote(target="A", value=2), person(2))
    assert live.session.tally(live.session.now, "A").by.phones.for_ == 3
    with pytest.raises(Malformed):
        await live.submit(CastVote(target="A", value=-1), person(1))
    with pytest.raises(Refused, match="not on the ballot"):
        await live.submit(CastVote(target="9", value=1), person(1))
    await lines("/reveal")
    with pytest.raises(NotOffered):
        await live.submit(CastVote(target="A", value=1), person(2))


async def test_agree_pass_and_disagree_are_counted_apart(data: object, clock: Clock) -> None:
    live = LiveSession.create(data, community="Falls", plan="ground", clock=clock)
    for line in ("one", "two", "/person Amina", "/here 9", "/next", "/next", "/next", "/vote 1 +5 -2 =1"):
        await live.submit(parse(line, live.session), ONE)
    for value in (1, 0, -1):
        await live.submit(CastVote(target="1", value=value), person(1))
    assert live.session.tally(live.session.now, "1").sum == Count(for_=5, against=3, pass_=1)
    for line in ("/vote 1 +5 -5", "/ballot 1", "/vote 1 -1 +99"):
        with pytest.raises(Refused):
            await live.submit(parse(line, live.session), ONE)
    with pytest.raises(Malformed):
        await live.submit(CastVote(target="1", value=2), person(1))
    await live.close()


async def test_ties_across_the_cut_a_run_off_and_a_pick(live: LiveSession, lines: Typed) -> None:
    await lines(" | ".join(f"/theme t{one}" for one in range(5)))
    await lines("/next | /next | /next | /vote A 9 | /vote B 7 | /vote C 4 | /vote D 4 | /vote E 1 | /reveal")
    activity = live.session.now
    assert priorities(live.session, activity) == (("A", "B"), ("C", "D"))
    drawn = ballot(live.session, activity, "wall")
    assert "C and D tie for third. /runoff C D" in drawn.sentence
    assert {line.handle: line.mark for line in drawn.lines if line.mark} == {
        "A": "picked",
        "B": "picked",
        "C": "tie",
        "D": "tie",
    }
    await lines("/runoff C D")
    activity = live.session.now
    assert (activity.round, activity.dots, list(targets(live.session, activity))) == (2, 1, ["C", "D"])
    with pytest.raises(Refused, match="not on the ballot"):
        await lines("/vote A 1")
    await lines("/vote D 8 | /reveal")
    assert priorities(live.session, live.session.now)[0] == ("D",)
    assert live.session.tally(live.session.now, "C", 1).sum.for_ == 4, "the first round stays"
    await lines("/pick C")
    assert priorities(live.session, live.session.now) == (("C",), ())
    with pytest.raises(Malformed, match=r"/pick A C.*/pick none"):
        await lines("/pick")
    assert live.session.now.picked == ["C"], "a bare line clears nothing"
    await lines("/pick none")
    assert live.session.now.picked == []
    with pytest.raises(Refused, match="Nothing is picked"):
        await lines("/pick none")
    await lines("/undo")
    assert live.session.now.picked == ["C"]
    for line in ("/runoff C", "/runoff C x", "/pick x"):
        with pytest.raises(Refused):
            await lines(line)


async def test_a_note_that_is_hidden_leaves_the_ballot_of_a_run_off(live: LiveSession, lines: Typed) -> None:
    await lines("one | two | three | /runoff 1 2 3 | /hide 2")
    assert list(targets(live.session, live.session.now)) == ["1", "3"]
    await lines("/same 1 3")
    assert list(targets(live.session, live.session.now)) == ["3"]


async def test_a_vote_says_nothing_until_it_is_revealed(live: LiveSession, lines: Typed) -> None:
    await lines("/theme a | /theme b | /next | /next | /next | /vote B 7")
    for audience in ("wall", "participant", "reader", "facilitator"):
        drawn = ballot(live.session, live.session.now, audience)
        assert not drawn.shown
        assert [(line.handle, line.for_, line.mark) for line in drawn.lines] == [("A", 0, ""), ("B", 0, "")]
    await lines("/reveal")
    drawn = ballot(live.session, live.session.now, "wall")
    assert [(line.handle, line.for_) for line in drawn.lines] == [("B", 7), ("A", 0)]
    with pytest.raises(Refused, match="shown already"):
        await lines("/reveal")


# Notes and agreement


async def test_hidden_notes_are_revealed_once(live: LiveSession, lines: Typed) -> None:
    with pytest.raises(Refused, match="Nothing is hidden here"):
        await lines("/reveal")
    await lines("/go practice | secret | /reveal")
    assert live.session.now.notes_shown
    with pytest.raises(Refused, match="Nothing is hidden here"):
        await lines("/reveal")
    await lines("/undo")
    assert not live.session.now.notes_shown


async def test_a_statement_is_agreed_where_nobody_is_below_three(live: LiveSession, lines: Typed) -> None:
    for early in ("/agree", "/scores 5"):
        with pytest.raises(Refused, match="Nothing is proposed yet"):
            await lines(early)
    await lines("/here 4 | /say Nobody falls twice")
    with pytest.raises(Refused, match="Nobody has scored"):
        await lines("/agree")
    with pytest.raises(Refused, match="5 scores are more than the 4 people here"):
        await lines("/scores 5x5")
    await lines("/scores 5 4 3 2")
    statement = live.session.statement(live.session.now)
    assert verdict(statement) == (
        "Not yet: 1 person is below three. 4 people scored it: lowest 2, middle 3.5, 75 % at three or more."
    )
    with pytest.raises(Refused, match="1 person is below three"):
        await lines("/agree")
    with pytest.raises(Malformed, match="needs the reason"):
        await lines("/agree anyway")
    await lines("/agree anyway; Dee wants beds first")
    assert live.session.statement(live.session.now).dissent == "Dee wants beds first"
    await lines("/say Nobody falls three times | /scores 5x4 | /agree")
    assert verdict(live.session.statement(live.session.now)).startswith(
        "Agreed. 4 people scored it: lowest 5"
    )
    with pytest.raises(Refused, match="agreed already"):
        await lines("/agree")
    await live.submit(AddPerson(name="Amina"), ONE)
    await lines("/next | /next | /next | /reveal | /next | /say once more")
    await live.submit(Score(value=1), person(1))
    await live.submit(Score(value=4), person(1))
    assert live.session.statement(live.session.now).scores == [0, 0, 0, 0, 1, 0]


async def test_what_was_made_is_told_by_its_handle(live: LiveSession, lines: Typed) -> None:
    told_of = {}
    for line in (
        "words", "/edit 1 other", "/hide 1", "/show 1", "two", "/same 1 2", "/undo", "/group 1 = late", "/split 1",
        "/theme beds 3", "/name B wards", "/person Amina", "/here 9", "/vote A 2", "/ballot A", "/undo", "/say 2", "/scores 5x2",
        "/agree", "/undo", "/next", "/next", "/next", "/pick A", "/reveal", "/runoff A B", "/go practice", "/reveal", "/move 1 not", "/release", "/undo",
        "/erase 2", "/close",
    ):  # fmt: skip
        receipt = await lines(line)
        told_of[line] = (handle(receipt.entry), told(receipt.entry, live.session))
    assert told_of["words"] == ("1", "1 kept")
    assert told_of["/group 1 = late"] == ("A", "A late")
    assert told_of["/theme beds 3"] == ("B", "B beds")
    assert told_of["/here 9"] == ("", "9 people here")
    assert told_of["/close"] == ("", "session closed")
    assert all(words and words != "kept" for _, words in told_of.values())


async def test_a_run_off_opens_the_choice_again_and_every_round_is_kept(
    live: LiveSession, lines: Typed
) -> None:
    await lines("/theme a | /theme b | /theme c | /next | /next | /next | /vote A 3 | /vote B 3")
    with pytest.raises(Refused, match="hidden still"):
        await lines("/runoff A B")
    await lines("/reveal | /pick A | /runoff A B | /vote B 5 | /vote A 1 | /reveal")
    assert priorities(live.session, live.session.now)[0][0] == "B", (
        "the pick of before is not the winner of after"
    )
    titles = [block.title for block in detail(live.session)]
    assert "Domain, round 1" in titles


async def test_what_cannot_be_undone_stands_before_what_could(live: LiveSession, lines: Typed) -> None:
    await lines("one | two | /vote 1 3 | /erase 2")
    with pytest.raises(Refused, match="cannot be undone"):
        await lines("/undo")
    assert live.session.tally(live.session.now, "1").sum.for_ == 3
    await lines("three | /undo")
    assert 3 not in live.session.notes


async def test_a_run_off_on_hidden_notes_tells_readers_none_of_their_words(
    live: LiveSession, lines: Typed
) -> None:
    await lines(
        "/go practice | kit is locked | nights alone | /go choose | /vote 1 2 | /vote 2 2 | /reveal | /runoff 1 2"
    )
    await lines("/vote 1 3 | /reveal")
    assert not live.session.activities["practice"].notes_shown
    for audience in ("reader", "wall", "participant"):
        assert "kit is locked" not in repr(detail(live.session, audience))
    assert "kit is locked" in repr(detail(live.session, "facilitator"))


async def test_hands_in_a_step_that_does_not_vote_are_revealed_and_shown(data: Path, clock: Clock) -> None:
    live = LiveSession.create(data, community="Falls", plan="launch", clock=clock)
    await say(
        live,
        "/next | /go domain | late letters | far beds | /group 1 = letters | /group 2 = beds | /vote A 3 | /vote B 1",
    )
    session = live.session
    assert not any(step.kind == "vote" for step in session.now.steps)
    assert not any(isinstance(one, Ballot) for one in blocks(session, session.now, "wall"))
    await say(live, "/reveal")
    (shown,) = [one for one in blocks(session, session.now, "wall") if isinstance(one, Ballot)]
    assert [(line.text, line.for_) for line in shown.lines] == [("letters", 3), ("beds", 1)]
    assert "letters" in repr(page_one(session))
    with pytest.raises(Refused, match="Nothing is hidden here"):
        await say(live, "/reveal")
    await say(live, "/runoff A B | /vote B 4 | /reveal | /undo | /undo | /undo | /undo")
    assert not session.now.votes_shown
    await live.close()


async def test_an_agreed_statement_stays_on_page_one_beside_a_later_proposal(
    live: LiveSession, lines: Typed
) -> None:
    await lines("/say Nobody falls twice | /scores 5x3 | /agree | /say Nobody falls at all")
    (drawn,) = [one for one in page_one(live.session) if isinstance(one, Statement)]
    assert (drawn.text, drawn.verdict.startswith("Agreed")) == ("Nobody falls twice", True)


async def test_a_note_is_put_in_no_theme_of_another_activity(live: LiveSession, lines: Typed) -> None:
    await lines("/go practice | beds | /group 1 = places | /go choose | said while choosing")
    with pytest.raises(Refused, match=r"A is a theme of .*; those notes are of "):
        await lines("/group A 2")
    assert live.session.notes[2].theme == ""


@pytest.mark.parametrize("word", ["/go", "/skip"])
async def test_a_long_word_is_not_said_again_whole(lines: Typed, word: str) -> None:
    with pytest.raises(Refused) as told:
        await lines(f"{word} {'nowhere' * 100}")
    assert told.value.sentence.startswith(
        f"There is no one activity called '{('nowhere' * 6)[:40]}'. The plan has"
    )


async def test_a_letter_means_one_theme_where_an_activity_works_on_anothers(data: Path, clock: Clock) -> None:
    live = LiveSession.create(data, community="Falls", plan="launch", clock=clock)
    await say(
        live, "/next | /go practice | late letters | /reveal | /group 1 = letters | /go choose | /vote A 3"
    )
    await say(live, "said while choosing | /group 2 = a third")
    assert sorted(live.session.themes) == ["choose/B", "practice/A"]
    assert not live.session.in_play("choose", "B"), "the votes are for the other"
    await say(live, "/undo | /group 2 = a fourth | /go practice | beds | /group 3 = beds")
    assert sorted(live.session.themes) == ["choose/B", "practice/A", "practice/C"]
    await live.close()
