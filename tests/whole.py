"""One session in which everything occurs that a session may keep: every object, and every field of each.

It is a second meeting, a month after a launch, with an activity of every kind. Whatever writes, reads or draws
a session can be tried on it.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conftest import Clock
from sessions import plans
from sessions.actors import Actor
from sessions.commands import AddComment, AddNote, CarryOver, CastVote, Command, Join, Reflect, Score
from sessions.disk import private_folder
from sessions.events import CarriedOver
from sessions.live import LiveSession
from sessions.objects import Community, Note, Participant, Statement
from sessions.rows import Action, Cycle, Improvement, MissingVoice, Tie
from sessions.scribe import parse
from sessions.session import Session

ONE = Actor("terminal", "one")
EARLIER = "falls-prevention-261029-abc"
"""The meeting before."""
GUESTS = 10
"""Nurses and doctors who come late and vote, so that there are enough for sums by group."""

PLAN = """
name = "whole"
title = "Everything"
activities = [
  { kind = "welcome", minutes = 5, approve = true, caps = { notes = 3 } },
  { kind = "checkin", minutes = 4 },
  { kind = "followup", minutes = 10 },
  { kind = "journal", minutes = 6 },
  { kind = "domain", minutes = 16 },
  { kind = "community", minutes = 14 },
  { kind = "practice", minutes = 14, hidden = true, unnamed = true, lanes = ["Risk", "Challenge", "Solution"] },
  { kind = "break", minutes = 5 },
  { kind = "ripples", minutes = 12, from = "practice" },
  { kind = "choose", minutes = 6, from = "practice", vote = "dots", caps = { dots = 3 } },
  { kind = "gather", id = "statements", title = "Statements", minutes = 8, vote = "agree", steps = [
    { kind = "gather", prompt = "What should we do?", minutes = 5, rounds = [
      { title = "alone", minutes = 2 },
      { title = "all", minutes = 3 },
    ] },
    { kind = "vote", prompt = "Agree, pass or disagree?" },
  ] },
  { kind = "helpround", minutes = 15, from = "choose" },
  { kind = "improve", minutes = 14, from = "practice" },
  { kind = "commit", minutes = 8 },
  { kind = "goals", minutes = 6 },
  { kind = "identity", minutes = 9 },
  { kind = "close", minutes = 6 },
]
"""

OPENING = """
/session place Hill Surgery
/session mode hybrid
/session facilitator Eve Moss
/session starts 10:00
/session ask one evening a month for the night staff
/here 24, 6 no phone, 4 remote
/here amina, bo
/person Chen Li; Age Support; volunteer; none; voluntary; a phone tree; active
/person Dr Shah; City Council; manager; director; social care; the budget; peripheral
/person Finn Ode; Royal Infirmary; nurse; band 6; acute; night shifts; core
/sorry dee
/gone gita
/count therapist acute 3
/consent all
/consent amina, bo; Her words may be quoted in the report
/charter stage coalescing
/charter sponsor Dr Shah
/charter leaders Amina, Bo
/charter rhythm every second Thursday
/charter membership whoever works with people who fall
/charter review 26 nov 2027
/charter in letters after a fall
/charter out car parking
/expect profession: nurse, doctor, carer
/expect sector: acute, primary, voluntary
/next
To meet the people behind the letters
@ground one voice at a time
""".strip()
BEFORE_BREAK = """
/go followup
/tried I1 four nights of seven; it needs the site manager; adapt; falls went down, as we thought; falls 6, then 4; nights were short
/test I1 do two huddles work?; falls go down again; Amina; at 20:00; the end wards; 30 nov
/still I1 20 nov 2026; goes on with the new rota
/done D1 they answered within a week
/still D2 14 jan; nobody has the time
/done M1
/story Amina; the falls meeting; nights are alone; a second huddle; falls 6 to 4; we own it now; yes
/story Bo; the launch; nobody rings; asked around; one answered; we are few; no
/go journal
/reflect 1 we needed a pharmacist at the weekend
/lead the dialysis unit; Chen
/go domain
amina: Families hear three different plans
bo: Nobody owns the falls register
Letters come after the second fall
@not Car parking
/hide 9
a patient's name was said
/erase 10
Letters are late
/same 11 8
/next
/group 6 7 = One plan
/theme Late letters 7
/name B Letters arrive too late
/group B 8
/next
/vote A 5
/vote B 12
/ballot A
/reveal
/pick B
/next
/say 7
/say Nobody falls twice because two services did not talk.
/scores 5x9 4x10 2
/agree anyway; Dee would rather say nobody falls at all
/go community
/tie amina bo
/tie bo chen works with
/tie amina finn
/tie finn amina
/tie chen dr
/tie dr bo
/missing an ambulance crew; Bo; profession; 20 nov 2026
/missing a carer
/go practice
@risk The letter goes to the old address
@challenge Nights alone between two and six
@solution One phone number for families
/reveal
/next
/group 12 13 = Nights alone
/theme Two record systems 4
/theme Kit that walks 2
/theme Training 1
/time +4
""".strip()
AFTER_BREAK = """
/go ripples
/ripple A > B ++ because nobody has time to write it down
/ripple B > A - because one list saves a walk
/ripple A > families left out + because they hear of it last
/go choose
/vote A 12
/vote B 9
/vote C 9
/vote D 8
/reveal
/runoff B C
/vote B 14
/vote C 6
/reveal
/pick B
/go statements
The night staff should have a number to ring
One list, one owner
""".strip()
TO_THE_END = """
/go helpround
Ask the night staff what they have tried
Ring the ward at eight
/pick 17
/go improve
/improve A, 14; fewer falls at night by March; a second huddle at 20:00; falls a week; Amina; 1 feb; fewer falls between two and six; 6 a week
/do write to the ambulance trust; Bo; 10 jan
/do ask the council; Dr Shah
/drop D4 somebody else has it
/go goals
/goal us one number that families can ring; calls a week; 26 mar
/goal amina to lead a huddle myself
/go identity
Together we keep people on their feet
/next
/say Keeping our own roles, together we keep people on their feet, whoever they happen to call.
""".strip()
UNSEEN = {
    "erased": ("a patient's name was said", "forget this one", "not for here"),
    "private": ("the dialysis unit", "the night porter", "settle the bill quietly"),
    "hidden": ("Car parking",),
    "waiting": ("to hear how other wards do it", "the ward clerk slept", "Una Reader"),
    "not for readers": ("we needed a pharmacist", "asked around"),
}
"""Words that were said in it, by why somebody may not see them."""
CLOSE = """
/scores 5x15 4x8
/agree
/go close
/decide we meet every second Thursday; fist to five; 5x9 4x10 2; Dee would rather Fridays
/decide one list for both services; vote
/decide we meet every third Thursday; fist to five; 5x20; ; C1
/decide Bo owns the list; asked
/decide the register opens to families; fist to five; 5x18 4x2
/meet 14 jan 10:00; nights; Bo; Hill Surgery
/next
/feedback 5x9 4x10 3; the huddles; more time
/feedback ; meeting people; a warmer room
/next
/hide L1
/lead the renal ward; Bo
/missing the night porter
/hide M4
/do settle the bill quietly; Eve Moss
/hide D5
/show J1 room
/reflect 2 with the dialysis team
/do forget this one
/erase D6
""".strip()


async def whole(data: Path, clock: Clock, *, close: bool = True) -> LiveSession:
    """The session, led to its end and closed; the detail is not released.

    Args:
        data: An empty data folder.
        clock: Set to the start of the meeting, 26 November 2026.
        close: Whether it is closed, after a comment or two.
    """
    private_folder(data / plans.FOLDER).joinpath("whole.toml").write_text(PLAN, encoding="utf-8")
    live = LiveSession.create(
        data,
        community="Falls prevention",
        plan="whole",
        title="Second meeting",
        date="2026-11-26",
        clock=clock,
    )
    await live.submit(CarryOver(found=earlier(live.session.community)), Actor("host"))
    await lead(live, clock, OPENING)
    await submit(live, participant(2), AddNote(text="to hear how other wards do it"))
    await submit(live, participant(0), Join(name="Eve", sector="voluntary", consent=True, quotable=True))
    await submit(live, Actor("import"), AddNote(text="a list to take home", lane="Hopes", ref="row 7"))
    await lead(live, clock, BEFORE_BREAK)
    clock.advance(minutes=15)
    await lead(live, clock, "/break 5")
    clock.advance(minutes=6)
    await lead(live, clock, "/next\n/skip break\n/go journal")
    await submit(live, participant(1), Reflect(text="I was alone with it once", question=3))
    await lead(live, clock, AFTER_BREAK)
    for number in range(1, GUESTS + 1):
        await lead(live, clock, f"/person Guest {number}; ; {'nurse' if number % 2 else 'doctor'}")
    await lead(live, clock, "/next")
    for number in list(live.session.participants):
        for target, value in (("15", 1), ("16", 1 if number % 3 else -1)):
            await submit(live, participant(number), CastVote(target=target, value=value))
    await lead(live, clock, "/reveal")
    await lead(live, clock, TO_THE_END)
    await submit(live, participant(1), Score(value=5))
    await lead(live, clock, "/reveal")
    await lead(live, clock, CLOSE)
    await lead(
        live,
        clock,
        "/comment try it at weekends; Eve; I1\n/comment well done\n/comment not for here\n/erase K3",
    )
    await submit(live, Actor("reader"), AddComment(text="the ward clerk slept", name="Una Reader"))
    if close:
        await lead(live, clock, "/close")
    return live


def earlier(community: Community) -> CarriedOver:
    """What the meeting before left open."""
    promised = {"origin_session": EARLIER}
    cycle = Cycle(n=1, start="2026-10-29", question="does a huddle work?", prediction="fewer falls")
    return CarriedOver(
        sessions=(EARLIER,),
        community=community,
        participants=(
            Participant(number=1, name="Amina Khan", organisation="Royal Infirmary", profession="nurse", hierarchy="band 6", sector="acute", brings="the night rota", level="core", joined="2026-10-29", here=False),
            Participant(number=2, name="Bo Berg", organisation="Ambulance trust", profession="paramedic", sector="acute", joined="2026-10-29", here=False),
            Participant(number=3, name="Dee Ash", profession="doctor", sector="primary", joined="2026-10-29", here=False),
            Participant(number=4, name="Gita Rao", joined="2026-10-29", here=False),
        ),
        improvements=(
            Improvement(number=1, aim="fewer falls on the end wards", change_idea="a huddle at 20:00", owner="Amina Khan", due="2026-11-20", cycles=[cycle], origin="I2", **promised),
        ),
        actions=(
            Action(number=1, text="ring the ambulance trust", owner="Bo Berg", due="2026-11-10", origin="D1", **promised),
            Action(number=2, text="find one number", owner="Dee Ash", due="2026-11-20", origin="D2", **promised),
        ),
        missing=(MissingVoice(number=1, who="a GP", boundary="profession", inviter="Bo Berg", invited_on="2026-11-01"),),
        ties=(Tie(number=1, a=2, b=3, kind="works_with", since_session=EARLIER),),
        statements=(
            Statement(activity="identity", slot="identity_statement", version=1, text="We are here for people who fall.", hands=[0, 0, 0, 1, 8, 9], agreed=True, at=1_793_268_000_000),
        ),
        notes=(Note(number=1, activity="choose", lane="", text="Weekends are not covered", carried_from=f"{EARLIER}/17"),),
    )  # fmt: skip


async def lead(live: LiveSession, clock: Clock, lines: str) -> None:
    """Type lines as the facilitator, a few seconds each."""
    for line in lines.splitlines():
        clock.advance(9)
        wish = parse(line, live.session)
        assert isinstance(wish, Command), line
        await submit(live, ONE, wish)


async def submit(live: LiveSession, by: Actor, wish: Command) -> None:
    """Wish something; what is refused says what it was."""
    try:
        await live.submit(wish, by)
    except Exception as error:
        error.add_note(str(wish))
        raise


def participant(number: int) -> Actor:
    """The person with this number, at a phone."""
    return Actor("participant", f"p{number}", number)


TEXTS: dict[str, tuple[str, ...]] = {
    "session": ("title", "place", "facilitator", "ask"),
    "community": ("name", "in_scope", "out_of_scope", "sponsor", "leaders", "rhythm", "membership_rule"),
    "activities": ("title",),
    "participants": ("name", "organisation", "profession", "hierarchy", "sector", "brings"),
    "attendance": ("apologies",),
    "notes": ("text",),
    "themes": ("name",),
    "statements": ("text", "dissent"),
    "comments": ("text", "name", "target"),
    "next_meeting": ("topic", "host", "place"),
    "missing_voices": ("who", "inviter"),
    "leads": ("where", "whom"),
    "ripples": ("why",),
    "improvements": ("aim", "measure", "baseline", "change_idea", "owner", "update"),
    "actions": ("text", "owner", "update"),
    "decisions": ("text", "method", "dissent"),
    "goals": ("whose", "text", "measure"),
    "reflections": ("question", "text"),
    "stories": ("teller", "activity", "insight", "used_how", "effect", "reframed"),
    "feedback": ("most_useful", "change_one_thing"),
}
"""Table to its fields that hold whatever somebody typed."""
NESTED = {
    "cycles": ("question", "prediction", "who", "when", "where", "data", "observations", "problems", "result", "learning"),
    "groups": ("profession", "sector"),
    "consent": ("purpose",),
}  # fmt: skip
"""The same of what stands within a row."""
Tables = dict[str, list[dict[str, Any]]]


def said(tables: Tables, *texts: str) -> Session:
    """A session with these texts, one after another, wherever somebody's words are, of the tables of one where some were."""
    made, words = copy.deepcopy(tables), itertools.cycle(texts)
    for table, names in TEXTS.items():
        for row in made[table]:
            if not row.get("erased"):
                _say(row, names, words)
    for parent in (*made["attendance"], *made["participants"], *made["improvements"]):
        for held, names in NESTED.items():
            for row in _within(parent.get(held)):
                _say(row, names, words)
    made["community"][0]["expected"] = {"profession": [next(words)]}
    made["ripples"][2]["to"] = next(words)
    return Session.from_tables(made)


def _within(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value] if value else []


def _say(row: dict[str, Any], names: tuple[str, ...], words: Iterator[str]) -> None:
    for name in names:
        if row.get(name):
            row[name] = [next(words)] if isinstance(row[name], list) else next(words)
