"""Exports in a process of their own, for whoever asks the host: files among the user's documents, and sentences."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conftest import Clock
from cop_tui import paths
from cop_tui.export import FORMATS, apart, render
from ptys import Terminal
from running import attached, hosting, new_session, program, stop, until
from sessions import writing
from sessions.errors import Problem, Refused
from sessions.live import LiveSession
from web_room import WORKSHOP, workshop
from whole import whole


@pytest.fixture
async def session_id(data: Path) -> AsyncIterator[str]:
    yield await asyncio.to_thread(new_session, data)
    await asyncio.to_thread(stop, data)


async def told(live: LiveSession, out: Path, *formats: str) -> list[apart.Said]:
    return [said async for said in apart.written(live.folder, formats, out)]


async def test_files_are_written_and_it_is_said_how_far_it_has_come(
    data: Path, clock: Clock, tmp_path: Path
) -> None:
    live = await whole(data, clock)
    said = await told(live, tmp_path / "out", "pdf", "csv", "word")
    done = [one.done for one in said if one.done]
    assert done == sorted(done) and len(done) > 20 and 0.9 < done[-1] <= 1
    made = [Path(one.path) for one in said if one.path]
    assert sorted(made) == sorted((tmp_path / "out").iterdir())
    assert (tmp_path / "out" / f"{live.session.id}.docx").read_bytes() == render(live.session, "word")
    assert not [one for one in said if one.problem]
    await live.close()


async def test_what_is_said_while_it_goes_on_is_in_it(data: Path) -> None:
    """It reads what is on disk, not the record of the last step."""
    live = await workshop(data, f"{WORKSHOP}\nthe newest note of all", plan="hour")
    assert b"the newest note of all" in await apart.content(live.folder, "json")
    assert await apart.content(live.folder, "markdown") == render(live.session, "markdown")
    await live.close()


async def test_one_that_cannot_be_leaves_the_others(data: Path, tmp_path: Path) -> None:
    live = await workshop(data, "")
    said = await told(live, tmp_path / "out", "calendar", "teams")
    assert next(one.problem for one in said if one.problem).startswith("Nothing has a day yet")
    assert [Path(one.path).suffix for one in said if one.path] == [".txt"]
    with pytest.raises(Problem, match="Nothing has a day yet"):
        await apart.content(live.folder, "calendar")
    await live.close()


async def test_a_folder_that_cannot_be_written_is_said(data: Path, tmp_path: Path) -> None:
    live = await workshop(data, "")
    (tmp_path / "file").write_text("in the way")
    (said,) = [one for one in await told(live, tmp_path / "file", "teams") if not one.done]
    assert "file cannot be written" in said.problem and "What is kept is untouched" in said.problem
    (said,) = [one async for one in apart.written(data / "nowhere", ["teams"], tmp_path)]
    assert "There is no session nowhere" in said.problem
    await live.close()


async def test_whoever_stops_waiting_ends_it(data: Path, clock: Clock, tmp_path: Path) -> None:
    live = await whole(data, clock)
    writing_it = apart.written(live.folder, ["pdf"], tmp_path)
    await anext(writing_it)
    (child,) = children()
    await writing_it.aclose()
    await until(lambda: child not in children())
    await live.close()


async def test_one_that_is_killed_is_said(data: Path, clock: Clock, tmp_path: Path) -> None:
    live = await whole(data, clock)
    said = []
    async for one in apart.written(live.folder, ["pdf"], tmp_path):
        said.append(one)
        for child in children():
            os.kill(child, signal.SIGKILL)
    assert said[-1].problem == apart.FAULT
    assert not list(tmp_path.glob("*.pdf"))
    await live.close()


def children() -> list[int]:
    """The processes of this one that write exports."""
    found = []
    for task in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(task.read_text().rpartition(")")[2].split()[1])
            command = (task.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"cop_tui.export" in command:
            found.append(int(task.parent.name))
    return found


async def test_a_terminal_has_them_written_among_the_documents(data: Path, session_id: str) -> None:
    live, _ = await attached(data, session_id, "one")
    sentences = [one async for one in writing.exported(live, "word csv")]
    made = sorted(paths.exports_folder().iterdir())
    assert {one.suffix for one in made} == {".docx", ".csv"}
    assert sentences[-1] == f"✓ {session_id}.docx and {len(made) - 1} more in {paths.exports_folder()}."
    assert [one async for one in writing.exported(live, "teams")][-1] == (
        f"✓ {session_id}.txt in {paths.exports_folder()}."
    )
    (sentence,) = [one async for one in writing.exported(live, "papyrus")]
    assert sentence.startswith("There is no format 'papyrus'. /export and one or more of word, pdf")
    assert (await anext(writing.exported(live, ""))).startswith("/export and one or more of word")
    (sentence,) = [one async for one in writing.exported(live, "calendar") if not one.startswith("Writing")]
    assert sentence.startswith("Nothing has a day yet")
    await live.detach()


async def test_a_long_one_is_told_as_it_goes(data: Path, clock: Clock) -> None:
    class Slow:
        """A host whose export takes its time."""

        def __init__(self) -> None:
            self.stands = iter([0.0, 0.04, 0.3, 0.31, 0.9])

        async def ask(self, what: str, **details: object) -> dict[str, object]:
            if what == "export":
                return {"job": 1}
            if (done := next(self.stands, None)) is None:
                return {"over": True, "paths": ["/home/eve/x.pdf"], "problems": [], "done": 1.0}
            return {"over": False, "paths": [], "problems": [], "done": done}

    assert [one async for one in writing.exported(Slow(), "pdf")] == [  # type: ignore[arg-type]
        "Writing pdf: 0%. Nothing waits for it.",
        "Writing pdf: 30%. Nothing waits for it.",
        "Writing pdf: 90%. Nothing waits for it.",
        "✓ x.pdf in /home/eve.",
    ]


async def test_readers_of_the_same_get_the_same(data: Path, clock: Clock) -> None:
    async with hosting(data, clock) as host:
        session_id = await host.new({"community": "Falls prevention", "plan": "launch"})
        live = host.lives[session_id]
        asked = [host.exports.document(session_id, live.session.revision, "markdown") for _ in range(20)]
        documents = await asyncio.gather(*asked)
        assert len(set(map(id, documents))) == 1 and documents[0].startswith(b"# Launch")
        with pytest.raises(Problem, match="Nothing has a day"):
            await host.exports.document(session_id, live.session.revision, "calendar")
        with pytest.raises(Refused, match="Ask for it again"):
            await host.exports.stands("9")


def test_formats_are_named_alike_everywhere() -> None:
    assert tuple(FORMATS) == writing.FORMATS


def test_it_is_typed_on_a_screen_and_in_plain_mode(data: Path) -> None:
    session_id = new_session(data)
    with Terminal(data, "open", session_id, "--no-web") as terminal:
        terminal.until("What matters to all")
        terminal.line("/export teams")
        terminal.until(f"✓ {session_id}.txt in ")
        terminal.line("/export papyrus")
        terminal.until("There is no format 'papyrus'")
    (made,) = (data.parent / "documents").iterdir()
    assert made.name == f"{session_id}.txt"
    done = program(data, "open", session_id, "--plain", "--no-web", typed="/export csv\n/export x\n")
    ok, no = done.stdout.splitlines()
    assert ok.startswith(f"ok {session_id}-") and ok.endswith(f"in {data.parent / 'documents'}.")
    assert no.startswith("no line 2: There is no format 'x'.")
    stop(data)
