"""How a line may go on: fields one after another, what each may name, days in full; nothing private, and at once."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

import scribe_room
from scribe_room import furnished, typed
from sessions.acts import ACTS, Act
from sessions.candidates import LOOKED_AT
from sessions.completing import MOST, takes
from sessions.errors import Refused
from sessions.objects import Note
from sessions.scribe import complete, hint, parse
from sessions.session import Session

MORE = (
    "/sorry dee",
    "/count midwife community 2",
    "/goal us one number",
    "a private thought",
    "/hide 12",
    "/do hush; Eve",
    "/hide D2",
)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """One for all the tests that only look."""
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(furnished(Path(folder), more=MORE)).session


def ways(text: str, session: Session) -> list[str]:
    """The whole lines that a text may become."""
    return [line for line, _ in complete(text, session)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("/re", ["/reveal", "/reflect ", "/release", "/revoke"]),
        ("/go pr", ["/go practice"]),
        ("/skip r", ["/skip ripples"]),
        ("/lane n", ["/lane Not ours"]),
        ("@n", ["@Not "]),
        ("@nobody", []),
        ("/move 4 not", ["/move 4 Not ours"]),
        ("/vote b", ["/vote B"]),
        ("/vote A 7", []),
        ("/ballot A b", ["/ballot A B"]),
        ("/runoff A ", [f"/runoff A {letter}" for letter in "BCDEFG"]),
        ("/name b", ["/name B"]),
        ("/name B ", [f"/name B {name}" for name in ("papers", "beds", "falls", "nights", "doors", "keys", "lifts")]),
        ("/group b", ["/group B"]),
        ("/group 3 4 = ni", ["/group 3 4 = nights"]),
        ("/theme ni", ["/theme nights"]),
        ("/edit 4", ["/edit 4"]),
        ("/edit 4 ", ["/edit 4 note number 4"]),
        ("/edit d", ["/edit D1"]),
        ("/edit D1 ", ["/edit D1 write to the trust"]),
        ("/here ", ["/here Dee"]),
        ("/sorry b", ["/sorry Bo"]),
        ("/sorry amina k", ["/sorry Amina Khan"]),
        ("/sorry bo, c", ["/sorry bo, Chen"]),
        ("/tie Amina Khan b", ["/tie Amina Khan Bo"]),
        ("/tie bo; c", ["/tie bo; Chen"]),
        ("/tie bo; Chen; w", ["/tie bo; Chen; works with"]),
        ("/gone amina k", ["/gone Amina Khan"]),
        ("/consent a", ["/consent all", "/consent Amina Khan"]),
        ("/consent dee e", ["/consent dee Eve"]),
        ("/goal u", ["/goal us"]),
        ("/goal b", ["/goal Bo"]),
        ("/story e", ["/story Eve"]),
        ("/done ", ["/done D1", "/done M1"]),
        ("/still ", ["/still D1", "/still I1", "/still M1"]),
        ("/drop ", ["/drop D1", "/drop I1", "/drop M1"]),
        ("/tried ", ["/tried I1"]),
        ("/tried I1 a; b; ada", ["/tried I1 a; b; adapt"]),
        ("/test i", ["/test I1"]),
        ("/decide x; y; ; ; c", ["/decide x; y; ; ; C1"]),
        ("/comment x; ; i", ["/comment x; ; I1"]),
        ("/idea b", ["/idea B"]),
        ("/improve b", ["/improve B"]),
        ("/improve A; less; huddle; falls; a", ["/improve A; less; huddle; falls; Amina Khan"]),
        ("/imp A; less; huddle; falls; a", ["/improve A; less; huddle; falls; Amina Khan"]),
        ("/do ring; b", ["/do ring; Bo"]),
        ("/ripple A > C ", ["/ripple A > C +", "/ripple A > C -"]),
        ("/ripple A > b", ["/ripple A > B"]),
        ("/charter st", ["/charter stage "]),
        ("/charter stage m", ["/charter stage maturing"]),
        ("/charter sponsor e", ["/charter sponsor Eve"]),
        ("/session mode h", ["/session mode hybrid"]),
        ("/expect pro", ["/expect profession: "]),
        ("/expect profession: nurse, m", ["/expect profession: nurse, midwife"]),
        ("/missing a judge; ; sec", ["/missing a judge; ; sector"]),
        ("/person am", ["/person Amina Khan"]),
        ("/person Zed; ", ["/person Zed; Royal Infirmary", "/person Zed; Hill Surgery"]),
        ("/person Zed; x; n", ["/person Zed; x; nurse"]),
        ("/person Zed; x; y; ; ", ["/person Zed; x; y; ; primary", "/person Zed; x; y; ; community"]),
        ("/count mid", ["/count midwife"]),
        ("/count nurse c", ["/count nurse community"]),
        ("/agree ", ["/agree anyway;"]),
        ("/show D2 ", ["/show D2 room", "/show D2 readers"]),
        ("/show 12 ", []),
        ("/ok ", ["/ok all"]),
        ("words", []), ("//x", []), ("/zzz x", []), ("/e x", []),
    ],
)  # fmt: skip
def test_a_line_is_completed_with_what_there_is(text: str, lines: list[str], session: Session) -> None:
    assert ways(text, session) == lines


def test_what_a_handle_stands_for_is_told_beside_it(session: Session) -> None:
    assert complete("/still d", session) == [("/still D1", "write to the trust")]
    assert complete("/vote a", session) == [("/vote A", "papers")]
    assert complete("/drop m", session) == [("/drop M1", "a carer")]


def test_every_offer_is_a_line_that_can_be_typed_on(session: Session) -> None:
    """Each begins with its act in full and holds what was typed, so that Tab loses nothing."""
    for act in ACTS:
        for rest in ("", "a", "1", "A; b", "A; b; c; ", "I1 x; ", "D1 f", "amina "):
            for line, _ in complete(f"/{act.word} {rest}", session):
                assert line.startswith(f"/{act.word} ")
                assert line.casefold().startswith(f"/{act.word} {rest}".rstrip().casefold())
                try:
                    parse(line, session)
                except Refused as refused:
                    assert "There is no line" not in refused.sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/edit", "handle words"),
        ("/edit 4 new", "puts new words in a note, or in what has a handle"),
        ("/undo", "takes back what this terminal did last"),
        ("/improve ", "about which; then aim: how much, by when …"),
        ("/improve A", "about which; then aim: how much, by when …"),
        ("/improve A; ", "aim: how much, by when; then change …"),
        ("/improve A; x; y; z; w; v; u; ", "how it is now"),
        ("/person Zed; x; y; ", "band; then sector …"),
        ("/tried ", "improvement; then what happened"),
        ("/tried I1 ", "what happened; then what we learned …"),
        ("/goal us ", "goal; then how we know …"),
        ("/goal us x; y; ", "looked at on: 14 jan"),
        ("/tie amina ", "turns to; then how"),
        ("/charter review ", "looked at on: 14 jan"),
        ("/improve A; x; y; z; Bo; 14 jan", "→ Thursday 14 January 2027"),
        ("/improve A; x; y; z; Bo; 14 j", "by when: 14 jan; then we expect …"),
        ("/do ring; ", "who; then by when"),
        ("/do ring; Bo; ", "by when: 14 jan"),
        ("/edit 4", "handle; then words"),
        ("/edit 4 ", "words"),
        ("/move 4 ", "lane"),
        ("/vote A ", "hands"),
        ("/vote A 7", "sets the hands raised; + for, - against, = pass"),
        ("/group 1 3 ", "notes; then = theme"),
        ("/group 1 3 = ", "theme"),
        ("/scores 5x9 ", "how many showed each, as 5x9 4x10"),
        ("/do ring; Bo; fri", "→ Friday 27 November 2026"),
        ("/still D1 in 2 weeks", "→ Thursday 10 December 2026"),
        ("/goal us x; y; 3 feb", "→ Wednesday 3 February 2027"),
        ("/meet 14 jan", "→ Thursday 14 January 2027"),
        ("/meet 14 jan 10:00", "→ Thursday 14 January 2027, 10:00"),
        ("/missing a judge; Bo; ; tomorrow", "→ Friday 27 November 2026"),
        ("/charter review 1 mar", "→ Monday 1 March 2027"),
        ("/session date next friday", "→ Friday 4 December 2026"),
        ("words", ""), ("//x", ""), ("/zzz", ""), ("/e x", ""),
    ],
)  # fmt: skip
def test_a_hint_says_what_is_still_expected(text: str, said: str, session: Session) -> None:
    assert hint(text, session) == said


def test_without_a_session_a_hint_answers_no_day() -> None:
    assert hint("/do ring; Bo; fri") == "by when: 14 jan"


@pytest.mark.parametrize("act", [act for act in ACTS if act.slots], ids=lambda act: act.word)
def test_every_field_of_every_line_is_named_while_it_is_typed_and_the_next_one_too(
    act: Act, session: Session
) -> None:
    begun = f"/{act.word} {'X1 ' if act.handle else ''}"
    if act.first > 1 and not act.offers:
        assert act.fields in hint(begun, session)
        return
    parts = act.slots[act.first - 1 :]
    for place, slot in enumerate(parts):
        said = hint(begun + "x; " * place, session) if place else ""
        said = said or hint(begun + ("A > B + " if act.word == "ripple" else "x " * (act.first - 1)), session)
        assert said.startswith(slot.label), (act.word, slot.label)
        if place + 1 < len(parts):
            assert f"; then {parts[place + 1].label}" in said


def test_every_line_that_takes_something_names_it_before_it_is_typed(session: Session) -> None:
    for act in ACTS:
        if takes(act):
            assert hint(f"/{act.word} ", session) not in ("", act.help), act.word


# The wall reads it too

SECRETS = ("a private thought", "hush", "said on a phone", "band 6", "band 7")


async def test_nothing_private_is_offered_on_any_line(data: Path) -> None:
    live = await furnished(data, more=[*MORE, "/person Finn; ; ; band 6", "/charter review 1 mar"])
    offered = " ".join(f"{line} {what}" for text in _texts() for line, what in complete(text, live.session))
    hints = " ".join(hint(text, live.session) for text in _texts())
    for secret in SECRETS:
        assert secret not in offered
        assert secret not in hints
    assert complete("/show ", live.session) == [("/show D2", "hidden action"), ("/show 12", "hidden note")]
    await live.close()


async def test_words_that_are_hidden_are_not_offered(data: Path) -> None:
    live = await furnished(data, more=["/go practice", "a hidden note"])
    for text in ("/edit 12", "/edit 12 ", "/same 12", "/hide 12", "/idea 12", "/move 12"):
        assert "a hidden note" not in str(complete(text, live.session))
    live.session.activities["choose"].source = "practice"
    await typed(live, "/go choose")
    assert complete("/vote ", live.session) == []
    await typed(live, "/go practice")
    await typed(live, "/reveal")
    assert ("/edit 12 a hidden note", "as it is") in complete("/edit 12 ", live.session)
    await live.close()


def _texts() -> Iterator[str]:
    for act in ACTS:
        for rest in (
            "",
            "1",
            "12",
            "12 ",
            "10",
            "D",
            "D2 ",
            "a",
            "x; ",
            "x; y; ",
            "x; y; z; ",
            "x; y; z; v; ",
            "I1 a; b; ",
        ):
            yield f"/{act.word} {rest}"


# A key press does not wait for ten thousand notes


class Watched(dict[int, Note]):
    """Notes that may be looked up, a few at a time, and never be gone through."""

    looked = 0

    def get(self, key: int, default: Any = None) -> Any:
        self.looked += 1
        return super().get(key, default)

    def _never(self, *_: object) -> NoReturn:
        raise AssertionError("a key press went through every note")

    __iter__ = values = items = keys = _never  # type: ignore[assignment]


async def test_a_key_press_looks_at_few_of_ten_thousand_notes(data: Path) -> None:
    live = scribe_room.empty(data)
    session = live.session
    for number in range(1, 10_001):
        session.keep(Note(number=number, activity="domain", lane="Concerns", text=f"note {number}"))
    session.notes_made = 10_000
    watched = session.notes = Watched(session.notes)
    session.notes_of = Watched._never  # type: ignore[method-assign, assignment]
    for act in ACTS:
        for rest in ("", "1", "99", "9999", "4 ", "4 x", "1 2 ", "1 2 = x", "amina b", "A; ", "x"):
            watched.looked = 0
            assert len(complete(f"/{act.word} {rest}", session)) <= MOST
            _ = hint(f"/{act.word} {rest}", session)
            assert watched.looked <= 2 * LOOKED_AT + MOST
    assert ways("/edit 999", session)[:3] == ["/edit 999", "/edit 9990", "/edit 9991"]
    assert ways("/edit ", session)[0] == "/edit 10000", "the newest come first"
    await live.close()
