"""What every event is: a fact that changes the session, and can say how to undo itself."""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from sessions.objects import Object

if TYPE_CHECKING:
    from sessions.session import Session

Owned = TypeVar("Owned", bound=Object)


class Event(msgspec.Struct, frozen=True, tag=True, tag_field="event"):
    """A fact, in the past tense.

    It changes the session only in `apply`, and only by what stands in it: no clock, no chance, no file.
    """

    def apply(self, session: Session, at: int) -> None:
        """Change the session by this fact, which became one at the time `at`."""
        raise NotImplementedError

    def inverse(self) -> Event | None:
        """The fact that undoes this one; None where nothing can."""
        return None

    def stands(self, session: Session) -> bool:
        """Whether nobody has changed since what this fact made so."""
        return True


class Change(Event, frozen=True):
    """One value went from `before` to `after`. Most events are this, and say only where the value is."""

    if TYPE_CHECKING:

        @property
        def before(self) -> Any:
            """The value that was."""

        @property
        def after(self) -> Any:
            """The value that is."""

    def get(self, session: Session) -> Any:
        """The value as it is in the session."""
        raise NotImplementedError

    def put(self, session: Session, value: Any, at: int) -> None:
        """Put a value in its place."""
        raise NotImplementedError

    def apply(self, session: Session, at: int) -> None:
        """Put `after` in its place."""
        self.put(session, own(self.after) if isinstance(self.after, Object) else self.after, at)

    def inverse(self) -> Event | None:
        """The same change the other way."""
        return msgspec.structs.replace(self, before=self.after, after=self.before)

    def stands(self, session: Session) -> bool:
        """Whether the value is still `after`."""
        return bool(self.get(session) == self.after)


@cache
def _deep(kind: type[Object]) -> tuple[str, ...]:
    """The fields of an object that may hold something which can be changed in itself."""
    return tuple(one.name for one in msgspec.structs.fields(kind) if not _plain(one.type))


def _plain(kind: Any) -> bool:
    if get_origin(kind) in (Union, UnionType):
        return all(map(_plain, get_args(kind)))
    return kind in (str, int, bool, float, NoneType) or get_origin(kind) is Literal


def own(item: Owned) -> Owned:
    """A copy that the session may change, so that the event stays what it was."""
    changes: dict[str, Any] = {}
    for field in _deep(type(item)):
        value = getattr(item, field)
        if isinstance(value, list):
            changes[field] = [own(one) if isinstance(one, Object) else one for one in value]
        elif isinstance(value, dict):
            changes[field] = {key: list(one) if isinstance(one, list) else one for key, one in value.items()}
        elif isinstance(value, Object):
            changes[field] = own(value)
    return msgspec.structs.replace(item, **changes)
