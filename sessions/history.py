"""The session as it was: folded from the journal up to a moment.

What is hidden, erased or taken back by now stays so, and notes stand in the words that they have now: whoever looks
back on the wall shows nothing that was taken off it or mended since.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from sessions import dates, journal, records
from sessions.errors import NotFound
from sessions.events import Entry, Moved, Started
from sessions.journal import fold
from sessions.rows import KINDS
from sessions.session import Session

DAY = 24 * 60 * 60


def entries(folder: Path) -> list[Entry]:
    """Every entry of a session that its journal still has.

    Raises:
        NotFound: if there is no session in the folder.
        Damaged: if its journal cannot be read.
    """
    path = folder / records.JOURNAL
    if not path.is_file():
        raise NotFound(f"There is no session {folder.name}.")
    return journal.read(path).entries


class History:
    """A session at every moment since it was made."""

    def __init__(self, said: Sequence[Entry]) -> None:
        """Take in what was said, in its order."""
        self._said = said
        # The times of unnamed notes are rounded once a session is sealed; none is earlier than what came before it.
        self._times = list(accumulate((entry.at for entry in said), max))
        self.present = fold(said)
        """The session as it is now."""

    @property
    def begins(self) -> int:
        """When its clock was started (milliseconds), else when it was made."""
        return max(self.present.started, self._times[0])

    @property
    def ends(self) -> int:
        """When something was said last (milliseconds)."""
        return max(self.begins, self._times[-1])

    @property
    def turns(self) -> list[int]:
        """When another step was entered (milliseconds)."""
        return [
            at
            for entry, at in zip(self._said, self._times, strict=True)
            if any(isinstance(event, (Started, Moved)) for event in entry.events)
        ]

    def when(self, text: str) -> int:
        """The moment that a time of day means: the end of that minute, on the day on which the session was held.

        Raises:
            Malformed: if it is no time.
        """
        hours, minutes = map(int, dates.clock(text).split(":"))
        day = time.localtime(self.begins / 1000)
        at = time.mktime((day.tm_year, day.tm_mon, day.tm_mday, hours, minutes, 59, 0, 0, -1))
        if at * 1000 < self.begins - 59_000 and (at + DAY) * 1000 <= self.ends + 59_000:
            at += DAY  # a meeting that went on past midnight
        return round(at * 1000) + 999

    def at(self, moment: int) -> Session:
        """The session as it was at a moment (milliseconds).

        Raises:
            NotFound: if it was not made yet.
        """
        many = bisect_right(self._times, moment)
        if not many:
            raise NotFound(f"Nothing was there yet: the session was made at {clock(self._times[0])}.")
        past = fold(self._said[:many])
        for number, note in list(past.notes.items()):
            now = self.present.notes.get(number)
            if now is None:
                del past.notes[number]
            else:
                note.hidden, note.waiting = note.hidden or now.hidden, note.waiting or now.waiting
                note.text, note.author = now.text, now.author
        for kind in KINDS:
            rows, present = getattr(past, kind.table), getattr(self.present, kind.table)
            for number, row in list(rows.items()):
                if (now := present.get(number)) is None:
                    del rows[number]
                elif now.visibility != "report":
                    row.visibility = now.visibility
        return past


def clock(moment: int) -> str:
    """A moment (milliseconds) as a time of day."""
    return time.strftime("%H:%M", time.localtime(moment / 1000))


def in_words(session: Session, moment: int) -> str:
    """When it was, and what was on then."""
    return f"{clock(moment)}, {session.now.title if session.started else 'before the clock started'}"
