"""What of a meeting has words but no handle, and what is left of a thing whose words were erased."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from sessions.objects import Consent, Object

ERASED = "erased"
"""The name that is left of what must have one: a theme, the title of a session."""
FREE: dict[str, tuple[str, str]] = {
    "title": ("session", "title"),
    "place": ("session", "place"),
    "facilitator": ("session", "facilitator"),
    "ask": ("session", "ask"),
    "charter sponsor": ("community", "sponsor"),
    "charter leaders": ("community", "leaders"),
    "charter rhythm": ("community", "rhythm"),
    "charter membership": ("community", "membership_rule"),
    "charter in": ("community", "in_scope"),
    "charter out": ("community", "out_of_scope"),
    "expect": ("community", "expected"),
    "meeting": ("next_meeting", "topic"),
    "sorry": ("attendance", "apologies"),
    "count": ("attendance", "groups"),
    "consent": ("attendance", "consent"),
}
"""What `/erase` calls free words, to the table and the field where they stand."""
PLACES = frozenset(FREE.values())
BESIDE = {"topic": ("topic", "host", "place")}
"""Fields whose words go together."""

Kept = TypeVar("Kept", bound=Object)


def left(field: str) -> str:
    """What is left of a field of the session itself."""
    return ERASED if field == "title" else ""


def without(one: Kept, field: str) -> Kept:
    """An object without the words of a field. That somebody agreed, and when, stays: only to what is erased."""
    fields = {}
    for name in BESIDE.get(field, (field,)):
        value = getattr(one, name)
        fields[name] = (
            msgspec.structs.replace(value, purpose="") if isinstance(value, Consent) else type(value)()
        )
    return msgspec.structs.replace(one, **fields)
