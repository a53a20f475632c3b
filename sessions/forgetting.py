"""Forgetting a person: their name and what they said of themselves leave every file; counts and measures stay.

What stands under their name alone goes: who owns, tells, invites, leads, commented. Notes that they said stay without
them, as the room's. A mention in somebody else's words is listed first, and taken out where that is asked for. The
answers about boundaries that others gave too stay, as numbers need them; one that nobody else gave goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from sessions.errors import NotFound
from sessions.events import Entry
from sessions.objects import BOUNDARIES
from sessions.rows import KINDS
from sessions.session import Session

if TYPE_CHECKING:
    from sessions.live import LiveSession
    from sessions.vault import Vault

REMOVED = "[name removed]"
LEAST = 3
"""Letters of a part of a name that is looked for by itself."""
BLANKED = {"name": "", "brings": "", "level": "", "joined": "", "consent": None, "quotable": False}
"""What of a participant is theirs alone."""


class Mention(NamedTuple):
    """A name in words that somebody else said."""

    handle: str
    words: str


class Person:
    """Somebody of one session, under every name that they had in it."""

    def __init__(self, entries: Sequence[Entry], session: Session, name: str) -> None:
        """Find them.

        Args:
            entries: Everything that was said.
            session: What that comes to.
            name: Their whole name, however it is written.

        Raises:
            NotFound: if nobody of this name was ever noted.
        """
        wanted = _plain(name)
        people = [one for entry in entries for one in _people(msgspec.to_builtins(entry))]
        self.numbers = {one["number"] for one in people if _plain(one["name"]) == wanted}
        """Their numbers in the session."""
        if not self.numbers:
            raise NotFound(f"Nobody called {name} is noted in {session.id}.")
        own = {one["name"] for one in people if one["number"] in self.numbers and one["name"]}
        others = {one["name"] for one in people if one["number"] not in self.numbers}
        theirs = {_plain(part) for one in others for part in one.split()}
        self.names = {_plain(one) for one in own}
        parts = {
            part for one in own for part in one.split() if len(part) >= LEAST and _plain(part) not in theirs
        }
        looked_for = sorted({*own, *parts}, key=len, reverse=True)
        self.mentioned = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, looked_for))})(?!\w)", re.IGNORECASE
        )
        """Their whole name, or a part of it that nobody else has, in the words of others."""
        shared = [one for one in people if one["number"] not in self.numbers]
        self.shared = {
            boundary: {_plain(str(one.get(boundary) or "")) for one in shared} for boundary in BOUNDARIES
        }
        """The answers about boundaries that others gave, too."""

    def is_named(self, value: object) -> bool:
        """Whether a value is their name and nothing else."""
        return isinstance(value, str) and _plain(value) in self.names

    def without(self, entry: Entry, *, redact: bool) -> Entry:
        """An entry that does not tell of them."""
        told = self._walked(msgspec.to_builtins(entry), redact=redact)
        return msgspec.convert(told, Entry)

    def _walked(self, value: Any, *, redact: bool) -> Any:
        if isinstance(value, str):
            if self.is_named(value):
                return ""
            return self.mentioned.sub(REMOVED, value) if redact else value
        if isinstance(value, (list, tuple)):
            return [self._walked(one, redact=redact) for one in value if not self.is_named(one)]
        if not isinstance(value, dict):
            return value
        told = {key: self._walked(one, redact=redact) for key, one in value.items()}
        if told.get("author") in self.numbers:
            told["author"] = None
        if _is_person(value) and value["number"] in self.numbers:
            told |= {key: empty for key, empty in BLANKED.items() if key in told}
            told |= {
                boundary: ""
                for boundary in BOUNDARIES
                if boundary in told and _plain(str(value[boundary] or "")) not in self.shared[boundary]
            }
        return told


def forgetter(person: Person, *, redact: bool) -> Callable[[Entry], Entry]:
    """The transform that forgets somebody.

    Args:
        person: Whom.
        redact: Whether their name is taken out of the words of others, too.
    """
    return lambda entry: person.without(entry, redact=redact)


async def forget(live: LiveSession, name: str, *, redact: bool) -> None:
    """Forget a person in a live session, for good.

    Args:
        live: The session.
        name: Their whole name.
        redact: Whether their name is taken out of the words of others, too.

    Raises:
        NotFound: if nobody of this name is noted.
        OSError: if the journal cannot be written; everything stands as it was.
    """

    def write(vault: Vault) -> None:
        vault.rewrite(forgetter(Person(vault.entries, live.session, name), redact=redact))

    await live.rewrite(write)


def mentions(session: Session, person: Person) -> list[Mention]:
    """Where others speak of them, in words that stand in the session now."""
    return [
        Mention(handle, text)
        for handle, texts in _said(session)
        for text in texts
        if not person.is_named(text) and person.mentioned.search(text)
    ]


def _said(session: Session) -> Iterable[tuple[str, list[str]]]:
    """What has a handle, and every text in it; then what has none."""
    for number, note in session.notes.items():
        yield str(number), [note.text]
    for theme in session.themes.values():
        yield theme.letter, [theme.name]
    for one in (*session.statements.values(), *session.earlier_statements.values()):
        yield f"V{one.version}", [one.text, one.dissent]
    for kind in KINDS:
        for row in getattr(session, kind.table).values():
            yield row.handle, list(_texts(msgspec.to_builtins(row)))
    for number, comment in session.comments.items():
        yield f"K{number}", [comment.text]
    own = {name: getattr(session, name) for name in ("title", "place", "facilitator", "ask")}
    yield "the session", [*own.values(), *_texts(msgspec.to_builtins(session.next_meeting))]
    yield "the charter", list(_texts(msgspec.to_builtins(session.community)))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _people(value: Any) -> Iterable[dict[str, Any]]:
    """Every participant in an entry, as it was before and after."""
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
    return " ".join(name.split()).casefold()
