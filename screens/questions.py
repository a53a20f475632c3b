"""Questions that stand before the line, each of which an answer turns into one whole scribe line.

A question comes from the step (which theme a note goes in, what happened with a promise) or from a line of
several fields that was given bare (`screens/fields.py`). A line that begins with `/` is that line all the
same, and after a `+` comes a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sessions import scribe
from sessions.acts import Act
from sessions.blocks import plural
from sessions.completing import in_full
from sessions.errors import Problem
from sessions.objects import Statement
from sessions.session import Session
from sessions.steps import line, meant
from sessions.steps.goal import SOMEBODY, US

if TYPE_CHECKING:
    from screens.fields import Fields

Keys = Sequence[tuple[str, str, str]]
"""Each key, its word, and the action that a click does."""
LABELS = {
    "say": "we say",
    "vote": "hands",
    "tie": "who to whom",
    "reflect": "shared",
    "missing": "who is missing",
    "feedback": "useful? fingers",
}
"""What stands before the line where an act's own word would not say what is asked."""
AGREED = ("agreed", "agree", "we agree")
_MEETS = re.compile(
    r"(?:(?:our |the )?next meeting(?: is)?|(?:we(?: will|'ll)? )?meet(?: again)?)(?: on)? (.+)",
    re.IGNORECASE,
)
LETTERS = 2
"""The longest letter of a theme; what is no longer is surely a slip of the finger, and no name."""
SETTLED = (("done", ("done",)), ("still", ("still", "open")), ("drop", ("dropped", "drop")))
"""The lines that say how a promise stands, and the words that begin an answer so."""


@dataclass(frozen=True)
class Answer:
    """What an answer comes to: a scribe line, another question, something to skip, or why it does not fit."""

    line: str = ""
    skip: bool = False
    sentence: str = ""
    then: Fields | None = None
    again: str = ""
    """The line that the same answer comes to when it is given once more, where the sentence says so."""


@dataclass(frozen=True)
class Question:
    """What the line asks now."""

    label: str
    """What stands before the line."""
    hint: str
    """How it may be answered."""
    keys: Keys
    """The keys that answer it."""
    answer: Callable[[str], Answer]
    """What a text answers."""
    shared: bool = False
    """Whether the room reads what was somebody's own."""
    given: str = ""
    """What was answered before it of the same line."""


def aside(text: str) -> Answer | None:
    """What a text is that answers no question whatever is asked: another line, or after a `+` a note."""
    if text.startswith("/"):
        return Answer(line=text)
    if text.startswith("+"):
        note = text[1:].strip()
        return Answer(line=f"/{note}" if note.startswith("/") else note) if note else Answer()
    return None


def placing(handle: str, themes: Mapping[str, str], lanes: Sequence[str] = ()) -> Question:
    """Which theme a note goes in: its letter or name, `=` and a new name, or nothing to leave it for now.

    Args:
        handle: The note.
        themes: The themes there are, letter to name.
        lanes: What the note may be moved to instead, by name: "not ours".
    """
    return Question(
        label=f"theme for {handle}",
        hint="letter, or = new name" if themes else "= new name",
        keys=(
            ("Letter Enter", "puts it there", ""),
            ("=", "new theme", ""),
            ("Enter", "leaves it", "keep"),
            ("↑↓", "other", "choose(1)"),
        ),
        answer=partial(answered, Answer(skip=True), partial(_placed, handle, themes, lanes)),
    )


def settling(handle: str) -> Question:
    """How a promised action stands: done, still open, or dropped."""
    return Question(
        label=f"{handle}: done, still, dropped",
        hint="done they answered",
        keys=(("Enter", "keep", "keep"), ("↑↓", "other promise", "choose(1)")),
        answer=partial(answered, Answer(skip=True), partial(_settled, handle)),
    )


def whole(session: Session, act: Act, begin: str) -> Question:
    """What a plain answer becomes in this step: the rest of one line, as a person in `/person Dee; Age Support`."""
    return _plainly(session, act.word, partial(_begun, session, act, begin))


def saying(session: Session, statement: Statement | None) -> Question:
    """The words that the room can carry; once there are some that are not agreed yet, other words, or the fingers."""
    return _plainly(session, "say", partial(_said, session, statement))


def counting(session: Session) -> Question:
    """How many hands there are for something on the ballot."""
    return _plainly(session, "vote", partial(_counted, session))


def _plainly(session: Session, word: str, taken: Callable[[str], Answer]) -> Question:
    """What the step itself asks for, by what its act is called before the line."""
    return Question(
        label=LABELS.get(word, word),
        hint=line(session),
        keys=(("Enter", "keep", "keep"), ("+", "note", "")),
        answer=partial(answered, Answer(), taken),
        shared=word == "reflect",
    )


def _begun(session: Session, act: Act, begin: str, words: str) -> Answer:
    """The whole line. A goal that begins with nobody's name is somebody's all the same; a day to meet is no decision."""
    said = f"{begin} {words}"
    if act.word == "goal" and words.split()[0].casefold().strip(":") not in (*US, SOMEBODY):
        try:
            known, _ = scribe.Line(act, words, session).person_first(words)
        except Problem as problem:
            return Answer(sentence=problem.sentence)
        return Answer(line=said if known else f"{begin} {SOMEBODY} {words}")
    meets = _MEETS.fullmatch(words) if act.word == "decide" else None
    if meets and (day := in_full(meets[1], scribe.find("/meet")[0], session)):
        return Answer(
            sentence=f"/meet {meets[1]} keeps {day} as our next meeting. Enter again keeps a decision.",
            again=said,
        )
    return Answer(line=said)


def answered(nothing: Answer, taken: Callable[[str], Answer], text: str) -> Answer:
    """What a text answers, where an empty line and what is no answer are the same for all."""
    words = text.strip()
    return (aside(words) or taken(words)) if words else nothing


def _placed(handle: str, themes: Mapping[str, str], lanes: Sequence[str], words: str) -> Answer:
    """The line that places a note. Text that is no answer is kept only after a `+`."""
    if words.startswith("="):
        name = words[1:].strip()
        return (
            Answer(line=f"/group {handle} = {name}")
            if name
            else Answer(sentence="What is the theme called? = late letters")
        )
    if words.upper() in themes:
        return Answer(line=f"/group {words.upper()} {handle}")
    other, _, letter = words.partition(" ")
    if other.isdecimal() and letter.upper() in themes:
        return Answer(line=f"/group {letter.upper()} {other}")
    if lane := [lane for lane in lanes if lane.casefold() == words.casefold()]:
        return Answer(line=f"/move {handle} {lane[0]}")
    alike = [letter for letter, name in themes.items() if name.casefold().startswith(words.casefold())]
    if len(alike) == 1:
        return Answer(line=f"/group {alike[0]} {handle}")
    if len(words) <= LETTERS:
        return Answer(sentence=f"There is no theme {words}. = and a name makes one.")
    return Answer(
        sentence=f"There is no theme {_short(words)}. Enter again makes it, + before it keeps a note.",
        again=f"/group {handle} = {words}",
    )


def _said(session: Session, statement: Statement | None, words: str) -> Answer:
    """The line that words come to, once it is sure that they are no score, no remark and no note from elsewhere."""
    if statement and (fingers := meant(session, words)):
        return Answer(line=fingers)
    if statement and words.casefold().strip(".!") in AGREED:
        return Answer(line="/agree")
    said = f"/say {words}"
    if words.isdecimal():
        score = bool(statement) and words in tuple("012345")
        here = any(str(note.number) == words for note in session.notes_of(session.source(session.now)))
        if score or not here:
            ways = [f"{words}x4 counts four scores of {words}"] if score else []
            return Answer(sentence=f"{'; '.join([*ways, f'{said} takes the words of note {words}'])}.")
    if not statement:
        return Answer(line=said)
    many = sum(statement.scores)
    scored = f"{plural(many, 'person has', 'people have')} scored version {statement.version}"
    again = "Enter again says this instead, + before it keeps a note."
    return Answer(sentence=f"{scored if many else 'Words stand there already'}. {again}", again=said)


def _counted(session: Session, words: str) -> Answer:
    """The line that hands come to. What counts none is no note that nobody sees."""
    try:
        hands = meant(session, words)
    except Problem as problem:
        return Answer(sentence=problem.sentence)
    if hands:
        return Answer(line=hands)
    way = line(session).partition(" · ")[0]
    return Answer(sentence=f"That counts no hands. {way}; + before it keeps a note.")


def _settled(handle: str, words: str) -> Answer:
    """The line that says how a promise stands."""
    first, _, rest = words.partition(" ")
    for act, ways in SETTLED:
        if first.casefold() in ways or (not rest and first.casefold() in [way[0] for way in ways]):
            return Answer(line=f"/{act} {handle} {rest}".strip())
    return Answer(sentence="Done, still open, or dropped? done they answered · still 14 jan · dropped why")


def _short(words: str) -> str:
    return words if len(words) <= 12 else words[:11] + "…"
