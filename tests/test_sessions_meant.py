"""Plain words that surely are something else in this step, and lines that name what could be two things."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from faces import say
from sessions.commands import AddNote
from sessions.errors import Malformed, Refused
from sessions.live import LiveSession
from sessions.moves import next_move
from sessions.scribe import parse
from sessions.steps import blocks
from sessions.steps import line as expected


@pytest.fixture
async def live(data: Path, clock: Any) -> Any:
    live = LiveSession.create(data, community="Falls", plan="launch", date="2026-11-26", clock=clock)
    yield live
    await live.close()


@pytest.mark.parametrize(
    ("words", "hands"),
    [
        ("5x9 4x10", [0, 0, 0, 0, 10, 9]),
        ("5 4 4 3 2", [0, 0, 1, 1, 2, 1]),
        ("10 fives, 9 fours, 3 threes, 1 one", [0, 1, 0, 3, 9, 10]),
        ("2 fives 1 none", [1, 0, 0, 0, 0, 2]),
    ],
)
async def test_fists_are_scores_once_words_are_proposed(
    live: LiveSession, words: str, hands: list[int]
) -> None:
    await say(live, "/go identity | /next")
    assert isinstance(parse(words, live.session), AddNote), "nothing is proposed yet"
    await say(live, f"/say We keep people on their feet | {words}")
    statement = live.session.statement(live.session.now)
    assert statement is not None and list(statement.hands) == hands
    await say(live, "/agree anyway; it is late")
    assert isinstance(parse(words, live.session), AddNote), "it is agreed"


@pytest.mark.parametrize(
    "words", ["5", "5 4", "112", "9 lives", "5 people were here", "one five", "10 fives and a note"]
)
async def test_what_only_looks_like_fists_is_a_note(live: LiveSession, words: str) -> None:
    await say(live, "/go identity | /next | /say We keep people on their feet")
    assert isinstance(parse(words, live.session), AddNote)


async def test_hands_need_no_slash_while_a_vote_is_open(live: LiveSession) -> None:
    await say(live, "/here 24 | /go practice | /theme late letters 3 | /theme nights alone 2 | /go choose")
    assert expected(live.session) == "A 7 counts hands · /ballot A"
    await say(live, "A 7 | b: 9 hands | /vote b 8 dots")
    tallies = {tally.target: tally.sum.for_ for tally in live.session.tallies.values()}
    assert tallies == {"A": 7, "B": 8}
    with pytest.raises(Malformed, match="one at a time: A 9"):
        parse("A 9 B 4", live.session)
    for words in ("Z 7", "A 7 people said so", "7", "A", "a late letter 7"):
        assert isinstance(parse(words, live.session), AddNote), words
    await say(live, "/reveal")
    assert isinstance(parse("A 7", live.session), AddNote), "the vote is over"


async def test_a_number_that_is_somebodys_on_the_wall_is_no_note_elsewhere(live: LiveSession) -> None:
    await say(live, "a hope | /go community | /person Amina Khan; Royal Infirmary")
    for line in ("/edit 1 Amina Khan; Ward 4", "/erase 1"):
        with pytest.raises(Refused, match="1 is Amina Khan here, and a note in Welcome"):
            parse(line, live.session)
    await say(live, "/edit note 1 another hope")
    assert live.session.notes[1].text == "another hope"
    await say(live, "/erase note 1")
    assert live.session.notes[1].erased
    with pytest.raises(Malformed, match="/gone takes them out"):
        parse("/erase person 1", live.session)
    await say(live, "/go domain | late letters | /edit 2 letters that come late")
    assert live.session.notes[2].text == "letters that come late"


async def test_who_left_stands_in_nobodys_way(live: LiveSession) -> None:
    await say(live, "/go community | /person Anna Keller; Ward 4 | /person Anna Moss; Ward 5")
    with pytest.raises(Refused, match="more than one anna"):
        live.session.find_person("anna")
    await say(live, "/gone Anna Moss")
    assert live.session.find_person("anna").name == "Anna Keller"
    assert live.session.find_person("Anna Moss").left, "by the whole name they are found still"


async def test_a_goal_may_be_somebodys(live: LiveSession) -> None:
    await say(live, "/goal somebody to sleep without the phone | /goal us one number")
    mine, ours = live.session.goals.values()
    assert (mine.scope, mine.whose, mine.text) == ("individual", "", "to sleep without the phone")
    assert ours.scope == "group"


async def test_a_task_and_a_missing_voice_are_mended_field_by_field(live: LiveSession) -> None:
    await say(live, "/person Emil Roth | /do write; Bo; 10 jan | /missing a porter; Bo")
    await say(live, "/edit D1 write to the trust; emil; 2 dec | /edit M1 night porters; emil")
    action, voice = live.session.actions[1], live.session.missing_voices[1]
    assert (action.text, action.owner, action.due) == ("write to the trust", "Emil Roth", "2026-12-02")
    assert (voice.who, voice.inviter) == ("night porters", "Emil Roth")
    await say(live, "/edit D1 write to them; ; 3 dec")
    assert (live.session.actions[1].owner, live.session.actions[1].due) == ("Emil Roth", "2026-12-03")
    with pytest.raises(Malformed, match="D1 has 3 fields"):
        await say(live, "/edit D1 a; b; 3 dec; d")
    await say(live, "/decide we meet; weekly | /edit C1 we meet; every week")
    assert live.session.decisions[1].text == "we meet; every week", (
        "others have one field, and a semicolon is its own"
    )


async def test_a_meeting_says_where_the_semicolon_belongs(live: LiveSession) -> None:
    with pytest.raises(Malformed, match="/meet 12 jan 14:00; seminar room"):
        parse("/meet 12 jan 14:00 seminar room", live.session)
    await say(live, "/meet 12 jan 14:00; nights")
    assert live.session.next_meeting is not None


async def test_a_theme_may_be_called_by_its_name(live: LiveSession) -> None:
    await say(
        live,
        "/go practice | /theme late letters 3 | /theme nights alone 2 | /improve Late Letters; none late",
    )
    assert live.session.improvements[1].item_ids == ["practice/A"]


async def test_next_says_what_has_not_come_yet(live: LiveSession, clock: Any) -> None:
    await say(live, "/go domain | late letters | no beds")
    assert not next_move(live.session).armed
    move = next_move(live.session, clock.now)
    assert move.armed and move.label == "group, though rounds are to come: in twos, in fours, all"
    clock.advance(minutes=8)
    assert not next_move(live.session, clock.now).armed, "the last round is on"
    await say(live, "/next")
    assert next_move(live.session, clock.now).label == "agree, though 2 notes are in no theme"
    await say(live, "/group 1 2 = late")
    assert next_move(live.session, clock.now) == next_move(live.session) and not next_move(live.session).armed
    await say(live, "/next | /say we keep people on their feet | /scores 2 4 4")
    assert next_move(live.session, clock.now).label == "on to Community, though the words are not agreed"
    await say(live, "/scores 4 4 4 | /agree")
    assert next_move(live.session, clock.now).label == "on to Community"


async def test_without_sectors_the_wall_shows_where_people_come_from(live: LiveSession) -> None:
    await say(live, "/go community | /person Amina; Royal Infirmary; nurse | /person Bo; Hill Surgery; GP")
    (shown,) = (block for block in blocks(live.session, live.session.now, "wall") if block.id == "matrix")
    assert shown.title == "Professions and organisations"
    assert set(shown.columns) == {"Royal Infirmary", "Hill Surgery"}
    await say(live, "/person Chen; ; ; ; acute")
    (shown,) = (block for block in blocks(live.session, live.session.now, "wall") if block.id == "matrix")
    assert shown.title == "Professions and sectors"


async def test_fists_and_hands_may_be_said_in_a_sentence(live: LiveSession) -> None:
    await say(
        live,
        "/here 24 | /go identity | /next | /say We keep people on their feet | 9 fives, 6 fours and 2 threes",
    )
    statement = live.session.statement(live.session.now)
    assert statement is not None and list(statement.hands) == [0, 0, 0, 2, 6, 9]
    await say(live, "/go practice | /theme photos 3 | /theme dressing costs 2 | /go choose | 9 for photos")
    await say(live, "4 hands for dressing")
    assert {one.target: one.sum.for_ for one in live.session.tallies.values()} == {"A": 9, "B": 4}
    with pytest.raises(Malformed, match="one at a time: A 9"):
        parse("9 for photos, 3 for dressing", live.session)
    assert isinstance(parse("3 for nothing of ours", live.session), AddNote)


async def test_two_names_may_be_joined_by_and(live: LiveSession) -> None:
    await say(live, "/person Amina Khan | /person Dr. Paul Keller | /tie amina and Dr. Paul Keller")
    assert [(tie.a, tie.b) for tie in live.session.ties.values()] == [(1, 2)]


async def test_more_ratings_than_people_are_refused(live: LiveSession) -> None:
    await say(live, "/here 18")
    with pytest.raises(Refused, match="19 ratings are more than the 18 people here"):
        await say(live, "/feedback 5x10 4x9")
    await say(live, "/feedback 5x10 4x8")


async def test_numbers_without_end_are_a_note_at_once(live: LiveSession) -> None:
    await say(live, "/go practice | /theme photos 3 | /go choose")
    words = "A 1 " + "1111 " * 400 + "is what they dialled"
    assert isinstance(parse(words, live.session), AddNote)
