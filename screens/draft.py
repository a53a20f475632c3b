"""What is typed and not yet sent: the host keeps it for a terminal, and hands it to the next where that one is lost."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sessions.clean import clean

ROOM = 100_000
"""Letters of a draft that are kept at most: the line first, then answers, what was pasted, and the lines held last."""


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything of a terminal that was typed and not sent."""

    text: str = ""
    """The line."""
    aim: tuple[str, str] = ("", "")
    """What it was typed for: the activity, and what was asked there."""
    asked: str = ""
    """The line of several fields that was being asked for: its word, and its handle."""
    answers: tuple[str | None, ...] = ()
    """What was answered of it."""
    last: int = 0
    """How many of its fields are asked for at most."""
    pasted: tuple[str, ...] = ()
    """Pasted lines that were offered as notes."""
    held: tuple[str, ...] = ()
    """Lines that wait to be brought back, the next one last."""

    def written(self) -> str:
        """The draft as the host keeps it, no longer than there is room for; "" where nothing was typed."""
        room = _Room()
        kept = Draft(
            text=room.some(self.text),
            aim=self.aim,
            asked=self.asked,
            answers=tuple(one and room.some(one) for one in self.answers),
            last=self.last,
            pasted=room.lines(self.pasted),
            held=room.lines(reversed(self.held))[::-1],
        )
        typed = kept.text or kept.asked or kept.pasted or kept.held
        return msgspec.json.encode(kept).decode() if typed else ""


class _Room:
    """What is left of the letters that a draft may have."""

    def __init__(self) -> None:
        self.left = ROOM

    def some(self, text: str) -> str:
        """As much of a text as fits."""
        fitting = text[: self.left]
        self.left -= len(fitting)
        return fitting

    def lines(self, lines: Iterable[str]) -> tuple[str, ...]:
        """The first lines that fit whole."""
        kept = []
        for line in lines:
            if len(line) + 1 > self.left:
                break
            self.left -= len(line) + 1
            kept.append(line)
        return tuple(kept)


def read(written: str) -> Draft:
    """A draft that the host kept, cleaned; an empty one where nothing can be read."""
    try:
        draft = msgspec.json.decode(written, type=Draft) if written else Draft()
    except msgspec.MsgspecError:
        return Draft()
    return Draft(
        text=_typed(draft.text),
        aim=draft.aim,
        asked=clean(draft.asked),
        answers=tuple(one and clean(one) for one in draft.answers),
        last=max(0, draft.last),
        pasted=tuple(line for one in draft.pasted if (line := clean(one))),
        held=tuple(line for one in draft.held if (line := _typed(one))),
    )


def _typed(text: str) -> str:
    """A line as it was typed: a blank at its end is where the next word begins."""
    line = clean(text)
    return f"{line} " if line and text.endswith(" ") else line
