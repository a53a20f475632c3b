"""Dates and times as people say them: what is understood, what is asked back, what is refused."""

from __future__ import annotations

import locale
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import HOSTILE
from sessions.dates import DAYS, MONTHS, clock, day, in_words, moment
from sessions.errors import Malformed

TODAY = date(2026, 11, 26)
"""A Thursday."""

PIECES = [
    *("14", "31", "0", "99", "2027", "27", "10:00", "2.30pm", "10", "am", "'27", "14th", "2027-01-14", "9999"),
    *("jan", "january", "feb", "february", "fri", "monday", "week", "weeks", "month", "years", "days"),
    *("in", "on", "at", "next", "this", "end", "of", "the", "a", "two", "fortnight", "today", "tomorrow"),
    *("/", ".", "-", ",", ":", "@", "T", "noon", "hrs", "o'clock", "", " ", "é", "\x00", "١٤", "１４", "²"),
]  # fmt: skip
phrases = st.lists(st.sampled_from(PIECES), max_size=7).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)
anything = st.text() | phrases | st.sampled_from(HOSTILE)
todays = st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29), date(2097, 3, 1)])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", "2026-11-26"),
        ("Tomorrow", "2026-11-27"),
        ("yesterday", "2026-11-25"),
        ("fri", "2026-11-27"),
        ("FRIDAY", "2026-11-27"),
        ("on friday", "2026-11-27"),
        ("by Friday.", "2026-11-27"),
        ("this friday", "2026-11-27"),
        ("this coming friday", "2026-11-27"),
        ("thu", "2026-12-03"),
        ("thurs", "2026-12-03"),
        ("wed", "2026-12-02"),
        ("weds", "2026-12-02"),
        ("tues", "2026-12-01"),
        ("next friday", "2026-12-04"),
        ("next thursday", "2026-12-03"),
        ("next mon", "2026-11-30"),
        ("friday week", "2026-12-04"),
        ("a week on friday", "2026-12-04"),
        ("two weeks on monday", "2026-12-14"),
        ("a fortnight today", "2026-12-10"),
        ("a week tomorrow", "2026-12-04"),
        ("tomorrow week", "2026-12-04"),
        ("in 3 days", "2026-11-29"),
        ("3 days", "2026-11-29"),
        ("in a day", "2026-11-27"),
        ("in 2 weeks", "2026-12-10"),
        ("2 weeks", "2026-12-10"),
        ("two weeks from now", "2026-12-10"),
        ("in two weeks' time", "2026-12-10"),
        ("in a week’s time", "2026-12-03"),
        ("next week", "2026-12-03"),
        ("in a fortnight", "2026-12-10"),
        ("in a month", "2026-12-26"),
        ("next month", "2026-12-26"),
        ("in 3 months", "2027-02-26"),
        ("in a year", "2027-11-26"),
        ("end of the week", "2026-11-27"),
        ("end of next week", "2026-12-04"),
        ("end of the month", "2026-11-30"),
        ("the end of this month", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("by the end of november", "2026-11-30"),
        ("end of january", "2027-01-31"),
        ("end of Feb", "2027-02-28"),
        ("end of feb 2028", "2028-02-29"),
        ("end of the year", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("14 jan", "2027-01-14"),
        ("14 Jan.", "2027-01-14"),
        ("14jan", "2027-01-14"),
        ("14th january", "2027-01-14"),
        ("14th of january", "2027-01-14"),
        ("the 14th of January", "2027-01-14"),
        ("on the 14th of January", "2027-01-14"),
        ("jan 14", "2027-01-14"),
        ("January 14th, 2028", "2028-01-14"),
        ("14 jan 2027", "2027-01-14"),
        ("14 jan 2020", "2020-01-14"),
        ("14 jan 27", "2027-01-14"),
        ("14 jan '10", "2010-01-14"),
        ("14-Jan-2027", "2027-01-14"),
        ("14/Jan/27", "2027-01-14"),
        ("14.jan.2027", "2027-01-14"),
        ("14/1", "2027-01-14"),
        ("14.1", "2027-01-14"),
        ("14.1.", "2027-01-14"),
        ("14/01/27", "2027-01-14"),
        ("4/5/2027", "2027-05-04"),
        ("14.1.2027", "2027-01-14"),
        ("14-1-2027", "2027-01-14"),
        ("14/1/10", "2010-01-14"),
        ("2027-01-14", "2027-01-14"),
        ("2027–1–14", "2027-01-14"),
        ("2027/01/14", "2027-01-14"),
        ("26 november", "2026-11-26"),
        ("25 november", "2027-11-25"),
        ("29 feb", "2028-02-29"),
        ("the 14th", "2026-12-14"),
        ("26th", "2026-11-26"),
        ("31st", "2026-12-31"),
        ("thursday 14 january", "2027-01-14"),
        ("Thu, 14 Jan 2027", "2027-01-14"),
        ("thursday the 14th of january", "2027-01-14"),
        ("thu 14/1", "2027-01-14"),
        ("monday the 14th", "2026-12-14"),
        ("  14   jan  ", "2027-01-14"),
        ("14\u00a0jan", "2027-01-14"),
        ("1 sept", "2027-09-01"),
        ("1 may", "2027-05-01"),
    ],
)  # fmt: skip
def test_what_is_meant(said: str, meant: str) -> None:
    assert day(said, TODAY).isoformat() == meant
    assert moment(said, TODAY) == (date.fromisoformat(meant), "")


@pytest.mark.parametrize(
    ("today", "fri", "next_fri"),
    [
        ("2026-11-23", "2026-11-27", "2026-12-04"),
        ("2026-11-27", "2026-12-04", "2026-12-04"),
        ("2026-11-28", "2026-12-04", "2026-12-04"),
        ("2026-11-29", "2026-12-04", "2026-12-04"),
        ("2026-11-30", "2026-12-04", "2026-12-11"),
    ],
)
def test_next_friday_is_the_one_of_the_week_after_this(today: str, fri: str, next_fri: str) -> None:
    assert day("fri", date.fromisoformat(today)).isoformat() == fri
    assert day("next friday", date.fromisoformat(today)).isoformat() == next_fri


@pytest.mark.parametrize(
    ("said", "today", "meant"),
    [
        ("in a month", "2027-01-31", "2027-02-28"),
        ("in a year", "2028-02-29", "2029-02-28"),
        ("end of the month", "2028-02-01", "2028-02-29"),
        ("end of january", "2027-01-31", "2027-01-31"),
        ("end of january", "2027-02-01", "2028-01-31"),
        ("end of next month", "2026-12-31", "2027-01-31"),
        ("end of the week", "2026-11-27", "2026-11-27"),
        ("end of the week", "2026-11-28", "2026-12-04"),
        ("29 feb", "2097-01-01", "2104-02-29"),
        ("29 feb", "2028-02-29", "2028-02-29"),
        ("31st", "2027-02-01", "2027-03-31"),
        ("1 jan", "2026-12-31", "2027-01-01"),
        ("31 dec", "9999-12-31", "9999-12-31"),
    ],
)
def test_the_ends_of_months_and_years(said: str, today: str, meant: str) -> None:
    assert day(said, date.fromisoformat(today)).isoformat() == meant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("31 feb", "'31 feb' is no date: there is no 31 February."),
        ("29 feb 2027", "there is no 29 February 2027"),
        ("30/2/27", "there is no 30 February 2027"),
        ("2027-02-30", "there is no 30 February 2027"),
        ("1/14/2027", "there is no month 14"),
        ("14/0", "there is no month 0"),
        ("0 jan", "there is no 0 January"),
        ("32nd", "there is no day 32"),
        ("14 jan 0000", "there is no 14 January 0000"),
        ("monday 14 january", "14 January 2027 is a Thursday"),
        ("fri 14/1/27", "14 January 2027 is a Thursday"),
        ("14 jan 10", "if 10 is a time, write at 10; write a year in full"),
        ("14 jan 9", "if 9 is a time, write at 9"),
        ("in 9999 years", "'in 9999 years' is too far away"),
        ("end of jan 0000", "is too far away"),
        ("soon", "'soon' is no date."),
        ("14", "'14' is no date."),
        ("jan", "'jan' is no date."),
        ("14-1", "'14-1' is no date."),
        ("14 ja", "is no date."),
        ("14 jan 10:00", "is no date."),
        ("2 weeks ago", "is no date."),
        ("end of friday", "is no date."),
        ("a week on jan", "is no date."),
        ("١٤ jan", "is no date."),
        ("", "A date is needed here."),
        (" \u200b\x00 ", "A date is needed here."),
    ],
)
def test_what_is_refused_and_why(said: str, why: str) -> None:
    with pytest.raises(Malformed) as refused:
        day(said, TODAY)
    assert why in refused.value.sentence
    assert refused.value.sentence.endswith("Write it like: 14 jan, fri, in 2 weeks.")


def test_what_would_come_after_the_last_date_there_is_is_refused() -> None:
    for said in (
        "tomorrow",
        "fri",
        "next fri",
        "in a month",
        "1 jan",
        "29 feb",
        "the 1st",
        "friday week",
        "end of next month",
    ):
        with pytest.raises(Malformed, match="too far away"):
            day(said, date.max)
    with pytest.raises(Malformed, match="too far away"):
        day("yesterday", date.min)


def test_a_refusal_shows_what_was_typed_but_no_more_than_a_line() -> None:
    with pytest.raises(Malformed) as refused:
        day("the day on which \x1b[31mthe letters go out" * 1000, TODAY)
    assert "'the day on which [31mthe lett…' is no date." in refused.value.sentence


@pytest.mark.parametrize(
    ("said", "meant", "at"),
    [
        ("14 jan 10:00", "2027-01-14", "10:00"),
        ("14 jan at 10", "2027-01-14", "10:00"),
        ("14 jan, at 10.15", "2027-01-14", "10:15"),
        ("14 jan @ 10", "2027-01-14", "10:00"),
        ("14 jan 2.30pm", "2027-01-14", "14:30"),
        ("14 jan 2.30 p.m.", "2027-01-14", "14:30"),
        ("14 jan at 2 pm", "2027-01-14", "14:00"),
        ("14 jan at noon", "2027-01-14", "12:00"),
        ("14 jan 1430hrs", "2027-01-14", "14:30"),
        ("14 jan at 1430", "2027-01-14", "14:30"),
        ("14 jan 2027 9:05", "2027-01-14", "09:05"),
        ("14 jan 27 at 10 o’clock", "2027-01-14", "10:00"),
        ("10am fri", "2026-11-27", "10:00"),
        ("10 am on friday", "2026-11-27", "10:00"),
        ("at 10 on friday", "2026-11-27", "10:00"),
        ("10.30 fri", "2026-11-27", "10:30"),
        ("fri 10.30", "2026-11-27", "10:30"),
        ("fri at 10.10", "2026-11-27", "10:10"),
        ("10:10, 14.1", "2027-01-14", "10:10"),
        ("14.1.2027 10.30", "2027-01-14", "10:30"),
        ("2027-01-14T10:00", "2027-01-14", "10:00"),
        ("2027-01-14 10:00", "2027-01-14", "10:00"),
        ("thursday 14 january 10:30", "2027-01-14", "10:30"),
        ("in 2 weeks at 10", "2026-12-10", "10:00"),
        ("tomorrow at 9", "2026-11-27", "09:00"),
        ("9am tomorrow", "2026-11-27", "09:00"),
        ("the 14th at 10", "2026-12-14", "10:00"),
        ("next friday 02:30", "2026-12-04", "02:30"),
    ],
)  # fmt: skip
def test_a_date_with_a_time(said: str, meant: str, at: str) -> None:
    assert moment(said, TODAY) == (date.fromisoformat(meant), at)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("31 feb 10:00", "there is no 31 February"),
        ("31 feb at 10.30", "there is no 31 February"),
        ("monday 14 january at 10", "14 January 2027 is a Thursday"),
        ("14 jan 25:00", "There is no time '25:00'"),
        ("14 jan at lunch", "'lunch' is no time"),
        ("14 jan at 2", "Is '2' in the morning or the afternoon? Write 2am or 2pm."),
        ("10:00", "'10:00' is no date"),
        ("thu 10.12", "'thu 10.12' may be two dates or times. Write it like: 14/1 at 10:30."),
        ("10.10 14.01", "may be two dates or times"),
        ("14 jan 10", "if 10 is a time, write at 10"),
        ("", "A date is needed here."),
    ],
)
def test_a_moment_that_is_refused(said: str, why: str) -> None:
    with pytest.raises(Malformed) as refused:
        moment(said, TODAY)
    assert why in refused.value.sentence


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("10", "10:00"),
        ("9", "09:00"),
        ("at 10", "10:00"),
        ("10:00", "10:00"),
        ("9.05", "09:05"),
        ("10am", "10:00"),
        ("2.30pm", "14:30"),
        ("2:30 PM", "14:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("14:30pm", "14:30"),
        ("noon", "12:00"),
        ("midday", "12:00"),
        ("10 o'clock", "10:00"),
        ("1430", "14:30"),
        ("0900hrs", "09:00"),
        ("14h", "14:00"),
        ("02:30", "02:30"),
        ("0:15", "00:15"),
        ("23:59", "23:59"),
    ],
)
def test_a_time(said: str, meant: str) -> None:
    assert clock(said) == meant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("24:00", "There is no time '24:00'"),
        ("10:60", "There is no time '10:60'"),
        ("14am", "There is no time '14am'"),
        ("0am", "There is no time '0am'"),
        ("2:30", "Is '2:30' in the morning or the afternoon? Write 2:30am or 2:30pm."),
        ("6 o'clock", "Write 6am or 6pm."),
        ("10:5", "'10:5' is no time"),
        ("late", "'late' is no time. Write it like: 10:00, 10am, 2.30pm."),
        ("", "A time is needed here."),
        ("１０", "is no time"),
    ],
)
def test_a_time_that_is_refused(said: str, why: str) -> None:
    with pytest.raises(Malformed) as refused:
        clock(said)
    assert why in refused.value.sentence


def test_in_words() -> None:
    assert in_words("2027-01-14") == "Thursday 14 January 2027"
    assert in_words("2027-01-14", brief=True) == "14 Jan 2027"
    assert in_words("2028-02-29") == "Tuesday 29 February 2028"


@pytest.mark.parametrize(
    "text", ["", "soon", "20270114", "2027-W02-4", "2027-02-30", "2027-1-14", "\ud800", "２０２７-01-14"]
)
def test_what_is_no_date_is_given_back(text: str) -> None:
    assert in_words(text) == in_words(text, brief=True) == text


def test_names_are_english_wherever_the_program_runs() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("cy_GB.UTF-8", "de_DE.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert in_words("2027-01-14") == "Thursday 14 January 2027"
            assert day("thursday 14 january", TODAY) == date(2027, 1, 14)
    finally:
        locale.setlocale(locale.LC_TIME, before)


@given(st.dates(), todays)
def test_what_is_said_in_words_is_understood_again(when: date, today: date) -> None:
    assert day(in_words(when.isoformat()), today) == when
    assert day(when.isoformat(), today) == when
    assert day(f"{when.day}/{when.month}/{when.year:04d}", today) == when


@given(st.dates(), st.times(), todays)
def test_a_moment_in_words_is_understood_again(when: date, at: time, today: date) -> None:
    words, spoken = in_words(when.isoformat()), f"{at:%H:%M}"
    assert moment(f"{words}, {spoken}", today) == (when, spoken)
    assert moment(f"{words} at {spoken}", today) == (when, spoken)
    assert moment(f"{spoken} on {words}", today) == (when, spoken)
    assert clock(spoken) == spoken


@given(st.dates(max_value=date(9900, 1, 1)), st.dates(date(2027, 1, 1), date(2028, 12, 31)))
def test_without_a_year_it_is_the_next_such_day(today: date, named: date) -> None:
    found = day(f"{named.day} {MONTHS[named.month - 1][:3]}", today)
    assert (found.day, found.month) == (named.day, named.month)
    assert timedelta(0) <= found - today < timedelta(366 if named.day < 29 else 366 * 8)


@given(st.dates(max_value=date(9999, 12, 1)), st.sampled_from(DAYS))
def test_a_day_of_the_week_is_within_seven_days_and_the_next_one_in_the_next_week(
    today: date, name: str
) -> None:
    coming, following = day(name, today), day(f"next {name}", today)
    assert DAYS[coming.weekday()] == DAYS[following.weekday()] == name
    assert 1 <= (coming - today).days <= 7
    assert following.isocalendar()[:2] == (today + timedelta(7)).isocalendar()[:2]


@given(anything, todays)
def test_nothing_typed_does_more_than_be_refused(text: str, today: date) -> None:
    try:
        assert type(day(text, today)) is date
    except Malformed as refused:
        assert refused.sentence.isprintable() and len(refused.sentence) < 200
    try:
        when, at = moment(text, today)
        assert type(when) is date
        assert at == "" or time.fromisoformat(at).isoformat("minutes") == at
    except Malformed as refused:
        assert refused.sentence.isprintable() and len(refused.sentence) < 200
    try:
        assert time.fromisoformat(clock(text)).isoformat("minutes") == clock(text)
    except Malformed as refused:
        assert refused.sentence.isprintable() and len(refused.sentence) < 200


@given(st.text() | st.dates().map(str))
def test_in_words_takes_any_text(text: str) -> None:
    words = in_words(text)
    assert words == text or day(words, TODAY).isoformat() == text
