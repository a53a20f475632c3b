"""Plain mode: the same session by plain lines in and out, for screen readers, dumb terminals and scripts.

Every line is answered by one line on stdout, `ok` with the handle it made or `no` with the reason, once it
is on disk. What a screen would show goes to stderr, as sentences.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from typing import TextIO

from cop_tui.host.client import RemoteLive
from sessions import scribe, summary
from sessions.actors import Actor
from sessions.acts import ACTS, Local
from sessions.blocks import Block, Listing, Table, Text, plural
from sessions.errors import Problem, Refused
from sessions.live import wall_clock
from sessions.moves import behind, behind_in_words, left, left_in_words
from sessions.session import Session
from sessions.steps import blocks
from sessions.steps import line as expected
from sessions.steps.gather import find_lane
from sessions.telling import handle, told

CHUNK = 65536


class Plain:
    """One terminal in plain mode."""

    def __init__(self, live: RemoteLive, actor: Actor, *, out: TextIO, screen: TextIO, file: bool) -> None:
        self.live = live
        self.actor = actor
        self.lane = ""
        self.refused = 0
        """Lines that could not be followed."""
        self._out, self._screen = out, screen
        self._file = file
        self._number = 0
        self._place = ("", -1)

    async def take(self, text: str) -> bool:
        """Follow one line and answer it. False where it leaves the session."""
        self._number += 1
        try:
            wish = scribe.parse(text, self.live.session, lane=self.lane, file=self._file)
            if wish is None:
                return True
            if isinstance(wish, Local):
                return self._local(wish)
            entry = (await self.live.submit(wish, self.actor)).entry
        except Problem as problem:
            self.refused += 1
            self._answer(f"no line {self._number}: {problem.sentence}")
            return True
        self._answer(f"ok {('' if entry.undoes else handle(entry)) or told(entry, self.live.session)}")
        self.where()
        return not self.live.session.closed

    def where(self) -> None:
        """Say where the workshop is, if that has changed."""
        session = self.live.session
        place = (session.activity, session.now.step)
        if place != self._place:
            if place[0] != self._place[0]:
                self.lane = ""
            self._place = place
            self.board()

    def board(self) -> None:
        """Say what a screen would show."""
        session, now = self.live.session, wall_clock()
        head = f"{session.community.name}, {session.title}. {session.now.title}, {session.place} of {len(session.activities)}"
        clock = (
            left_in_words(left(session, now)) if session.started else "not started; /next starts the clock"
        )
        late = behind_in_words(behind(session, now)) if session.started else ""
        self._say(f"{head}, {session.now.at.kind}. {'; '.join(filter(None, (clock, late)))}.")
        for block in blocks(session, session.now, "wall"):
            self._read(block)
        if wanted := expected(session):
            self._say(f"Now: {wanted}")

    def _local(self, wish: Local) -> bool:
        session = self.live.session
        match wish.what:
            case "lane":
                self.lane = find_lane(session.now, wish.text)
                self._answer(f"ok {self.lane}")
            case "mend":
                statement = session.statement(session.now)
                if statement is None:
                    raise Refused("Nothing is proposed yet: /say the words")
                self._answer(f"ok /say {statement.text}")
            case "board":
                self._answer("ok board")
                self.board()
            case "plan":
                self._answer("ok plan")
                for activity in session.activities.values():
                    mark = (
                        "now"
                        if activity.id == session.activity
                        else "done"
                        if activity.visited
                        else "to come"
                    )
                    self._say(f"{activity.title}, {plural(activity.planned // 60, 'minute')}, {mark}.")
            case "summary":
                self._answer("ok summary")
                address = self.live.pulse.address
                self._say(
                    f"Summary: {address}/s/{session.token}"
                    if address
                    else "No network: the summary is kept here and can be exported."
                )
                for block in summary.page_one(session, "wall"):
                    self._read(block)
            case "help":
                self._answer("ok help")
                for act in ACTS:
                    self._say(f"{act.usage}: {act.help}. For example {act.example}")
            case "leave":
                self._answer("ok left")
                return False
            case _:
                raise Refused(f"/{wish.what} is for a screen; there is none here.")
        return True

    def _read(self, block: Block) -> None:
        """Read a block aloud: its sentence, then what it holds."""
        said = {block.sentence}
        if block.sentence:
            self._say(block.sentence)
        for part in block.lower():
            if part.title and not isinstance(part, Text):
                self._say(f"{part.title}:")
            for line in _lines(part):
                if line not in said:
                    self._say(line)

    def _answer(self, line: str) -> None:
        print(" ".join(line.split("\n")), file=self._out, flush=True)

    def _say(self, line: str) -> None:
        print(line, file=self._screen, flush=True)


def _lines(part: Text | Listing | Table) -> list[str]:
    if isinstance(part, Text):
        return list(part.paragraphs)
    if isinstance(part, Listing):
        return [
            " ".join(filter(None, (item.handle, item.text, item.detail and f"({item.detail})")))
            for item in part.items
        ]
    heads = [column.title for column in part.columns]
    return [
        ", ".join(f"{head} {cell}".strip() for head, cell in zip(heads, row, strict=True))
        for row in part.rows
    ]


async def run(live: RemoteLive, actor: Actor) -> int:
    """Take lines from stdin until they end or the session does; returns the exit code.

    A file that could not be followed everywhere ends with 1; a person who mistyped does not.
    """
    if sys.stdin is None:
        raise Problem("Plain mode takes its lines from stdin, and there is none.")
    file = not sys.stdin.isatty()
    plain = Plain(live, actor, out=sys.stdout, screen=sys.stderr, file=file)
    for notice in live.pulse.notices:
        print(notice, file=sys.stderr)
    plain.where()
    lines = _lines_of(sys.stdin.fileno())
    while line := await lines.get():
        if not await plain.take(_typed(line)):
            break
    session: Session = live.session
    print(f"{plural(len(session.notes), 'note')} kept in {session.id}.", file=sys.stderr)
    return 1 if file and plain.refused else 0


def _lines_of(descriptor: int) -> asyncio.Queue[bytes]:
    """The lines of a file as they come, b"" at its end. Ctrl-C need not wait for the next one.

    It is read past Python's own buffer, whose lock a thread that waits would hold at the end of the program.
    """
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        rest = b""
        with contextlib.suppress(RuntimeError, OSError):  # the loop is closed, or the terminal gone
            while chunk := os.read(descriptor, CHUNK):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    loop.call_soon_threadsafe(queue.put_nowait, line + b"\n")
        with contextlib.suppress(RuntimeError):
            if rest:
                loop.call_soon_threadsafe(queue.put_nowait, rest)
            loop.call_soon_threadsafe(queue.put_nowait, b"")

    threading.Thread(target=read, daemon=True).start()
    return queue


def _typed(line: bytes) -> str:
    return line.decode("utf-8-sig", errors="replace").rstrip("\r\n")
