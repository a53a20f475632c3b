"""Dates and times as people say them: "14 jan", "fri", "in 2 weeks", "14 jan at 10".

Days come before months, as in Britain. Names of days and months are English, wherever the program runs.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from sessions.clean import clean
from sessions.errors import Malformed

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The days of a week, which begins on Monday."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The months of a year."""

LONGEST = 80
"""Letters of the longest text that is looked at."""

_DATES, _TIMES = "Write it like: 14 jan, fri, in 2 weeks.", "Write it like: 10:00, 10am, 2.30pm."
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?P<count>[0-9]{{1,4}}|an?|{'|'.join(_NUMBERS)})"
_FROM_NOW = re.compile(
    rf"(?:(?:in )?{_COUNT}|next) (?P<unit>day|week|fortnight|month|year)(?:s|'s|s')?(?: time| from now| from today)?"
)
_WEEKS_AFTER = re.compile(
    rf"(?:{_COUNT} (?P<unit>week|fortnight)s? (?:on |from )?(?P<start>[a-z]+)|(?P<first>[a-z]+) week)"
)
_WEEKDAY = re.compile(r"(?:(?P<which>this coming|this|coming|next) )?(?P<name>[a-z]+)(?: (?P<rest>.+))?")
_END = re.compile(r"(?:the )?end of (?:(?P<which>the|this|next) )?(?P<name>[a-z]+)(?: (?P<year>[0-9]{4}))?")
_TH, _YEAR = "(?:st|nd|rd|th)", "(?: (?P<year>'?[0-9]{1,4}))?"
_DAY_FIRST = re.compile(rf"(?:the )?(?P<day>[0-9]{{1,2}}){_TH}? ?(?:of )?(?P<month>[a-z]+){_YEAR}")
_MONTH_FIRST = re.compile(rf"(?P<month>[a-z]+) ?(?:the )?(?P<day>[0-9]{{1,2}}){_TH}?{_YEAR}")
_DAY_ALONE = re.compile(rf"(?:the )?(?P<day>[0-9]{{1,2}}){_TH}")
_NUMERIC = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<year>[0-9]{4}|[0-9]{2}))?"
)
_ISO = re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})")

_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>am|pm|o'clock|hrs|h)?")
_HUNDREDS = re.compile(r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2}) ?(?P<half>hrs|h)?")
_AT = r"(?:at |@ ?)"
_CLEARLY = (
    r"[0-9]{1,2}[:.][0-9]{2}(?: ?(?:[ap]m|hrs))?|[0-9]{1,2} ?(?:[ap]m|o'clock)|[0-9]{4} ?hrs|noon|midday"
)
"""What is a time wherever it stands; a bare 10 is one only after "at"."""
_LAST = (re.compile(rf"(?P<day>.+?) {_AT}(?P<clock>.+)"), re.compile(rf"(?P<day>.+?) (?P<clock>{_CLEARLY})"))
_FIRST = (
    re.compile(rf"{_AT}(?P<clock>[0-9]{{1,2}}(?:[:.][0-9]{{2}})?(?: ?(?:am|pm|o'clock))?) (?P<day>.+)"),
    re.compile(rf"(?P<clock>{_CLEARLY}) (?P<day>.+)"),
)


def day(text: str, today: date) -> date:
    """The date that a person means.

    A day and month without a year is the next such day from `today` on, `today` included. "fri" and "this
    friday" is the coming one after `today`; "next friday" is the one of the week after the present week,
    which begins on Monday, as most people in Britain mean it: said on a Tuesday, "fri" is three days away
    and "next friday" ten. "friday week" is a week after the coming one. The end of a week is its Friday.

    Raises:
        Malformed: if it is no date, or none that there is.
    """
    return _day(_spoken(text), today, text)


def moment(text: str, today: date) -> tuple[date, str]:
    """The date that a person means and the time beside it as "HH:MM", which is "" where none is said.

    Raises:
        Malformed: if it is no date, or may be two.
    """
    spoken = _spoken(text)
    readings: list[tuple[date, str]] = []
    problems: list[Malformed] = []
    for when, time in _splits(spoken):
        try:
            reading = _day(when, today, text), clock(time) if time else ""
        except Malformed as problem:
            problems.append(problem)
        else:
            if reading not in readings:
                readings.append(reading)
    if len(readings) > 1:
        raise Malformed(f"{_short(text)!r} may be two dates or times. Write it like: 14/1 at 10:30.")
    if readings:
        return readings[0]
    raise problems[-1]


def clock(text: str) -> str:
    """The time that a person means, as "HH:MM".

    A time from 1:00 to 6:59 needs "am" or "pm", or a nought before it: nobody could tell which is meant.

    Raises:
        Malformed: if it is no time, or may be two.
    """
    spoken = re.sub(f"^{_AT}", "", _spoken(text))
    if spoken in ("noon", "midday"):
        return "12:00"
    found = _CLOCK.fullmatch(spoken) or _HUNDREDS.fullmatch(spoken)
    if not found:
        if not spoken:
            raise Malformed(f"A time is needed here. {_TIMES}")
        raise Malformed(f"{_short(text)!r} is no time. {_TIMES}")
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if hour > 23 or minute > 59 or (half == "am" and hour > 12) or (half in ("am", "pm") and hour == 0):
        raise Malformed(f"There is no time {_short(text)!r}. {_TIMES}")
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif len(found["hour"]) == 1 and 1 <= hour < 7:
        time = f"{hour}:{minute:02d}" if minute else f"{hour}"
        raise Malformed(f"Is {_short(text)!r} in the morning or the afternoon? Write {time}am or {time}pm.")
    return f"{hour:02d}:{minute:02d}"


def in_words(iso: str, *, brief: bool = False) -> str:
    """A date written as 2027-01-14, "Thursday 14 January 2027", or for a column "14 Jan 2027"; anything else as it is."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    return _words(when, brief=brief) if when.isoformat() == iso else iso


def _words(when: date, *, brief: bool = False) -> str:
    year, month = f"{when.year:04d}", MONTHS[when.month - 1]
    return f"{when.day} {month[:3]} {year}" if brief else f"{DAYS[when.weekday()]} {when.day} {month} {year}"


def _short(text: str) -> str:
    """What was typed, short enough for a sentence."""
    text = clean(text[:200])
    return text if len(text) <= 30 else text[:29].rstrip() + "…"


def _spoken(text: str) -> str:
    """`text` in small letters and single spaces, without commas and the dots of abbreviations."""
    if len(text) > LONGEST:
        return text
    spoken = re.sub("[‐-―−]", "-", clean(text).lower()).replace("’", "'").replace(",", " ")
    spoken = re.sub(r"(?<![a-z])([ap])\.? ?m(?![a-z])\.?", r"\1m", spoken)
    spoken = re.sub(r"(?<=[a-z])\.|[.!?]+$", " ", spoken)
    spoken = re.sub(r"(?<=[0-9])[-/.](?=[a-z])|(?<=[a-z])[-/](?=[0-9])", " ", spoken)
    spoken = re.sub(r"(?<=[0-9]{2}-[0-9]{2})t(?=[0-9])", " ", spoken)
    return " ".join(spoken.split())


def _splits(spoken: str) -> Iterator[tuple[str, str]]:
    """Every way to part what was said into a day and a time, which may be ""."""
    yield spoken, ""
    if len(spoken) <= LONGEST:
        for pattern in (*_LAST, *_FIRST):
            if found := pattern.fullmatch(spoken):
                yield re.sub("(?: at| @)$", "", found["day"]), found["clock"]


def _day(spoken: str, today: date, text: str) -> date:
    if not spoken:
        raise Malformed(f"A date is needed here. {_DATES}")
    spoken = re.sub("^(?:on|by) ", "", spoken)
    try:
        if len(spoken) <= LONGEST:
            for reading in (_relative, _end_of, _on_weekday, _on_calendar):
                if found := reading(spoken, today):
                    return found
    except OverflowError as error:
        raise Malformed(f"{_short(text)!r} is too far away. {_DATES}") from error
    except _NoSuchDay as error:
        raise Malformed(f"{_short(text)!r} is no date: {error}. {_DATES}") from error
    raise Malformed(f"{_short(text)!r} is no date. {_DATES}")


class _NoSuchDay(Exception):
    """A day that the calendar does not have; says why."""


def _relative(spoken: str, today: date) -> date | None:
    """Today, tomorrow, in two weeks, a week on friday, friday week."""
    near = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if spoken in near:
        return today + timedelta(near[spoken])
    if found := _FROM_NOW.fullmatch(spoken):
        count, unit = _counted(found["count"] or "a"), found["unit"]
        if unit in ("month", "year"):
            return _months_on(today, count * (12 if unit == "year" else 1))
        return today + timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    if found := _WEEKS_AFTER.fullmatch(spoken):
        weeks = _counted(found["count"] or "a") * (2 if found["unit"] == "fortnight" else 1)
        start = found["start"] or found["first"]
        if start in ("today", "tomorrow"):
            return today + timedelta(7 * weeks + near[start])
        if (weekday := _place(start, DAYS)) is not None:
            return _coming(weekday, today) + timedelta(7 * weeks)
    return None


def _end_of(spoken: str, today: date) -> date | None:
    """The end of a week, month or year."""
    if not (found := _END.fullmatch(spoken)):
        return None
    name, year, ahead = found["name"], found["year"], 1 if found["which"] == "next" else 0
    if not found["which"] and (month := _place(name, MONTHS)) is not None:
        return _last_of(int(year) if year else today.year + (month + 1 < today.month), month)
    if name == "week" and not year:
        end = _in_week(ahead, DAYS.index("Friday"), today)
        return end if end >= today else end + timedelta(7)
    if name == "month" and not year:
        return _last_of(*divmod(today.year * 12 + today.month - 1 + ahead, 12))
    return _last_of(today.year + ahead, 11) if name == "year" and not year else None


def _on_weekday(spoken: str, today: date) -> date | None:
    """Friday, next friday, or friday 15 january, which must be one."""
    found = _WEEKDAY.fullmatch(spoken)
    if not found or (weekday := _place(found["name"], DAYS)) is None:
        return None
    if not found["rest"]:
        return _in_week(1, weekday, today) if found["which"] == "next" else _coming(weekday, today)
    when = _on_calendar(found["rest"], today)
    if when and when.weekday() != weekday:
        said, numbered = _words(when).split(" ", 1)
        raise _NoSuchDay(f"{numbered} is a {said}")
    return when


def _on_calendar(spoken: str, today: date) -> date | None:
    """A day and a month, in words or numbers, with a year or without; or the day alone."""
    if found := _DAY_ALONE.fullmatch(spoken):
        return _dated(None, None, int(found["day"]), today)
    if found := _DAY_FIRST.fullmatch(spoken) or _MONTH_FIRST.fullmatch(spoken):
        month = _place(found["month"], MONTHS)
        return None if month is None else _dated(_year(found["year"]), month + 1, int(found["day"]), today)
    if found := _NUMERIC.fullmatch(spoken):
        # 14-1 is a span more often than a date.
        if not found["year"] and found["mark"] == "-":
            return None
        return _dated(_year(found["year"], alone=True), int(found["month"]), int(found["day"]), today)
    if found := _ISO.fullmatch(spoken):
        return _dated(int(found["year"]), int(found["month"]), int(found["day"]), today)
    return None


def _year(said: str | None, *, alone: bool = False) -> int | None:
    """The year where 27 is 2027. After the name of a month, 10 may be a time unless it stands `alone`."""
    if not said:
        return None
    digits = said.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    if len(digits) == 2 and (alone or digits != said or int(digits) > 24):
        return 2000 + int(digits)
    raise _NoSuchDay(f"if {said} is a time, write at {said}; write a year in full")


def _dated(year: int | None, month: int | None, number: int, today: date) -> date:
    """That day of the calendar; without a year or a month the next such day, today included."""
    if month is not None and not 1 <= month <= 12:
        raise _NoSuchDay(f"there is no month {month}")
    # 2000 is a leap year: without a year, 29 February is in the next one.
    if year == 0 or not 1 <= number <= monthrange(year or 2000, month or 1)[1]:
        named = f"{number} {MONTHS[month - 1]}" if month else f"day {number}"
        raise _NoSuchDay(f"there is no {named}" + ("" if year is None else f" {year:04d}"))
    if year and month:
        return date(year, month, number)
    first = today.replace(day=1)
    while True:
        if month in (None, first.month) and number <= monthrange(first.year, first.month)[1]:
            found = first.replace(day=number)
            if found >= today:
                return found
        first = _months_on(first, 1)


def _months_on(start: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    last = _last_of(*divmod(start.year * 12 + start.month - 1 + months, 12))
    return last.replace(day=min(start.day, last.day))


def _last_of(year: int, month: int) -> date:
    """The last day of a month, of which January is 0."""
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _in_week(ahead: int, weekday: int, today: date) -> date:
    """That day of the present week (0) or one after it; a week begins on Monday."""
    return today + timedelta(7 * ahead + weekday - today.weekday())


def _coming(weekday: int, today: date) -> date:
    """That day of the week after today, within seven days."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _counted(word: str) -> int:
    """How many a word means; "a" and "an" are one."""
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    return int(word) if word.isdecimal() else 1


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Which of the names a word is, in full or shortened to three letters or more."""
    word = {"weds": "wed"}.get(word, word)
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.lower().startswith(word)), None)
