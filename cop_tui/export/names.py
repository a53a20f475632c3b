"""File names that mean the same on every system."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = re.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])")


def file_name(name: str, suffix: str) -> str:
    """A file name made of `name`: small letters, digits and hyphens, and never one that Windows reserves."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall("[a-z0-9]+", plain))[:80].strip("-") or "session"
    if _RESERVED.fullmatch(stem):
        stem = f"session-{stem}"
    return f"{stem}.{suffix}"
