"""Files spoilt by chance, as a slip of the finger, an editor or another program spoils them."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hostile import HOSTILE

BYTES = (b"", b",", b";", b"\t", b'"', b"'", b"\n", b"\r", b"\0", b"\xff", b"\xe9", b"9" * 30, b"=1+1", b"\xef\xbb\xbf", b"\xe2\x80\xae")  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 3, 99, 10**9, 10**18, 10**30, -(10**30), 0.5, 1e300, "", "x", "1", "A", "nowhere", "9" * 5000,
    "2026-02-30", "../..", [], {}, [None], {"x": 1}, [[[]]], "\x1b[31m", "\u202e", *HOSTILE,
)  # fmt: skip


def spoilt_text(content: bytes, random: Random) -> bytes:
    """A file with one to three edits of its bytes."""
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        start = random.randrange(len(content) + 1)
        end = min(len(content), start + random.choice([0, 0, 1, 1, 2, 8, 40]))
        match random.randrange(6):
            case 0:
                put = content[start:end] * 2
            case 1:
                put = bytes(random.randrange(256) for _ in range(random.randrange(1, 6)))
            case 2:
                lines = content.split(b"\n")
                random.shuffle(lines)
                content, put = b"\n".join(lines), b""
                start = end = 0
            case _:
                put = random.choice(BYTES)
        content = content[:start] + put + content[end:]
    return content


def spoilt_json(content: bytes, random: Random) -> bytes:
    """An export with one to three edits of its values; now and then of its bytes."""
    if random.random() < 0.1:
        return spoilt_text(content, random)
    document = json.loads(content)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        inside: Any = document
        while True:
            keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
            if not keys:
                break
            key = random.choice(keys)
            deeper = inside[key]
            if isinstance(deeper, (dict, list)) and deeper and random.random() < 0.9:
                inside = deeper
                continue
            spoil(inside, key, random)
            break
    return json.dumps(document, ensure_ascii=random.random() < 0.5).encode("utf-8", "replace")


def spoil(inside: Any, key: Any, random: Random) -> None:
    """Change, drop or double one value."""
    match random.randrange(8):
        case 0:
            del inside[key]
        case 1 if isinstance(inside, list):
            inside.append(inside[key])
        case 1:
            inside[f"{key}2"] = inside.pop(key)
        case 2 if isinstance(inside[key], int):
            inside[key] += random.choice([-1, 1, 2, 7])
        case _:
            inside[key] = random.choice(VALUES)
