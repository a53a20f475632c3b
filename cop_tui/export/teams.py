"""Teams: page one as a message for a channel, with bold lines and plain bullets, as a chat has no tables and headings."""

from __future__ import annotations

import re

from cop_tui.export.document import page_one
from cop_tui.export.plain import lines
from sessions.session import Session

_OBEYED = re.compile(r"([\\`*_~\[\]<>])")
"""What a chat would take for a mark."""


def render(session: Session) -> bytes:
    """The message in UTF-8."""
    return lines(
        page_one(session), heading=lambda text: f"**{_text(text)}**", words=_text, bullet="-"
    ).encode()


def _text(words: str) -> str:
    return _OBEYED.sub(r"\\\1", words)
