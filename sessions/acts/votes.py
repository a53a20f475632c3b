"""Lines about votes, and about the statements that a room agrees on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sessions import commands
from sessions.acts.act import Act, Local, Slot, ask, bare, quoted, scores
from sessions.commands import Command
from sessions.errors import Malformed
from sessions.objects import Count
from sessions.rows import whole

if TYPE_CHECKING:
    from sessions.scribe import Line

COUNTED = ("hand", "vote", "dot")
"""What may stand behind a number of hands."""
SCORED = "/scores 5 4 4 3 2, or /scores 5x9 4x10"


def _vote(line: Line) -> Command:
    words = line.rest.replace("−", "-").split()
    if len(words) > 2 and words[-1].casefold().rstrip("s") in COUNTED:
        words.pop()
    if len(words) < 2:
        raise Malformed("For what, and how many hands? /vote A 7, or /vote 3 +7 -2 =4")
    ways = {"+": 0, "-": 0, "=": 0}
    for word in words[1:]:
        sign, digits = (word[0], word[1:]) if word[0] in ways else ("+", word)
        if (hands := whole(digits)) is None:
            raise Malformed(f"{quoted(word)} is no count of hands: /vote A 7, or /vote 3 +7 -2 =4")
        ways[sign] += hands
    count = Count(for_=ways["+"], against=ways["-"], pass_=ways["="])
    return commands.SetHands(target=words[0], hands=count)


def _targets(make: Callable[[tuple[str, ...]], Command]) -> Callable[[Line], Command]:
    return lambda line: make(tuple(line.rest.replace(",", " ").split()))


def _pick(line: Line) -> Command:
    words = line.rest.replace(",", " ").split()
    if not words:
        raise Malformed(f"What does the room go on with? {line.act.example}; /pick none clears it.")
    return commands.Pick(targets=() if [word.casefold() for word in words] == ["none"] else tuple(words))


def _say(line: Line) -> Command | Local:
    if not line.rest:
        return Local("mend")
    if (number := whole(line.rest)) is not None:
        return commands.Say(note=number)
    return commands.Say(text=line.rest)


def _scores(line: Line) -> Command | Local:
    if not line.rest:
        return ask(line.act, ())
    hands = scores(line.rest, SCORED)
    if not any(hands):
        raise Malformed(f"Which scores? {SCORED}")
    return commands.SetScores(hands=hands)


def _write_scores(counts: Sequence[str]) -> str:
    given = [f"{5 - place}x{many}" for place, many in enumerate(counts) if many.strip()]
    return " ".join(given)


def _agree(line: Line) -> Command:
    if not line.rest:
        return commands.Agree()
    word, _, why = line.rest.partition(";")
    if word.strip().casefold() != "anyway":
        raise Malformed("/agree, or with the reason /agree anyway; their reason")
    return commands.Agree(anyway=True, why=why.strip())


VOTES: tuple[Act, ...] = (
    Act("vote", "what hands", "sets the hands raised; + for, - against, = pass", "/vote A 7", _vote, offers=("ballot", "")),
    Act("ballot", "what what …", "counts one paper slip", "/ballot A C F", _targets(lambda t: commands.CountSlip(targets=t)), offers=("ballot", "…")),
    Act("runoff", "what what …", "votes once more, between these", "/runoff C E", _targets(lambda t: commands.RunOff(targets=t)), offers=("ballot", "…")),
    Act("pick", "what …, or none", "says what the room goes on with, or which idea the asker takes", "/pick A C", _pick, offers=("pick", "…")),
    Act("reveal", "", "shows the notes or votes that are hidden", "/reveal", bare(commands.Reveal)),
    Act("say", "words", "proposes our words; a number takes a note's", "/say Nobody falls twice", _say),
    Act(
        "scores", "how many showed each, as 5x9 4x10", "sets the hands of fist-to-five", "/scores 5x9 4x10 3", _scores,
        slots=tuple(Slot(f"{name}s", "count") for name in ("five", "four", "three", "two", "one", "zero")),
        write=_write_scores, first=6,
    ),
    Act("agree", "anyway; their reason", "settles the statement; anyway keeps the dissent", "/agree", _agree, offers=("anyway", "")),
)  # fmt: skip
