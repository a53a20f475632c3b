"""The rooms of a host: which session a word opens, what its doors tell, and what is said of phones that do not come."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from conftest import Clock
from cop_tui.host.rooms import ON_CARDS, THROUGH
from cop_tui.web import canary
from cop_tui.web.presence import FOLLOW_SECONDS, HERE_SECONDS, WRITING_SECONDS, Presence
from faces import say
from running import hosting, until
from sessions import journal, records
from sessions.actors import Actor
from sessions.commands import Join
from sessions.errors import NotFound
from sessions.live import Pulse

PHONE = Actor("participant")
SERVED = Pulse(address="http://192.168.1.20:8642")


async def test_a_word_opens_its_session_asleep_or_awake_and_none_once_it_is_closed(
    data: Path, clock: Clock
) -> None:
    async with hosting(data, clock) as host:
        session_id = await host.new({"community": "Falls", "plan": "hour"})
        live = host.lives[session_id]
        passes = live.passes
        assert passes
        for word in (passes.join, passes.join.upper(), passes.code, passes.room):
            assert (await host.phones.find(word)).live is live
        for word in ("aaaaaaaaaa", "000000", "", passes.join[:-1]):
            with pytest.raises(NotFound):
                await host.phones.find(word)
    async with hosting(data, clock) as host:
        assert not host.lives
        room = await host.phones.find(passes.join)
        assert room.live.session.id == session_id, "a host that was started anew finds it on disk"
        with pytest.raises(NotFound):
            await host.phones.find("aaaaaaaaaa")
        await say(room.live, "/next | /close")
        assert (await host.phones.find(passes.join)).live.passes is None, "it leads to the summary"
    async with hosting(data, clock) as host:
        room = await host.phones.find(passes.join.upper())
        assert room.live.session.closed and room.live.passes is None, "and does so the day after"
        with pytest.raises(NotFound):
            await host.phones.find(passes.code)


async def test_that_it_starts_on_cards_is_said_and_the_first_phone_too(
    data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hosting(data, clock) as host:
        live = host.lives[await host.new({"community": "Falls", "plan": "hour"})]
        assert not host.phones.notices(live), "nothing is said of phones where there is no site"
        monkeypatch.setattr(type(host.site), "pulse", SERVED)
        assert not host.phones.notices(live), "nor before it starts"
        await say(live, "/next")
        assert host.phones.notices(live) == (ON_CARDS,)
        await live.submit(Join(consent=True), PHONE)
        assert host.phones.notices(live) == (THROUGH,)


async def test_doors_are_worked_out_anew_only_where_something_changed(data: Path, clock: Clock) -> None:
    async with hosting(data, clock) as host:
        live = host.lives[await host.new({"community": "Falls", "plan": "hour"})]
        room = host.phones.of(live)
        assert host.phones.doors(live).phones == 0
        room.presence.see(1)
        assert host.phones.doors(live).phones == 0, "it is told a moment later, with all that come meanwhile"
        host.phones._tell(room)
        assert host.phones.doors(live).phones == 1 and live.pulse.doors.phones == 1
        await say(live, "/next | /close")
        assert not host.phones.doors(live).join


async def test_what_rests_for_a_day_is_sealed_and_its_phones_come_in_by_other_words(
    data: Path, clock: Clock
) -> None:
    async with hosting(data, clock) as host:
        live = host.lives[await host.new({"community": "Falls", "plan": "hour"})]
        await live.submit(Join(consent=True, key="a phone's"), PHONE)
        before = host.phones.doors(live)
        await host.phones.rest()
        assert host.phones.doors(live) is before
        clock.advance(minutes=25 * 60)
        await host.phones.rest()
        assert host.phones.doors(live).join not in ("", before.join) and not any(
            one.key for one in live.entries
        )
        with pytest.raises(NotFound):
            await host.phones.find("zzzzzzzzzz")


async def test_what_nobody_opens_is_sealed_too(data: Path, clock: Clock) -> None:
    async with hosting(data, clock) as host:
        live = host.lives[await host.new({"community": "Falls", "plan": "hour"})]
        await live.submit(Join(consent=True, key="a phone's"), PHONE)
    secret = (live.folder / records.SEATS).read_bytes()
    written = clock.now / 1000
    os.utime(live.folder / records.JOURNAL, (written, written))
    async with hosting(data, clock) as host:
        await host.phones._seal_asleep()
        assert (live.folder / records.SEATS).read_bytes() == secret
    clock.advance(minutes=25 * 60)

    def replaced() -> bool:
        with contextlib.suppress(FileNotFoundError):  # the old one is destroyed before another is made
            return (live.folder / records.SEATS).read_bytes() != secret
        return False

    async with hosting(data, clock) as host:
        await until(replaced)
        assert not host.lives
    assert not any(one.key for one in journal.read(live.folder / records.JOURNAL).entries)


def test_who_is_here_and_who_writes_by_the_clock() -> None:
    now = [0.0]
    presence = Presence(lambda: now[0])
    presence.see(1)
    presence.follow(2, 1)
    presence.write(2)
    assert (presence.phones, presence.writing) == (2, 1)
    now[0] += WRITING_SECONDS + 1
    assert presence.writing == 0
    now[0] += HERE_SECONDS
    assert presence.phones == 1, "who follows is here for as long as that"
    presence.follow(2, -1)
    now[0] += HERE_SECONDS + 1
    assert presence.phones == 0
    presence.rest(2, "domain/0")
    assert presence.is_done(2, "domain/0") and not presence.is_done(2, "domain/1")


@pytest.mark.parametrize(
    ("far", "followed", "strange", "says"),
    [
        (0, 0, "", "Nothing has arrived yet"),
        (0, 0, "cop.example.org", "asked for cop.example.org"),
        (1, 0, "", "Join on it to see"),
        (1, 0, "", "does not follow"),
        (1, 1, "cop.example.org", "Phones work: 0 phones are in."),
    ],
)
def test_the_canary_says_which_link_fails(far: int, followed: int, strange: str, says: str) -> None:
    now = [0.0]
    presence = Presence(lambda: now[0])
    presence.far, presence.followed = far, followed
    if "does not follow" in says:
        presence.expect()
        assert "the way here works" in canary.told(presence, strange, SERVED), "it may follow yet"
        now[0] = FOLLOW_SECONDS
    assert says in canary.told(presence, strange, SERVED)
    assert canary.told(presence, strange, Pulse()) == ""
