"""The help page of a screen: what it is for, what this step needs, its keys, and every line with an example.

It is searched by typing, and turned like any page. Nothing of a session but its present step stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from screens.actions import ACTIVITY, READING, Action, in_words
from screens.cells import width, wrap
from screens.frame import Space, Typing, pairs, title, typing
from screens.live_page import LivePage
from screens.page import Page
from screens.sheet import Area, Sheet
from sessions.acts import GROUPS, Act, find
from sessions.steps import STEPS

MOST_ACROSS = 110
"""Columns beyond which a row is hard to follow."""
BESIDE = 26
"""Columns for a key or a line, where what it does stands beside it."""
BENEATH = 4
"""Columns that it is put in where it stands beneath."""


class Entry(NamedTuple):
    """A key or a line, and what it does."""

    left: str
    right: str
    usage: str = ""
    """The line with the names of its fields, where the example alone would not say them."""
    under: str = ""
    """The heading it stands under."""

    def about(self, words: Sequence[str]) -> bool:
        """Whether every word occurs in it."""
        text = " ".join(self).casefold()
        return all(word in text for word in words)


class Row(NamedTuple):
    """A row of the page as it is drawn."""

    left: str = ""
    right: str = ""
    ink: str = "ink"
    bold: bool = False
    rule: bool = False
    at: int = BESIDE
    """The column of what stands at the right."""


class HelpScreen(Page):
    """Tells what a screen is for and how it is worked."""

    NAME = "Help"
    PURPOSE = "What a screen is for, its keys and its lines. Type a word to find what is about it."
    ACTIONS = READING

    page, pages = 0, 1

    def __init__(self, of: Page, words: str = "") -> None:
        """Make the help page of a screen.

        Args:
            of: The screen.
            words: What is looked for at once.
        """
        super().__init__()
        self._of = of
        self.capture.put(words)
        self._entries = list(entries(of))

    @property
    def found(self) -> list[Entry]:
        """What the words in the line find."""
        words = self.capture.text.casefold().split()
        return [entry for entry in self._entries if entry.about(words)]

    def paint(self, sheet: Sheet, space: Space) -> None:
        """Draw the page that is read."""
        title(sheet, space, f"Help: {self._of.NAME}")
        top, end = space.top + 3, typing(sheet, space, self.typing()) - 1
        across = min(space.across, MOST_ACROSS)
        leaves = paged(self._written(across), max(4, end - top))
        self.pages = len(leaves)
        self.page = max(0, min(self.page, self.pages - 1))
        for y, row in enumerate(leaves[self.page], top):
            _put(sheet, Area(space.margin, y, across, 1), row)
        pairs(sheet, space.right, space.top, [(str(self.page + 1), f"of {self.pages}")])

    def typing(self) -> Typing:
        """The line that finds."""
        line = super().typing()
        line.label = "find"
        if self.capture.text:
            many = len(self.found)
            line.hint = f"{many} of {len(self._entries)}" if many else "nothing of that name"
        else:
            line.ghost = "  a word: vote, undo, time"
        return line

    def keys(self) -> list[tuple[str, str, str]]:
        """The keys row."""
        back = ("Esc", "back to where you were", "stay")
        return [("PgDn", "page", "page(1)"), ("↑", "page back", "page(-1)"), back]

    def _written(self, across: int) -> list[list[Row]]:
        """Everything that is found, in groups of rows that stay together."""
        groups = []
        if not self.capture.text:
            purpose = in_words(self._of.PURPOSE, (*self._of.ACTIONS, *ACTIVITY))
            groups.append([*(Row(line, bold=True) for line in wrap(purpose, across)), Row()])
        under = ""
        for entry in self.found:
            rows = [*_rows(entry, across)]
            if entry.under != under:
                under = entry.under
                rows = [Row(under, ink="accent", bold=True), Row(rule=True), *rows]
                if groups and groups[-1][-1] != Row():
                    groups[-1].append(Row())
            groups.append(rows)
        return groups

    def before_key(self, key: str, character: str | None) -> bool:
        """Leave what was found where it is: whoever seeks presses Enter behind the word."""
        return key == "enter" and bool(self.capture.text)

    def typed(self) -> None:
        """Find what is typed."""
        self.page = 0
        super().typed()

    def action_page(self, by: int) -> None:
        """Turn the page."""
        self.page = max(0, min(self.pages - 1, self.page + by))
        self.redraw()

    def action_stay(self) -> None:
        """Go back."""
        self.dismiss()


def entries(of: Page) -> Iterator[Entry]:
    """All that can be done on a screen, what its present step is for first."""
    session = of.live.session if isinstance(of, LivePage) else None
    if session:
        step = STEPS[session.now.at.kind]
        under = f"Now: {session.now.title}, {step.word}"
        yield from (_of_act(find(f"/{word}")[0], under) for word in step.lines)
    yield from (Entry(line, what, under="What is typed") for line, what in of.TYPED)
    yield from (_of_key(action) for action in of.ACTIONS)
    if session:
        yield from (_of_act(act, under) for under, acts in GROUPS for act in acts)


def _of_key(action: Action) -> Entry:
    help_ = in_words(action.help, ACTIVITY)
    return Entry(action.cap, f"{help_} · {action.slash}" if action.slash else help_, under="Keys")


def _of_act(act: Act, under: str) -> Entry:
    usage = act.usage if len(act.slots) > 1 or act.follows else ""
    return Entry(act.example, in_words(act.help[:1].upper() + act.help[1:], ACTIVITY), usage, under)


def _rows(entry: Entry, across: int) -> Iterator[Row]:
    """An entry: what is typed, and what it does beside it, or beneath it where it is long."""
    first, *more = wrap(entry.left, across)
    beside = not more and width(first) < BESIDE - 1
    at = BESIDE if beside else BENEATH
    right = [*wrap(entry.right, across - at)]
    yield Row(first, right.pop(0) if beside else "", bold=True)
    yield from (Row(line, bold=True) for line in more)
    yield from (Row("", line, at=at) for line in right)
    yield from (
        Row("", line, ink="quiet", at=at) for line in (wrap(entry.usage, across - at) if entry.usage else ())
    )


def paged(groups: Sequence[Sequence[Row]], deep: int) -> list[list[Row]]:
    """Rows in pages of that many; a group that a page would part begins the next one."""
    leaves: list[list[Row]] = [[]]
    for group in groups:
        long = len(group) - (group[-1] == Row())
        if leaves[-1] and len(leaves[-1]) + long > deep:
            leaves.append([])
        for row in group:
            if len(leaves[-1]) == deep:
                leaves.append([])
            if leaves[-1] or row != Row():
                leaves[-1].append(row)
    return leaves


def _put(sheet: Sheet, area: Area, row: Row) -> None:
    if row.rule:
        sheet.put(area.x, area.y, "─" * area.width, "rule")
        return
    sheet.put(area.x, area.y, row.left, row.ink if row.left else "ink", bold=row.bold)
    sheet.put(area.x + row.at, area.y, row.right, "ink" if row.left else row.ink)
