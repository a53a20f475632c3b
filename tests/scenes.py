"""Every screen as it stands in a workshop: with next to nothing, with a usual room, and with far too much.

A scene is what one screen shows at the four sizes, as text. `test_screens_snapshots.py` holds them against
what was looked at; COP_TUI_SNAPSHOTS=write takes them down anew, to be looked at again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest import mock

from screen_room import Room, Seat, seat, wishes
from screens.sheet import Sheet
from screens.tour import PANELS
from sessions import founding
from sessions.actors import Actor
from sessions.commands import AddComment, CarryOver
from sessions.errors import Refused
from sessions.live import LiveSession, Pulse
from sessions.protocols import Doors
from sessions.thread import taken_over

SIZES = ((60, 18), (80, 22), (120, 40), (160, 50))
STORIES = Path(__file__).parents[1] / "docs" / "stories"
ADDRESS = "http://192.168.1.20:8642"
WORDS = (
    "Mae'r llythyrau'n cyrraedd wedi i'r claf syrthio eto, ac nid oes neb yn gwybod pwy sydd i ffonio'r teulu",
    "لا أحد يعرف من يتصل بالعائلة بعد السقوط في الليل ولا توجد قائمة واحدة مشتركة بين المستشفى والعيادة",
    "出院信件总是在病人再次跌倒之后才到达，没有人知道夜里应该由谁给家属打电话，也没有一份共同的名单",
    "Nobody answers the falls phone at night 🧑‍⚕️📞, and the register is kept in three places 🗂️ that never agree",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsordnungsverfahren",
)
"""Welsh, Arabic, Chinese, emoji, and a word that is wider than a lane."""
TOLD = ("/tried", "/vote 1", "/agree", "/close")
"""Lines before which a screen is looked at too: a promise, votes that are hidden, scores."""
Scenes = AsyncIterator[tuple[str, dict[tuple[int, int], Sheet]]]


DOORS = Doors(
    join="abcdefghij", code="482917", room="roomroomroomroom", phones=11, writing=4, arrived=True,
    canary="Phones work: 11 phones are in.",
)  # fmt: skip


def long(number: int) -> str:
    """A note of 280 letters."""
    words = WORDS[number % len(WORDS)]
    return f"{number} {words} {words} {words} {words}"[:280]


async def drawn(one: Seat) -> dict[tuple[int, int], Sheet]:
    """What is shown now, at each size."""
    found = {}
    for size in SIZES:
        await one.pilot.resize_terminal(*size)
        await one.pilot.pause()
        one.page.redraw()
        found[size] = one.page.draw()
    return found


async def led(room: Room, story: str, plan: str, live: LiveSession | None = None) -> Scenes:
    """A story, and the screen before each move on."""
    live = live or opened(room, plan)
    typed = wishes(live)
    async with seat(room, live) as one:
        for line in (STORIES / story).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("# "):
                continue
            if line in ("/next", "/close") or line.startswith(TOLD):
                yield (
                    place(live) + ("" if line.startswith("/next") else f"-{line.split()[0][1:]}"),
                    await drawn(one),
                )
            room.clock.advance(20)
            await typed(line)
        await one.until(lambda: type(one.page).__name__ == "SummaryScreen")
        yield "thanks", await drawn(one)


def opened(room: Room, plan: str, date: str = "2026-11-26") -> LiveSession:
    """A session whose address and token are the same each time."""
    with mock.patch.object(founding, "letters", lambda many: "abcdefgh23"):
        live = room.add(plan=plan, date=date)
    live.pulse = Pulse(address=ADDRESS, doors=DOORS)
    return live


def place(live: LiveSession) -> str:
    """What a scene in the workshop is called."""
    session = live.session
    shown = "" if session.started else "-doors"
    hidden = (
        "-hidden"
        if not (session.now.notes_shown and (session.now.at.kind != "vote" or session.now.votes_shown))
        else ""
    )
    return f"{session.activity}-{session.now.step + 1}-{session.now.at.kind}{shown}{hidden}"  # fmt: skip


async def filled(room: Room, plan: str, fill: Callable[[LiveSession], Awaitable[None]]) -> Scenes:
    """Each step of a plan, in a session that was filled before."""
    live = opened(room, plan)
    typed = wishes(live)
    await fill(live)
    async with seat(room, live) as one:
        for _ in range(60):
            yield place(live), await drawn(one)
            before = place(live)
            room.clock.advance(20)
            await typed("/next")
            if place(live) == before:
                break
            if live.session.activity == "close" and live.session.now.at.kind == "finish":
                yield place(live), await drawn(one)
                break


async def little(live: LiveSession) -> None:
    """One of everything, and no more."""
    await tell(
        live,
        "/here 2",
        "/person Amina",
        "one word",
        "/go domain",
        "x",
        "/theme y 1",
        "/go practice",
        "z",
        "/go welcome",
    )


async def much(live: LiveSession) -> None:
    """Three hundred notes of 280 letters, and as much of everything else."""
    texts = cycle(range(300))
    await tell(
        live,
        "/here 24, 6 no phone, 4 remote",
        *(
            f"/person {WORDS[at % 4][:60]} {at}; {WORDS[at % 4][:70]}; {WORDS[at % 4][10:70]}; ; {WORDS[at % 4][5:50]}"
            for at in range(24)
        ),
    )
    for activity in ("welcome", "domain", "practice", "identity"):
        await tell(live, f"/go {activity}")
        lanes = cycle(live.session.now.lanes or [""])
        await tell(
            live,
            *(
                f"{f'@{next(lanes)} ' if live.session.now.lanes else ''}{long(next(texts))}"
                for _ in range(75)
            ),
        )
    await tell(live, "/go domain", f"/say {long(0)}", "/scores 5x9 4x10 3x3 2x2")
    numbers = [note.number for note in live.session.notes_of(live.session.activities["practice"])]
    await tell(
        live,
        "/go practice",
        *(f"/group {number} {number + 1} = {WORDS[number % 5][:70]} {number}" for number in numbers[:40:2]),
    )
    await tell(
        live,
        "/go ripples",
        *(
            f"/ripple {a} > {b} {'+-'[at % 2]} {long(at)}"
            for at, (a, b) in enumerate(zip("ABCDEFGHIJKL", "BCDEFGHIJKLA", strict=True))
        ),
    )
    await tell(
        live, "/go choose", *(f"/vote {letter} {9 - at % 9}" for at, letter in enumerate("ABCDEFGHIJKLMNOP"))
    )
    await tell(
        live,
        *(f"/missing {long(at)[:70]}; 2" for at in range(12)),
        *(f"/tie {at} {at % 23 + 2}" for at in range(1, 20)),
    )
    await tell(
        live,
        *(
            f"/improve {'ABCDE'[at]}; {long(at)}; {long(at + 1)}; {long(at + 2)}; {at + 1}; 1 feb"
            for at in range(5)
        ),
    )
    await tell(
        live,
        *(f"/do {long(at)}; {at + 1}; 1 feb" for at in range(9)),
        *(f"/goal us {long(at)}" for at in range(9)),
        *(f"/reflect {at % 3 + 1} {long(at)}" for at in range(9)),
    )
    await tell(live, *(f"/decide {long(at)}" for at in range(9)), f"/meet 14 jan 10:00; {long(3)}; 1; {long(2)}", "/go welcome")  # fmt: skip


async def followed(room: Room) -> Scenes:
    """The meeting after the launch: who came back, what was promised, and what waits."""
    async for _ in led(room, "launch.txt", "launch"):
        pass
    before = next(iter(room.lives.values())).session
    live = opened(room, "meeting", "2027-01-14")
    if found := taken_over(live.session, [before], ()):
        await live.submit(CarryOver(found=found), Actor("host"))
    async for name, found_ in led(room, "meeting.txt", "meeting", live):
        yield name, found_


async def tell(live: LiveSession, *lines: str) -> None:
    """Type lines into a session; what this plan has no place for is left out."""
    for line in lines:
        try:
            await wishes(live)(line)
        except Refused as refused:
            if not any(words in refused.sentence for words in ("There is no one activity", " already.")):
                raise


async def beside(room: Room) -> Scenes:
    """The screens that are not the workshop: library, new session, and what opens over them."""
    async with seat(room) as one:
        yield "library-empty", await drawn(one)
    async with seat(room, toured=room.data / "toured") as one:
        for number, panel in enumerate(PANELS, 1):
            await one.until(lambda name=panel.name: name in one.text)  # type: ignore[misc]
            yield f"tour-{number}", await drawn(one)
            await one.press("enter")
    live = opened(room, "launch")
    await tell(live, "/here 24", "/session starts 10:00", "/next", "/go domain", "late letters")
    opened(room, "meeting", "2027-01-14")
    room.add("Wound care", plan="taster", date="2026-12-03")
    async with seat(room) as one:
        await one.until(lambda: "24 people" in one.text)  # what is known of a session is read aside
        yield "library", await drawn(one)
        await one.press("ctrl+n")
        yield "new", await drawn(one)
    async with seat(room, live) as one:
        for name, key, back in (("help", "f1", "escape"), ("plan", "f3", "escape"), ("palette", "ctrl+p", "escape"), ("join", "f2", "escape"), ("room", "f5", "escape"), ("blank", "f4", "f4")):  # fmt: skip
            await one.press(key)
            yield name, await drawn(one)
            await one.press(back)
        await one.type("/summary")
        yield "summary", await drawn(one)
        await one.press("escape")
        await one.type("/improve")
        yield "asking", await drawn(one)
        await one.press("escape")
        live.pulse = Pulse(address=ADDRESS, rooms=1, doors=DOORS)
        yield "private", await drawn(one)
        live.pulse = Pulse(address=ADDRESS, doors=DOORS)
        for words in ("We would lend a room for the huddle", long(3)):
            await live.submit(AddComment(text=words, name="Eve"), Actor("reader"))
        await one.type("/summary")
        await one.press("f3")
        await one.until(lambda: "late letters" in one.text)
        yield "history", await drawn(one)
        await one.press("escape")
        await one.type("/summary comments")
        await one.type("/summary comments")
        yield "comments", await drawn(one)
    room.add("Wound care", plan="taster", date="2023-03-01")
    async with seat(room, retention="2 years") as one:
        await one.type("/retention")
        await one.until(lambda: "Every word" in one.text)
        yield "retention", await drawn(one)
        await one.press("escape")
        await one.until(lambda: "24 people" in one.text)
        await one.press("f3")
        await one.until(lambda: "What is kept here suggests" in one.text)
        yield "community", await drawn(one)


CONTENTS: dict[str, Callable[[Room], Scenes]] = {
    "beside": beside,
    "short": lambda room: filled(room, "launch", little),
    "launch": lambda room: led(room, "launch.txt", "launch"),
    "meeting": followed,
    "taster": lambda room: led(room, "taster.txt", "taster"),
    "huge": lambda room: filled(room, "launch", much),
}
"""What the rooms of the scenes are filled with."""


async def scenes(content: str, data: Path, clock: Any) -> Scenes:
    """Every scene of a content, by its name."""
    room = Room(data, clock)
    try:
        async for name, found in CONTENTS[content](room):
            yield name, found
    finally:
        await room.close()
