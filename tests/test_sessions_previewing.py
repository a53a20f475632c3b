"""What the library tells of a session before it is entered."""

from __future__ import annotations

from typing import Any

from faces import say
from sessions.actors import Actor
from sessions.live import LiveSession
from sessions.previewing import Preview, preview

SAID = " | ".join(
    (
        "/here 12",
        "/person Amina; Royal Infirmary; nurse; band 6",
        "/person Bo; royal infirmary; GP",
        "/person Dee; Age Support; volunteer",
        "/charter stage potential",
        "/next",
        "Nobody owns the register",
        "/say Nobody falls twice",
        "/improve 1; fewer falls; a second huddle; falls a week; Amina; 1 feb",
        "/do write to the trust; Bo; 3 dec",
        "/do print the number; Dee",
        "/done D2",
        "/meet 14 jan 10:00; nights; Bo; Hill Surgery",
    )
)


async def test_numbers_alone_where_no_words_may_be_shown(live: LiveSession) -> None:
    await say(live, SAID)
    assert preview(live.session, words=False) == Preview(
        people=12, organisations=2, improvements=1, promises=2, due="2026-12-03", meets="2027-01-14"
    )


async def test_words_of_who_they_are_what_is_open_and_when_they_meet(live: LiveSession) -> None:
    await say(live, SAID)
    found = preview(live.session, words=True)
    assert (found.says, found.stage) == ("Nobody falls twice", "potential")
    assert found.again == "Thursday 14 January 2027, 10:00 · Hill Surgery · host Bo · nights"
    assert found.promised == (("I1", "a second huddle", "Amina"), ("D1", "write to the trust", "Bo"))


async def test_what_was_agreed_stands_before_what_was_proposed_since(live: LiveSession) -> None:
    await say(live, "/next | /say First words | /scores 5x9 | /agree | /say Second words")
    assert preview(live.session, words=True).says == "First words"


async def test_what_is_erased_is_neither_counted_nor_quoted(live: LiveSession) -> None:
    await say(live, "/next | /say Her name was Edith | /do ring Edith; Bo; 3 dec | /erase D1")
    found = preview(live.session, words=True)
    assert found.promises == 0 and found.promised == () and found.due == ""


async def test_a_meeting_says_what_its_community_agreed_before(
    live: LiveSession, data: Any, clock: Any
) -> None:
    await say(live, "/next | /say Nobody falls twice | /scores 5x9 | /agree")
    from sessions import thread
    from sessions.commands import CarryOver

    later = LiveSession.create(
        data, community="Falls prevention", plan="meeting", date="2027-01-14", clock=clock
    )
    found = thread.taken_over(later.session, [live.session])
    assert found
    await later.submit(CarryOver(found=found, revision=later.session.revision), Actor("host"))
    assert preview(later.session, words=True).says == "Nobody falls twice"
    assert preview(later.session, words=False).says == ""
    await later.close()
