"""A screen of a live session: it follows what changes, sends lines, and says what became of them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING

import msgspec
from textual import work
from textual.message import Message

from screens import browser
from screens.actions import ACTIVITY, in_words
from screens.cells import width
from screens.frame import Space, Typing
from screens.holding import HoldingPage, brings_back
from screens.messages import HelpWanted, JoinWanted, Left, PlanWanted, RoomWanted, SummaryWanted, TourWanted
from screens.sending import Sending, Sent, final
from sessions import scribe, telling
from sessions.actors import Actor
from sessions.acts import Local
from sessions.blocks import plural
from sessions.commands import Command, EditNote, Next
from sessions.errors import Malformed, Problem
from sessions.events import NoteAdded
from sessions.moves import next_move, opened
from sessions.protocols import Wall
from sessions.writing import exported

if TYPE_CHECKING:
    from sessions.live import Live, Receipt

WANTED: Mapping[str, Callable[[], Message]] = {
    "summary": SummaryWanted,
    "plan": PlanWanted,
    "wall": RoomWanted,
    "tour": TourWanted,
}
"""What a line wants on the wall."""


class LivePage(HoldingPage):
    """A screen of a live session."""

    def __init__(
        self, live: Live, by: Actor, clock: Callable[[], int], heard: set[str] | None = None
    ) -> None:
        super().__init__(live, clock)
        self.by = by
        self.sending = Sending(live, by, self.kept, self.refused, self.redraw)
        self.notices: list[str] = []
        self._heard = set() if heard is None else heard
        self._turned: Wall | None = None
        """What the walls elsewhere were turned to from here; None where they are still to be told."""
        self._trouble = ""
        self._asked: Command | None = None
        """What cannot be undone and is done when it is said again."""

    def on_mount(self) -> None:
        """Begin to send. What a page begins beneath it, Textual calls by itself."""
        self.send()

    @work(group="send")
    async def send(self) -> None:
        """Take lines to the session, one after another."""
        await self.sending.run()

    def redraw(self) -> None:
        """Show this moment, and once each what the host has to say."""
        for notice in self.live.pulse.notices:
            if notice not in self._heard:
                self._heard.add(notice)
                self.notices.append(notice)
        if self.sending.fresh:
            return
        super().redraw()
        if self.is_current:
            self.turn_walls(self.wall)

    def on_screen_resume(self) -> None:
        """Have the walls turned anew: another screen may have turned them."""
        self._turned = None

    def turn_walls(self, wall: Wall) -> None:
        """Have the room views elsewhere show what is looked at here, where it is not what they show already."""
        pulse = self.live.pulse
        if pulse.trouble != self._trouble:
            self._trouble, self._turned = pulse.trouble, None  # a host that was gone knows nothing of it
        before = self._turned
        if wall != before and (pulse.rooms or wall.blanked or (before and before.blanked)):
            self._turned = wall
            self._turn(wall)

    @work(group="walls")
    async def _turn(self, wall: Wall) -> None:
        with contextlib.suppress(Problem):  # without a host there are no others
            await self.live.ask("wall", **msgspec.structs.asdict(wall))

    # Lines

    @property
    def shows_notes(self) -> bool:
        """Whether a note that is kept stands on the screen."""
        return False

    @property
    def lane(self) -> str:
        """The lane that a plain note goes to."""
        return ""

    def submit(self, line: str) -> None:
        """Do a line. Where it cannot be followed it stays, with the sentence that says why."""
        typed = self.capture.text
        try:
            wish = self._parsed(line)
        except Problem as problem:
            self.give_back(typed, problem.sentence)
            return
        again, self._asked = wish == self._asked, None
        self.capture.put("")
        self.said, self.refused_line = [], ""
        if isinstance(wish, Local):
            self._do(wish, typed)
        elif not again and (warned := final(wish, self.live.session)):
            self._asked = wish
            self.say(f"{warned} {line.strip()} again")
        elif isinstance(wish, EditNote) and self._unchanged(wish):
            self.hint = f"{wish.note} as it was"
        elif isinstance(wish, Next) and next_move(self.live.session).kind == "summary":
            self.post_message(SummaryWanted())
        elif wish is not None:
            self.sending.put(typed or line, wish)
        self.redraw()

    def _parsed(self, line: str) -> Command | Local | None:
        """What a line wishes. A note is for the activity that is on as it is sent, however long it is on its way."""
        session = self.live.session
        return scribe.parse(line, session, lane=self.lane, activity=session.now)

    def _unchanged(self, wish: EditNote) -> bool:
        """Whether a note that was opened is put back as it was."""
        note = self.live.session.notes.get(wish.note)
        return note is not None and " ".join(note.text.split()) == wish.text

    def keep_pasted(self) -> None:
        """Keep several pasted lines as that many notes, in their order."""
        lines, self.capture.pasted = self.capture.pasted, ()
        draft = self.capture.take()
        for line in (draft, *lines) if draft else lines:
            note = f"/{line}" if line.startswith("/") else line
            try:
                wish = self._parsed(note)
            except Problem as problem:
                self.held.append(line)
                self.say(problem.sentence)
                continue
            if isinstance(wish, Command):
                self.sending.put(note, wish)

    def _do(self, wish: Local, typed: str) -> None:
        try:
            self.local(wish)
        except Problem as problem:
            self.give_back(typed, problem.sentence)

    def local(self, wish: Local) -> None:
        """Do what a line asks of the screen itself.

        Raises:
            Problem: where it cannot be done here.
        """
        match wish.what:
            case "summary" | "plan" | "wall" | "tour":
                self.post_message(WANTED[wish.what]())
            case "join":
                joining = self.live.pulse.joinable and not opened(self.live.session)
                self.post_message(JoinWanted() if joining else SummaryWanted())
            case "leave":
                self.action_leave()
            case "room":
                self.say_on(browser.show_room(self.live.pulse))
            case "export":
                self.say_on(exported(self.live, wish.text))
            case "blank":
                self.action_blank()
            case "help":
                self.post_message(HelpWanted(wish.text))
            case "ask":
                act, _ = scribe.find(f"/{wish.text}")
                raise Malformed(f"{act.usage}. For example {act.example}")

    @work(group="told")
    async def say_on(self, sentences: AsyncIterator[str]) -> None:
        """Say what comes of something that takes a while, as it comes."""
        async for sentence in sentences:
            self.say(sentence)

    def kept(self, sent: Sent, receipt: Receipt) -> None:
        """Say what a line did."""
        words = telling.told(receipt.entry, self.live.session)
        if not self.shows_notes and any(isinstance(event, NoteAdded) for event in receipt.entry.events):
            words += ", in the record"  # where nobody sees it come
        told = words if receipt.entry.undoes else f"✓ {words}"
        long = width(told) > Space(*self.size).across // 2
        offered = self.come or len(self.held) > self.earlier
        waits = [sentence for sentence in self.said if offered and sentence.endswith(brings_back())]
        self.said = [*waits, told] if long else waits
        self.hint = "" if long else told
        self.redraw()

    def refused(self, sent: Sent, sentence: str) -> None:
        """Give a line back, over nothing that was typed since."""
        if sentence == self.live.pulse.trouble:
            sentence = ""  # it stands above the line already
        if not sent.line:
            self.say(sentence)
        elif self.capture.text or self.capture.pasted:
            self.held.append(sent.line)
            self.say(f"{sentence} {brings_back()}")
        else:
            self.give_back(sent.line, sentence)

    def before_key(self, key: str, character: str | None) -> bool:
        """Let a letter or slash behind a line that was refused begin another: who looks at the room types on blindly.

        A blank or a sign goes on with it, as any key does that edits.
        """
        self.sending.hurry()
        if super().before_key(key, character):
            return True
        begins = character is not None and (character.isalnum() or character == "/")
        if begins and self.refused_line and self.capture.text == self.refused_line and self.capture.ends:
            self.put_by()
        return False

    def typing(self) -> Typing:
        """The capture line, with what there is to say and how it may go on."""
        line = super().typing()
        line.said = [*self.notices, *self.said]
        line.trouble = in_words(self.live.pulse.trouble, self.ACTIONS)
        text = self.capture.text
        if self.capture.pasted:
            many = len(self.capture.pasted) + bool(text)
            ways = in_words("Enter keeps them, Esc makes one line of them.", ACTIVITY)
            line.said = [*line.said, f"Keep {plural(many, 'note')}? {ways}"]
        elif found := scribe.complete(text, self.live.session):
            if len(found) > 1:
                line.said = [*line.said, "   ".join(way.strip() for way, _ in found[:8])]
            first = found[0][0]
            line.ghost = first[len(text) :] if first.casefold().startswith(text.casefold()) else ""
        if text.startswith(("/", "@")) and not self.hint:
            line.hint = scribe.hint(text, self.live.session)
        return line

    async def command(self, does: str | None) -> None:
        """Do what was found among the commands; a line that was begun waits meanwhile."""
        draft = self.capture.text
        if does and does.startswith("/") and draft:
            self.held.append(draft)
        await super().command(does)
        if self.held and self.held[-1] == draft and not self.said:
            self.say(brings_back())

    def complete(self) -> bool:
        """Complete a line that begins with / or @ by the first way there is."""
        ways = scribe.complete(self.capture.text, self.live.session)
        if not ways or self.capture.text == ways[0][0]:
            return False
        self.capture.put(ways[0][0])
        self.typed()
        return True

    # Actions of every live screen

    def wish(self, line: str) -> None:
        """Do by a key what a line does; where it is refused, the line stays as it was."""
        wish = scribe.parse(line, self.live.session)
        if isinstance(wish, Command):
            self.sending.put("", wish)

    def action_undo(self) -> None:
        """Take back this terminal's last act."""
        self.wish("/undo")

    def action_stay(self) -> None:
        """Put away what asks and what was said, and have a refused line wait. Nothing typed goes: clickers send this key."""
        self.notices.clear()
        self._asked = None
        super().action_stay()
        self.let_go()
        self.hint = "Ctrl+U clears it" if self.capture.text else self.hint

    def action_leave(self) -> None:
        """Leave the session running; an unsent line waits in the host."""
        self.post_message(Left())
