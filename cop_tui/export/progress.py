"""How far the writing of a document has come."""

from __future__ import annotations

from collections.abc import Callable

Heard = Callable[[float], None]
"""Is told which part is done, from 0 to 1."""


def nobody(done: float) -> None:
    """Hears it where nobody waits."""
