"""The scribe's language: what a facilitator types while the room talks.

Most lines are notes. One that begins with `/` is an act of `sessions/acts.py`, whose word may be shortened
while it stays the only one that begins so. The same language is spoken in the capture line, in plain mode
and in files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sessions.acts import ACTS, Act, Local
from sessions.clean import clean
from sessions.commands import AddNote, Command
from sessions.errors import Malformed, Refused
from sessions.leading import shown
from sessions.objects import Participant
from sessions.session import Session
from sessions.steps.ballots import ballot, ballot_activity
from sessions.steps.gather import find_lane

_SPOKEN = re.compile(r"([^:/@]{1,80}):\s+(.+)", re.DOTALL)
COMMENT = "# "


@dataclass(frozen=True)
class Line:
    """What comes after the word of a line, and the session that it speaks of."""

    act: Act
    rest: str
    session: Session

    @property
    def shown(self) -> bool:
        """Whether nothing of the present step is hidden."""
        return shown(self.session.now)

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
            digits = word.strip(",")
            if not digits.isdecimal() or len(digits) > 9:
                raise Malformed(f"{word!r} is no note's number: {self.act.example}")
            found.append(int(digits))
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

    def note_and_rest(self) -> tuple[int, str]:
        """A note's number and the text after it.

        Raises:
            Malformed: if either is missing.
        """
        number, _, rest = self.rest.partition(" ")
        if not rest.strip():
            raise Malformed(f"A note's number and the rest are needed: {self.act.example}")
        return self.numbers([number])[0], rest.strip()


def parse(text: str, session: Session, *, lane: str = "", file: bool = False) -> Command | Local | None:
    """What a line wishes; None for an empty line and for a comment in a file.

    Args:
        text: The line as typed.
        session: The session that it speaks of.
        lane: Where a plain note goes; the activity's first lane where empty.
        file: Whether the line comes from a file, where `# ` begins a comment.

    Raises:
        Malformed: if it cannot be followed.
        Refused: if it names something that is not there.
    """
    line = clean(text, lines=True)
    if not line or (file and (line + " ").startswith(COMMENT)):
        return None
    if line.startswith("//"):
        return _note(line[1:], lane)
    if line.startswith("/"):
        act, rest = find(line)
        return act.parse(Line(act, rest, session))
    if line.startswith("@"):
        word, _, rest = line[1:].partition(" ")
        try:
            return (
                _note(rest.strip(), find_lane(session.now, word))
                if word and rest.strip()
                else _note(line, lane)
            )
        except Refused:
            return _note(line, lane)
    if (spoken := _SPOKEN.fullmatch(line)) and (author := _person(session, spoken[1])):
        return AddNote(text=spoken[2], lane=lane, activity=session.activity, author=author.number)
    return _note(line, lane)


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
    raise Malformed(f"There is no line /{word}. /help shows them all; // begins a note with a slash.")


def complete(text: str, session: Session) -> list[tuple[str, str]]:
    """How a line may go on: each time the whole line so far, and what it does or names."""
    if text.startswith("@") and " " not in text:
        wanted = text[1:].casefold()
        return [(f"@{lane} ", "lane") for lane in session.now.lanes if lane.casefold().startswith(wanted)]
    if not text.startswith("/") or text.startswith("//"):
        return []
    word, space, rest = text[1:].partition(" ")
    if not space:
        return [
            (f"/{act.word}{' ' if act.fields else ''}", act.help)
            for act in ACTS
            if act.word.startswith(word.casefold())
        ]
    try:
        act, _ = find(text)
    except Malformed:
        return []
    before, _, last = rest.rpartition(" ")
    stem = f"/{act.word} {before + ' ' if before else ''}"
    return [
        (stem + name, what)
        for name, what in _names(act, before, session)
        if name.casefold().startswith(last.casefold())
    ]


def hint(text: str) -> str:
    """What a line that begins with `/` still expects; "" where nothing."""
    if not text.startswith("/") or text.startswith("//"):
        return ""
    try:
        act, rest = find(text)
    except Malformed:
        return ""
    if not act.fields or not rest:
        return act.fields or act.help
    return act.help


def _names(act: Act, before: str, session: Session) -> list[tuple[str, str]]:
    """What the next word of an act may name."""
    if act.word == "go":
        return [] if before else [(activity.id, activity.title) for activity in session.activities.values()]
    if act.word == "lane" or (act.word == "move" and before):
        return [(lane, "lane") for lane in session.now.lanes]
    if act.word in ("vote", "ballot", "runoff", "pick") and not (act.word == "vote" and before):
        lines = ballot(session, ballot_activity(session), "wall").lines
        return [(line.handle, line.text) for line in lines]
    if act.word in ("name", "group") and not before:
        return [(theme.letter, theme.name) for theme in session.themes_of(session.source(session.now))]
    return []


def _note(text: str, lane: str) -> AddNote:
    return AddNote(text=text, lane=lane)


def _person(session: Session, name: str) -> Participant | None:
    """The one person of this name, or of this first name."""
    wanted = name.strip().casefold()
    people = session.participants.values()
    hits = [one for one in people if one.name.casefold() == wanted]
    hits = hits or [one for one in people if one.name.casefold().split()[:1] == [wanted]]
    return hits[0] if len(hits) == 1 else None
