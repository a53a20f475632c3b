"""What is drawn by chance for the laws of a session: who asks, and what they wish.

An act is a whole number: it seeds who asks and what they wish, given how the session stands, so that most
acts make sense and some do not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from hypothesis import strategies as st

from hostile import HOSTILE
from sessions import commands, journal, plans, records, rows
from sessions.actors import Actor
from sessions.ballots import ballot, ballot_activity
from sessions.blanking import FREE
from sessions.commands import Command
from sessions.deciding import PARTICIPANTS
from sessions.disk import private_folder
from sessions.events import CarriedOver, Entry, SessionMade
from sessions.library import SESSIONS
from sessions.live import LiveSession
from sessions.moves import shown
from sessions.objects import Community, Count, Note, Participant, Round, Statement, Step
from sessions.session import Session

ONE, TWO = Actor("terminal", "one"), Actor("terminal", "two")
PEOPLE = tuple(Actor("participant", f"p{number}", number) for number in (0, 1, 2, 3, 9))
IMPORTS = (Actor("import"), Actor("import", participant=2))
READER, HOST = Actor("reader"), Actor("host")
ACTORS = (ONE,) * 5 + (TWO,) * 4 + PEOPLE * 2 + IMPORTS + (READER,)

EVERY = """
name = "every"
title = "Every kind of activity"
activities = [
  { kind = "welcome", minutes = 7 },
  { kind = "journal", minutes = 6 },
  { kind = "domain", minutes = 16 },
  { kind = "community", minutes = 14 },
  { kind = "practice", minutes = 14 },
  { kind = "ripples", minutes = 12, from = "practice" },
  { kind = "choose", minutes = 6, from = "practice" },
  { kind = "improve", minutes = 14, from = "practice" },
  { kind = "goals", minutes = 6 },
  { kind = "identity", minutes = 9 },
  { kind = "checkin", minutes = 5 },
  { kind = "followup", minutes = 10 },
  { kind = "helpround", minutes = 20, from = "choose" },
  { kind = "commit", minutes = 8 },
  { kind = "gather", minutes = 10, vote = "agree", steps = [
    { kind = "gather", prompt = "What?" }, { kind = "group", prompt = "Which?" }, { kind = "vote", prompt = "Agree?" },
    { kind = "agree", prompt = "So?" } ] },
  { kind = "break", minutes = 5 },
  { kind = "close", minutes = 6 },
]
"""
"""A plan with every kind of activity, and so with every step."""

CHANGED: dict[str, dict[str, Any]] = {
    "welcome": {"approve": True, "caps": {"notes": 2}},
    "goals": {
        "steps": [
            Step(kind="goal", prompt="One thing?", rounds=(Round(title="alone", minutes=1), Round(title="all", minutes=4)))
        ]
    },
}  # fmt: skip
"""What of `EVERY` is as few plans have it: notes that wait, a cap, rounds."""


def made(
    data: Path,
    clock: Callable[[], int],
    text: str = EVERY,
    changed: dict[str, dict[str, Any]] | None = None,
    **details: Any,
) -> LiveSession:
    """A new session by a plan of this text, some of its activities changed."""
    plan = plans.parse(text, "test.toml")
    changes = changed or {}
    activities = tuple(
        msgspec.structs.replace(one, **changes.get(one.id, {})) for one in plans.activities(plan)
    )
    name = f"{plan.name}-2026-11-26"
    folder = private_folder(private_folder(data / SESSIONS) / name)
    first = SessionMade(
        **{
            "id": name,
            "community": Community(id="falls", name="Falls"),
            "plan": plan.name,
            "title": plan.title,
            "date": "2026-11-26",
            "token": "abcdefghij",
            "activities": activities,
            **details,
        }
    )
    journal.create(folder / records.JOURNAL, name, Entry(1, clock(), "host", (first,)))
    return LiveSession(folder, clock=clock)


def _row(seed: int, length: int) -> list[int]:
    random = Random(seed)
    return [random.getrandbits(32) for _ in range(length)]


acts = st.builds(_row, st.integers(0, 2**32), st.integers(20, 70))
"""A row of acts."""


def drawn(seed: int, session: Session) -> tuple[Actor, Command, int]:
    """Who asks, what they wish, and how many seconds go by before."""
    random = Random(seed)
    by = random.choice(ACTORS)
    chance = random.random()
    wish = commands.Close if chance > 0.99 else random.choice(OFTEN if chance < 0.4 else RARELY)
    if wish is commands.CarryOver and random.random() < 0.7:
        by = HOST
    elif wish not in PARTICIPANTS and random.random() < 0.7:
        by = random.choice((ONE, TWO))
    key = random.choice(["", "", "", "k1", "k2"])
    command = msgspec.structs.replace(VOCABULARY[wish](random, session), key=key)
    return by, command, random.randrange(400)


def _nonsense(random: Random) -> bool:
    return random.random() < 0.1


def _text(random: Random) -> str:
    if _nonsense(random):
        return random.choice(["", *HOSTILE])
    return random.choice(["late letters", "no beds", "falls", "one list", "word " * 3])


def _some(random: Random) -> str:
    """Words of a field that may stay empty."""
    return random.choice(["", "", _text(random)])


def _note(random: Random, session: Session) -> int:
    return random.choice([0, -1, 99, 10**30]) if _nonsense(random) else random.choice([*session.notes, 1])


def _handle(random: Random, session: Session) -> str:
    if _nonsense(random):
        return random.choice(["", "x", "07", "9" * 5000])
    targets = ballot(session, ballot_activity(session), "facilitator").lines
    return random.choice([*(line.handle for line in targets), "A"])


def _handles(random: Random, session: Session) -> tuple[str, ...]:
    return tuple(_handle(random, session) for _ in range(random.choice([0, 1, 2, 2, 3, 3])))


def _row_of(random: Random, session: Session, *kinds: type[rows.Row]) -> str:
    """The handle of a row of one of these kinds, mostly of one that is there."""
    if _nonsense(random):
        return random.choice(["", "Z9", "D0", "1", "A", "D" + "9" * 40])
    there = [f"{kind.letter}{number}" for kind in kinds for number in session.shelf(kind)]
    return random.choice(there or [f"{random.choice(kinds).letter}1"])


def _count(random: Random) -> int:
    return random.choice([-1, 10**6, 10**30]) if _nonsense(random) else random.choice([0, 1, 2, 3, 5, 7])


def _who(random: Random) -> str:
    return random.choice(["amina", "Bo", "dee", "Eve", "2", "nobody at all", "", "77", _text(random)])


def _people(random: Random) -> tuple[str, ...]:
    return tuple(_who(random) for _ in range(random.choice([0, 1, 1, 2, 3])))


def _day(random: Random) -> str:
    return random.choice(["", "", "14 jan", "tomorrow", "next friday", "2027-02-30", "31 june", "soonish"])


def _scored(random: Random) -> tuple[int, ...]:
    if _nonsense(random):
        return random.choice([(), (1,), (-1,) * 6, (10**6,) * 6])
    return tuple(random.randrange(3) for _ in range(6))


def _next(random: Random, session: Session) -> Command:
    now = session.now
    return commands.Next(
        activity=now.id, step=now.step, shown=shown(session), started=bool(session.started), paused=bool(session.paused_at)
    )  # fmt: skip


def _go(random: Random, session: Session) -> Command:
    return commands.GoTo(activity=random.choice([*session.activities, "choose", "gather", "nowhere", ""]))


def _add_note(random: Random, session: Session) -> Command:
    return commands.AddNote(
        text=_text(random) or "said",
        lane=random.choice(["", "", "", "con", "risk", "zz"]),
        author=random.choice([None, None, None, 1, 2, 4]),
        activity=random.choice(["", "", "", "practice", "nowhere"]),
        about=random.choice(["", "", "", "A", "1", "zz"]),
        ref=random.choice(["", "", "r1", "x" * 99]),
    )


def _group(random: Random, session: Session) -> Command:
    return commands.GroupNotes(
        notes=tuple(_note(random, session) for _ in range(random.choice([0, 1, 1, 2]))),
        letter=random.choice(["", "", "A", "b", "x"]),
        name=random.choice(["late letters", "no beds", "a third", ""]),
    )


def _say(random: Random, session: Session) -> Command:
    return commands.Say(text=_text(random), note=random.choice([None, _note(random, session)]))


def _scores(random: Random, session: Session) -> Command:
    return commands.SetScores(hands=tuple(random.randrange(3) for _ in range(random.choice([6, 6, 6, 5]))))


def _here(random: Random, session: Session) -> Command:
    return commands.CountHere(
        present=random.choice([_count(random), 9, 12]), no_phone=random.choice([None, 1, 10])
    )


def _person(random: Random, session: Session) -> Command:
    return commands.AddPerson(
        name=random.choice(["Amina", "Eve", "Finn", "", "AMINA", "Bo Li"]),
        profession=random.choice(["", "nurse", "GP"]),
        sector=random.choice(["", "acute"]),
        brings=_some(random),
        level=random.choice(["", "core", "zz"]),
    )


def _join(random: Random, session: Session) -> Command:
    return commands.Join(
        name=random.choice(["Amina", "Eve", "Finn", "", "AMINA", _some(random)]),
        profession=random.choice(["", "nurse", "GP"]),
        hierarchy=_some(random),
        consent=random.random() < 0.9,
        quotable=random.random() < 0.5,
    )


def _tie(random: Random, session: Session) -> Command:
    return commands.AddTie(
        a=_who(random), b=_who(random), kind=random.choice(["", "works", "turns to", "zz"])
    )


def _missing(random: Random, session: Session) -> Command:
    return commands.AddMissing(
        who=random.choice(["a GP", "A gp", "a carer", _text(random)]), inviter=_who(random),
        boundary=random.choice(["", "prof", "zz"]), invited_on=_day(random),
    )  # fmt: skip


def _ripple(random: Random, session: Session) -> Command:
    issues = ("A", "B", "1", "2", "night shifts", "beds", _handle(random, session), _text(random))
    return commands.AddRipple(
        from_=random.choice(issues), to=random.choice(issues), sign=random.choice(["+", "-", "+", "?"]),
        why=_some(random), strength=random.choice([1, 1, 2, 3, 4, 10**30]),
    )  # fmt: skip


def _improve(random: Random, session: Session) -> Command:
    return commands.AddImprovement(
        items=tuple(random.choice(["A", "1", "2", _handle(random, session)]) for _ in range(random.randrange(3))),
        aim=_text(random), change=_some(random), measure=_some(random), owner=_who(random), due=_day(random),
        expect=_some(random), baseline=_some(random),
    )  # fmt: skip


def _test(random: Random, session: Session) -> Command:
    return commands.PlanTest(
        improvement=_row_of(random, session, rows.Improvement, rows.Improvement, rows.Action),
        question=_text(random), expect=_some(random), who=_who(random), when=_some(random), where=_some(random),
        start=_day(random),
    )  # fmt: skip


def _tried(random: Random, session: Session) -> Command:
    return commands.Tried(
        improvement=_row_of(random, session, rows.Improvement, rows.Improvement, rows.Goal),
        happened=_text(random), learned=_some(random), act=random.choice(["", "adopt", "adapt", "aban", "zz"]),
        result=_some(random), data=_some(random), problems=_some(random),
    )  # fmt: skip


def _settle(random: Random, session: Session) -> Command:
    return commands.Settle(
        handle=_row_of(random, session, rows.Action, rows.Action, rows.Improvement, rows.MissingVoice, rows.Lead),
        status=random.choice(["done", "open", "drop", "zz"]), words=_some(random), due=_day(random),
    )  # fmt: skip


def _decide(random: Random, session: Session) -> Command:
    return commands.Decide(
        text=_text(random), method=_some(random), scores=random.choice([(), _scored(random)]),
        dissent=_some(random), supersedes=random.choice(["", _row_of(random, session, rows.Decision, rows.Action)]),
    )  # fmt: skip


def _story(random: Random, session: Session) -> Command:
    return commands.TellStory(
        teller=_who(random), activity=_some(random), insight=_some(random), used_how=_some(random),
        effect=_some(random), reframed=_some(random), consent=random.random() < 0.5,
    )  # fmt: skip


def _batch(random: Random, session: Session) -> Command:
    """A small file: people, notes of theirs in themes, and votes on what was there."""
    wishes: list[Any] = []
    fresh = session.notes_made
    for _ in range(random.choice([0, 1, 2, 3, 4])):
        wish = random.choice([_person, _add_note, _add_note, _batched_group, _batched_vote])(random, session)
        if isinstance(wish, commands.GroupNotes) and random.random() < 0.5:
            wish = msgspec.structs.replace(wish, notes=(fresh,))
        fresh += isinstance(wish, commands.AddNote)
        wishes.append(wish)
    return commands.Batch(
        wishes=tuple(wishes),
        participants=tuple(
            random.choice([1, 2]) if isinstance(one, commands.CastVote) else 0 for one in wishes
        ),
        places=tuple(f"row {number}" for number, _ in enumerate(wishes, 2)),
    )


def _batched_group(random: Random, session: Session) -> Command:
    return _group(random, session)


def _batched_vote(random: Random, session: Session) -> Command:
    return commands.CastVote(target=_handle(random, session), value=random.choice([0, 1, 1, 2]))


ERASED_THERE = (
    (), (("actions", "1"), ("about", "1")), (("notes", "1"), ("earlier_statements", "identity_statement")),
    (("community", "rhythm"), ("missing_voices", "1"), ("ties", "1")),
)  # fmt: skip
"""What a meeting before erased, now and then nothing that is here."""


def _carry(random: Random, session: Session) -> Command:
    """What a meeting before left open, now and then under numbers that are taken."""
    taken = 0 if _nonsense(random) else 1

    def number(table: str) -> int:
        return taken and session.made.get(table, 0) + 1

    origin = {"origin_session": "falls-before", "origin": "D1"}
    return commands.CarryOver(
        found=CarriedOver(
            sessions=("falls-before",),
            community=msgspec.structs.replace(session.community, rhythm="monthly"),
            participants=(Participant(number=taken and session.people_made + 1, name="Zoe", here=False),),
            improvements=(rows.Improvement(number=number("improvements"), aim="fewer falls", **origin),),
            actions=(rows.Action(number=number("actions"), text="ring them", owner="Zoe", **origin),),
            missing=(rows.MissingVoice(number=number("missing_voices"), who="a porter"),),
            statements=(
                Statement(activity="", slot="identity_statement", version=3, text="Together we listen"),
            ),
            charter=random.choice([None, session.community]),
            erased=random.choice(ERASED_THERE),
            notes=(
                Note(number=taken and session.notes_made + 1, activity=session.activity, lane="Risk", text="kit", carried_from="falls-before/4"),
            ),
        )
    )  # fmt: skip


VOCABULARY: dict[type[Command], Callable[[Random, Session], Command]] = {
    commands.Next: _next,
    commands.Back: lambda random, session: commands.Back(activity=session.activity, step=session.now.step),
    commands.GoTo: _go,
    commands.Skip: lambda random, session: commands.Skip(
        activity=random.choice(["", *session.activities, "nowhere"])
    ),
    commands.TakeBreak: lambda random, session: commands.TakeBreak(minutes=random.choice([0, 0, 5, 10, -1, 10**30])),
    commands.NextRound: lambda random, session: commands.NextRound(number=random.choice([0, 0, 1, 2, 3, -4, 10**30])),
    commands.MoreTime: lambda random, session: commands.MoreTime(
        seconds=random.choice([60, 300, 1200, -60, -300, -1140, 0, 10**30])
    ),
    commands.Reveal: lambda random, session: commands.Reveal(),
    commands.AddNote: _add_note,
    commands.EditNote: lambda random, session: commands.EditNote(
        note=_note(random, session), text=_text(random)
    ),
    commands.MoveNote: lambda random, session: commands.MoveNote(
        note=_note(random, session), lane=random.choice(["", "not", "con", "risk", "sol"])
    ),
    commands.HideNote: lambda random, session: commands.HideNote(
        note=_note(random, session), hidden=random.random() < 0.6
    ),
    commands.MergeNotes: lambda random, session: commands.MergeNotes(
        note=_note(random, session), into=_note(random, session)
    ),
    commands.TakeBack: lambda random, session: commands.TakeBack(note=_note(random, session)),
    commands.EraseNote: lambda random, session: commands.EraseNote(note=_note(random, session)),
    commands.Approve: lambda random, session: commands.Approve(
        notes=random.choice([(), (), (_note(random, session),)])
    ),
    commands.Erase: lambda random, session: commands.Erase(
        handle=random.choice(
            ["A", "B", "v1", "V2", "K1", "K9", "", *random.sample([*FREE], 3), *(_row_of(random, session, *rows.KINDS) for _ in range(7))]
        )
    ),
    commands.GroupNotes: _group,
    commands.AddTheme: lambda random, session: commands.AddTheme(name=_text(random), cards=_count(random)),
    commands.NameTheme: lambda random, session: commands.NameTheme(
        letter=_handle(random, session), name=_text(random)
    ),
    commands.SplitNote: lambda random, session: commands.SplitNote(note=_note(random, session)),
    commands.CastVote: lambda random, session: commands.CastVote(
        target=_handle(random, session), value=random.choice([-1, 0, 1, 1, 1, 2, 3, 10**30])
    ),
    commands.SetHands: lambda random, session: commands.SetHands(
        target=_handle(random, session),
        hands=Count(
            for_=_count(random), against=random.choice([0, 0, 1, -1]), pass_=random.choice([0, 0, 2])
        ),
    ),
    commands.CountSlip: lambda random, session: commands.CountSlip(targets=_handles(random, session)),
    commands.RunOff: lambda random, session: commands.RunOff(targets=_handles(random, session)),
    commands.Pick: lambda random, session: commands.Pick(targets=_handles(random, session)),
    commands.Say: _say,
    commands.SetScores: _scores,
    commands.Score: lambda random, session: commands.Score(value=random.choice([-1, 0, 2, 3, 5, 6])),
    commands.Agree: lambda random, session: commands.Agree(anyway=random.random() < 0.5, why=_text(random)),
    commands.AddPerson: _person,
    commands.Join: _join,
    commands.StepOut: lambda random, session: commands.StepOut(),
    commands.CountHere: _here,
    commands.MarkHere: lambda random, session: commands.MarkHere(people=_people(random)),
    commands.Apologise: lambda random, session: commands.Apologise(people=_people(random)),
    commands.GiveConsent: lambda random, session: commands.GiveConsent(
        people=_people(random), purpose=_some(random)
    ),
    commands.LeaveCommunity: lambda random, session: commands.LeaveCommunity(person=_who(random)),
    commands.CountGroup: lambda random, session: commands.CountGroup(
        profession=random.choice(["nurse", "GP", ""]), sector=random.choice(["acute", ""]), count=_count(random)
    ),
    commands.SetCharter: lambda random, session: commands.SetCharter(
        field=random.choice(["stage", "sponsor", "leaders", "rhythm", "in", "out", "review", "zz", ""]),
        value=random.choice(["coal", "Bo, dee", "1", "A", "-falls", "14 jan", _text(random)]),
    ),
    commands.SetSession: lambda random, session: commands.SetSession(
        field=random.choice(["place", "mode", "facilitator", "starts", "title", "date", "ask", "zz"]),
        value=random.choice(["room", "hyb", "amina", "10:00", "26 nov 2026", _text(random)]),
    ),
    commands.Expect: lambda random, session: commands.Expect(
        boundary=random.choice(["prof", "sector", "zz"]),
        groups=tuple(random.choice(["nurse", "GP", "acute", ""]) for _ in range(random.randrange(4))),
    ),
    commands.AddTie: _tie,
    commands.AddMissing: _missing,
    commands.AddLead: lambda random, session: commands.AddLead(where=_text(random), whom=_who(random)),
    commands.AddRipple: _ripple,
    commands.AddImprovement: _improve,
    commands.PlanTest: _test,
    commands.Tried: _tried,
    commands.AddAction: lambda random, session: commands.AddAction(
        text=_text(random), owner=_who(random), due=_day(random)
    ),
    commands.Settle: _settle,
    commands.Decide: _decide,
    commands.AddGoal: lambda random, session: commands.AddGoal(
        text=_text(random), whose=random.choice(["us", "", "me", _who(random)]), measure=_some(random), review=_day(random)
    ),
    commands.Reflect: lambda random, session: commands.Reflect(
        text=_text(random), question=random.choice([0, 0, 1, 3, 4, -1])
    ),
    commands.TellStory: _story,
    commands.GiveFeedback: lambda random, session: commands.GiveFeedback(
        ratings=random.choice([(), (0, 0, 0, 0, 0, 1), _scored(random)]), most_useful=_some(random), change_one_thing=_some(random)
    ),
    commands.MeetNext: lambda random, session: commands.MeetNext(
        when=random.choice(["", "14 jan 10:00", "soonish"]), topic=_some(random), host=_who(random), place=_some(random)
    ),
    commands.EditRow: lambda random, session: commands.EditRow(
        handle=_row_of(random, session, *rows.KINDS), text=_text(random)
    ),
    commands.ShowRow: lambda random, session: commands.ShowRow(
        handle=_row_of(random, session, *rows.KINDS), visibility=random.choice(["private", "group", "report", "zz"])
    ),
    commands.Batch: _batch,
    commands.CarryOver: _carry,
    commands.Undo: lambda random, session: commands.Undo(),
    commands.Release: lambda random, session: commands.Release(),
    commands.Share: lambda random, session: commands.Share(revoke=random.random() < 0.5),
    commands.Close: lambda random, session: commands.Close(),
    commands.AddComment: lambda random, session: commands.AddComment(
        text=_text(random), name=_text(random), target=random.choice(["", "D1"])
    ),
    commands.ApproveComments: lambda random, session: commands.ApproveComments(
        comments=random.choice([(), (1,), (2, 1), (9,)]), waits=random.random() < 0.5
    ),
}  # fmt: skip
"""How to draw each command there is."""

OFTEN = (
    commands.AddNote, commands.CastVote, commands.Next, commands.Undo, commands.Undo, commands.GroupNotes,
    commands.AddTheme, commands.SetHands, commands.CountSlip, commands.RunOff, commands.MergeNotes, commands.GoTo,
)  # fmt: skip
RARELY = tuple(wish for wish in VOCABULARY if wish is not commands.Close)


def tables(session: Session) -> bytes:
    """Everything the record would hold, as bytes."""
    return msgspec.json.encode(session.tables())


def lasting(session: Session) -> dict[str, Any]:
    """The tables without what undo leaves: numbers that stay used, and times."""
    kept = session.tables()
    own = kept["session"][0]
    for field in ("notes_made", "people_made", "made", "entered", "round_at", "pauses"):
        del own[field]
    for field in ("started", "paused_at"):
        own[field] = bool(own[field])
    for activity in kept["activities"]:
        del activity["actual"]
    return kept
