"""Plain mode: the same session by plain lines in and out, for screen readers, dumb terminals and scripts.

Every line is answered by one line on stdout, `ok` with the handle it made or `no` with the reason, once it
is on disk. What a screen would show goes to stderr, as sentences: each is said once, and nothing is said
again unless it is asked for. How things are put in words stands in `cop_tui/aloud.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from cop_tui import aloud, whereabouts
from sessions import scribe, summary
from sessions.actors import Actor
from sessions.acts import Local
from sessions.blocks import plural
from sessions.commands import AddNote, Command, Next
from sessions.errors import Problem, Refused
from sessions.events import Entry, NoteAdded, RowChanged
from sessions.live import Live, wall_clock
from sessions.moves import left_in_words, next_move, round_now, shown
from sessions.objects import Activity
from sessions.steps import STEPS, blocks
from sessions.steps.gather import find_lane
from sessions.telling import handle, told
from sessions.writing import WRITTEN, exported

PAGE = 20
"""Lines that are read at a time; /board more reads on."""


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
        self._place = ("", -1, False, False)
        self._busy = False
        """Whether a line is on its way: what it does is told by its answer."""
        self._more: list[str] = []
        """What is still to be read of the last thing that was long."""
        self._heads: dict[str, str] = {}
        """What each block came to when it was told last."""
        self._stale = False
        """Whether notes of a file came since: what blocks come to is taken before it is wanted next."""
        self._wanted = ""
        self._notes = live.session.notes_made
        """The notes that were made here, or told of."""
        self._standing = ("", -1)
        """How the time stood when it was told last."""
        self._waiting = ""
        """How many comments wait, as it was told last."""
        self._elsewhere = ("", -1, False, False)
        """Where others have gone meanwhile, as it was told."""

    async def take(self, text: str) -> bool:
        """Follow one line and answer it. False where it leaves the session."""
        self._number += 1
        self._busy = True
        try:
            return await self._follow(text)
        finally:
            self._busy = False

    async def _follow(self, text: str) -> bool:
        session = self.live.session
        over = bool(session.closed)  # it takes comments still, erasing, and news of its promises
        try:
            wish = scribe.parse(text, session, lane=self.lane, file=self._file, activity=self.activity)
            if wish is None:
                self.where()
                return True
            if isinstance(wish, Next) and next_move(session).kind == "summary":
                wish = Local("summary")
            if wish == Local("blank"):
                await self._blank()
                return True
            if isinstance(wish, Local) and wish.what == "export":
                await self._export(wish.text)
                return True
            if isinstance(wish, Local):
                return self._local(wish)
            if self._stale and not isinstance(wish, AddNote):
                self._changed(silent=True)
            entry = (await self.live.submit(wish, self.actor)).entry
        except Problem as problem:
            self.refused += 1
            self._answer(f"no line {self._number}: {problem.sentence}")
            return True
        self._done(wish, entry, over=over)
        # A file goes on after the end: a closed session takes comments and news of its promises still.
        return over or self._file or not self.live.session.closed

    def _done(self, wish: Command, entry: Entry, *, over: bool) -> None:
        """Answer what was kept, and tell what came of it."""
        session = self.live.session
        words = told(entry, session)
        made = "" if entry.undoes else handle(entry)
        self._answer(f"ok {made or words}")
        if made and isinstance(entry.events[0], RowChanged) and words != f"{made} noted":
            self._say(f"{words}.")
        note = any(isinstance(event, NoteAdded) for event in entry.events)
        self._notes += note
        if session.closed:
            for line in () if over else whereabouts.ended(session, self.live.pulse.address):
                self._say(line)
            return
        self.where()
        if note and self._file:
            self._stale = True
        else:
            for line in self._changed(silent=note)[:1]:
                self._say(line)
        self._say_wanted()

    @property
    def activity(self) -> Activity | None:
        """The activity that was read out last: a note is for that, whoever goes on meanwhile."""
        return self.live.session.activities.get(self._place[0])

    # Where the workshop is

    @property
    def _now(self) -> tuple[str, int, bool, bool]:
        """The activity, the step, whether what is hidden in it is shown, and whether the clock was started."""
        session = self.live.session
        return (session.activity, session.now.step, shown(session), session.started > 0)

    def where(self) -> None:
        """Say where the workshop is, if that has changed."""
        if self._now != self._place:
            self.board(whole=not self._place[0])

    def board(self, words: str = "", *, whole: bool = True) -> None:
        """Say what a screen would show: a page of it, more, all, or one thing by its handle.

        Raises:
            Refused: if it names nothing that is there.
        """
        session = self.live.session
        if words not in ("", "all", "more"):
            self._read(aloud.alone(session, words))
        elif words == "more":
            self._read(self._more or ["That was all."])
        else:
            if self._now[0] != self._place[0]:
                self.lane = ""
            self._place = self._elsewhere = self._now
            self._standing = aloud.stands(self.live.session, self.clock())
            self._notes = session.notes_made
            self._say(aloud.place(session, self.clock(), whole=whole))
            self._changed(silent=True)
            here = blocks(session, session.now, "wall")
            self._read([line for block in here for line in aloud.read(block)], all_of_it=words == "all")
            self._wanted = ""
            self._say_wanted()
            for more in filter(None, (aloud.ahead(session), aloud.waiting(session))):
                self._say(more)
            self._waiting = aloud.waiting(session)

    def _say_wanted(self) -> None:
        """Say which lines are wanted now, where they are others than before."""
        before, self._wanted = self._wanted, aloud.wanted(self.live.session)
        if self._wanted and self._wanted != before:
            self._say(f"Now: {self._wanted}")

    def _changed(self, *, silent: bool) -> list[str]:
        """The blocks that come to something else than when they were told last."""
        session = self.live.session
        heads = {block.id: aloud.headline(block) for block in blocks(session, session.now, "wall")}
        before, self._heads, self._stale = self._heads, heads, False
        return [] if silent else [line for one, line in heads.items() if line and before.get(one) != line]

    # What others do, and the time

    def others(self) -> None:
        """Tell what others did: notes by how many they are, and where they went; nothing of it is read out."""
        session = self.live.session
        if self._busy:
            return
        before, self._waiting = self._waiting, aloud.waiting(session)
        if self._waiting not in ("", before):
            self._say(self._waiting)
        if session.closed:
            return
        if self._stale:
            self._changed(silent=True)
        if self._now != self._place:
            if self._now != self._elsewhere:
                self._elsewhere = self._now
                title, word = session.now.title, STEPS[session.now.at.kind].word
                self._say(f"Elsewhere it was gone on: {title}, {word}. Enter goes along and reads it.")
            return
        if (more := session.notes_made - self._notes) > 0:
            self._notes = session.notes_made
            self._say(
                f"{plural(more, 'note')} from elsewhere, {session.notes_made} in all. /board reads them."
            )
            self._changed(silent=True)
        for line in self._changed(silent=False):
            self._say(line)

    def tick(self) -> None:
        """Tell how the time stands, where that has changed: another round, little left, none left."""
        session, stands = self.live.session, aloud.stands(self.live.session, self.clock())
        before, self._standing = self._standing, stands
        if stands == before or not session.started or session.closed:
            return
        if stands[0] != before[0] and stands[0]:
            self._say(f"Time: {aloud.standing(session, stands[0], self.clock())}")
        if stands[1] != before[1] >= 0 and (round_is := round_now(session, self.clock())):
            rounds = session.now.at.rounds
            title = rounds[round_is[0]].title
            self._say(f"Round {round_is[0] + 1} of {len(rounds)}: {title}, {left_in_words(round_is[1])}.")

    # Lines that are done here

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
                words = wish.text.strip()
                if words not in ("", "all", "more"):
                    aloud.alone(session, words)
                self._answer(f"ok board {words}".rstrip())
                self.board(words)
            case "plan":
                self._answer("ok plan")
                self._read(aloud.plan(session, self.clock()), all_of_it=True)
            case "join":
                self._answer("ok join")
                for words in whereabouts.joining(self.live.pulse):
                    self._say(words)
            case "summary" if wish.text:
                self._answer(f"ok summary {wish.text}")
                self._read(aloud.read(summary.waiting_comments(session)))
            case "summary":
                self._answer("ok summary")
                self._say(whereabouts.summary_address(session, self.live.pulse.address))
                page = summary.page_one(session, "wall")
                self._read([line for block in page for line in aloud.read(block)])
            case "help":
                self._answer(f"ok help {wish.text}".rstrip())
                self._read(aloud.helped(session, wish.text), all_of_it=bool(wish.text))
            case "ask":
                raise aloud.missing(wish.text)
            case "leave":
                self._answer("ok left")
                return False
            case _:
                raise Refused(f"/{wish.what} is for a screen; there is none here.")
        return True

    async def _export(self, formats: str) -> None:
        """Have the session written to files, and answer where they are."""
        sentence = ""
        async for told_next in exported(self.live, formats):
            if sentence:
                self._say(sentence)
            sentence = told_next
        if not sentence.startswith(WRITTEN):
            raise Refused(sentence)
        self._answer(f"ok {sentence.removeprefix(WRITTEN)}")

    async def _blank(self) -> None:
        """Blank the room views that are open elsewhere, or bring them back."""
        pulse = self.live.pulse
        if not pulse.rooms:
            raise Refused("No room view is open, so there is no wall to blank.")
        blanked = not pulse.wall.blanked
        await self.live.ask("wall", blanked=blanked)
        self._answer(f"ok the wall is {'blank' if blanked else 'back'}")

    def _read(self, lines: Sequence[str], *, all_of_it: bool = False) -> None:
        """Read lines, a page of them unless all are wanted."""
        page = len(lines) if all_of_it or len(lines) <= PAGE + 2 else PAGE
        for line in lines[:page]:
            self._say(line)
        self._more = list(lines[page:])
        if self._more:
            self._say(f"{plural(len(self._more), 'line')} more: /board more reads on, /board all reads all.")

    def _answer(self, line: str) -> None:
        print(" ".join(line.split("\n")), file=self._out, flush=True)

    def _say(self, line: str) -> None:
        # Indented, so that no line of a note looks like one of ours.
        print(line.replace("\n", "\n  "), file=self._screen, flush=True)
