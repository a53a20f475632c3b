"""Other keys on actions, as a person asks for them in the settings: what can be done, and what cannot and why."""

from __future__ import annotations

import re
from collections.abc import Mapping

from screens.actions import TABLES, capped

SWALLOWED = {
    **dict.fromkeys(("ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h"), "terminals send it for another key"),
    "ctrl+a": "screen takes it",
    "ctrl+b": "tmux takes it",
    "ctrl+q": "it is left unbound, since elsewhere it quits",
    "ctrl+s": "terminals stop at it",
}
"""Keys that do not reach a program, or not everywhere."""
EDITING = ("backspace", "home", "end", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w")
"""Keys that edit the line that is typed."""
_SOUND = re.compile(
    r"f([1-9]|1\d|2[0-4])|ctrl\+[a-z]|(shift\+)?tab|escape|enter|insert|delete|pageup|pagedown|up|down|left|right"
)


def names() -> dict[str, list[str]]:
    """Every action that can be given another key, by name, with its built-in keys where they differ by screen."""
    found: dict[str, list[str]] = {}
    for actions in TABLES.values():
        for action in actions:
            if action.usual not in (keys := found.setdefault(action.name, [])):
                keys.append(action.usual)
    return found


def checked(asked: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    """The keys that can be put on actions, and for each other action why not.

    Args:
        asked: Keys by the names of actions; one, or several in a list or with commas between.
    """
    sound: dict[str, str] = {}
    refused: dict[str, str] = {}
    for name, value in asked.items():
        keys = _listed(value)
        why = f"there is no action {name}; there are {', '.join(names())}" if name not in names() else ""
        if not keys:
            why = why or 'a key is expected, as "f8"'
        why = why or next((why for key in keys if (why := unfit(key))), "")
        if why:
            refused[name] = why
        else:
            sound[name] = ",".join(keys)
    while clash := _clash(sound):
        first, second, key, where = clash
        for name, other in ((first, second), (second, first)):
            if sound.pop(name, ""):
                refused[name] = f"{capped(key)} would be {name} and {other} in {where}"
    return sound, refused


def unfit(key: str) -> str:
    """Why a key cannot be put on an action; "" where it can."""
    if why := SWALLOWED.get(key):
        return f"{capped(key)} cannot be used: {why}"
    if key in EDITING:
        return f"{capped(key)} edits the line"
    if len(key) == 1 or key == "space":
        return f"{key} is a letter, and letters are typed"
    if not _SOUND.fullmatch(key):
        return f"{key} is no key that can be used; there are f1 to f24, ctrl+ and a letter, pageup, insert and such"
    return ""


def _listed(value: object) -> list[str]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [one.strip().casefold() for one in value]
    return (
        [key for one in value.split(",") if (key := one.strip().casefold())] if isinstance(value, str) else []
    )


def _clash(chosen: Mapping[str, str]) -> tuple[str, str, str, str] | None:
    """Two actions of one screen on one key, that key, and the screen."""
    for where, actions in TABLES.items():
        taken: dict[str, str] = {}
        for action in actions:
            for key in chosen.get(action.name, action.usual).split(","):
                if taken.setdefault(key, action.name) != action.name:
                    return taken[key], action.name, key, where
    return None
