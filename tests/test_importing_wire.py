"""Large files on the wire: what fits goes through whole, what does not is refused here, and whoever attaches later gets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cop_tui.host import wire
from cop_tui.host.attending import MANY, SLICE, _slice
from running import attached, new_session, stop
from sessions.commands import AddNote, Batch
from sessions.errors import Malformed
from sessions.events import Entry, Released, Restored


@pytest.fixture
def made(data: Path) -> Iterator[str]:
    yield new_session(data, "--plan", "ground")
    stop(data)


async def test_what_is_too_much_at_once_is_refused_before_it_is_sent(data: Path, made: str) -> None:
    live, by = await attached(data, made, "file", kind="import")
    note = AddNote(text="x" * 999)
    with pytest.raises(Malformed, match="more than 16 MB at once"):
        await live.submit(Batch(wishes=(note,) * (wire.LONGEST // 1000)), by)
    await live.submit(Batch(wishes=(note,) * 3), by)
    assert len(live.session.notes) == 3
    await live.detach()


async def test_whoever_attaches_later_gets_all_of_several_large_files(data: Path, made: str) -> None:
    live, by = await attached(data, made, "file", kind="import")
    for _ in range(3):
        await live.submit(Batch(wishes=(AddNote(text="ŵ" * 999),) * 4000), by)
    second, _ = await attached(data, made, "late")
    assert len(second.session.notes) == 12_000
    assert second.session == live.session
    await second.detach()
    await live.detach()


def test_a_large_entry_is_sent_alone() -> None:
    small, large = (Released(),), (Released(),) * (MANY + 1)
    entries = [
        Entry(number, 0, "host", (Restored({}),) if number == 1 else large if number in (5, 6) else small)
        for number in range(1, 700)
    ]
    sent: list[list[int]] = []
    while sum(map(len, sent)) < len(entries):
        sent.append([entry.sequence for entry in _slice(entries, sum(map(len, sent)))])
    assert sent == [[1], [2, 3, 4], [5], [6], list(range(7, 7 + SLICE)), list(range(7 + SLICE, 700))]
    assert _slice(entries, len(entries)) == []


def test_the_longest_file_fits_into_a_wish_and_what_it_comes_to_into_a_message() -> None:
    assert wire.LONGEST * 2 < wire.LARGEST
