"""Forgetting a person: their name and what they said of themselves leave every file; counts and measures stay.

What stands under their name alone goes: who owns, tells, invites, leads, commented. Notes that they said stay without
them, as the room's. A mention in words that somebody said is listed first, and taken out where that is asked for. The
answers about boundaries that others gave too stay, as numbers need them; one that nobody else gave goes.

Only fields that hold names and words are touched, by their names: never an id, a handle, a day, what a plan says or how
something stands, whatever somebody is called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from sessions.errors import NotFound
from sessions.events import Entry
from sessions.objects import BOUNDARIES
from sessions.rows import KINDS
from sessions.session import Session

REMOVED = "[name removed]"
NAMES = frozenset([
    "owner", "teller", "inviter", "whose", "whom", "host", "sponsor", "facilitator", "leaders", "apologies",
    "who"
])  # fmt: skip
"""Fields that hold who somebody is,"""
WORDS = NAMES | frozenset([
    "text", "aim", "measure", "baseline", "change_idea", "update", "why", "where", "when", "question",
    "prediction", "data", "observations", "problems", "result", "learning", "dissent", "place", "ask",
    "topic", "insight", "used_how", "effect", "reframed", "most_useful", "change_one_thing", "in_scope",
    "out_of_scope", "rhythm", "membership_rule", "brings", "method", "title", "sentence"
])  # fmt: skip
"""and those in which somebody said something."""
CHANGED = {
    "NoteEdited": None,
    "StatementSettled": None,
    "SessionChanged": ("title", "place", "ask", "facilitator"),
}
"""Events whose value before and after is such a field itself; of the last only for these fields."""
BLANKED = {"name": "", "brings": "", "level": "", "consent": None, "quotable": False, "forgotten": True}
"""What of a participant is theirs alone. The day of the meeting that they were first at stays, so that they count there."""
LEAST = 2
"""Letters of a part of a name that is looked for by itself."""
EVERYDAY = frozenset([
    "will", "may", "mark", "rose", "grace", "hope", "joy", "art", "bill", "rich", "frank", "dawn", "june",
    "april", "sue", "pat", "jack", "summer", "faith", "ray", "don", "drew", "guy", "king", "young", "long",
    "good", "best", "day", "wood", "hill", "field", "brown", "white", "black", "green", "gray", "grey",
    "close", "open", "gather", "agree", "stone", "banks", "moss", "do", "be", "so", "an", "in", "on", "or",
    "by", "to"
])  # fmt: skip
"""Parts of names that are words as well: they are looked for as they are written, with their capital."""

ASKED = frozenset(["expected", "consent"])
"""What the program said or asked itself, word for word; no name is in it."""

Transform = Callable[[Entry], Entry]


class Mention(NamedTuple):
    """A name in words that somebody said."""

    handle: str
    words: str


class Person:
    """Somebody of a community, under every name that they had in it."""

    def __init__(self, meetings: Iterable[Sequence[Entry]], name: str) -> None:
        """Find them.

        Args:
            meetings: Everything that was said in each meeting of the community.
            name: Their whole name, however it is written.

        Raises:
            NotFound: if nobody of this name was ever noted.
        """
        wanted = _plain(name)
        noted = [_noted(entries) for entries in meetings]
        ours: list[dict[str, Any]] = []
        others: list[dict[str, Any]] = []
        for people in noted:
            numbers = {one["number"] for one in people if wanted and _plain(one["name"]) == wanted}
            for one in people:
                (ours if one["number"] in numbers else others).append(one)
        if not ours:
            raise NotFound(f"Nobody called {name} is noted here. Give the whole name, as it was noted.")
        own = {one["name"] for one in ours if one["name"]}
        self.names = {_plain(one) for one in own}
        alike = {one["name"] for one in others if one["name"]} - own
        self.shared = {
            boundary: {_plain(str(one.get(boundary) or "")) for one in others} for boundary in BOUNDARIES
        }
        """The answers about boundaries that others gave, too."""
        self.mentioned = _pattern(own, alike)

    def is_named(self, value: object) -> bool:
        """Whether a value is their name and nothing else."""
        return isinstance(value, str) and _plain(value) in self.names

    def speaks(self, words: str) -> bool:
        """Whether words speak of them, and not of somebody whose name is alike."""
        text = unicodedata.normalize("NFC", words)
        return any(found["theirs"] for found in self.mentioned.finditer(text))

    def without(self, entries: Sequence[Entry], *, redact: bool) -> Transform:
        """The transform of a meeting that tells of them no more.

        Args:
            entries: Everything that was said in it.
            redact: Whether their name is taken out of what others said, too.
        """
        numbers = {one["number"] for one in _noted(entries) if _plain(one["name"]) in self.names}

        def transform(entry: Entry) -> Entry:
            told = self._walked(msgspec.to_builtins(entry), numbers, redact=redact)
            return msgspec.convert(told, Entry)

        return transform

    def _walked(self, value: Any, numbers: set[int], *, redact: bool) -> Any:
        """A value without them. Only a field whose name says that it holds names or words is changed."""
        if isinstance(value, (list, tuple)):
            return [self._walked(one, numbers, redact=redact) for one in value]
        if not isinstance(value, dict) or "steps" in value:  # an activity: what its plan says
            return value
        told = {}
        for key, one in value.items():
            if _holds(key, value):
                told[key] = self._unsaid(one, name=_is_name(key, value), redact=redact)
            elif key not in ASKED:
                told[key] = self._walked(one, numbers, redact=redact)
            else:
                told[key] = one
        if told.get("author") in numbers:
            told["author"] = None
        if _is_person(value) and value["number"] in numbers:
            told |= BLANKED
            told |= {
                boundary: ""
                for boundary in BOUNDARIES
                if boundary in told and _plain(str(value[boundary] or "")) not in self.shared[boundary]
            }
        return told

    def _unsaid(self, value: Any, *, name: bool, redact: bool) -> Any:
        """A field without them: where it is their name it is empty, and a mention goes where that is asked for."""
        if isinstance(value, (list, tuple)):
            kept = [one for one in value if not (name and self.is_named(one))]
            return [self._unsaid(one, name=name, redact=redact) for one in kept]
        if not isinstance(value, str):
            return value
        if name and self.is_named(value):
            return ""
        if not redact or not self.speaks(value):
            return value
        text = unicodedata.normalize("NFC", value)
        return self.mentioned.sub(lambda found: REMOVED if found["theirs"] else found[0], text)


def mentions(session: Session, person: Person) -> list[Mention]:
    """Where somebody speaks of them, in words that stand in the session now."""
    return [
        Mention(handle, text)
        for handle, told in _said(session)
        for text in _texts(told)
        if not person.is_named(text) and person.speaks(text)
    ]


def _said(session: Session) -> Iterable[tuple[str, Any]]:
    """What has a handle, and what is in it; then what has none."""
    for number, note in session.notes.items():
        yield str(number), note
    for theme in session.themes.values():
        yield theme.letter, theme
    for one in (*session.statements.values(), *session.earlier_statements.values()):
        yield f"V{one.version}", one
    for kind in KINDS:
        for row in getattr(session, kind.table).values():
            yield row.handle, row
    for number, comment in session.comments.items():
        yield f"K{number}", comment
    yield "the session", {name: getattr(session, name) for name in ("title", "place", "facilitator", "ask")}
    yield "the next meeting", session.next_meeting
    yield "the charter", session.community


def _texts(value: Any) -> Iterable[str]:
    """The words in something."""
    told = msgspec.to_builtins(value)
    if isinstance(told, dict):
        for key, one in told.items():
            if _holds(key, told):
                yield from (one if isinstance(one, list) else [one])
            elif isinstance(one, (list, dict)) and key not in ASKED:
                yield from _texts(one)
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one)


def _holds(key: str, within: dict[str, Any]) -> bool:
    """Whether a field holds names or words."""
    if key == "name":
        return "letter" in within or _is_comment(within)  # of a theme, or of whoever commented
    if key == "activity":
        return "insight" in within  # of a story: what was done
    if key in ("from", "to"):
        value = within[key]
        return (
            "sign" in within and isinstance(value, str) and " " in value
        )  # of a ripple, where it is no handle
    if key in ("before", "after"):
        event = within.get("event")
        fields = CHANGED.get(event) if isinstance(event, str) else None
        return event in CHANGED and (fields is None or within.get("field") in fields)
    return key in WORDS and isinstance(within[key], (str, list, tuple))


def _is_name(key: str, within: dict[str, Any]) -> bool:
    """Whether a field holds who somebody is."""
    changed = key in ("before", "after") and within.get("field") == "facilitator"
    return key in NAMES or changed or (key == "name" and _is_comment(within))


def _is_comment(value: dict[str, Any]) -> bool:
    return "target" in value and "text" in value


def _noted(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Every participant in some entries, as they were before and after."""
    return [one for entry in entries for one in _people(msgspec.to_builtins(entry))]


def _people(value: Any) -> Iterable[dict[str, Any]]:
    if isinstance(value, dict):
        if _is_person(value):
            yield value
        for one in value.values():
            yield from _people(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _people(one)


def _is_person(value: dict[str, Any]) -> bool:
    return "number" in value and "name" in value and "profession" in value


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _pattern(own: set[str], alike: set[str]) -> re.Pattern[str]:
    """What finds a name: as group "theirs" where it is that person's, else somebody's whose name is alike."""
    whole = sorted({way for one in own for way in (one, one.casefold(), one.upper())}, key=len, reverse=True)
    known = {_plain(part) for one in alike for part in one.split()} | {_plain(one) for one in alike}
    parts = [
        part
        for part in sorted({part for one in own for part in one.split() if len(one.split()) > 1}, key=len)
        if len(part) >= LEAST and _cased(part[0]) and _plain(part) not in known
    ]
    ways = [f"(?i:{_spaced(one)})" for one in whole]
    ways += [_spaced(part) if part.casefold() in EVERYDAY else f"(?i:{_spaced(part)})" for part in parts]
    others = [f"(?i:{_spaced(one)})" for one in sorted(alike, key=len, reverse=True) if " " in one]
    return re.compile(f"(?:{'|'.join(others) or '(?!)'})|(?P<theirs>{'|'.join(ways)})")


def _spaced(name: str) -> str:
    """A name as a pattern: any blank, hyphen or dot between its parts or none, any apostrophe; a word of its own."""
    parts = [re.sub("['’ʼ]", "['’ʼ]", re.escape(part)) for part in unicodedata.normalize("NFC", name).split()]
    before = r"(?<![^\W_])" if _cased(name.strip()[:1]) else ""
    after = r"(?![^\W_])" if _cased(name.strip()[-1:]) else ""
    return before + r"[\s_.-]*".join(parts) + after


def _cased(letter: str) -> bool:
    """Whether a letter is of a script that parts words by blanks and has capitals; others have prefixes, or no blanks."""
    return letter.isupper() or letter.islower() or letter.isdecimal()
