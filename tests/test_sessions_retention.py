"""What is older than the retention: found by its day, left out for a year after a no, and never touched by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions import retention
from sessions.library import Row


def row(name: str, on: str, **more: object) -> Row:
    details = {"community": "Falls", "plan": "hour", "title": "First", "state": "closed", "activity": "", "people": 24, "notes": 61, "token": ""}  # fmt: skip
    return Row(id=name, date=on, **{**details, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-11-29", 24, "2024-11-29"), ("2026-03-31", 1, "2026-02-28"), ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"), ("2026-02-28", 12, "2025-02-28"), ("2024-02-29", 12, "2023-02-28"),
    ],
)  # fmt: skip
def test_months_before_a_day(day: str, months: int, then: str) -> None:
    assert retention.before(day, months) == then


@given(st.dates(min_value=date(1990, 1, 1)), st.integers(1, 120))
def test_more_months_are_never_later(day: object, months: int) -> None:
    assert retention.before(str(day), months) < retention.before(str(day), months - 1) <= str(day)


def test_what_is_older_stands_oldest_first_and_what_is_burnt_does_not() -> None:
    rows = [
        row("new", "2026-10-01"), row("edge", "2024-11-29"), row("old", "2024-11-28"), row("older", "2020-01-01"),
        row("burnt", "2019-01-01", burnt=True), row("never held", "2021-01-01", state="planned"),
    ]  # fmt: skip
    found = retention.older(rows, "2 years", "2026-11-29", {})
    assert [one.id for one in found] == ["older", "never held", "old"]
    assert retention.older(rows, retention.NEVER, "2026-11-29", {}) == []
    assert [one.id for one in retention.older(rows, "5 years", "2026-11-29", {})] == ["older", "never held"]


def test_a_no_holds_for_a_year(data: Path) -> None:
    rows = [row("old", "2024-01-01"), row("other", "2024-01-02")]
    retention.keep(data, ["old"], "2026-11-29")
    retention.keep(data, [], "2026-11-30")

    def found(day: str) -> list[str]:
        return [one.id for one in retention.older(rows, "2 years", day, retention.answers(data))]

    assert found("2026-11-29") == found("2027-11-28") == ["other"]
    assert found("2027-11-29") == ["old", "other"]
    (data / retention.FILE).write_text("{", encoding="utf-8")
    assert found("2026-11-29") == ["old", "other"], "what cannot be read was never said"


def test_it_is_offered_with_what_would_go() -> None:
    assert retention.offer([], "2 years", "here") == ""
    assert retention.offer([row("a", "2020-01-01")], "2 years", "/retention") == (
        "1 meeting is older than 2 years. /retention shows what would go of it; nothing goes without your yes."
    )
    assert retention.told(row("a", "2020-01-02", promises=2)) == (
        "Falls: First, 2 Jan 2020: 61 notes, 24 people, 2 promises still open"
    )
