"""A meeting that is open beside the one before it, and has not begun, hears at once of what is erased there."""

from __future__ import annotations

from pathlib import Path

from conftest import Clock
from faces import say
from running import hosting, until


async def test_what_is_erased_goes_from_a_meeting_that_waits_open_beside(data: Path, clock: Clock) -> None:
    async with hosting(data, clock) as host:
        one = await host.live(await host.new({"community": "Falls", "plan": "meeting", "date": "2026-11-26"}))
        other = await host.live(
            await host.new({"community": "Sepsis", "plan": "meeting", "date": "2027-01-14"})
        )
        await say(one, "/next | /do ring Mrs Smith | /do paint the lift")
        two = await host.live(await host.new({"community": "falls", "plan": "meeting", "date": "2027-01-14"}))
        assert [row.text for row in two.session.actions.values()] == ["ring Mrs Smith", "paint the lift"]
        await say(one, "/erase D1")
        await until(lambda: two.session.actions[1].erased)
        files = [two.folder / name for name in ("journal.jsonl", "record.json")]
        await until(lambda: not any(file.exists() and b"Smith" in file.read_bytes() for file in files))
        await say(one, "/hide D2")
        await until(lambda: two.session.actions[2].visibility == "private")
        await say(one, "/show D2")
        await until(lambda: two.session.actions[2].visibility == "report")
        await say(two, "/next")
        await say(one, "/erase D2")
        await until(lambda: one.session.actions[2].erased)
        assert two.session.actions[2].text == "paint the lift", "it has begun: from there on it is its own"
        assert not other.session.actions
