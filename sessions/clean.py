"""One `clean()` at every entrance: what a person typed stays text, and only text.

Terminals obey control characters wherever they stand, bidirectional overrides make a line read as
another line, and a letter may carry a thousand accents. None of that is anything a person said in a
workshop, so it is dropped before anything else sees it. Everything that carries meaning stays: every
script, emoji and their joiners, variation selectors, left-to-right and right-to-left marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

import msgspec

from sessions.errors import Malformed

MARKS_PER_LETTER = 4
"""Combining marks kept on one base letter. Vietnamese needs two, Hebrew with cantillation up to four."""

JOINERS_IN_A_ROW = 2
"""Invisible joiners and spaces kept in a row: an emoji sequence or a Persian word needs one."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SUSPECT = re.compile("[^\n -~]")
_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_DROPPED = frozenset(
    [
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0x206A, 0x2070),
        *range(0xFFF9, 0xFFFC),
        0xFEFF,
        0xAD,
    ]
)
_INVISIBLE = frozenset(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x61C]
)
_EDGES = re.compile("^[\\s{0}]+|[\\s{0}]+$".format("".join(map(chr, sorted(_INVISIBLE)))))
_FLAG, _TAGS, _TAGS_PER_FLAG = 0x1F3F4, range(0xE0020, 0xE0080), 8

Struct = TypeVar("Struct", bound=msgspec.Struct)


def clean(text: str, *, lines: bool = False) -> str:
    """Return `text` without anything that is not text.

    Drops control characters, surrogates, noncharacters and bidirectional overrides, thins stacked
    accents and runs of invisible characters, turns tabs into spaces, and trims the ends.

    Args:
        text: What was typed, posted or read.
        lines: Whether line breaks are kept; without it they become spaces.
    """
    if _SUSPECT.search(text):
        text = _CONTROLS.sub("", _NEWLINES.sub("\n", text).replace("\t", " "))
        if not text.isascii():
            text = _thin(text)
    if not lines and "\n" in text:
        text = " ".join(text.split("\n"))
    return text.strip() if text.isascii() else _EDGES.sub("", text)


def _thin(text: str) -> str:
    """Drop what only non-ASCII text can hold: overrides, surrogates, stacks of marks."""
    kept: list[str] = []
    marks = joiners = tags = 0
    for letter in text:
        code = ord(letter)
        if code < 0x80:
            marks = joiners = tags = 0
        elif (
            code in _DROPPED
            or 0xD800 <= code <= 0xDFFF
            or 0xFDD0 <= code <= 0xFDEF
            or code & 0xFFFE == 0xFFFE
        ):
            continue
        elif code in _INVISIBLE:
            joiners += 1
            if joiners > JOINERS_IN_A_ROW:
                continue
        elif code == _FLAG:
            marks, joiners, tags = 0, 0, _TAGS_PER_FLAG
        elif 0xE0000 <= code <= 0xE007F:
            # Tag letters are invisible, and spell only the flags of Wales, Scotland and England.
            if code not in _TAGS or tags == 0:
                continue
            tags -= 1
        elif unicodedata.category(letter) in ("Mn", "Me"):
            marks += 1
            if marks > MARKS_PER_LETTER:
                continue
        else:
            marks = joiners = tags = 0
        kept.append(letter)
    return "".join(kept)


def name(text: str, *, limit: int = 80) -> str:
    """Return `text` as a name of one line, at most `limit` letters long.

    Raises:
        Malformed: if nothing is left of it, or too much.
    """
    cleaned = clean(text)
    if not cleaned:
        raise Malformed("A name is needed here.")
    if len(cleaned) > limit:
        raise Malformed(f"That name has {len(cleaned)} letters; {limit} is the most.")
    return cleaned


def cleaned(struct: Struct) -> Struct:
    """Return a copy of a command, event or object with every string in it cleaned, line breaks kept."""
    changes = {}
    for field in struct.__struct_fields__:
        value = getattr(struct, field)
        fresh = _value(value)
        if fresh is not value:
            changes[field] = fresh
    return msgspec.structs.replace(struct, **changes) if changes else struct


def _value(value: Any) -> Any:
    if isinstance(value, str):
        fresh = clean(value, lines=True)
        return value if fresh == value else fresh
    if isinstance(value, msgspec.Struct):
        return cleaned(value)
    if isinstance(value, (list, tuple)):
        items = [_value(item) for item in value]
        return type(value)(items) if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        return {_value(key): _value(item) for key, item in value.items()}
    return value
