"""Acts: everything that a facilitator's line can do, in one table.

The table makes the capture line, its completion, plain mode, imported files and the help: a line that is
not here does not exist. How a line is taken apart stands in `sessions/scribe.py`.
"""

from __future__ import annotations

from sessions.acts.act import Act, Local, Slot, answered
from sessions.acts.community import COMMUNITY
from sessions.acts.notes import NOTES
from sessions.acts.practice import PRACTICE
from sessions.acts.votes import VOTES
from sessions.acts.workshop import MEETING, MOVES
from sessions.errors import Malformed

GROUPS: tuple[tuple[str, tuple[Act, ...]], ...] = (
    ("Going on", MOVES),
    ("Notes and themes", NOTES),
    ("Votes and what we say", VOTES),
    ("The community", COMMUNITY),
    ("Tests, promises and stories", PRACTICE),
    ("Time, the wall and the end", MEETING),
)
"""The lines by what they are about, as help tells them."""
ACTS: tuple[Act, ...] = tuple(act for _, acts in GROUPS for act in acts)
"""Every line that begins with a slash."""


def names_act(line: str) -> bool:
    """Whether a line names an act; one that begins with two slashes is a note that begins with one."""
    return line.startswith("/") and not line.startswith("//")


def find(line: str) -> tuple[Act, str]:
    """The act of a line that begins with `/`, and what comes after its word.

    Raises:
        Malformed: if no act, or more than one, begins so.
    """
    word, _, rest = line[1:].partition(" ")
    wanted = word.casefold()
    hits = [act for act in ACTS if act.word == wanted] or [
        act for act in ACTS if wanted and act.word.startswith(wanted)
    ]
    if len(hits) == 1:
        return hits[0], rest.strip()
    if hits:
        raise Malformed(
            f"/{word} could be {', '.join('/' + act.word for act in hits)}. Type one letter more."
        )
    raise Malformed(f"There is no line /{word[:40]}. /help shows them all; // begins a note with a slash.")


__all__ = ["ACTS", "GROUPS", "Act", "Local", "Slot", "answered", "find", "names_act"]
