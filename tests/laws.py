"""What is drawn by chance for the laws of a session: who asks, and what they wish.

An act is a whole number: it seeds who asks and what they wish, given how the session stands, so that most
acts make sense and some do not.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
from hypothesis import strategies as st

from hostile import HOSTILE
from sessions import commands
from sessions.actors import Actor
from sessions.commands import Command
from sessions.leading import shown
from sessions.objects import Count
from sessions.session import Session
from sessions.steps.ballots import ballot, ballot_activity

ONE, TWO = Actor("terminal", "one"), Actor("terminal", "two")
PEOPLE = tuple(Actor("participant", f"p{number}", number) for number in (1, 2, 3, 9))
IMPORTS = (Actor("import"), Actor("import", participant=2))
READER = Actor("reader")
ACTORS = (ONE,) * 5 + (TWO,) * 4 + PEOPLE * 2 + IMPORTS + (READER,)


def _row(seed: int, length: int) -> list[int]:
    random = Random(seed)
    return [random.getrandbits(32) for _ in range(length)]


acts = st.builds(_row, st.integers(0, 2**32), st.integers(20, 70))
"""A row of acts."""


def drawn(seed: int, session: Session) -> tuple[Actor, Command, int]:
    """Who asks, what they wish, and how many seconds go by before."""
    random = Random(seed)
    by = random.choice(ACTORS)
    wish = random.choice(OFTEN) if random.random() < 0.5 else random.choice(RARELY)
    key = random.choice(["", "", "", "k1", "k2"])
    command = msgspec.structs.replace(VOCABULARY[wish](random, session), key=key)
    return by, command, random.randrange(400)


def _nonsense(random: Random) -> bool:
    return random.random() < 0.1


def _text(random: Random) -> str:
    if _nonsense(random):
        return random.choice(["", *HOSTILE])
    return random.choice(["late letters", "no beds", "falls", "one list", "word " * 3])


def _note(random: Random, session: Session) -> int:
    return random.choice([0, -1, 99, 10**30]) if _nonsense(random) else random.choice([*session.notes, 1])


def _handle(random: Random, session: Session) -> str:
    if _nonsense(random):
        return random.choice(["", "x", "07", "9" * 5000])
    targets = ballot(session, ballot_activity(session), "facilitator").lines
    return random.choice([*(line.handle for line in targets), "A"])


def _handles(random: Random, session: Session) -> tuple[str, ...]:
    return tuple(_handle(random, session) for _ in range(random.choice([0, 1, 2, 2, 3, 3])))


def _count(random: Random) -> int:
    return random.choice([-1, 10**6, 10**30]) if _nonsense(random) else random.choice([0, 1, 2, 3, 5, 7])


def _next(random: Random, session: Session) -> Command:
    now = session.now
    return commands.Next(activity=now.id, step=now.step, shown=shown(now), started=bool(session.started))


def _add_note(random: Random, session: Session) -> Command:
    return commands.AddNote(
        text=_text(random) or "said",
        lane=random.choice(["", "", "", "con", "risk", "zz"]),
        author=random.choice([None, None, None, 1, 2, 4]),
        activity=random.choice(["", "", "", "practice", "nowhere"]),
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


VOCABULARY: dict[type[Command], Callable[[Random, Session], Command]] = {
    commands.Next: _next,
    commands.Back: lambda random, session: commands.Back(activity=session.activity, step=session.now.step),
    commands.GoTo: lambda random, session: commands.GoTo(
        activity=random.choice(
            ["domain", "practice", "choose", "choose", "identity", "statements", "nowhere"]
        )
    ),
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
    commands.AddPerson: lambda random, session: commands.AddPerson(
        name=random.choice(["Amina", "Eve", "Finn", "", "AMINA"]), profession=random.choice(["", "nurse"])
    ),
    commands.CountHere: _here,
    commands.Undo: lambda random, session: commands.Undo(),
    commands.Release: lambda random, session: commands.Release(),
    commands.Close: lambda random, session: commands.Close(),
    commands.AddComment: lambda random, session: commands.AddComment(text=_text(random), name=_text(random)),
}
"""How to draw each command there is."""

OFTEN = (
    commands.AddNote, commands.CastVote, commands.Next, commands.Undo, commands.Undo, commands.GroupNotes,
    commands.AddTheme, commands.SetHands, commands.CountSlip, commands.RunOff, commands.MergeNotes,
)  # fmt: skip
RARELY = tuple(wish for wish in VOCABULARY if wish is not commands.Close)


def tables(session: Session) -> bytes:
    """Everything the record would hold, as bytes."""
    return msgspec.json.encode(session.tables())


def lasting(session: Session) -> dict[str, Any]:
    """The tables without what undo leaves: numbers that stay used, the times, and where one has been."""
    kept = session.tables()
    for field in ("notes_made", "people_made", "started", "entered"):
        kept["session"][0].pop(field, None)
    for activity in kept["activities"]:
        del activity["actual"], activity["visited"]
    return kept
