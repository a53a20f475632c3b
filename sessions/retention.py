"""What is kept longer than was settled. It is offered to be burnt down to its counts, and nothing goes without a yes.

A no is kept for a year in a file of the data folder, which any face reads and the host writes.
"""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sessions import dates
from sessions.blocks import plural
from sessions.disk import replace_file

if TYPE_CHECKING:
    from sessions.library import Row

NEVER = "never"
PERIODS = {
    "2 years": 24, "6 months": 6, "1 year": 12, "3 years": 36, "5 years": 60, "8 years": 96, NEVER: 0,
}  # fmt: skip
"""Months that each retention has; the first is built in."""
AGAIN = 12
"""Months for which a no holds."""
FILE = "retention.json"
WOULD_GO = (
    "Every word that anybody said there would go, and every name. Its title and day would stay, how many were there, "
    "how many notes and promises, votes as totals, times and measures. It is for good."
)


def today(now: int) -> str:
    """The day of a time (milliseconds), here."""
    return time.strftime("%Y-%m-%d", time.localtime(now / 1000))


def before(day: str, months: int) -> str:
    """The day so many months before another; the last of its month where that is shorter."""
    then = date.fromisoformat(day)
    year, month = divmod(then.year * 12 + then.month - 1 - months, 12)
    return date(year, month + 1, min(then.day, calendar.monthrange(year, month + 1)[1])).isoformat()


def older(rows: Iterable[Row], period: str, day: str, known: Mapping[str, str]) -> list[Row]:
    """Those of some sessions that are older than a retention, the oldest first.

    Args:
        rows: The sessions.
        period: One of `PERIODS`.
        day: Today.
        known: Session to the day on which it was said to be kept on: within a year it is left out.
    """
    if not (months := PERIODS[period]):
        return []
    first, since = before(day, months), before(day, AGAIN)
    found = [row for row in rows if row.date < first and not row.burnt and known.get(row.id, "") <= since]
    return sorted(found, key=lambda row: (row.date, row.id))


def answers(data: Path) -> dict[str, str]:
    """Session to the day on which it was last said that it is kept; what cannot be read was never said."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}


def keep(data: Path, ids: Iterable[str], day: str) -> None:
    """Note that these sessions are kept on. The host alone calls this.

    Raises:
        OSError: if it cannot be written.
    """
    known = answers(data) | dict.fromkeys(ids, day)
    replace_file(data / FILE, msgspec.json.format(msgspec.json.encode(known)))


def offer(old: Sequence[Row], period: str, where: str) -> str:
    """The sentence that offers it, with where it is answered; "" where nothing is that old."""
    if not old:
        return ""
    many = plural(len(old), "meeting is", "meetings are")
    return f"{many} older than {period}. {where} shows what would go of it; nothing goes without your yes."


def told(row: Row) -> str:
    """A session that is old, and what it holds."""
    held = [
        plural(row.notes, "note"),
        plural(row.people, "person", "people"),
        *([plural(row.promises, "promise", "promises") + " still open"] if row.promises else []),
    ]
    return f"{row.community}: {row.title}, {dates.in_words(row.date, brief=True)}: {', '.join(held)}"
