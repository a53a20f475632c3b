"""The essence of a workshop in a few words, for a code that holds them itself and needs no network."""

from __future__ import annotations

from collections.abc import Iterator

from sessions import dates
from sessions.blocks import Bars, Statement
from sessions.session import Session
from sessions.summary.first import page_one

FIRST = 3
"""Priorities that are told."""


def essence(session: Session, most: int) -> str:
    """What page one says in short: whose it was, who they are together, what comes first, when they meet again.

    Args:
        session: Of which session.
        most: How many bytes it may take in UTF-8; what does not fit is left out from the end, and marked.
    """
    told = ""
    for line in _lines(session):
        whole = f"{told}\n{line}" if told else line
        if len(whole.encode()) > most:
            return _cut(whole, most) if most - len(told.encode()) > WORTH or not told else told
        told = whole
    return told


WORTH = 24
"""Bytes that must be left for a line to be begun that will not fit."""


def _lines(session: Session) -> Iterator[str]:
    yield f"{session.community.name}: {session.title}, {dates.in_words(session.date)}"
    shown = page_one(session)
    for block in shown:
        if isinstance(block, Statement):
            yield block.text
            break
    for block in shown:
        if isinstance(block, Bars):
            first = (words or handle for handle, words, _ in block.lines[: max(1, block.cut)][:FIRST])
            yield f"First: {'; '.join(first)}"
    for block in shown:
        if block.id == "next-meeting":
            yield f"Next: {block.sentence}"


def _cut(text: str, most: int) -> str:
    """As much of a text as fits, at a word, with a mark that there was more."""
    room = most - len("…".encode())
    kept = text.encode()[: max(0, room)].decode(errors="ignore")
    before, space, _ = kept.rpartition(" ")
    return f"{(before if space and len(before) > len(kept) // 2 else kept).rstrip()}…"
