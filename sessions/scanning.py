"""What a code to scan says."""

from __future__ import annotations

from urllib.parse import urlsplit

CAPITALS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
"""Letters that a code packs closest."""


def payload(address: str, path: str) -> str:
    """What a code says: the address in capitals where that is the same address, which makes it smaller."""
    whole = f"{address.rstrip('/')}/{path}"
    capitals = whole.upper()
    if urlsplit(address).path in ("", "/") and set(capitals) <= CAPITALS:
        return capitals
    return whole
