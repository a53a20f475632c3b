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
from collections.abc import Callable, Sequence
from typing import TextIO

from cop_tui.host.client import RemoteLive
from sessions import scribe, summary
from sessions.actors import Actor
from sessions.acts import ACTS, Local
from sessions.blocks import Block, Column, Listing, Prompt, Table, Text, plural
from sessions.errors import Malformed, Problem, Refused
from sessions.events import RowChanged
from sessions.live import Live, wall_clock
from sessions.moves import MINUTE, away, behind, behind_in_words, left, left_in_words, round_now
from sessions.objects import Activity
from sessions.session import Session
from sessions.steps import STEPS, blocks
from sessions.steps import line as expected
from sessions.steps.gather import find_lane
from sessions.telling import handle, told

CHUNK = 65536


class Plain:
    """One terminal in plain mode."""

    def __init__(
        self,
        live: Live,
        actor: Actor,
        *,
        out: TextIO,
        screen: TextIO,
        file: bool,
        clock: Callable[[], int] = wall_clock,
    ) -> None:
        self.live = live
        self.actor = actor
        self.clock = clock
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
            wish = scribe.parse(
                text, self.live.session, lane=self.lane, file=self._file, activity=self.activity
            )
            if wish is None:
                return True
            if isinstance(wish, Local):
                return self._local(wish)
            entry = (await self.live.submit(wish, self.actor)).entry
        except Problem as problem:
            self.refused += 1
            self._answer(f"no line {self._number}: {problem.sentence}")
            return True
        words = told(entry, self.live.session)
        made = "" if entry.undoes else handle(entry)
        self._answer(f"ok {made or words}")
        if made and isinstance(entry.events[0], RowChanged):
            self._say(f"{words}.")
        self.where()
        return not self.live.session.closed

    @property
    def activity(self) -> Activity | None:
        """The activity that was read out last: a note is for that, whoever goes on meanwhile."""
        return self.live.session.activities.get(self._place[0])

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
        session = self.live.session
        head = f"{session.community.name}, {session.title}. {session.now.title}, {session.position} of {len(session.activities)}"
        word = STEPS[session.now.at.kind].word
        self._say(f"{head}, {word}. {'; '.join(filter(None, self._times()))}.")
        for block in blocks(session, session.now, "wall"):
            self._read(block)
        if wanted := expected(session):
            self._say(f"Now: {wanted}")

    def _times(self) -> list[str]:
        """The break that is on, the time that is left, the round that is on, and how far behind it all is."""
        session, now = self.live.session, self.clock()
        if session.closed:
            return ["This session is closed"]
        if not session.started:
            return ["not started; /next starts the clock"]
        said = [self._break(now), left_in_words(left(session, now))]
        if standing := round_now(session, now):
            number, seconds = standing
            rounds = session.now.at.rounds
            title = rounds[number].title
            said.append(f"round {number + 1} of {len(rounds)}, {title}, {left_in_words(seconds)}")
        return [*said, behind_in_words(behind(session, now))]

    def _break(self, now: int) -> str:
        """The break that is on, with what is left of it; "" where none is."""
        session = self.live.session
        if not session.paused_at:
            return ""
        if not session.pause:
            return "Break; /next goes on"
        seconds = session.pause - away(session, now)
        minutes = plural(-(-abs(seconds) // MINUTE), "minute")
        return f"Break, {minutes} {'left' if seconds > 0 else 'over'}; /next goes on"

    def _local(self, wish: Local) -> bool:
        session = self.live.session
        match wish.what:
            case "lane":
                self.lane = find_lane(self.activity or session.now, wish.text)
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
                    self._say(_planned(session, activity))
                if session.started:
                    self._say(f"{'; '.join(filter(None, self._times()))}.")
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
            case "ask":
                raise Malformed(_missing(wish.text))
            case "leave":
                self._answer("ok left")
                return False
            case _:
                raise Refused(f"/{wish.what} is for a screen; there is none here.")
        return True

    def _read(self, block: Block) -> None:
        """Read a block aloud: what it is and its sentence, then what it holds."""
        parts = block.lower()
        sentence = block.sentence
        if any(line.startswith(sentence) for part in parts for line in _lines(part)):
            sentence = ""  # it is in there
        title = "" if isinstance(block, Prompt) else block.title
        if title or sentence:
            self._say(f"{title}: {sentence}".strip() if title else sentence)
        for part in parts:
            if part.title and part.title != block.title:
                self._say(f"{part.title}:")
            for line in _lines(part):
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
    return [line for row in part.rows if (line := _row(part.columns, row))]


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    """A row of a table as it is read aloud: "nurse: acute 4, primary 2, all 6"."""
    said = []
    first = next((place for place, column in enumerate(columns) if column.title and not column.number), -1)
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        title = "" if place == first else column.title if column.number else column.title.lower()
        if cell:
            said.append(f"{title} {'not told' if cell == '–' else cell.rstrip('.')}".strip())
    if len(said) > 1 and cells[0] and not columns[0].title:
        return f"{said[0]}: {', '.join(said[1:])}"
    return ", ".join(said)


def _planned(session: Session, activity: Activity) -> str:
    """An activity of the plan: its minutes, what it lent or borrowed, and how it stands."""
    lent = activity.lent // MINUTE
    moved = f"{abs(lent)} {'borrowed' if lent > 0 else 'lent'}" if lent else ""
    if activity.id == session.activity:
        mark = "now"
    elif activity.skipped:
        mark = "left out"
    else:
        mark = "done" if activity.visited else "to come"
    parts = (activity.title, plural(activity.planned // MINUTE, "minute"), moved, mark)
    return f"{', '.join(part for part in parts if part)}."


def _missing(text: str) -> str:
    """What a line with too few fields still needs, with the whole line and an example."""
    act, _, answers = scribe.asked(text)
    blank = [
        slot.label
        for place, slot in enumerate(act.slots[: max(act.needs, 1)])
        if place >= len(answers) or not answers[place]
    ]
    wanted = f"Still needed: {'; '.join(blank)}. " if blank else ""
    return f"{wanted}{act.usage}, for example {act.example}"


async def run(live: RemoteLive, actor: Actor) -> int:
    """Take lines from stdin until they end or the session does; returns the exit code.

    A file that could not be followed everywhere ends with 1; a person who mistyped does not.
    """
    if sys.stdin is None:
        raise Problem("Plain mode takes its lines from stdin, and there is none.")
    file = not sys.stdin.isatty()
    plain = Plain(live, actor, out=sys.stdout, screen=sys.stderr, file=file)
    for notice in (*filter(None, [live.pulse.trouble]), *live.pulse.notices):
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
