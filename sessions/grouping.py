"""The groups of a boundary: one for each word that people said of themselves, however they wrote it."""

from __future__ import annotations

from collections.abc import Callable

from sessions.session import Session

NOT_SAID = "not said"
"""Where those stand who did not say. It is no group."""
SILENT = ("", "-", "prefer not to say", NOT_SAID)
"""What somebody answers who does not say."""


def groups(session: Session, boundary: str) -> Callable[[str], str]:
    """Tells the group that a word means, in the spelling that was used first; `NOT_SAID` where it means none.

    Whom the community expects comes before those who are noted, and these before those who were counted.
    """
    known = session.community
    words = [
        *known.expected.get(boundary, []),
        *(getattr(one, boundary) for one in session.participants.values()),
        *(getattr(one, boundary, "") for one in session.attendance.groups),
    ]
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.casefold(), word)
    return lambda word: NOT_SAID if silent(word) else first.get(word.casefold(), word)


def silent(word: str) -> bool:
    """Whether somebody who answers this does not say."""
    return word.casefold() in SILENT
