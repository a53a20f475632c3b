"""Typefaces for documents that carry their own, so that a name in any script can be read wherever they are opened.

Noto Sans and its sisters and Hangul are under the SIL Open Font License, Droid Sans Fallback under the Apache License
2.0, whose texts lie beside them. What none of them has is looked for among the typefaces of this machine.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

HERE = Path(__file__).parent
REGULAR, BOLD = HERE / "NotoSans-Regular.ttf", HERE / "NotoSans-Bold.ttf"
FIRST, LAST = ("NotoSansMath", "NotoSansSymbols2", "NotoEmoji"), "DroidSansFallback"
"""Signs are taken from where all of them are; Chinese and Japanese from the largest, which is asked last."""
UNDRAWN = ("Cc", "Cf", "Zl", "Zp", "Zs", "Mn")
"""Categories of what leaves no ink of its own, or stands on a letter that is asked for anyway."""


def needed(text: str) -> tuple[list[Path], frozenset[str]]:
    """The typefaces that a text takes beside the first one, and the letters that none here has."""
    inked = frozenset(letter for letter in set(text) if unicodedata.category(letter) not in UNDRAWN)
    missing = inked - letters_of(REGULAR)
    chosen = []
    for path in (*_own(), *_machine()) if missing else ():
        if found := _drawn(path, missing & letters_of(path)):
            missing -= found
            chosen.append(path)
        if not missing:
            break
    return chosen, missing


@lru_cache(maxsize=1024)
def letters_of(path: Path) -> frozenset[str]:
    """The letters that a typeface has; none where it cannot be read or used."""
    try:
        with TTFont(path, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ())) if "glyf" in font else frozenset()
    except (OSError, TTLibError, AssertionError, KeyError):
        return frozenset()


def _drawn(path: Path, letters: frozenset[str]) -> frozenset[str]:
    """Those of some letters that a typeface draws: some say that they have what they leave empty."""
    if path.parent == HERE or not letters:
        return letters
    with TTFont(path, lazy=True) as font:
        cmap, outlines = font.getBestCmap(), font["glyf"]
        return frozenset(one for one in letters if outlines[cmap[ord(one)]].numberOfContours)


def _own() -> list[Path]:
    """Those that come with the program."""
    return sorted(
        HERE.glob("*.ttf"),
        key=lambda path: (path.stem.startswith(LAST), not path.stem.startswith(FIRST), path.name),
    )


def _machine() -> Iterator[Path]:
    """Those of this machine."""
    home = Path.home()
    if sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    elif sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"]
    for folder in folders:
        yield from sorted(folder.rglob("*.ttf"))
