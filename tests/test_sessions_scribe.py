"""The scribe's lines: every one is followed, or refused with a sentence and changes nothing."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scribe_room
from hostile import HOSTILE
from laws import ONE, tables
from scribe_room import furnished, typed
from sessions import acts, commands
from sessions.acts import ACTS, Local
from sessions.acts.act import answered
from sessions.clean import clean
from sessions.commands import AddNote, Close, Command, GiveFeedback
from sessions.errors import Malformed, Refused
from sessions.live import LiveSession
from sessions.objects import Count
from sessions.scribe import asked, complete, find, hint, parse
from sessions.session import Session
from sessions.telling import told

BEFORE = {
    "back": ["/next", "/next"], "undo": ["x"], "show": ["/hide 4"], "split": ["/group 3 = beds"],
    "reveal": ["/go practice"], "share": ["/revoke"], "agree": ["/scores 5x9"], "move": ["/go practice", "@sol a"],
}  # fmt: skip
"""What must have been done for an act's example to make sense."""
EXAMPLES = {"move": "/move 12 risk"}
"""Examples that are about another note in the session of these tests."""


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """One for all the tests that only parse."""
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(furnished(Path(folder))).session


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.word)
async def test_every_act_does_what_its_example_says(act: acts.Act, data: Path) -> None:
    live = await furnished(data, more=BEFORE.get(act.word, []))
    wish = parse(EXAMPLES.get(act.word, act.example), live.session)
    if isinstance(wish, Local):
        assert wish.what not in ("ask", ""), "an example is whole"
        return
    revision = live.session.revision
    await live.submit(wish, ONE)
    assert live.session.revision == revision + 1
    await live.close()


def test_the_table_of_acts_is_whole() -> None:
    words = [act.word for act in ACTS]
    assert len(set(words)) == len(words)
    for act in ACTS:
        assert act.example.split()[0] == f"/{act.word}"
        assert act.help
        assert act.usage.startswith(f"/{act.word}")
        assert act.needs <= len(act.slots) and 1 <= act.first <= max(1, len(act.slots))


GROUP = commands.GroupNotes
ROWS: list[tuple[str, Command | Local | None, str, tuple[str, ...]]] = [
    ("any text", AddNote(text="any text"), "12 kept", ()),
    ("@not any text", AddNote(text="any text", lane="Not ours"), "12 kept", ()),
    ("amina: any text", AddNote(text="any text", activity="domain", author=1), "12 kept", ()),
    ("2: any text", AddNote(text="any text", activity="domain", author=2), "12 kept", ()),
    ("//text", AddNote(text="/text"), "12 kept", ()),
    ("@ward any text", AddNote(text="@ward any text"), "12 kept", ()),
    ("/next", commands.Next(activity="domain", step=0, shown=True, started=True), "Domain, group", ()),
    ("/back", commands.Back(activity="domain", step=1), "Domain, gather", ("/next",)),
    ("/go domain", commands.GoTo(activity="domain"), "Domain, gather", ("/go practice",)),
    ("/skip ripples", commands.Skip(activity="ripples"), "Ripples left out", ()),
    ("/lane risk", Local("lane", "risk"), "", ()),
    ("/edit 4 new words", commands.EditNote(note=4, text="new words"), "4 has new words", ()),
    ("/edit D1 new words", commands.EditRow(handle="D1", text="new words"), "D1 changed", ()),
    ("/move 4 not", commands.MoveNote(note=4, lane="not"), "4 moved", ()),
    ("/hide 4", commands.HideNote(note=4), "4 hidden", ()),
    ("/hide D1", commands.ShowRow(handle="D1", visibility="private"), "D1 hidden", ()),
    ("/show 4", commands.HideNote(note=4, hidden=False), "4 shown", ("/hide 4",)),
    ("/show I1 room", commands.ShowRow(handle="I1", visibility="group"), "I1 for the room alone", ()),
    ("/same 4 9", commands.MergeNotes(note=4, into=9), "4 under 9", ()),
    ("/ok 10", commands.Approve(notes=(10,)), "10 on the board", ()),
    ("/ok all", commands.Approve(), "10 on the board", ()),
    ("/erase 4", commands.EraseNote(note=4), "4 erased for good", ()),
    ("/erase D1", commands.Erase(handle="D1"), "D1 erased for good", ()),
    ("/erase V1", commands.Erase(handle="V1"), "V1 erased for good", ()),
    ("/erase B", commands.Erase(handle="B"), "B erased for good", ()),
    ("/undo", commands.Undo(), "undone: 12", ("said",)),
    ("/group 1 3 5 = late letters", GROUP(notes=(1, 3, 5), name="late letters"), "H late letters", ()),
    ("/group A 2", GROUP(notes=(2,), letter="A"), "2 in A", ()),
    ("/theme late letters 7", commands.AddTheme(name="late letters", cards=7), "H late letters", ()),
    ("/name A A new name", commands.NameTheme(letter="A", name="A new name"), "A A new name", ()),
    ("/split 3", commands.SplitNote(note=3), "3 in no theme", ("/group B 3",)),
    ("/vote A 7", commands.SetHands(target="A", hands=Count(for_=7)), "7 hands for A; 5 are without a phone", ()),
    (
        "/vote 11 +7 -2 =4", commands.SetHands(target="11", hands=Count(for_=7, against=2, pass_=4)),
        "13 hands for 11; 5 are without a phone", ("/go gather",),
    ),
    ("/ballot A C F", commands.CountSlip(targets=("A", "C", "F")), "one slip counted", ()),
    ("/runoff C E", commands.RunOff(targets=("C", "E")), "run-off between C and E", ("/pick A",)),
    ("/pick C", commands.Pick(targets=("C",)), "C picked", ()),
    ("/reveal", commands.Reveal(), "notes shown", ("/go practice",)),
    ("/reveal", commands.Reveal(), "votes shown", ("/next", "/next")),
    ("/say the words", commands.Say(text="the words"), "version 2", ()),
    ("/say 3", commands.Say(note=3), "version 2", ()),
    ("/say", Local("mend"), "", ()),
    ("/scores 5 4 4 3 2", commands.SetScores(hands=(0, 0, 1, 1, 2, 1)), "5 scores", ()),
    ("/scores 5x9 4x10", commands.SetScores(hands=(0, 0, 0, 0, 10, 9)), "19 scores", ()),
    ("/scores", Local("ask", "scores"), "", ()),
    ("/agree", commands.Agree(), "agreed", ("/scores 5x9",)),
    ("/agree anyway; why", commands.Agree(anyway=True, why="why"), "agreed", ("/scores 1 5",)),
    (
        "/here 24, 6 no phone, 4 remote", commands.CountHere(present=24, no_phone=6, remote=4),
        "24 people here, 6 without a phone, 4 remote", ("/here 9",),
    ),
    ("/here amina bo", commands.MarkHere(people=("amina", "bo")), "2 people here", ("/sorry amina bo",)),
    ("/here amina khan finn", commands.MarkHere(people=("amina khan", "finn")), "Finn noted", ()),
    ("/sorry dee", commands.Apologise(people=("dee",)), "apologies: Dee", ()),
    ("/consent all", commands.GiveConsent(), "consent of everyone here noted", ()),
    ("/consent dee; a film", commands.GiveConsent(people=("dee",), purpose="a film"), "Dee agreed", ()),
    (
        "/person Finn; Royal Infirmary; nurse; band 6; acute",
        commands.AddPerson(name="Finn", organisation="Royal Infirmary", profession="nurse", hierarchy="band 6", sector="acute"),
        "Finn noted", (),
    ),
    ("/person", Local("ask", "person"), "", ()),
    ("/gone dee", commands.LeaveCommunity(person="dee"), "Dee has left", ()),
    ("/count nurse acute 4", commands.CountGroup(profession="nurse", sector="acute", count=4), "4 nurse acute", ()),
    ("/count community nurse acute 4", commands.CountGroup(profession="community nurse", sector="acute", count=4), "4 community nurse acute", ()),
    ("/tie amina bo", commands.AddTie(a="amina", b="bo"), "T2 noted", ()),
    ("/tie amina khan bo works with", commands.AddTie(a="amina khan", b="bo", kind="works with"), "T2 noted", ()),
    ("/tie Amina Khan; Bo; works with", commands.AddTie(a="Amina Khan", b="Bo", kind="works with"), "T2 noted", ()),
    ("/tie amina turns to bo", commands.AddTie(a="amina", b="bo"), "T2 noted", ()),
    ("/tie Amina Khan works with bo", commands.AddTie(a="Amina Khan", b="bo", kind="works with"), "T2 noted", ()),
    ("/tie amina", Local("ask", "tie amina"), "", ()),
    ("/missing a GP; bo", commands.AddMissing(who="a GP", inviter="bo"), "M2 noted", ()),
    ("/lead where; whom", commands.AddLead(where="where", whom="whom"), "L2 noted", ()),
    ("/ripple A > C + because …", commands.AddRipple(from_="A", to="C", sign="+", why="…"), "R2 noted", ()),
    ("/ripple A>C --", commands.AddRipple(from_="A", to="C", sign="-", strength=2), "R2 noted", ()),
    ("/ripple late letters → no beds − they wait", commands.AddRipple(from_="late letters", to="no beds", sign="-", why="they wait"), "R2 noted", ()),
    ("/ripple A > C", Local("ask", "ripple A; C"), "", ()),
    ("/person Maria Jones, Hull Royal, nurse", commands.AddPerson(name="Maria Jones", organisation="Hull Royal", profession="nurse"), "Maria Jones noted", ()),
    ("/missing a crew lead, Bo asks", commands.AddMissing(who="a crew lead", inviter="Bo"), "M2 noted", ()),
    ("/missing a carer, somebody who lives alone", commands.AddMissing(who="a carer, somebody who lives alone"), "M2 noted", ()),
    ("/ripple late letters bring more falls because nobody knows", commands.AddRipple(from_="late letters", to="falls", sign="+", why="nobody knows"), "R2 noted", ()),
    ("/ripple more beds means fewer waits", commands.AddRipple(from_="beds", to="waits", sign="-"), "R2 noted", ()),
    (
        "/improve A; aim; change; measure; bo; 14 jan",
        commands.AddImprovement(items=("A",), aim="aim", change="change", measure="measure", owner="bo", due="14 jan"),
        "I2 Bo, Thursday 14 January 2027", (),
    ),
    ("/improve A", Local("ask", "improve A"), "", ()),
    (
        "/tried I1 four of seven; it needs a manager; adapt",
        commands.Tried(improvement="I1", happened="four of seven", learned="it needs a manager", act="adapt"),
        "I1 goes on, adapted", (),
    ),
    ("/tried I1", Local("ask", "tried I1"), "", ()),
    ("/story amina the meeting; nights are alone", commands.TellStory(teller="Amina Khan", activity="the meeting", insight="nights are alone"), "S1 noted", ()),
    ("/story amina khan the meeting", commands.TellStory(teller="Amina Khan", activity="the meeting"), "S1 noted", ()),
    ("/story amina", Local("ask", "story amina"), "", ()),
    ("/do task; bo; fri", commands.AddAction(text="task", owner="bo", due="fri"), "D2 Bo, Friday 27 November 2026", ()),
    ("/do", Local("ask", "do"), "", ()),
    ("/done D1 they answered", commands.Settle(handle="D1", status="done", words="they answered"), "D1 done", ()),
    ("/done M1", commands.Settle(handle="M1", status="done"), "M1 joined", ()),
    ("/still D1 14 jan", commands.Settle(handle="D1", status="open", due="14 jan"), "D1 by Thursday 14 January 2027", ()),
    ("/drop D1 why", commands.Settle(handle="D1", status="dropped", words="why"), "D1 dropped", ()),
    ("/decide text", commands.Decide(text="text"), "C2 noted", ()),
    ("/goal us text", commands.AddGoal(text="text"), "G1 noted", ()),
    ("/goal amina text; measure; 3 feb", commands.AddGoal(text="text", whose="Amina Khan", measure="measure", review="3 feb"), "G1 noted, Wednesday 3 February 2027", ()),
    ("/goal amina khan text", commands.AddGoal(text="text", whose="Amina Khan"), "G1 noted", ()),
    ("/goal us", Local("ask", "goal us"), "", ()),
    (
        "/meet 14 jan 10:00; topic; host; place",
        commands.MeetNext(when="14 jan 10:00", topic="topic", host="host", place="place"), "Thursday 14 January 2027, 10:00", (),
    ),
    ("/time +5", commands.MoreTime(seconds=300), "+5 min for Domain, from Community", ()),
    ("/time −5", commands.MoreTime(seconds=-300), "-5 min for Domain, so the end moves", ()),
    ("/pause", commands.TakeBreak(), "paused", ()),
    ("/break 5", commands.TakeBreak(minutes=5), "break of 5 minutes", ()),
    ("/blank", Local("blank"), "", ()), ("/plan", Local("plan"), "", ()), ("/help", Local("help"), "", ()),
    ("/board", Local("board"), "", ()), ("/leave", Local("leave"), "", ()),
    ("/release", commands.Release(), "detail opened", ()),
    ("/close", commands.Close(), "Close, decide", ()),
    ("/close", commands.Close(), "session closed", ("/close",)),
    ("# a comment", AddNote(text="# a comment"), "12 kept", ()),
    ("#hellomynameis stays a note", AddNote(text="#hellomynameis stays a note"), "12 kept", ()),
    ("/e 4 new words", None, "", ()), ("/ed 4 new words", commands.EditNote(note=4, text="new words"), "4 has new words", ()),
    ("/v A 7", commands.SetHands(target="A", hands=Count(for_=7)), "7 hands for A; 5 are without a phone", ()),
]  # fmt: skip
"""Every row of the table of lines in each of its forms: what it wishes and what is told; None is refused."""


async def test_a_note_of_one_of_two_of_a_name_is_refused_and_names_both(data: Path) -> None:
    live = await furnished(data, more=("/person Amina Rao",))
    before = len(live.session.notes)
    with pytest.raises(Refused, match="more than one amina: 1 Amina Khan, 6 Amina Rao"):
        await typed(live, "amina: no beds")
    assert len(live.session.notes) == before
    await typed(live, "amina rao: no beds")
    await typed(live, "1: no beds")
    await typed(live, "no names: no beds")
    assert [(note.author, note.text) for note in list(live.session.notes.values())[before:]] == [
        (6, "no beds"),
        (1, "no beds"),
        (None, "no names: no beds"),
    ]
    await live.close()


@pytest.mark.parametrize(("line", "wish", "words", "before"), ROWS, ids=[row[0] for row in ROWS])
async def test_every_line_of_the_language(
    line: str, wish: Command | Local | None, words: str, before: tuple[str, ...], data: Path
) -> None:
    live = await furnished(data, more=before)
    if wish is None:
        with pytest.raises(Malformed):
            parse(line, live.session)
        return
    assert parse(line, live.session) == wish
    if isinstance(wish, Command):
        receipt = await live.submit(wish, ONE)
        assert told(receipt.entry, live.session) == words
    await live.close()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.word)
def test_a_word_may_be_shortened_while_it_stays_the_only_one(act: acts.Act) -> None:
    for length in range(1, len(act.word) + 1):
        word = act.word[:length]
        others = [one.word for one in ACTS if one.word.startswith(word) and one is not act]
        if word == act.word or not others:
            assert find(f"/{word.upper()} x") == (act, "x")
        elif word not in others:
            with pytest.raises(Malformed, match=rf"/{act.word}\b.*Type one letter more"):
                find(f"/{word} x")


@pytest.mark.parametrize("line", ["/", "/ next", "/zzz", "/nextt", "/\U0001f44d"])
def test_what_is_no_act_is_refused(line: str, session: Session) -> None:
    with pytest.raises(Malformed, match=r"There is no line .* // begins a note"):
        parse(line, session)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("just words", AddNote(text="just words")),
        ("  just \x07words ", AddNote(text="just words")),
        ("//etc/hosts was changed", AddNote(text="/etc/hosts was changed")),
        ("@not ours to mend", AddNote(text="ours to mend", lane="Not ours")),
        ("@NOT ours", AddNote(text="ours", lane="Not ours")),
        ("@nobody asked", AddNote(text="@nobody asked")),
        ("@not", AddNote(text="@not")),
        ("@", AddNote(text="@")),
        ("@ home", AddNote(text="@ home")),
        ("amina khan: no beds", AddNote(text="no beds", author=1, activity="domain")),
        ("amina: no beds", AddNote(text="no beds", author=1, activity="domain")),
        ("@not amina: no beds", AddNote(text="no beds", lane="Not ours", author=1, activity="domain")),
        ("Bo: at 10:30", AddNote(text="at 10:30", author=2, activity="domain")),
        ("nobody: said", AddNote(text="nobody: said")),
        ("10:30 is late", AddNote(text="10:30 is late")),
        ("99: bottles", AddNote(text="99: bottles")),
        ("http://x.org: down", AddNote(text="http://x.org: down")),
        ("amina:", AddNote(text="amina:")),
        ("# not a comment here", AddNote(text="# not a comment here")),
        ("#hellomynameis", AddNote(text="#hellomynameis")),
    ],
)
def test_what_is_a_note(line: str, note: AddNote, session: Session) -> None:
    assert parse(line, session) == note


def test_a_plain_note_goes_to_the_lane_that_is_on(session: Session) -> None:
    assert parse("words", session, lane="Not ours") == AddNote(text="words", lane="Not ours")
    assert parse("@con words", session, lane="Not ours") == AddNote(text="words", lane="Concerns")


async def test_lanes_that_begin_alike_are_told_apart_by_their_whole_names(data: Path) -> None:
    live = scribe_room.empty(data)
    live.session.now.lanes[:] = ["Not ours", "Not now", "Hopes"]
    assert parse("@not ours car parking", live.session) == AddNote(text="car parking", lane="Not ours")
    assert parse("@not at all", live.session) == AddNote(text="@not at all")
    assert [line for line, _ in complete("@", live.session)] == ["@Not ours ", "@Not now ", "@Hopes "]
    await live.close()


@pytest.mark.parametrize(
    ("line", "nothing"), [("# a comment", True), ("#", True), ("#tag", False), ("", True), (" \x07 ", True)]
)
def test_comments_are_in_files_only_and_have_a_space(line: str, nothing: bool, session: Session) -> None:
    assert (parse(line, session, file=True) is None) == nothing
    if line.startswith("#"):
        assert parse(line, session) == AddNote(text=line)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("/vote 3 +7 -2 =4", Count(for_=7, against=2, pass_=4)),
        ("/vote 3 +7 −2 =4", Count(for_=7, against=2, pass_=4)),
        ("/vote 3 7", Count(for_=7)),
        ("/vote 3 0", Count()),
        ("/v 3 1 1 -1", Count(for_=2, against=1)),
    ],
)
def test_hands_for_against_and_pass(line: str, count: Count, session: Session) -> None:
    assert parse(line, session) == commands.SetHands(target="3", hands=count)


def test_scores_in_other_writings(session: Session) -> None:
    assert parse("/scores 5×9, 4X10, 0", session) == commands.SetScores(hands=(1, 0, 0, 0, 10, 9))


WRONG = [
    "/next 5", "/edit", "/edit 4", "/edit x y", "/move 4", "/hide", "/hide 1 2", "/hide x", "/same 4", "/same 1 2 3",
    "/erase", "/group", "/group 1 2", "/group x = y", "/group A x", "/name", "/vote", "/vote A", "/vote A x",
    "/vote A +", "/vote A --1", "/scores 6", "/scores x9", "/scores 5xx", "/scores 5x0", "/agree anyway maybe",
    "/agree no", "/here", "/here 6 no phone", "/here 24, 6 hats", "/person a;b;c;d;e;f;g;h", "/time +-5",
    "/time --5", "/time soon", "/time 5 6 7", "/time 99999", "/go", "/undo it", "/close now", "/show", "/ok", "/ok x", "/show D1 boss",
    "/count nurse", "/count 4", "/tie a; b; c; d", "/tie amina amina", "/consent", "/consent ; a film", "/expect", "/expect mood: x",
    "/charter", "/charter mood x", "/session", "/session mood x", "/session date x", "/ripple A > C +-", "/ripple A + C",
    "/test", "/tried", "/done", "/still D1 soonish", "/goal zed text", "/meet soonish", "/story zed smith went home",
    "/story Amina; a; b; c; d; e; maybe", "/story amina a; b; c; d; e; f; yes", "/reflect 1", "/feedback useful 5", "/decide x; y; z", "/comment x; y; z; w",
    "/missing a; b; mood", "/person Zed; ; ; ; ; ; boss", "/do a; b; soonish", "/break x", "/round x", "/gone", "/idea", "/idea A",
    f"/vote A {'9' * 5000}", f"/scores 5x{'9' * 5000}", f"/here {'9' * 5000}", f"/time {'9' * 5000}", f"/hide {'9' * 5000}",
]  # fmt: skip
"""Lines that cannot be followed for how they are written."""
UNKNOWN = [
    "/edit 99 x", "/edit D9 x", "/hide 99", "/hide D9", "/show J9", "/erase 99", "/erase D9", "/erase V9", "/erase K9", "/erase Z", "/same 4 99",
    "/group Z 1", "/group A 99", "/name Z x", "/split 99", "/vote Z 7", "/ballot A Z", "/runoff A Z", "/pick Z", "/say 99", "/ok 99", "/idea Z x",
    "/go mars", "/skip mars", "/tie zed bo", "/tie amina zed", "/gone zed", "/consent zed", "/ripple Z > C +", "/ripple Z", "/ripple A > Z", "/ripple 99 > A +",
    "/improve Z", "/improve Z; aim", "/improve 99", "/improve D9", "/test I9", "/test I9 x", "/test D1 x", "/tried I9", "/tried D1", "/tried Z x",
    "/done D9", "/still D9 fri", "/drop D9", "/done T1", "/done I1", "/decide x; ; ; ; C9", "/decide x; ; ; ; D1", "/comment x; ; Z9", "/comment x; ; D9", "/comment x; ; 99", "/move 99 not", "/lead", "/move 4 mars",
]  # fmt: skip
"""Lines that speak of what is not there."""


@pytest.mark.parametrize("line", [*WRONG, *UNKNOWN], ids=lambda line: line[:30])
async def test_a_line_that_cannot_be_followed_is_refused_with_a_sentence(line: str, data: Path) -> None:
    live = await furnished(data)
    before = tables(live.session)
    if line == "/lead":
        assert parse(line, live.session) == Local("ask", "lead")
        return
    with pytest.raises(Refused) as refused:
        await live.submit(parse(line, live.session), ONE)
    sentence = refused.value.sentence
    assert sentence.rstrip()[-1] in ".?" or "/" in sentence
    assert len(sentence) < 400
    if line in UNKNOWN:
        named = [word.strip(";").upper() for word in line.split()[1:]]
        assert any(word.rstrip(">") in sentence.upper() for word in named if word), sentence
    assert tables(live.session) == before
    await live.close()


LATER = (
    "/tie amina amina", "/expect mood: x", "/charter mood x", "/session mood x", "/session date x", "/still D1 soonish",
    "/meet soonish", "/missing a; b; mood", "/person Zed; ; ; ; ; ; boss", "/do a; b; soonish",
)  # fmt: skip
"""Lines in which only the session finds what is wrong."""


@pytest.mark.parametrize("line", [line for line in WRONG if line not in LATER], ids=lambda line: line[:30])
def test_what_is_malformed_says_what_was_expected(line: str, session: Session) -> None:
    with pytest.raises(Refused) as refused:
        parse(line, session)
    sentence = refused.value.sentence
    if isinstance(refused.value, Malformed) and line != "/show":
        assert f"/{find(line)[0].word}" in sentence or " is one of " in sentence
    else:
        assert "There is no" in sentence or "/" in sentence or sentence == "No note is hidden."


async def test_a_name_is_refused_where_notes_are_unnamed(data: Path) -> None:
    live = await furnished(data, more=["/go practice"])
    with pytest.raises(Refused, match="Practice keeps no names"):
        await typed(live, "amina: no beds")
    await typed(live, "/person Amina Rao")
    with pytest.raises(Refused, match="Practice keeps no names"):
        await typed(live, "amina: no beds")
    with pytest.raises(Refused, match="Practice keeps no names"):
        await typed(live, "Amina Rao: no beds")
    await live.close()


# Asking field by field

SLOTTED = [act for act in ACTS if act.slots]
plain_text = st.text(alphabet=st.characters(exclude_characters=";>+-−→,\n\r"), min_size=1, max_size=12)
HANDLES = {"improvement": "I1", "promise": "D1"}
FITTING = {
    "day": ["14 jan", "fri", "tomorrow"], "person": ["amina", "Bo", "Zed", "Amina Khan"], "issue": ["A", "3", "C"],
    "moment": ["14 jan", "fri"], "member": ["amina", "Bo"], "whose": ["us", "amina"], "issues": ["A", "3 B"], "count": ["0", "3", "12"],
    "scores": ["5x9 4x10", "5 4 3"],
}  # fmt: skip


@st.composite
def answers(draw: st.DrawFn, act: acts.Act) -> tuple[str, ...]:
    """Answers to some of an act's slots, those that it needs among them; most of them fit."""
    given = []
    for number, slot in enumerate(act.slots):
        fitting = FITTING.get(slot.kind) or slot.options or None
        ways = [st.sampled_from(fitting)] * 4 if fitting else []
        if not fitting or draw(st.integers(0, 9)) == 0:
            ways.append(plain_text)
        if number >= act.needs:
            ways.append(st.just(""))
        given.append(draw(st.one_of(*ways)))
    return tuple(given)


def held(wish: Command) -> str:
    """Everything that a command holds, as one text."""
    return repr(wish).casefold()


@settings(max_examples=150, deadline=None)
@given(draw=st.data(), act=st.sampled_from(SLOTTED))
def test_answers_come_to_a_line_that_holds_them_or_is_refused(draw: st.DataObject, act: acts.Act) -> None:
    given = draw.draw(answers(act))
    live = _shared()
    line = answered(act, HANDLES.get(act.handle, ""), given)
    try:
        wish = parse(line, live.session)
    except Refused as refused:
        assert refused.sentence.strip()
        return
    said = [clean(one) for one in given if clean(one)]
    if isinstance(wish, Local):
        assert wish.what == "ask"
        assert len([one for one in map(clean, given[: max(act.needs, 1)]) if one]) < max(act.needs, 1)
        return
    assert isinstance(wish, Command)
    if act.word in ("scores", "feedback", "decide", "story", "reflect", "goal", "person"):
        return  # their fields are read: the table of lines has them
    for one in said:
        if not one.isspace() and one.casefold().isalnum():
            assert one.casefold() in held(wish), line


@pytest.mark.parametrize("act", SLOTTED, ids=lambda act: act.word)
def test_a_line_with_too_few_fields_asks_for_the_rest(act: acts.Act, session: Session) -> None:
    if act.needs == 0 and act.word != "scores":
        return
    handle = HANDLES.get(act.handle, "")
    begun = parse(f"/{act.word} {handle}".strip(), session)
    assert begun == Local("ask", f"{act.word} {handle}".strip())
    assert asked(begun.text) == (act, handle, ())


def test_a_semicolon_in_an_answer_stays_in_it(session: Session) -> None:
    act, _ = find("/do")
    assert answered(act, "", ("ring; then write", "Bo", "", "")) == "/do ring, then write; Bo"
    assert parse("/do ring, then write; Bo", session) == commands.AddAction(
        text="ring, then write", owner="Bo"
    )
    assert answered(act, "", ("", "")) == "/do"
    assert answered(find("/tried")[0], "I1", ("it held", "", "adopt")) == "/tried I1 it held; ; adopt"
    assert answered(find("/scores")[0], "", ("9", "10", "", "3")) == "/scores 5x9 4x10 2x3"
    assert answered(find("/goal")[0], "", ("", "one number")) == "/goal us one number"
    assert answered(find("/ripple")[0], "", ("A", "C", "-", "they wait")) == "/ripple A > C - they wait"


@pytest.mark.parametrize("act", SLOTTED, ids=lambda act: act.word)
def test_what_was_answered_so_far_is_a_line_that_goes_on_asking(act: acts.Act, session: Session) -> None:
    """Esc ends the asking, and leaves the beginning of the line."""
    handle = HANDLES.get(act.handle, "")
    assert act.write(()) == ""
    assert answered(act, handle, ()) == f"/{act.word} {handle}".strip()
    if act.needs > 1:
        first = FITTING.get(act.slots[0].kind, ["A"])[0]
        begun = parse(answered(act, handle, (first,)), session)
        assert isinstance(begun, Local) and begun.what == "ask"
        assert asked(begun.text)[2][0].casefold().startswith(first.casefold())


# Hostile lines

rests = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(["A", "4", "=", "+7", "-2", "5x9", ";", ",", "anyway", "9" * 30, "x", "@", "D1", "I1", "amina", "fri", ">", "all"]),
        max_size=6,
    ).map(" ".join),
    st.sampled_from(HOSTILE).map(lambda text: text[:300]),
    st.lists(st.sampled_from(HOSTILE).map(lambda text: text[:60]), min_size=2, max_size=7).map("; ".join),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(act=st.sampled_from([*(act.word for act in ACTS), ""]), rest=rests)
def test_whatever_stands_after_an_act_it_is_followed_or_refused(act: str, rest: str) -> None:
    live = _shared()
    before = tables(live.session)
    try:
        wish = parse(f"/{act} {rest}" if act else rest, live.session)
        if isinstance(wish, Command) and not isinstance(wish, Close):
            _loop().run_until_complete(live.submit(wish, ONE))
    except Refused as refused:
        assert refused.sentence.strip()
        assert tables(live.session) == before
    for line, _ in complete(f"/{act} {rest}", live.session):
        assert line.startswith(f"/{act}")
    _ = hint(f"/{act} {rest}", live.session)
    assert tables(live.session) == tables(live._ahead)


_kept: dict[str, object] = {}


def _loop() -> asyncio.AbstractEventLoop:
    return _kept.setdefault("loop", asyncio.new_event_loop())  # type: ignore[return-value]


def _shared() -> LiveSession:
    if "live" not in _kept:
        folder = _kept["folder"] = tempfile.TemporaryDirectory()
        _kept["live"] = _loop().run_until_complete(furnished(Path(folder.name)))
    return _kept["live"]  # type: ignore[return-value]


@pytest.fixture(scope="module", autouse=True)
def put_away() -> Iterator[None]:
    yield
    if _kept:
        _loop().run_until_complete(_loop().shutdown_default_executor())
        _loop().close()
        _kept["folder"].cleanup()  # type: ignore[attr-defined]
        _kept.clear()


def test_feedback_in_words_alone_is_what_was_most_useful(session: Session) -> None:
    assert parse("/feedback the huddles; more time", session) == GiveFeedback(
        most_useful="the huddles", change_one_thing="more time"
    )
    assert parse("/feedback 5x2; the huddles", session) == GiveFeedback(
        ratings=(0, 0, 0, 0, 0, 2), most_useful="the huddles"
    )
