"""Keys: each declared once, for the binding, the keys row, the palette, the help page and the mouse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True)
class Action:
    """Something that a key does."""

    id: str
    """The name of the screen's action, and of the key when it is remapped."""
    key: str
    """The key as Textual names it; several with commas between."""
    cap: str
    """The key as a person reads it."""
    title: str
    """One or two words for the keys row."""
    help: str
    """A sentence for the help page and the palette."""
    slash: str = ""
    """The line that does the same."""
    footed: bool = True
    """Whether it stands in the keys row."""
    named: bool = True
    """Whether it is found by name among the commands."""

    @property
    def binding(self) -> Binding:
        """The same as Textual knows it."""
        return Binding(self.key, self.id, self.title, show=self.footed, id=self.id, tooltip=self.help)


def bindings(actions: Iterable[Action]) -> list[BindingType]:
    """The bindings of a screen."""
    return [action.binding for action in actions]


HELP = Action("help", "f1", "F1", "help", "Shows the keys and lines of this screen", "/help")
COMMANDS = Action("commands", "ctrl+p", "Ctrl+P", "commands", "Finds a command by its name", named=False)
THEME = Action(
    "dress", "ctrl+t", "Ctrl+T", "theme", "Changes between the light and the dark theme", footed=False
)
COPY = Action(
    "copy", "ctrl+c", "Ctrl+C", "copy", "Copies the line, or the chosen note where it is empty", footed=False
)
BLANK = Action(
    "blank",
    "f4",
    "F4 .",
    "blank",
    "Blanks the wall at once, as . on an empty line does; any key brings it back",
    "/blank",
    footed=False,
)
LEAVE = Action(
    "leave",
    "ctrl+d",
    "Ctrl+D",
    "leave",
    "Leaves the session running, and goes to the library",
    "/leave",
    footed=False,
)
STAY = Action(
    "stay", "escape", "Esc", "stay", "Puts away what asks; it never discards anything", footed=False
)
BACK = Action("stay", "escape", "Esc", "back", "Goes back to where you were")

ACTIVITY: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "keep", "Keeps the line; on an empty line opens the chosen note to mend it", named=False),
    Action("lane", "tab", "Tab", "lane", "Puts what comes next in the next lane; completes a line that begins with / or @", "/lane", named=False),
    Action("choose(-1)", "up", "↑", "choose", "Chooses the note above; brings back a line that was refused", footed=False, named=False),
    Action("choose(1)", "down", "↓", "choose", "Chooses the note below", footed=False, named=False),
    Action("page(-1)", "left", "←", "page", "On an empty line turns the board back a page", footed=False, named=False),
    Action("page(1)", "right", "→", "page", "On an empty line turns the board on a page", footed=False, named=False),
    Action("next", "pagedown", "PgDn", "next", "Goes on; what reveals, ends or leaves is announced first and done at the second press", "/next"),
    Action("back", "pageup", "PgUp", "back", "Goes back one step", "/back"),
    Action("summary", "f2", "F2", "summary", "Shows the summary and its code to scan", "/summary"),
    Action("plan", "f3", "F3", "time", "Shows the plan and how its time stands", "/plan"),
    Action("hide", "delete", "Del", "hide", "On an empty line takes the chosen note off the wall", "/hide", footed=False),
    BLANK,
    Action("undo", "ctrl+z", "Ctrl+Z", "undo", "Takes back what this terminal did last, and says what it was", "/undo", footed=False),
    COMMANDS, THEME, COPY, LEAVE, STAY, HELP,
)  # fmt: skip
"""The keys of a live session."""

LIBRARY: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "open", "Opens the chosen session", named=False),
    Action("choose(-1)", "up", "↑", "choose", "Chooses the session above", footed=False, named=False),
    Action("choose(1)", "down", "↓", "choose", "Chooses the session below", footed=False, named=False),
    Action("choose(-10)", "pageup", "PgUp", "page", "Chooses ten above", footed=False, named=False),
    Action("choose(10)", "pagedown", "PgDn", "page", "Chooses ten below", footed=False, named=False),
    Action("new", "ctrl+n", "Ctrl+N", "new", "Starts a new session"),
    Action("depart", "ctrl+d", "Ctrl+D", "leave", "Leaves the program; sessions go on where others are in them", "/leave"),
    THEME, COPY, STAY, HELP,
)  # fmt: skip
"""The keys of the library."""

NEW: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "start", "Makes the session and enters it", named=False),
    Action("plan(1)", "tab", "Tab", "plan", "Takes the next plan", named=False),
    Action("plan(-1)", "shift+tab", "Shift+Tab", "plan", "Takes the plan before", footed=False, named=False),
    Action("choose(-1)", "up", "↑", "choose", "Chooses the activity above, and shows its questions", footed=False, named=False),
    Action("choose(1)", "down", "↓", "choose", "Chooses the activity below, and shows its questions", footed=False, named=False),
    THEME, COPY, BACK, HELP,
)  # fmt: skip
"""The keys of the screen that makes a session."""

SUMMARY: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "do", "Does the line: /release opens the detail, /close ends the session", footed=False, named=False),
    Action("page(-1)", "left", "←", "page", "On an empty line turns back a page", footed=False, named=False),
    Action("page(1)", "right", "→", "page", "On an empty line turns on a page", footed=False, named=False),
    BACK,
    Action("leaf(-1)", "pageup", "PgUp", "back", "Turns back a page, and before the first goes back to the workshop", footed=False, named=False),
    Action("leaf(1)", "pagedown", "PgDn", "page", "Turns on a page", named=False),
    Action("address", "f6", "F6", "address", "Takes another address of this machine for the code"),
    Action("undo", "ctrl+z", "Ctrl+Z", "undo", "Takes back what this terminal did last", "/undo", footed=False),
    BLANK, THEME, COPY, LEAVE, HELP,
)  # fmt: skip
"""The keys of the summary."""

READING: tuple[Action, ...] = (
    Action("page(-1)", "left,up,pageup", "↑", "back", "Turns back a page", footed=False, named=False),
    Action("page(1)", "right,down,pagedown", "PgDn", "page", "Turns on a page", named=False),
    Action("stay", "escape,enter,f1,f3", "Esc", "back", "Goes back to where you were"),
    THEME,
)  # fmt: skip
"""The keys of a page that is only read: help, and the plan."""

FINDING: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "do it", "Does the chosen command", named=False),
    Action("choose(-1)", "up", "↑", "choose", "Chooses the command above", footed=False, named=False),
    Action("choose(1)", "down", "↓", "choose", "Chooses the command below", footed=False, named=False),
    BACK,
)  # fmt: skip
"""The keys of the palette."""
