"""What was done is told in few words: every event has some, undo names what it undid, and nothing private is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from laws import ONE, lasting, tables
from scribe_room import PHONE, furnished, typed
from sessions import events, rows
from sessions.acts import ACTS, Local
from sessions.boxes import Box, Voting
from sessions.commands import AddNote, Command, Undo
from sessions.errors import Refused
from sessions.events import Entry, Event, Fact, RowChanged
from sessions.events.rows import EVENT_OF
from sessions.live import LiveSession
from sessions.objects import (
    Activity,
    Attendance,
    Comment,
    Community,
    Consent,
    Count,
    GroupCount,
    NextMeeting,
    Note,
    Participant,
    Statement,
    Theme,
)
from sessions.scribe import parse
from sessions.telling import handle, told
from test_sessions_scribe import BEFORE, EXAMPLES

DEE = Participant(number=4, name="Dee")
NOTE = Note(number=7, activity="domain", lane="Concerns", text="the words")
TOGETHER = Statement(activity="domain", slot="domain_statement", version=2, text="the words")
THEME = Theme(activity="domain", letter="A", name="late letters")
CONSENT = Consent(purpose="the words", version=1, when=1)
BOX = Box("domain", 1, "A")


def replaced(item: Any, **fields: Any) -> Any:
    """A copy with other fields."""
    return msgspec.structs.replace(item, **fields)


SAID: list[tuple[Event, str]] = [
    (events.Started(), "the clock runs"),
    (events.Moved(events.Place("domain", 0), events.Place("community", 1)), "Community, ties"),
    (events.Moved(events.Place("domain", 0), events.Place("ripples", 0)), "Ripples"),
    (events.TimeGiven("domain", "close", 300), "+5 min for Domain, from Close"),
    (events.TimeGiven("domain", "", -300), "-5 min for Domain, so the end moves"),
    (events.NotesShown("practice"), "notes shown"), (events.ScoresShown("domain", 1), "scores shown"),
    (events.Released(), "detail opened"),
    (events.Closed(), "session closed"),
    (events.Commented(Comment(number=3, text="the words")), "comment 3"),
    (events.PersonChanged(4, None, DEE), "Dee noted"),
    (events.PersonChanged(4, DEE, None), "Dee removed"),
    (events.PersonChanged(4, DEE, replaced(DEE, here=False)), "Dee not here"),
    (events.PersonChanged(4, replaced(DEE, here=False), DEE), "Dee here"),
    (events.PersonChanged(4, DEE, replaced(DEE, left="2026-11-26", here=False)), "Dee has left"),
    (events.PersonChanged(4, DEE, replaced(DEE, consent=CONSENT)), "Dee agreed"),
    (events.PersonChanged(4, DEE, replaced(DEE, hierarchy="band 6")), "Dee noted"),
    (events.Counted(Attendance(), Attendance(present=24, no_phone=6)), "24 people here, 6 without a phone"),
    (events.Counted(Attendance(present=24), Attendance()), "not counted"),
    (events.Counted(Attendance(), Attendance(apologies=["Dee", "Eve"])), "apologies: Dee, Eve"),
    (events.Counted(Attendance(), Attendance(consent=CONSENT)), "consent of everyone here noted"),
    (
        events.Counted(Attendance(), Attendance(groups=[GroupCount(profession="nurse", sector="acute", count=4)])),
        "4 nurse acute",
    ),
    (events.NoteAdded(NOTE), "7 kept"),
    (events.NoteTakenBack(NOTE), "note 7 taken back"),
    (events.NoteErased(7), "7 erased for good"),
    (events.NoteEdited(7, "the words", "other words"), "7 has new words"),
    (events.NoteMoved(7, "Concerns", "Not ours"), "7 moved"),
    (events.NoteHidden(7, before=False, after=True), "7 hidden"),
    (events.NoteApproved(7), "7 on the board"),
    (events.CommentApproved(3), "K3 for readers to see"),
    (events.CommentApproved(3, before=False, after=True), "K3 waits"),
    (events.NoteMerged(7, None, 9), "7 under 9"),
    (events.NoteMerged(7, 9, None), "7 stands alone"),
    (events.NotePlaced(7, "", "A"), "7 in A"),
    (events.ThemeChanged("domain", "A", None, THEME), "A late letters"),
    (events.ThemeChanged("domain", "A", THEME, None), "theme A removed"),
    (events.VoteOpened("domain", Voting(1, 5), Voting(2, 1, ("C", "E"))), "run-off between C and E"),
    (events.VotesShown("domain"), "votes shown"),
    (events.HandsCounted(BOX, Count(), Count(for_=7)), "7 hands for A; 5 are without a phone"),
    (events.SlipCounted((BOX,)), "one slip counted"),
    (events.Picked("domain", (), ("A", "C")), "A, C picked"),
    (events.StatementChanged("domain", 2, None, TOGETHER), "version 2"),
    (events.ScoresCounted("domain", 2, (), (0, 0, 0, 0, 1, 1)), "2 scores"),
    (events.StatementSettled("domain", 2, (False, ""), (True, "the words")), "agreed"),
    (events.Paused(None, events.Break(300)), "break of 5 minutes"),
    (events.Paused(None, events.Break()), "paused"),
    (events.Paused(events.Break(), None), "the clock runs"),
    (events.RoundBegun(0, 1), "in twos"),
    (events.Skipped("ripples", before=False, after=True), "Ripples left out"),
    (events.Skipped("ripples", before=True, after=False), "Ripples taken back in"),
    (events.SessionChanged("place", "", "Hill Surgery"), "place Hill Surgery"),
    (events.SessionChanged("date", "", "2027-01-14"), "date Thursday 14 January 2027"),
    (events.SessionChanged("place", "Hill Surgery", ""), "no place"),
    (events.CommunityChanged(Community(), Community(sponsor="Dr Shah")), "charter: sponsor"),
    (events.CommunityChanged(Community(), Community(charter_review_date="2027-03-01")), "charter: review on Monday 1 March 2027"),
    (events.CommunityChanged(Community(), Community(expected={"sector": ["acute"]})), "charter: who is expected"),
    (events.MeetingSet(NextMeeting(), NextMeeting(date="2027-01-14", time="10:00")), "Thursday 14 January 2027, 10:00"),
    (events.MeetingSet(NextMeeting(), NextMeeting(topic="nights")), "next meeting noted"),
    (events.CarriedOver(("falls-1",), Community()), "what was open came along"),
    (events.Restored({}), "brought back from an export"),
    (events.Shared("abc"), "the summary has a new address"),
    (events.Shared(""), "the summary's address leads nowhere now"),
    (events.RowErased("actions", "1"), "D1 erased for good"),
    (events.RowErased("themes", "domain/A"), "A erased for good"),
    (events.RowErased("statements", "domain/2"), "V2 erased for good"),
    (events.RowErased("comments", "3"), "K3 erased for good"),
]  # fmt: skip
"""Events, and how each is told. Those of rows are below."""
SILENT = {"PhonesCounted", "PhonesScored", "SessionMade", "VoteCast", "Scored", "GroupsCounted", "Measured"}
"""Nobody is told of these: nobody's vote, and what comes by itself."""
PRIVATE = {
    rows.Tie: rows.Tie(number=1, a=1, b=2),
    rows.MissingVoice: rows.MissingVoice(number=1, who="the words"),
    rows.Lead: rows.Lead(number=1, where="the words", whom="the words"),
    rows.Ripple: rows.Ripple(number=1, from_="the words", to="the words", why="the words"),
    rows.Improvement: rows.Improvement(number=1, aim="the words", owner="the words", due="2027-01-14"),
    rows.Action: rows.Action(number=1, text="the words", owner="the words", due="2027-01-14"),
    rows.Decision: rows.Decision(number=1, text="the words", dissent="the words"),
    rows.Goal: rows.Goal(number=1, text="the words", whose="the words", review_date="2027-01-14"),
    rows.Reflection: rows.Reflection(number=1, text="the words"),
    rows.Story: rows.Story(number=1, teller="the words", insight="the words"),
    rows.Feedback: rows.Feedback(number=1, most_useful="the words"),
}
"""A row of each kind that says something."""


def entry(*facts: Event, undoes: int = 0) -> Entry:
    """An entry of some events."""
    return Entry(9, 1, "terminal:one", facts, undoes=undoes)  # type: ignore[arg-type]


def undone(*facts: Event) -> Entry:
    """The entry that undid these."""
    return entry(*(event.inverse() for event in reversed(facts)), undoes=8)  # type: ignore[misc]


@pytest.fixture
async def live(data: Path) -> Any:
    """A session with something of everything."""
    made = await furnished(data)
    yield made
    await made.close()


def test_every_event_has_words_or_is_silent_on_purpose() -> None:
    told_of = {type(event) for event, _ in SAID} | set(EVENT_OF.values())
    assert {kind.__name__ for kind in set(get_args(Fact)) - told_of} == SILENT
    assert set(PRIVATE) == set(rows.KINDS)


@pytest.mark.parametrize(
    ("event", "words"), SAID, ids=lambda one: one if isinstance(one, str) else type(one).__name__
)
async def test_every_event_is_told(event: Event, words: str, live: LiveSession) -> None:
    assert told(entry(event), live.session) == words


async def test_what_is_silent_is_only_kept(live: LiveSession) -> None:
    activity = Activity(id="x", kind="gather", title="x")
    made = events.SessionMade("x", Community(), "x", "x", "2026-11-26", "x", (activity,))
    for event in (
        made, events.VoteCast(BOX, "seat", True, None, 3), events.Scored("domain", 1, "seat", None, 2),
        events.GroupsCounted("domain", 1, "sector", (), ()), events.Measured(()),
    ):  # fmt: skip
        assert told(entry(event), live.session) == "kept"


@pytest.mark.parametrize("kind", rows.KINDS, ids=lambda kind: kind.noun)
async def test_a_row_is_told_by_its_handle_and_never_by_its_words(
    kind: type[rows.Row], live: LiveSession
) -> None:
    row = PRIVATE[kind]
    changed: type[RowChanged] = EVENT_OF[kind]
    made = changed(number=1, before=None, after=row)  # type: ignore[call-arg]
    assert handle(entry(made)) == row.handle
    assert told(entry(made), live.session).startswith(row.handle)
    hidden = replaced(row, visibility="private")
    ways = [
        changed(number=1, before=row, after=hidden), changed(number=1, before=None, after=hidden),  # type: ignore[call-arg]
        changed(number=1, before=hidden, after=None), changed(number=1, before=replaced(hidden, at=7), after=hidden),  # type: ignore[call-arg]
    ]  # fmt: skip
    if hasattr(row, "due"):
        ways.append(changed(number=1, before=replaced(hidden, due=""), after=hidden))  # type: ignore[call-arg]
    for event in ways:
        words = told(entry(event), live.session)
        assert words.startswith(row.handle)
        assert "the words" not in words and "2027" not in words
        assert told(undone(event), live.session).startswith("undone: ")
        assert "the words" not in told(undone(event), live.session)


async def test_a_handle_is_of_what_was_made_not_of_what_was_changed(live: LiveSession) -> None:
    made = {
        "a note": "12", "/theme more": "H", "/group 1 2 = news": "I", "/group A 3": "A", "/do ring; Bo": "D2", "/improve A; aim": "I2",
        "/missing a judge": "M2", "/lead the lab": "L2", "/tie amina bo": "T2", "/ripple A > B -": "R2", "/decide yes": "C2", "/goal us x": "G1",
        "/reflect 1 x": "J1", "/story amina x": "S1", "/feedback 5x3": "F1",
        "/done D1 it is": "", "/edit D1 other": "", "/name A other": "", "/still I1 fri": "", "/meet fri": "", "/next": "", "/edit 4 other": "",
    }  # fmt: skip
    for line, expected in made.items():
        assert handle((await typed(live, line)).entry) == expected, line


async def test_together_the_most_telling_is_told(live: LiveSession) -> None:
    said = {
        "/skip": "Domain left out",
        "/go domain": "Domain, gather",
        "/group 1 3 5 = late letters": "H late letters",
        "/group A 1 3": "2 notes in A",
        "/sorry dee eve": "apologies: Dee, Eve",
        "/here dee eve": "2 people here",
        "/here finn gil": "2 people noted",
        "/consent all": "consent of everyone here noted",
        "/pick A": "A picked",
        "/runoff A B": "run-off between A and B",
        "/break 5": "break of 5 minutes",
        "/go practice": "Practice, gather",
    }
    for line, words in said.items():
        assert told((await typed(live, line)).entry, live.session) == words
    await typed(live, "/go gather")
    await live.submit(AddNote(text="another from a phone"), PHONE)
    assert told((await typed(live, "/ok all")).entry, live.session) == "2 notes on the board"
    assert told((await typed(live, "/undo")).entry, live.session) == "undone: 2 notes on the board"


# Undo takes back what each line did

NEVER = {"undo", "erase", "close", "share", "revoke"}
"""Lines of which nothing is taken back: they end something, or take words out of the history."""


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.word)
async def test_undo_takes_back_what_a_line_did_and_names_it(act: Any, data: Path) -> None:
    live = await furnished(data, more=BEFORE.get(act.word, []))
    before, everything = lasting(live.session), tables(live.session)
    wish = parse(EXAMPLES.get(act.word, act.example), live.session)
    if not isinstance(wish, Command):
        assert isinstance(wish, Local)
        return
    done = (await live.submit(wish, ONE)).entry
    if act.word == "close":  # here it goes to the closing activity; there it ends the session
        done = (await live.submit(wish, ONE)).entry
    if act.word in NEVER:
        if act.word != "undo":
            with pytest.raises(Refused, match=r"cannot be undone|session is closed"):
                await live.submit(Undo(), ONE)
        return
    assert tables(live.session) != everything
    said = told(done, live.session)
    undo = (await live.submit(Undo(), ONE)).entry
    assert undo.undoes == done.sequence
    assert told(undo, live.session) == f"undone: {said.removesuffix(' kept')}"
    assert lasting(live.session) == before
    await live.close()
