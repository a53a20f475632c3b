"""The scribe's lines: every one is followed, or refused with a sentence and changes nothing."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Clock
from hostile import HOSTILE
from laws import ONE, tables
from sessions import acts, commands
from sessions.acts import ACTS, Local
from sessions.commands import AddNote, Command
from sessions.errors import Malformed, Refused
from sessions.live import LiveSession
from sessions.objects import Count
from sessions.scribe import complete, find, hint, parse
from sessions.session import Session

LINES = (
    "/person Amina Khan; Royal Infirmary; nurse", "/person Bo", "/here 24, 6 no phone, 4 remote",
    *(f"note number {number}" for number in range(1, 10)),
    "/theme papers 7", "/theme beds", "/theme falls", "/theme nights", "/theme doors", "/theme keys", "/theme lifts",
    "/say Nobody falls",
)  # fmt: skip


async def furnished(data: Path) -> LiveSession:
    """A session in which every example has something to speak of."""
    live = LiveSession.create(data, community="Falls", clock=Clock())
    for line in LINES:
        command = parse(line, live.session)
        assert isinstance(command, Command)
        await live.submit(command, ONE)
    return live


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """One for all the tests that only parse."""
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(furnished(Path(folder))).session


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.word)
async def test_every_act_does_what_its_example_says(act: acts.Act, data: Path) -> None:
    live = await furnished(data)
    before = {
        "back": ["/next", "/next"], "undo": ["x"], "show": ["/hide 4"], "split": ["/group 3 = beds"],
        "reveal": ["/go practice"], "agree": ["/scores 5x9"], "move": ["/go practice", "@sol a"],
    }.get(act.word, [])  # fmt: skip
    for line in before:
        await live.submit(parse(line, live.session), ONE)
    example = act.example.replace("4", "10") if act.word == "move" else act.example
    wish = parse(example, live.session)
    if isinstance(wish, Local):
        assert wish.what
        return
    revision = live.session.revision
    await live.submit(wish, ONE)
    assert live.session.revision == revision + 1
    await live.close()


def test_the_table_of_acts_is_whole() -> None:
    words = [act.word for act in ACTS]
    assert len(set(words)) == len(words)
    for act in ACTS:
        assert act.example.split()[0] == f"/{act.word}"
        assert act.help
        assert act.usage.startswith(f"/{act.word}")


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.word)
def test_a_word_may_be_shortened_while_it_stays_the_only_one(act: acts.Act) -> None:
    for length in range(1, len(act.word) + 1):
        word = act.word[:length]
        others = [one.word for one in ACTS if one.word.startswith(word) and one is not act]
        if word == act.word or not others:
            assert find(f"/{word.upper()} x") == (act, "x")
        elif word not in others:
            with pytest.raises(Malformed, match="Type one letter more"):
                find(f"/{word} x")


@pytest.mark.parametrize("line", ["/", "/ next", "/zzz", "/nextt", "/\U0001f44d"])
def test_what_is_no_act_is_refused(line: str, session: Session) -> None:
    with pytest.raises(Malformed, match=r"There is no line .* // begins a note"):
        parse(line, session)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("just words", AddNote(text="just words")),
        ("  just \x07words ", AddNote(text="just words")),
        ("//etc/hosts was changed", AddNote(text="/etc/hosts was changed")),
        ("@not ours to mend", AddNote(text="ours to mend", lane="Not ours")),
        ("@NOT ours", AddNote(text="ours", lane="Not ours")),
        ("@nobody asked", AddNote(text="@nobody asked")),
        ("@not", AddNote(text="@not")),
        ("@", AddNote(text="@")),
        ("@ home", AddNote(text="@ home")),
        ("amina khan: no beds", AddNote(text="no beds", author=1, activity="domain")),
        ("amina: no beds", AddNote(text="no beds", author=1, activity="domain")),
        ("Bo: at 10:30", AddNote(text="at 10:30", author=2, activity="domain")),
        ("nobody: said", AddNote(text="nobody: said")),
        ("10:30 is late", AddNote(text="10:30 is late")),
        ("http://x.org: down", AddNote(text="http://x.org: down")),
        ("amina:", AddNote(text="amina:")),
        ("# not a comment here", AddNote(text="# not a comment here")),
        ("#hellomynameis", AddNote(text="#hellomynameis")),
    ],
)
def test_what_is_a_note(line: str, note: AddNote, session: Session) -> None:
    assert parse(line, session) == note


def test_a_plain_note_goes_to_the_lane_that_is_on(session: Session) -> None:
    assert parse("words", session, lane="Not ours") == AddNote(text="words", lane="Not ours")
    assert parse("@con words", session, lane="Not ours") == AddNote(text="words", lane="Concerns")


@pytest.mark.parametrize(
    ("line", "nothing"), [("# a comment", True), ("#", True), ("#tag", False), ("", True), (" \x07 ", True)]
)
def test_comments_are_in_files_only_and_have_a_space(line: str, nothing: bool, session: Session) -> None:
    assert (parse(line, session, file=True) is None) == nothing
    if line.startswith("#"):
        assert parse(line, session) == AddNote(text=line)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("/vote 3 +7 -2 =4", Count(for_=7, against=2, pass_=4)),
        ("/vote 3 +7 −2 =4", Count(for_=7, against=2, pass_=4)),
        ("/vote 3 7", Count(for_=7)),
        ("/vote 3 0", Count()),
        ("/v 3 1 1 -1", Count(for_=2, against=1)),
    ],
)
def test_hands_for_against_and_pass(line: str, count: Count, session: Session) -> None:
    assert parse(line, session) == commands.SetHands(target="3", hands=count)


@pytest.mark.parametrize(
    ("line", "hands"),
    [
        ("/scores 5 4 4 3 2", (0, 0, 1, 1, 2, 1)),
        ("/scores 5x9 4x10", (0, 0, 0, 0, 10, 9)),
        ("/scores 5×9, 4X10, 0", (1, 0, 0, 0, 10, 9)),
    ],
)
def test_scores_in_every_form(line: str, hands: tuple[int, ...], session: Session) -> None:
    assert parse(line, session) == commands.SetScores(hands=hands)


@pytest.mark.parametrize(
    "line",
    [
        "/next 5", "/edit", "/edit 4", "/edit x y", "/move 4", "/hide", "/hide 1 2", "/hide x", "/same 4", "/same 1 2 3",
        "/erase", "/group", "/group 1 2", "/group x = y", "/group A x", "/name", "/vote", "/vote A", "/vote A x",
        "/vote A +", "/vote A --1", "/scores", "/scores 6", "/scores x9", "/scores 5xx", "/agree anyway maybe",
        "/agree no", "/here", "/here many", "/here 6 no phone", "/here 24, 6 hats", "/person a;b;c;d;e;f", "/time +-5",
        "/time --5", "/time soon", "/time 5 6 7", "/time 99999", "/go", "/undo it", "/close now",
        f"/vote A {'9' * 5000}", f"/scores 5x{'9' * 5000}", f"/here {'9' * 5000}", f"/time {'9' * 5000}", f"/hide {'9' * 5000}",
    ],
)  # fmt: skip
async def test_a_line_that_cannot_be_followed_is_refused_with_a_sentence(line: str, data: Path) -> None:
    live = await furnished(data)
    before = tables(live.session)
    with pytest.raises(Refused) as told:
        await live.submit(parse(line, live.session), ONE)
    assert told.value.sentence.rstrip()[-1] in ".?" or "/" in told.value.sentence
    assert tables(live.session) == before
    await live.close()


async def test_a_name_is_refused_where_notes_are_unnamed(data: Path) -> None:
    live = await furnished(data)
    await live.submit(parse("/go practice", live.session), ONE)
    with pytest.raises(Refused, match="Practice keeps no names"):
        await live.submit(parse("amina: no beds", live.session), ONE)
    await live.close()


rests = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(["A", "4", "=", "+7", "-2", "5x9", ";", ",", "anyway", "9" * 30, "x", "@"]),
        max_size=6,
    ).map(" ".join),
    st.sampled_from(HOSTILE).map(lambda text: text[:300]),
)


@settings(max_examples=400, deadline=None)
@given(
    act=st.sampled_from([*(act.word for act in ACTS if act.word not in ("close", "erase")), ""]), rest=rests
)
def test_whatever_stands_after_an_act_it_is_followed_or_refused(act: str, rest: str) -> None:
    live = _shared()
    before = tables(live.session)
    try:
        wish = parse(f"/{act} {rest}" if act else rest, live.session)
        if isinstance(wish, Command):
            _loop().run_until_complete(live.submit(wish, ONE))
    except Refused as refused:
        assert refused.sentence.strip()
        assert tables(live.session) == before
    _ = hint(f"/{act} {rest}"), complete(f"/{act} {rest}", live.session)
    assert tables(live.session) == tables(live._ahead)


_kept: dict[str, object] = {}


def _loop() -> asyncio.AbstractEventLoop:
    return _kept.setdefault("loop", asyncio.new_event_loop())  # type: ignore[return-value]


def _shared() -> LiveSession:
    if "live" not in _kept:
        folder = _kept["folder"] = tempfile.TemporaryDirectory()
        _kept["live"] = _loop().run_until_complete(furnished(Path(folder.name)))
    return _kept["live"]  # type: ignore[return-value]


@pytest.fixture(scope="module", autouse=True)
def put_away() -> Iterator[None]:
    yield
    if _kept:
        _loop().run_until_complete(_loop().shutdown_default_executor())
        _loop().close()
        _kept["folder"].cleanup()  # type: ignore[attr-defined]
        _kept.clear()


def test_a_line_is_completed_with_what_there_is(session: Session) -> None:
    assert ("/practice", "") not in complete("/", session)
    assert [line for line, _ in complete("/re", session)] == ["/reveal", "/release"]
    assert ("/go practice", "Practice") in complete("/go pr", session)
    assert [line for line, _ in complete("@n", session)] == ["@Not ours "]
    assert ("/vote A", "papers") in complete("/vote ", session)
    assert ("/name B", "beds") in complete("/name ", session)
    assert complete("/move 4 not", session) == [("/move 4 Not ours", "lane")]
    assert complete("words", session) == complete("//x", session) == complete("/zzz x", session) == []


async def test_completion_does_not_say_what_is_hidden(data: Path) -> None:
    live = LiveSession.create(data, community="Falls", clock=Clock())
    for line in ("/go practice", "a hidden note", "/go choose"):
        await live.submit(parse(line, live.session), ONE)
    assert complete("/vote ", live.session) == []
    await live.close()


def test_a_hint_says_what_is_still_expected() -> None:
    assert hint("/edit") == "note words"
    assert hint("/edit 4 new") == "puts new words in a note"
    assert hint("/undo") == "takes back what this terminal did last"
    assert hint("words") == hint("//x") == hint("/zzz") == ""
