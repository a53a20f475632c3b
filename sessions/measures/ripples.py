"""Ripples: which issues move others, how far a change reaches, and which loops it runs in.

A link says that a change in one issue moves another, more (+1) or less (−1). Issues may be ranked; who
named them never is.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

import msgspec

from sessions.blocks import plural
from sessions.measures.figure import Figure, figured

Link = tuple[str, str, int]
"""From which issue, to which, and the sign: +1 where it makes more of it, −1 where it makes less."""

LONGEST_LOOP = 8
"""Issues in a loop at most: nobody reads out a longer one."""
MOST_LOOPS = 100
"""Loops that are looked for at most."""
MOST_STEPS = 200_000
"""Links that the search for loops looks along at most, some of them many times."""


class Issue(msgspec.Struct, frozen=True):
    """An issue among the ripples."""

    name: str
    moves: int
    """Links out of it."""
    moved: int
    """Links into it."""
    score: int
    """The driver score, `moves` − `moved`: above zero it drives, below zero it is driven."""
    reach: int
    """Distinct issues downstream of it, itself not counted."""
    sentence: str
    """What to read aloud."""


class Loop(msgspec.Struct, frozen=True):
    """A row of issues, each moving the next, and the last the first."""

    issues: tuple[str, ...]
    """From the one whose name sorts first; the first is not repeated at the end."""
    sign: str
    """The product of its links' signs: "+" reinforcing, a change feeds itself; "−" balancing, it is held."""
    sentence: str
    """What to read aloud."""


class Loops(msgspec.Struct, frozen=True):
    """The loops that were found, the shorter first."""

    found: tuple[Loop, ...]
    complete: bool
    """Whether every loop of at most `LONGEST_LOOP` issues was found; longer ones are never looked for."""


def clear(links: Iterable[Link]) -> dict[tuple[str, str], int]:
    """The sign of each link by its two issues. Ours.

    Of two links between the same issues, the same way round, the later stands; one from an issue to itself
    is left out.
    """
    return {(start, end): 1 if sign > 0 else -1 for start, end, sign in links if start != end}


def drivers(links: Iterable[Link]) -> list[Issue]:
    """The issues, strongest driver first, then by reach and by name. Ours.

    The driver score is links out less links in, from −(k − 1) to k − 1 with k issues, and sums to zero over
    all; reach is 0 to k − 1 issues. The signs do not matter here. Empty without links.
    """
    onward = _onward(clear(links))
    moved = Counter(end for ends in onward.values() for end in ends)
    issues = []
    for name, ends in onward.items():
        reach = len(_distances(onward, name)) - 1
        sentence = (
            f"“{name}” moves {plural(len(ends), 'issue')} and is moved by {moved[name]:,}; "
            f"{reach:,} of the {plural(len(onward) - 1, 'other')} lie downstream."
        )
        issues.append(Issue(name, len(ends), moved[name], len(ends) - moved[name], reach, sentence))
    return sorted(issues, key=lambda issue: (-issue.score, -issue.reach, issue.name))


def downstream(links: Iterable[Link], issue: str) -> set[str]:
    """The issues that a change in one reaches along links, itself never among them. Ours."""
    return _distances(_onward(clear(links)), issue).keys() - {issue}


def loops(links: Iterable[Link]) -> Loops:
    """Every simple loop, once: no issue stands twice in it. Ours; the signs after Sterman 2000.

    The shortest are found first, and the search ends at `LONGEST_LOOP` issues, `MOST_LOOPS` loops or
    `MOST_STEPS` steps, so that no tangle of links holds a workshop up. Empty without links.
    """
    signs = clear(links)
    found: list[Loop] = []
    for issues in _rows(_onward(signs)):
        if issues is None or len(found) == MOST_LOOPS:
            return Loops(tuple(found), complete=False)
        balancing = sum(signs[link] < 0 for link in pairwise((*issues, issues[0]))) % 2
        first, *others = (f"“{issue}”" for issue in issues)
        way = ", which moves ".join((*others, first))
        effect = "a change is held in check (−)" if balancing else "a change feeds itself (+)"
        found.append(Loop(issues, "−" if balancing else "+", f"{first} moves {way}: {effect}."))
    return Loops(tuple(found), complete=True)


def ripple_figure(links: Iterable[Link]) -> Figure:
    """The highest driver score as a figure over the links, with reach and loops in words.

    Too few to say below five links. The score is at most the number of issues less one.
    """
    kept = [(start, end, sign) for (start, end), sign in clear(links).items()]
    ranked, turning = drivers(kept), loops(kept)
    first = [issue for issue in ranked if issue.score == ranked[0].score]

    def says(value: float) -> str:
        lead = f"{len(first):,} of them drive equally, none more"
        if len(first) == 1:
            lead = f"“{first[0].name}” drives most; it moves {first[0].moves:,}, is moved by {first[0].moved:,}, and {first[0].reach:,} lie downstream"
        feeding = sum(loop.sign == "+" for loop in turning.found)
        many = f"{'' if turning.complete else 'at least '}{plural(len(turning.found), 'loop')}"
        return f"{lead}. The links close {many}: {feeding:,} reinforcing, {len(turning.found) - feeding:,} balancing"

    return figured(
        "ripples",
        "What drives what",
        float(ranked[0].score) if ranked else None,
        len(kept),
        f"{plural(len(kept), 'link')} between {plural(len(ranked), 'issue')}",
        says,
        "nothing is linked",
    )


def _onward(links: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    """The issues that each issue moves, none for one that moves nothing; all in the order of their names."""
    onward: dict[str, list[str]] = {name: [] for name in sorted({name for link in links for name in link})}
    for start, end in sorted(links):
        onward[start].append(end)
    return onward


def _distances(onward: Mapping[str, list[str]], start: str) -> dict[str, int]:
    """How many links away from an issue each one is that can be reached; itself with 0."""
    away = {start: 0}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for end in onward.get(name, ()):
            if end not in away:
                away[end] = away[name] + 1
                waiting.append(end)
    return away


def _rows(onward: Mapping[str, list[str]]) -> Iterator[tuple[str, ...] | None]:
    """The loops as rows of issues, the shorter first; None, and no more, when the steps are used up.

    A row goes on to an issue only where its first can still be reached from there in time: without that
    the search would walk a large web without loops for ever.
    """
    pairs = [(start, end) for start, ends in onward.items() for end in ends]
    home = {
        first: _distances(_onward([(end, start) for start, end in pairs if min(start, end) >= first]), first)
        for first in onward
    }
    steps = 0
    for length in range(2, LONGEST_LOOP + 1):
        for first in onward:
            rows: list[tuple[str, ...]] = [(first,)]
            while rows:
                row = rows.pop()
                missing = length - len(row)
                steps += len(onward[row[-1]])
                if steps > MOST_STEPS:
                    yield None
                    return
                for end in reversed(onward[row[-1]]):
                    if not missing and end == first:
                        yield row
                    elif end not in row and home[first].get(end, length) <= missing:
                        rows.append((*row, end))
