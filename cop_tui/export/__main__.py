"""Exports in a process of their own, so that nobody waits for them: `python -m cop_tui.export SESSION_FOLDER OUT FORMAT …`.

It says on stdout, a line of JSON each, how far it has come, which files there are, and why one could not be. With `-`
for a folder its one format comes out on stdout instead.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import msgspec

from cop_tui import export
from sessions import records
from sessions.errors import Problem
from sessions.session import Session

NICER = 10
"""How much it stands back for whoever the host serves."""
STEP = 0.02
"""What part of a format is written between two tellings at least."""


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of what it says."""

    done: float = 0.0
    path: str = ""
    problem: str = ""


def main(folder: str, out: str, *formats: str) -> int:
    """Write a session in some formats, and return the exit code."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICER)
    try:
        session = records.current(Path(folder))
        if out == "-":
            sys.stdout.buffer.write(export.render(session, formats[0]))
            return 0
    except Problem as problem:
        _say(Said(problem=problem.sentence))
        return 1
    wrong = [not _written(session, one, Path(out), formats) for one in formats]
    return 1 if any(wrong) else 0


def _written(session: Session, format: str, out: Path, formats: tuple[str, ...]) -> bool:
    """Write one of the formats, and say how far all of them have come; False where it could not be."""
    before, told = formats.index(format), -STEP

    def heard(done: float) -> None:
        nonlocal told
        if done >= told + STEP:
            told = done
            _say(Said(done=round((before + done) / len(formats), 3)))

    try:
        for path in export.write(session, format, out, heard):
            _say(Said(path=str(path)))
    except Problem as problem:
        _say(Said(problem=problem.sentence))
    except OSError as error:
        _say(Said(problem=f"{out} cannot be written ({error.strerror}). The session is untouched."))
    else:
        return True
    return False


def _say(said: Said) -> None:
    print(msgspec.json.encode(said).decode(), flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
