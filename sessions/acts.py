"""Acts: everything that a facilitator's line can do, in one table.

The table makes the capture line, its completion, plain mode, imported files and the help: a line that is
not here does not exist. How a line is taken apart stands in `sessions/scribe.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from sessions import commands
from sessions.commands import Command
from sessions.errors import Malformed
from sessions.objects import SCORES, Count

if TYPE_CHECKING:
    from sessions.scribe import Line


class Local(msgspec.Struct, frozen=True):
    """A line that is no wish: the face that took it does it itself."""

    what: str
    text: str = ""


@dataclass(frozen=True)
class Act:
    """One line of the scribe's language."""

    word: str
    fields: str
    """What comes after the word, as completion and help show it."""
    help: str
    example: str
    parse: Callable[[Line], Command | Local]

    @property
    def usage(self) -> str:
        """The line with its fields."""
        return f"/{self.word} {self.fields}".strip()


_DIGITS = 9
"""Digits of the largest number that a line is taken to mean."""
_MINUTES = re.compile(r"[+-]?\d{1,4}")


def _whole(word: str) -> int | None:
    """The whole number that a word is; None where it is none."""
    return int(word) if word.isdecimal() and len(word) <= _DIGITS else None


def _local(what: str) -> Callable[[Line], Local]:
    return lambda line: Local(what, line.rest)


def _next(line: Line) -> Command:
    line.nothing_more()
    now = line.session.now
    return commands.Next(activity=now.id, step=now.step, shown=line.shown, started=bool(line.session.started))


def _back(line: Line) -> Command:
    line.nothing_more()
    return commands.Back(activity=line.session.activity, step=line.session.now.step)


def _edit(line: Line) -> Command:
    number, text = line.note_and_rest()
    return commands.EditNote(note=number, text=text)


def _show(line: Line) -> Command:
    if not line.rest:
        hidden = [str(note.number) for note in line.session.notes.values() if note.hidden and not note.erased]
        raise Malformed(f"Which note? Hidden now: {', '.join(hidden)}." if hidden else "No note is hidden.")
    return commands.HideNote(note=line.number(), hidden=False)


def _move(line: Line) -> Command:
    number, lane = line.note_and_rest()
    return commands.MoveNote(note=number, lane=lane)


def _same(line: Line) -> Command:
    numbers = line.numbers()
    if len(numbers) != 2:
        raise Malformed("Two notes are needed: /same 4 9")
    return commands.MergeNotes(note=numbers[0], into=numbers[1])


def _group(line: Line) -> Command:
    handles, equals, name = line.rest.partition("=")
    words = handles.split()
    if equals:
        return commands.GroupNotes(notes=line.numbers(words), name=name.strip())
    if not words or words[0].isdecimal():
        raise Malformed("Into which theme? /group 1 3 5 = late letters, or /group A 12")
    return commands.GroupNotes(notes=line.numbers(words[1:]), letter=words[0])


def _theme(line: Line) -> Command:
    words = line.words()
    if len(words) > 1 and (cards := _whole(words[-1])) is not None:
        return commands.AddTheme(name=" ".join(words[:-1]), cards=cards)
    return commands.AddTheme(name=line.rest)


def _name(line: Line) -> Command:
    letter, _, name = line.some("theme").partition(" ")
    return commands.NameTheme(letter=letter, name=name.strip())


def _vote(line: Line) -> Command:
    words = line.rest.replace("−", "-").split()
    if len(words) < 2:
        raise Malformed("For what, and how many hands? /vote A 7, or /vote 3 +7 -2 =4")
    ways = {"+": 0, "-": 0, "=": 0}
    for word in words[1:]:
        sign, digits = (word[0], word[1:]) if word[0] in ways else ("+", word)
        if (hands := _whole(digits)) is None:
            raise Malformed(f"{word!r} is no count of hands: /vote A 7, or /vote 3 +7 -2 =4")
        ways[sign] += hands
    count = Count(for_=ways["+"], against=ways["-"], pass_=ways["="])
    return commands.SetHands(target=words[0], hands=count)


def _targets(make: Callable[[tuple[str, ...]], Command]) -> Callable[[Line], Command]:
    return lambda line: make(tuple(line.rest.replace(",", " ").split()))


def _say(line: Line) -> Command | Local:
    if not line.rest:
        return Local("mend")
    if (number := _whole(line.rest)) is not None:
        return commands.Say(note=number)
    return commands.Say(text=line.rest)


def _scores(line: Line) -> Command:
    hands = [0] * SCORES
    for word in line.rest.replace(",", " ").split():
        score, _, many = word.casefold().replace("×", "x").partition("x")
        if score not in set("012345") or (times := _whole(many or "1")) is None:
            raise Malformed(f"{word!r} is no score: /scores 5 4 4 3 2, or /scores 5x9 4x10")
        hands[int(score)] += times
    if not any(hands):
        raise Malformed("Which scores? /scores 5 4 4 3 2, or /scores 5x9 4x10")
    return commands.SetScores(hands=tuple(hands))


def _agree(line: Line) -> Command:
    if not line.rest:
        return commands.Agree()
    word, _, why = line.rest.partition(";")
    if word.strip().casefold() != "anyway":
        raise Malformed("/agree, or with the reason /agree anyway; why")
    return commands.Agree(anyway=True, why=why.strip())


def _here(line: Line) -> Command:
    counts: dict[str, int] = {}
    for part in line.rest.split(","):
        number, _, what = part.strip().partition(" ")
        kind = {
            "": "present",
            "here": "present",
            "no phone": "no_phone",
            "without": "no_phone",
            "remote": "remote",
        }
        if (many := _whole(number)) is None or what.strip().casefold() not in kind:
            raise Malformed(f"{part.strip()!r} is no count: /here 24, 6 no phone, 4 remote")
        counts[kind[what.strip().casefold()]] = many
    if "present" not in counts:
        raise Malformed("How many in all? /here 24, 6 no phone, 4 remote")
    return commands.CountHere(
        present=counts["present"], no_phone=counts.get("no_phone"), remote=counts.get("remote")
    )


def _person(line: Line) -> Command:
    fields = [field.strip() for field in line.rest.split(";")]
    if len(fields) > 5:
        raise Malformed("A person has five fields: /person Amina; Royal Infirmary; nurse; band 6; acute")
    names = ("name", "organisation", "profession", "hierarchy", "sector")
    return commands.AddPerson(**dict(zip(names, fields, strict=False)))


def _time(line: Line) -> Command | Local:
    words = line.rest.replace("−", "-").split()
    if not words:
        return Local("plan")
    if len(words) > 2 or not _MINUTES.fullmatch(words[0]):
        raise Malformed("How many minutes? /time +5")
    return commands.MoreTime(seconds=int(words[0]) * 60)


def _one(make: Callable[[int], Command]) -> Callable[[Line], Command]:
    return lambda line: make(line.number())


def _bare(make: Callable[[], Command]) -> Callable[[Line], Command]:
    def parse(line: Line) -> Command:
        line.nothing_more()
        return make()

    return parse


ACTS: tuple[Act, ...] = (
    Act("next", "", "goes on: reveals what is hidden, or enters the next step", "/next", _next),
    Act("back", "", "goes back one step", "/back", _back),
    Act("go", "activity", "goes to an activity", "/go practice", lambda line: commands.GoTo(activity=line.some("activity"))),
    Act("lane", "lane", "puts what comes next in a lane", "/lane risk", _local("lane")),
    Act("edit", "note words", "puts new words in a note", "/edit 4 new words", _edit),
    Act("move", "note lane", "puts a note in another lane", "/move 4 risk", _move),
    Act("hide", "note", "takes a note off the wall", "/hide 4", _one(lambda n: commands.HideNote(note=n))),
    Act("show", "note", "brings a hidden note back", "/show 4", _show),
    Act("same", "note note", "puts the first note under the second, which says the same", "/same 4 9", _same),
    Act("erase", "note", "removes a note's words for good, from the history too", "/erase 4", _one(lambda n: commands.EraseNote(note=n))),
    Act("undo", "", "takes back what this terminal did last", "/undo", _bare(commands.Undo)),
    Act("group", "notes = theme", "puts notes in a theme", "/group 1 3 5 = late letters", _group),
    Act("theme", "name cards", "makes a theme, with its count of paper cards", "/theme late letters 7", _theme),
    Act("name", "theme name", "gives a theme another name", "/name A late letters", _name),
    Act("split", "note", "takes a note out of its theme", "/split 3", _one(lambda n: commands.SplitNote(note=n))),
    Act("vote", "what hands", "sets the hands raised; + for, - against, = pass", "/vote A 7", _vote),
    Act("ballot", "what what …", "counts one paper slip", "/ballot A C F", _targets(lambda t: commands.CountSlip(targets=t))),
    Act("runoff", "what what …", "votes once more, between these", "/runoff C E", _targets(lambda t: commands.RunOff(targets=t))),
    Act("pick", "what …", "says what the room goes on with", "/pick C", _targets(lambda t: commands.Pick(targets=t))),
    Act("reveal", "", "shows the notes or votes that are hidden", "/reveal", _bare(commands.Reveal)),
    Act("say", "words", "proposes the words of our statement; a number takes a note's", "/say Nobody falls twice", _say),
    Act("scores", "scores", "sets the hands of fist-to-five", "/scores 5x9 4x10 3", _scores),
    Act("agree", "anyway; why", "settles the statement; anyway keeps the dissent", "/agree", _agree),
    Act("here", "count, no phone, remote", "counts the room", "/here 24, 6 no phone, 4 remote", _here),
    Act("person", "name; organisation; profession; band; sector", "notes who is here", "/person Amina; Royal Infirmary; nurse", _person),
    Act("time", "minutes", "gives this activity more time, or shows how it stands", "/time +5", _time),
    Act("plan", "", "shows the plan and its times", "/plan", _local("plan")),
    Act("board", "", "shows the board again", "/board", _local("board")),
    Act("blank", "", "blanks the wall, until a key is pressed", "/blank", _local("blank")),
    Act("summary", "", "shows the summary and its code to scan", "/summary", _local("summary")),
    Act("release", "", "opens the summary's detail to its readers", "/release", _bare(commands.Release)),
    Act("leave", "", "leaves the session running", "/leave", _local("leave")),
    Act("close", "", "ends the session", "/close", _bare(commands.Close)),
    Act("help", "", "shows every line and key", "/help", _local("help")),
)  # fmt: skip
"""Every line that begins with a slash."""
