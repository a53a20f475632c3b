"""Marks and lines for terminals that have no letters but ASCII: each glyph drawn here has a twin of one cell."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Mapping

TWINS: Mapping[str, str] = {
    "─": "-", "━": "=", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "┴": "+",
    "●": "*", "○": "o", "✓": "+", "›": ">", "‹": "<", "▌": ">", "▸": ">",
    "█": "#", "▄": "#", "▀": "#", "▖": "#", "▘": "#", "▲": "!", "■": "!",
    "↑": "^", "↓": "v", "→": ">", "←": "<", "·": ".", "…": "~",
    "−": "-", "–": "-", "×": "x", "“": '"', "”": '"', "‘": "'", "’": "'",
}  # fmt: skip
"""Every glyph beyond ASCII that a screen is drawn with, and what stands for it."""

_TABLE = str.maketrans(dict(TWINS))
_spare = False


def use(*, ascii_only: bool) -> None:
    """Draw with ASCII alone from now on, or with every glyph."""
    global _spare
    _spare = ascii_only


def spare() -> bool:
    """Whether screens are drawn with ASCII alone."""
    return _spare


def spelled(text: str) -> str:
    """A text with each glyph as its twin; other letters stay, since what people wrote is theirs.

    A letter that the terminal's encoding does not have is a question mark, so that its row keeps its length.
    """
    twins = text.translate(_TABLE)
    if twins.isascii():
        return twins
    return twins.encode(encoding(), "replace").decode(encoding())


def encoding() -> str:
    """How this terminal's letters are sent; ASCII where that is not known."""
    name = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "ascii"


def poor() -> bool:
    """Whether this terminal's encoding has no such glyphs, as with LANG=C."""
    try:
        "".join(TWINS).encode(encoding())
    except UnicodeEncodeError:
        return True
    return False
