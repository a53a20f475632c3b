"""Keys: each declared once, for the key itself, the keys row, the palette, the help page, the README and the mouse.

A person may put other keys on actions (`screens/keys.py`); whoever asks an action for its key has the present one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """Something that a key does."""

    id: str
    """The screen's action, as Textual calls it."""
    usual: str
    """The key that is built in, as Textual names it; several with commas between."""
    usual_cap: str
    """The same as a person reads it."""
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
    def name(self) -> str:
        """What a person calls it in the settings: the id, with back and on for numbers."""
        return named(self.id)

    @property
    def key(self) -> str:
        """The key that does it now; several with commas between."""
        return _chosen.get(self.name, self.usual)

    @property
    def cap(self) -> str:
        """The same as a person reads it."""
        return now(self.usual_cap, self.id)


_chosen: dict[str, str] = {}
"""Keys that a person has put on actions of this terminal, by the actions' names."""
CAPS = {
    "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "delete": "Del", "insert": "Ins",
    "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip
"""Keys whose caps are not their names in capitals."""


def remap(keys: Mapping[str, str]) -> None:
    """Put these keys on actions, by name, in place of all that were put on before."""
    _chosen.clear()
    _chosen.update(keys)


def named(action: str) -> str:
    """What a person calls an action: `choose(-1)` is `choose-back`, `choose(10)` is `choose-on-10`."""
    verb, _, number = action.rstrip(")").partition("(")
    if not number.lstrip("-").isdecimal():
        return verb
    far = number.lstrip("-")
    return f"{verb}-{'back' if number.startswith('-') else 'on'}" + (f"-{far}" if far != "1" else "")


def capped(key: str) -> str:
    """A key as a person reads it: `ctrl+z` is Ctrl+Z."""
    return "+".join(CAPS.get(part, part.capitalize()) for part in key.split("+"))


def now(cap: str, action: str) -> str:
    """What stands on the key of an action now, where `cap` does without any remapping."""
    if cap == "↑↓":
        verb = action.partition("(")[0]
        return "".join(dict.fromkeys((now("↑", f"{verb}(-1)"), now("↓", f"{verb}(1)"))))
    key = _chosen.get(named(action))
    if key is None:
        return cap
    more = cap.partition(" ")[2]  # as in "F4 .": the letter does it all the same
    return f"{capped(key.partition(',')[0])} {more}".strip()


def in_words(text: str, actions: Iterable[Action]) -> str:
    """A sentence about the keys of a screen, with the caps that its actions have now."""
    if not _chosen:
        return text
    caps = {action.usual_cap: action.cap for action in reversed(tuple(actions))}
    return re.sub(r"(?:Ctrl\+|Shift\+)?[\w↑↓←→]+", lambda found: caps.get(found[0], found[0]), text)


def table(actions: Iterable[Action]) -> str:
    """The built-in keys of a screen as a table in Markdown, as the README has it."""
    rows = [
        f"| `{action.usual_cap}` | {action.help}"
        + (f" · `{action.slash}`" if action.slash else "")
        + f" | `{action.name}` |"
        for action in actions
    ]
    return "\n".join(["| key | does | name |", "| --- | --- | --- |", *rows])


HELP = Action("help", "f1", "F1", "help", "Shows the keys and lines of this screen", "/help")
COMMANDS = Action("commands", "ctrl+p", "Ctrl+P", "commands", "Finds a command by its name", named=False)
THEME = Action("theme", "ctrl+t", "Ctrl+T", "theme", "Changes the theme: light, dark, high contrast, 16 colours, no colour; the last one is kept", footed=False)  # fmt: skip
COPY = Action(
    "copy", "ctrl+c", "Ctrl+C", "copy", "Copies the line, or the chosen note where it is empty", footed=False
)
BLANK = Action("blank", "f4", "F4 .", "blank", "Blanks the wall at once, as . on an empty line does; any key brings it back", "/blank", footed=False)  # fmt: skip
LEAVE = Action("leave", "ctrl+d", "Ctrl+D", "leave", "Leaves the session running, and goes to the library", "/leave", footed=False)  # fmt: skip
STAY = Action(
    "stay",
    "escape",
    "Esc",
    "stay",
    "Puts away what asks, and a line that was refused; it never discards anything",
    footed=False,
)
BACK = Action("stay", "escape", "Esc", "back", "Goes back to where you were")
NEXT = Action(
    "next",
    "pagedown",
    "PgDn",
    "next",
    "Goes on; what reveals, ends, leaves or passes by is told first and done at the second press",
    "/next",
)

ACTIVITY: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "keep", "Keeps the line; on an empty line opens the chosen note to mend it", named=False),
    Action("lane", "tab", "Tab", "lane", "Puts what comes next in the next lane; completes a line that begins with / or @", "/lane", named=False),
    Action("choose(-1)", "up", "↑", "choose", "Chooses the note above; brings back a line that was refused", footed=False, named=False),
    Action("choose(1)", "down", "↓", "choose", "Chooses the note below", footed=False, named=False),
    Action("page(-1)", "left", "←", "page", "On an empty line turns the board back a page", footed=False, named=False),
    Action("page(1)", "right", "→", "page", "On an empty line turns the board on a page", footed=False, named=False),
    NEXT,
    Action("back", "pageup", "PgUp", "back", "Goes back one step", "/back"),
    Action("join", "f2", "F2", "join", "Shows the code to join by; at the end, or without a network, the summary", "/join"),
    Action("plan", "f3", "F3", "time", "Shows the plan and how its time stands", "/plan"),
    Action("room", "f5", "F5", "room", "Shows the room view, large and calm, that a clicker leads through; Esc comes back", "/wall", footed=False),
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
    Action("growth", "f3", "F3", "community", "Shows the community of the chosen session over its meetings, in its own words", "/community"),
    THEME, COPY, STAY, HELP,
)  # fmt: skip
"""The keys of the library."""

ENTERING: tuple[Action, ...] = (
    Action("depart", "ctrl+d", "Ctrl+D", "leave", "Leaves the program, where nothing is typed"),
)
"""The keys while a session is being opened. What is typed waits for it, and so do those of a clicker."""
PASSED_ON = ("pagedown", "pageup")
"""Keys that wait for a session beside what is typed."""

NEW: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "start", "Makes the session and enters it", named=False),
    Action("field(1)", "tab", "Tab", "next field", "Completes the community's name; goes on to plan, title, day and start", named=False),
    Action("field(-1)", "shift+tab", "Shift+Tab", "field", "Goes back a field", footed=False, named=False),
    Action("plan(1)", "right", "→", "plan", "On an empty line takes the next plan", named=False),
    Action("plan(-1)", "left", "←", "plan", "On an empty line takes the plan before", footed=False, named=False),
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
    Action("history", "f3", "F3", "looking back", "Shows the board as it was, at any minute of the workshop", footed=False),
    Action("undo", "ctrl+z", "Ctrl+Z", "undo", "Takes back what this terminal did last", "/undo", footed=False),
    BLANK, THEME, COPY, LEAVE, HELP,
)  # fmt: skip
"""The keys of the summary."""

ROOM: tuple[Action, ...] = (
    NEXT,
    Action("back", "pageup", "PgUp", "back", "Goes back one step"),
    Action("page(-1)", "left", "←", "page", "Turns the board back a page", footed=False, named=False),
    Action("page(1)", "right", "→", "page", "Turns the board on a page", footed=False, named=False),
    Action("room", "f5", "F5", "room", "Stays in the room view", footed=False, named=False),
    Action("stay", "escape", "Esc", "back", "Goes back to the line, as any letter does"),
    BLANK, HELP,
)  # fmt: skip
"""The keys of the room view over the workshop."""

FAREWELL: tuple[Action, ...] = (
    Action("keep", "enter,ctrl+d,q", "Enter", "leaves", "Leaves the program; everything is kept", named=False),
    THEME, HELP,
)  # fmt: skip
"""The keys of the thank-you that a terminal ends on."""

SHOWN: tuple[Action, ...] = (
    Action("stay", "escape", "Esc", "leave", "Leaves the room view at the second press", named=False),
    Action("leave", "ctrl+d,q", "q", "leave", "Leaves the room view; the session goes on"),
    BLANK, HELP,
)  # fmt: skip
"""The keys of a room view in a terminal of its own."""

READING: tuple[Action, ...] = (
    Action("page(-1)", "left,up,pageup", "↑", "back", "Turns back a page", footed=False, named=False),
    Action("page(1)", "right,down,pagedown", "PgDn", "page", "Turns on a page", named=False),
    Action("stay", "escape,enter,f1,f3", "Esc", "back", "Goes back to where you were"),
    THEME,
)  # fmt: skip
"""The keys of help, where letters find."""

GROWTH: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "do", "Does the line: /export word pdf writes the community to files; an empty line goes back", footed=False, named=False),
    *SUMMARY[1:3],
    Action("leaf(-1)", "pageup,up", "PgUp", "back", "Turns back a page", footed=False, named=False),
    Action("leaf(1)", "pagedown,down", "PgDn", "page", "Turns on a page", named=False),
    Action("stay", "escape,f3", "Esc", "back", "Goes back to the library"),
    THEME, HELP,
)  # fmt: skip
"""The keys of the community page."""

RETENTION: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "do", "Does the line: /burn leaves only counts, /keep keeps; an empty line goes back", footed=False, named=False),
    Action("stay", "escape", "Esc", "back", "Goes back to the library; it is offered again at the next start"),
    THEME, HELP,
)  # fmt: skip
"""The keys of what is older than the retention."""

HISTORY: tuple[Action, ...] = (
    Action("minute(-1)", "left", "←", "minute back", "Goes back a minute", footed=False, named=False),
    Action("minute(1)", "right", "→", "minute", "Goes on a minute", named=False),
    Action("step(-1)", "pageup", "PgUp", "step back", "Goes back to where a step was entered", named=False),
    Action("step(1)", "pagedown", "PgDn", "step", "Goes on to where the next step was entered", named=False),
    Action("stay", "escape,enter,f3", "Esc", "back", "Goes back to the summary"),
    THEME,
    HELP,
)  # fmt: skip
"""The keys of looking back."""

PLANNING: tuple[Action, ...] = (
    *READING[:2],
    Action("stay", "escape,enter,f3", "Esc", "back", "Goes back to where you were"),
    THEME,
    HELP,
)
"""The keys of the plan, where any letter goes to the line."""

TOURING: tuple[Action, ...] = (
    Action("page(1)", "enter,pagedown,right,down", "Enter", "next", "Shows the next panel; after the last the tour is over", named=False),
    Action("page(-1)", "pageup,left,up", "PgUp", "back", "Shows the panel before", footed=False, named=False),
    Action("stay", "escape", "Esc", "skip", "Skips the rest; /tour shows it again"),
)  # fmt: skip
"""The keys of the tour; any other ends it and does what it always does."""

FINDING: tuple[Action, ...] = (
    Action("keep", "enter", "Enter", "do it", "Does the chosen command", named=False),
    Action("choose(-1)", "up", "↑", "choose", "Chooses the command above", footed=False, named=False),
    Action("choose(1)", "down", "↓", "choose", "Chooses the command below", footed=False, named=False),
    BACK, HELP,
)  # fmt: skip
"""The keys of the palette."""

TABLES: dict[str, tuple[Action, ...]] = {
    "the workshop": ACTIVITY,
    "the library": LIBRARY,
    "a session that opens": ENTERING,
    "a new session": NEW,
    "the summary": SUMMARY,
    "the room view": ROOM,
    "a room view of its own": SHOWN,
    "the thank-you": FAREWELL,
    "help": READING,
    "looking back": HISTORY,
    "the plan": PLANNING,
    "a community over its meetings": GROWTH,
    "what is older than the retention": RETENTION,
    "the tour": TOURING,
    "commands": FINDING,
}
"""The keys of every screen, by what the screen is called."""
