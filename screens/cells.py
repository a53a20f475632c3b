"""Text in cells: how wide it is, where it is cut, how it wraps."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

from rich.cells import cell_len, split_graphemes

ELLIPSIS = "…"
STUMP = 4
"""Cells at the end of a line that a long word does not begin in."""
_CLOSES = ("Pe", "Pf", "Po")
"""The categories of what closes a sentence or a bracket."""
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)])
"""What a terminal would obey. It is cleaned away long before; it is never drawn either."""


def width(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(plain(text))


def plain(text: str) -> str:
    """The text without control characters."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def letters(text: str) -> list[tuple[str, int]]:
    """A text as what stands in its cells: each letter with its marks, and how many cells it takes."""
    text = plain(text)
    if text.isascii():
        return [(letter, 1) for letter in text]
    spans, _ = split_graphemes(text)
    return [(text[start:end], cells) for start, end, cells in spans]


def head(text: str, room: int) -> str:
    """As much of the beginning as fits in `room` cells."""
    text = plain(text)
    if width(text) <= room:
        return text
    kept, used = [], 0
    for letter, cells in letters(text):
        used += cells
        if used > room:
            break
        kept.append(letter)
    return "".join(kept)


def cut(text: str, room: int) -> str:
    """The text in one line of `room` cells, cut at a word and marked where it is too long."""
    line = plain(" ".join(text.split("\n")))
    if width(line) <= room:
        return line
    if room < 2:
        return ELLIPSIS[: max(0, room)]
    kept = head(line, room - 1)
    before, space, _ = kept.rpartition(" ")
    if space and width(before) >= room // 2 and not line[len(kept) :].startswith(" "):
        kept = before
    return kept.rstrip() + ELLIPSIS


@lru_cache(maxsize=4096)
def wrap(text: str, room: int) -> tuple[str, ...]:
    """The text in lines of `room` cells, broken between words, and within one only where it is too long."""
    room = max(1, room)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in plain(paragraph).split(" "):
            joined = f"{line} {word}" if line else word
            if width(joined) <= room:
                line = joined
                continue
            left = room - width(line) - 1
            if line and width(word) > room and left >= max(STUMP, room // 3):
                begun = _begun(word, left)
                line, word = f"{line} {begun}", word[len(begun) :]
            if line:
                lines.append(line)
            *full, line = _pieces(word, room)
            lines += full
        lines.append(line)
    return tuple(lines)


def _pieces(word: str, room: int) -> list[str]:
    pieces = []
    while width(word) > room:
        piece = _begun(word, room) or letters(word)[0][0]
        pieces.append(piece)
        word = word[len(piece) :]
    return [*pieces, word]


def _begun(word: str, room: int) -> str:
    """As much of a long word as fits; scripts without spaces begin no line with what closes the one before."""
    begun = head(word, room)
    rest = word[len(begun) : len(begun) + 1]
    if rest and category(rest) in _CLOSES:
        shorter = "".join(letter for letter, _ in letters(begun)[:-1])
        return shorter or begun
    return begun
