"""A screen whose line asks: what it asks now, what an answer does, and what was typed when the host is asked again."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual import work

from screens.blocks.board import loose
from screens.board_page import BoardPage
from screens.draft import Draft, read
from screens.fields import Fields, begun, testing
from screens.holding import brings_back
from screens.live_page import LivePage
from screens.questions import Answer, Question, counting, placing, saying, settling, whole
from sessions import scribe, steps
from sessions.actors import Actor
from sessions.acts import Local
from sessions.blocks import Board, Statement
from sessions.errors import Problem

if TYPE_CHECKING:
    from sessions.live import Live

MOMENT = 0.3
"""Seconds after which what was typed is told to the host."""
PATIENCE = 1.0
"""Seconds that leaving waits for the host to take the draft."""
WALKED = 3
"""Fields of `/tried` that the walk through last time's promises asks for: what happened, what was learned, what now."""
UNSENT = "What was left unsent is back."


class Aim(NamedTuple):
    """What a line is typed for."""

    activity: str = ""
    asked: str = ""
    """What stands before the line where it asks; "" where the line is a note."""


class AskingPage(BoardPage):
    """Asks for what a step or a line of several fields needs."""

    def __init__(
        self, live: Live, by: Actor, clock: Callable[[], int], heard: set[str] | None = None
    ) -> None:
        super().__init__(live, by, clock, heard)
        self.begun: Fields | None = None
        """The line of several fields that is being asked for."""
        self.aim = Aim()
        """What the line was for when it was last seen empty: what is typed now is meant for that."""
        self._told = ""

    def on_mount(self) -> None:
        """Take up what was left unsent, and have what is typed here kept against the same."""
        self.remember()

    # What is asked

    def asked(self) -> Question | None:
        """What the line asks now; None where a line is a note."""
        if self.begun:
            return self.begun.question
        session = self.live.session
        for block in self.blocks:
            if isinstance(block, Board) and block.sorting and (note := loose(block, self.looking)):
                lanes = [lane.name for lane in block.lanes if lane.name and lane.name != note.lane]
                return placing(note.handle, {theme.letter: theme.name for theme in block.themes}, lanes)
            if isinstance(block, Statement) and "say" in steps.STEPS[session.now.at.kind].lines:
                said = session.statement(session.now)
                return saying(session, said) if said and not said.agreed else None
        return self._asked_by_step()

    def _asked_by_step(self) -> Question | None:
        session = self.live.session
        begin = steps.asks(session, self.looking.chosen)
        if not begin:
            return None
        act, handle = scribe.find(begin)
        if act.word == "done":
            return settling(handle)
        if act.word == "tried":
            return Fields(session, act, handle, last=WALKED).question
        if act.word == "say":
            return saying(session, None)
        if act.word == "vote":
            return counting(session)
        if act.word == "improve":
            return testing(session, act)
        return whole(session, act, begin)

    @property
    def aimed(self) -> Aim:
        """What Enter would do with plain words now."""
        asked = self.asked()
        return Aim(self.live.session.activity, asked.label if asked else "")

    def redraw(self) -> None:
        """Show this moment. What is begun on an empty line is meant for what stands before it."""
        if not (self.capture.text or self.capture.pasted):
            self.aim = self.aimed
        super().redraw()

    def overtaken(self) -> bool:
        """Whether the line is asked about something else than it was typed for; then that is said, once.

        A line that begins with `/` names what it is about, and a note only has to stay in its activity.
        """
        text, now = self.capture.text, self.aimed
        if not (text.strip() or self.capture.pasted) or (text.startswith("/") and text[1:2] != "/"):
            return False
        note = bool(self.capture.pasted) or text.startswith(("+", "//"))
        was, self.aim = self.aim, now
        if now == was or (note and now.activity == was.activity):
            if was.asked and not now.asked and text.startswith("+"):
                self.capture.put(text[1:].lstrip())  # the plus was for the question
            return False
        self.say(
            f"This was begun as {self._words(was, now)}. Enter again takes it as {self._words(now, was)}."
        )
        return True

    def _words(self, aim: Aim, other: Aim) -> str:
        """What a line was or would be, beside what else it would be."""
        words = f"“{aim.asked}”" if aim.asked else "a note"
        found = self.live.session.activities.get(aim.activity)
        return f"{words} in {found.title}" if found and aim.activity != other.activity else words

    # What an answer does

    def take_answer(self, answer: Answer) -> None:
        """Do what an answer comes to: a line, the next question, or why it does not fit."""
        if answer.again and self.capture.text == self.refused_line:
            answer = Answer(line=answer.again)
        if answer.skip:
            self.action_choose(1)
        elif answer.then:
            self.begun = answer.then
            self.capture.put("")
            self.said, self.refused_line = [], ""
        elif answer.line:
            if not answer.line.startswith("/") or answer.line.startswith("//"):
                self.submit(answer.line)
                return
            before, self.begun = self.begun, None
            self.capture.put(answer.line)  # where it is refused, all that was answered stays to be mended
            self.submit(answer.line)
            if before and scribe.find(answer.line)[0] is not before.act:
                self.begun = self.begun or before  # another line came between; the question waits
        elif self.begun:
            self.refused_line = self.capture.text
            self.say(answer.sentence)  # Esc ends what asks here, and would not put the answer aside
        else:
            self.give_back(self.capture.text, answer.sentence)

    def put_away(self) -> bool:
        """End the questions; what was answered is sent where it makes a line, and else waits."""
        before, self.begun = self.begun, None
        if before is None or not any(before.answers):
            return before is not None
        aside = self.set_aside()
        if before.enough:
            self.capture.put(before.line)
            self.submit(before.line)
        else:
            self.held.append(before.line)
        if aside or not before.enough:
            self.say(*(self.said if before.enough else ()), brings_back())
        return True

    def action_stay(self) -> None:
        """Put away what asks, what was offered last first; what was answered is kept."""
        if self.capture.pasted or not self.put_away():
            super().action_stay()
        self._aim_again()

    def action_choose(self, by: int) -> None:
        """Choose what is above or below; what is in the line is for that now. Above a question is the one before it."""
        if by < 0 and self.begun and not self.capture.text and (before := self.begun.before()):
            self.begun, answer = before
            self.capture.put(answer)
            self.said = []
        else:
            super().action_choose(by)
        self._aim_again()

    def action_pick(self, handle: str) -> None:
        """Choose what is under the mouse; what is in the line is for that now."""
        super().action_pick(handle)
        self._aim_again()

    def action_place(self, letter: str) -> None:
        """Put the note that is asked about in the theme under the mouse."""
        if asked := self.asked():
            aside = self.set_aside()
            self.take_answer(asked.answer(letter))
            if aside:
                self.say(*self.said, brings_back())

    def _aim_again(self) -> None:
        """Have the line be for what is asked now, in the activity that it was begun in."""
        self.aim = self.aim._replace(asked=self.aimed.asked)
        self.redraw()

    def local(self, wish: Local) -> None:
        """Do what a line asks of this screen."""
        if wish.what == "ask":
            self.begun = begun(wish.text, self.live.session)
        else:
            super().local(wish)

    # What is not sent yet

    @work(group="remember")
    async def remember(self) -> None:
        """Take up what a lost terminal left unsent, or this one when it left, and tell the host what is typed here."""
        with contextlib.suppress(Problem):
            self.take_up(read(str((await self.live.ask("draft")).get("text", ""))))
            while True:
                await asyncio.sleep(MOMENT)
                await self.tell()

    async def tell(self) -> None:
        """Tell the host what is not sent yet, where that has changed."""
        if (written := self.draft().written()) != self._told:
            await self.live.ask("draft", text=written)
            self._told = written

    async def parting(self) -> None:
        """Wait for what is on its way, and leave what is not sent with the host."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.sending.through(), PATIENCE)
        self.workers.cancel_group(self, "remember")  # while the screens go it would tell of less and less
        with contextlib.suppress(Problem, TimeoutError):
            await asyncio.wait_for(self.tell(), PATIENCE)

    def draft(self) -> Draft:
        """What is not sent yet, on the pages above this one too."""
        above = [page for page in self.app.screen_stack if isinstance(page, LivePage) and page is not self]
        lines = [line for page in above for line in (*page.held, *page.capture.pasted, page.capture.text)]
        asked = self.begun
        return Draft(
            text=self.capture.text,
            aim=self.aim,
            asked=f"{asked.act.word} {asked.handle}".strip() if asked else "",
            answers=asked.answers if asked else (),
            last=asked.last if asked else 0,
            pasted=self.capture.pasted,
            held=tuple(line for line in (*self.held, *lines) if line.strip()),
        )

    def take_up(self, draft: Draft) -> None:
        """Go on with what was not sent; nothing that was typed here meanwhile is lost."""
        if not draft.written():
            return
        if draft.asked:
            act, handle, _ = scribe.asked(draft.asked)
            asked = Fields(self.live.session, act, handle, draft.answers[: len(act.slots)], draft.last)
            self.begun = None if asked.over else asked
        self.held[:0] = draft.held
        if self.capture.text:
            self.held.extend([draft.text] if draft.text else [])
        elif draft.text or draft.pasted:
            self.capture.put(draft.text)
            self.aim = Aim(*draft.aim)
        self.capture.pasted = (*draft.pasted, *self.capture.pasted)
        self.say(UNSENT, brings_back() if self.held else "")
