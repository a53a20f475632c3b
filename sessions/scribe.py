"""The scribe's language: what a facilitator types while the room talks.

Most lines are notes. One that begins with `/` is an act of `sessions/acts/`, whose word may be shortened
while it stays the only one that begins so. The same language is spoken in the capture line, in plain mode
and in files. How a line may go on is told by `sessions/completing.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from sessions import rows, steps
from sessions.acts import ACTS, Act, Local, answered, find, names_act
from sessions.acts.act import quoted
from sessions.clean import clean
from sessions.commands import AddNote, Command
from sessions.completing import complete, hint
from sessions.errors import Malformed, Refused
from sessions.moves import shown
from sessions.objects import Activity, Participant
from sessions.session import Session
from sessions.steps.gather import find_lane, nameless

__all__ = ["Line", "answered", "asked", "complete", "find", "hint", "names_act", "parse"]

_SPOKEN = re.compile(r"([^:/@]{1,80}):\s+(.+)", re.DOTALL)
LANE_LETTERS = 4
"""Letters of a lane that are surely meant where only a colon follows them, as in "risk: nights alone"."""
COMMENT = "# "
PEOPLED = ("introduce", "tie")
"""The steps that show people under their numbers."""
NAME_WORDS = 5
"""Words of the longest name that is looked for where nothing parts names but blanks."""


@dataclass(frozen=True)
class Line:
    """What comes after the word of a line, and the session that it speaks of."""

    act: Act
    rest: str
    session: Session

    @property
    def shown(self) -> bool:
        """Whether nothing of the present step is hidden."""
        return shown(self.session)

    def some(self, what: str) -> str:
        """The rest of the line.

        Raises:
            Malformed: if nothing is there.
        """
        if not self.rest:
            raise Malformed(f"Which {what}? {self.act.example}")
        return self.rest

    def words(self) -> list[str]:
        """The rest of the line, word by word."""
        return self.some("one").split()

    def nothing_more(self) -> None:
        """Check that the line ends here.

        Raises:
            Malformed: if it does not.
        """
        if self.rest:
            raise Malformed(
                f"/{self.act.word} takes nothing after it. A note that begins with a slash begins with two."
            )

    def numbers(self, words: list[str] | None = None) -> tuple[int, ...]:
        """The numbers of notes in the rest of the line, or in `words`.

        Raises:
            Malformed: if one of them is no number.
        """
        found = []
        for word in self.rest.split() if words is None else words:
            if (number := rows.whole(word.strip(","))) is None:
                raise Malformed(f"{quoted(word)} is no note's number: {self.act.example}")
            found.append(number)
        return tuple(found)

    def number(self) -> int:
        """The one number of the line.

        Raises:
            Malformed: if there is none, or more.
        """
        numbers = self.numbers()
        if len(numbers) != 1:
            raise Malformed(f"Which note? {self.act.example}")
        return numbers[0]

    def no_person(self, handle: str) -> None:
        """Keep a line from a note elsewhere, while the wall shows somebody under the same number.

        Raises:
            Refused: where it cannot be told which of the two is meant.
        """
        session, number = self.session, rows.whole(handle.strip(",")) or 0
        person, note = session.participants.get(number), session.notes.get(number)
        if person and note and session.now.at.kind in PEOPLED and note.activity != session.now.id:
            there = session.activities[note.activity].title
            raise Refused(
                f"{number} is {person.name} here, and a note in {there}. /{self.act.word} note {number} means the note; "
                f"/person {person.name}; … mends what is noted of them."
            )

    def handle_and_rest(self) -> tuple[str, str]:
        """A handle and the text after it.

        Raises:
            Malformed: if either is missing.
        """
        handle, _, rest = self.rest.partition(" ")
        if not rest.strip():
            raise Malformed(f"Its handle and the rest are needed: {self.act.example}")
        return handle, rest.strip()

    def people(self, text: str | None = None) -> tuple[str, ...]:
        """The people that the line names: parted by commas where there are some, else word by word.

        Words that are somebody's name together stay together.

        Raises:
            Malformed: if nobody is named.
        """
        words = self.some("person") if text is None else text
        if "," in words:
            return tuple(name for one in words.split(",") if (name := one.strip()))
        known = {one.name.casefold() for one in self.session.participants.values()}
        rest, names = words.split(), []
        while rest:
            ways = range(NAME_WORDS, 1, -1)
            many = next((many for many in ways if " ".join(rest[:many]).casefold() in known), 1)
            names.append(" ".join(rest[:many]))
            rest = rest[many:]
        return tuple(names)

    def person_first(self, text: str) -> tuple[Participant | None, str]:
        """The person whose name a text begins with, and what comes after it; None where it begins with none.

        Raises:
            Refused: if more than one is called so.
        """
        words = text.split(maxsplit=NAME_WORDS)
        for many in range(min(NAME_WORDS, len(words)), 0, -1):
            name = " ".join(words[:many]).rstrip(":,")
            if self.session.people(name):
                return self.session.find_person(name), " ".join(words[many:])
        return None, text

    def there(self, handle: str) -> rows.Row | None:
        """The row of a handle; None where there is none."""
        try:
            return self.session.row(handle) if rows.parsed(handle) else None
        except Refused:
            return None

    def known(self, handle: str) -> str:
        """The handle, if there is a note, theme or row that it names.

        Raises:
            Refused: if there is none.
        """
        if (number := rows.whole(handle)) is not None:
            return str(self.session.note(number).number)
        if rows.parsed(handle):
            return self.session.row(handle).handle
        for activity in (self.session.now, *reversed(self.session.activities.values())):
            if theme := self.session.find_theme(activity, handle):
                return theme.letter
        if named := self.session.issue(handle):
            return named.rpartition("/")[2]
        raise Refused(f"{handle[:20]} is no note, no theme and nothing else here: {self.act.example}")

    def issues(self, text: str) -> tuple[str, ...]:
        """The handles that a text names, or the one theme whose whole name it is."""
        return (text.strip(),) if self.session.issue(text.strip()) else tuple(text.replace(",", " ").split())

    def known_issue(self, issue: str) -> str:
        """An issue as it was named, if it is no handle of something that is not there.

        Raises:
            Refused: if it is.
        """
        return self.known(issue) if issue.isdecimal() or len(issue) == 1 else issue


def parse(
    text: str, session: Session, *, lane: str = "", file: bool = False, activity: Activity | None = None
) -> Command | Local | None:
    """What a line wishes; None for an empty line and for a comment in a file.

    Args:
        text: The line as typed.
        session: The session that it speaks of.
        lane: Where a plain note goes; the activity's first lane where empty.
        file: Whether the line comes from a file, where `# ` begins a comment.
        activity: The activity that a note was meant for; the one that is on when it is kept where None.

    Raises:
        Malformed: if it cannot be followed.
        Refused: if it names something that is not there.
    """
    line = clean(text, lines=True)
    if not line or (file and (line + " ").startswith(COMMENT)):
        return None
    if names_act(line):
        act, rest = find(line)
        return act.parse(Line(act, rest, session))
    if (activity or session.now) is session.now and (meant := steps.meant(session, line)):
        return parse(meant, session)
    note = _note(line, session, activity or session.now, lane)
    return msgspec.structs.replace(note, activity=activity.id) if activity else note


def slashless(words: str) -> str:
    """The line that somebody surely meant who left its slash out, as "hide C5" or "undo"; "" where words are words."""
    word, _, rest = words.casefold().partition(" ")
    act = next((act for act in ACTS if act.word == word), None)
    first = rest.split(" ")[0]
    if act is None:
        return ""
    if not rest:
        return f"/{words}" if act.usage == f"/{word}" else ""
    numbered = rows.whole(first) is not None and act.offers[:1] in (("note",), ("handle",))
    return f"/{words}" if rows.parsed(first) or numbered else ""


def asked(text: str) -> tuple[Act, str, tuple[str, ...]]:
    """The act that a `Local` line asks about, its handle where it has one, and the answers that were given."""
    act, rest = find(f"/{text}")
    handle = ""
    if act.handle:
        handle, _, rest = rest.partition(" ")
    return act, handle, tuple(one.strip() for one in rest.split(";")) if rest.strip() else ()


def _note(line: str, session: Session, activity: Activity, lane: str) -> AddNote:
    """A note, with the lane and the person that it names."""
    if line.startswith("//"):
        return AddNote(text=line[1:], lane=lane)
    named, words = _in_lane(line, activity)
    lane = named or lane
    if (spoken := _SPOKEN.fullmatch(words)) and session.people(spoken[1]):
        if activity.unnamed:
            raise nameless(activity)
        author = session.find_person(spoken[1]).number
        return AddNote(text=spoken[2], lane=lane, activity=activity.id, author=author)
    return AddNote(text=words, lane=lane)


def _in_lane(line: str, activity: Activity) -> tuple[str, str]:
    """The lane that a line names after `@`, or before a colon, and its words; where there is none, all of it is the note."""
    word, _, rest = line.removeprefix("@").partition(" ")
    if line.startswith("@") and word and rest.strip():
        try:
            return find_lane(activity, word), rest.strip()
        except Refused:
            named = _lane_first(activity, line[1:])
            words = line[len(named) + 1 :].strip()
            if named and words:
                return named, words
    spoken = _SPOKEN.fullmatch(line)
    for lane in activity.lanes if spoken and len(spoken[1]) >= LANE_LETTERS else ():
        if spoken and lane.casefold().startswith(spoken[1].casefold()):
            return lane, spoken[2]
    return "", line


def _lane_first(activity: Activity, text: str) -> str:
    """The lane whose whole name a text begins with, for lanes that begin alike; "" where it begins with none."""
    hits = [lane for lane in activity.lanes if text.casefold().startswith(f"{lane} ".casefold())]
    return max(hits, key=len, default="")
