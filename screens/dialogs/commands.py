"""Commands by name: every key and every line, found by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screens.actions import FINDING, Action
from screens.cells import cut, width, wrap
from screens.dialogs import Dialog
from screens.frame import Space, put_keys
from screens.page import Page
from screens.sheet import Area, Sheet
from sessions.acts import ACTS

TOLD = 3
"""Rows that say in full what the chosen command does, a blank one included."""


@dataclass(frozen=True)
class Entry:
    """A command that can be found."""

    words: str
    """What it does."""
    line: str
    """The line that does it; "" where only a key does."""
    cap: str
    """The key that does it; "" where only a line does."""
    does: str
    """The action, or the line as it is put: with a blank at its end where something must follow."""


def entries(actions: Sequence[Action]) -> list[Entry]:
    """Every key that is worth a name, and every line that has no such key."""
    keyed = {action.slash for action in actions if action.slash and action.named}
    found = [Entry(action.help, action.slash, action.cap, action.id) for action in actions if action.named]
    found += [
        Entry(act.help.capitalize(), act.usage, "", f"/{act.word}" + (" " if act.fields else ""))
        for act in ACTS
        if f"/{act.word}" not in keyed
    ]
    return found


class CommandsDialog(Dialog):
    """Finds a command, and gives back what it does."""

    NAME = "Commands"
    PURPOSE = "Type a part of what you want to do; Enter does it."
    TYPED = (("vote", "finds what has to do with a vote"),)
    ACTIONS = FINDING

    def __init__(self, under: Page, actions: Sequence[Action]) -> None:
        super().__init__(under)
        self._entries = entries(actions)
        self.at = 0

    @property
    def found(self) -> list[Entry]:
        """The commands that what is typed finds."""
        words = self.capture.text.casefold().split()
        return [
            one
            for one in self._entries
            if all(word in f"{one.words} {one.line}".casefold() for word in words)
        ]

    def typed(self) -> None:
        """Find what is typed."""
        self.at = 0
        super().typed()

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the box, what is typed, and what it finds."""
        room = self.box(sheet, space, 76, 18)
        x, y, found = room.x, room.y, self.found
        sheet.fill(Area(x - 2, y, room.width + 4, 1), "band")
        end = sheet.put(
            sheet.put(x, y, "› ", "accent", bold=True),
            y,
            self.capture.text,
            bold=True,
            end=x + room.width - 10,
        )
        sheet.put(end, y, " ", "paper", on="accent")
        sheet.put_right(x + room.width, y, f"{len(found)} of {len(self._entries)}", "quiet")
        deep = room.height - 4 - TOLD
        first = max(0, min(self.at - deep // 2, len(found) - deep))
        for number, entry in enumerate(found[first : first + deep]):
            self._entry(sheet, Area(x, y + 2 + number, room.width, 1), entry, first + number)
        told = wrap(found[self.at].words, room.width)[: TOLD - 1] if found else ("Nothing is called so.",)
        for number, line in enumerate(told):
            sheet.put(x, room.end - 1 - TOLD + number, line, "quiet")
        keys = [
            ("Enter", "do it", "keep"),
            ("↑↓", "choose", "choose(1)"),
            ("Esc", "back", "stay"),
            ("F1", "help", "help"),
        ]
        put_keys(sheet, x, room.end - 1, keys)

    def _entry(self, sheet: Sheet, area: Area, entry: Entry, index: int) -> None:
        chosen, end = index == self.at, area.x + area.width
        if chosen:
            sheet.fill(Area(area.x - 2, area.y, area.width + 4, 1), "tint")
            sheet.put(area.x - 2, area.y, "▌", "accent")
        does = entry.cap or entry.line
        words = cut(entry.words, area.width - 3 - width(does))
        sheet.put(area.x, area.y, words, bold=chosen)
        start = sheet.put_right(end, area.y, does, "ink" if entry.cap else "quiet", bold=bool(entry.cap))
        for typed in self.capture.text.casefold().split():
            for x, shown in ((area.x, words), (start, does)):
                _underline(sheet, x, area.y, shown, typed)
        sheet.hit(area, f"pick({index})")

    def action_choose(self, by: int) -> None:
        """Choose another command."""
        self.at = max(0, min(len(self.found) - 1, self.at + by))
        self.redraw()

    def action_pick(self, index: int) -> None:
        """Do the command under the mouse."""
        self.at = index
        self.action_keep()

    def action_keep(self) -> None:
        """Give back what the chosen command does."""
        if found := self.found:
            self.dismiss(found[self.at].does)


def _underline(sheet: Sheet, x: int, y: int, shown: str, typed: str) -> None:
    """Mark the letters that were found."""
    at = shown.casefold().find(typed)
    if at >= 0 and len(shown.casefold()) == len(shown):
        found = shown[at : at + len(typed)]
        sheet.put(x + width(shown[:at]), y, found, "accent", bold=True, underlined=True)
