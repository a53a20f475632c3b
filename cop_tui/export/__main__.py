"""Exports in a process of their own, so that nobody waits for them: `python -m cop_tui.export FOLDER COMMUNITY OUT FORMAT …`.

The folder is that of a session and no community is named, or that of all data. It says on stdout, a line of JSON each, how far it has come, which files there are, and why one could not be. With `-`
for a folder its one format comes out on stdout instead.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import msgspec

from cop_tui import export
from sessions import growth, records
from sessions.errors import Problem
from sessions.growth import Growth
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


def main(folder: str, community: str, out: str, *formats: str) -> int:
    """Write a session, or a community over its meetings, in some formats, and return the exit code."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICER)
    try:
        subject = _subject(Path(folder), community)
        if out == "-":
            sys.stdout.buffer.write(export.render(subject, formats[0]))
            return 0
    except Problem as problem:
        _say(Said(problem=problem.sentence))
        return 1
    wrong = [not _written(subject, one, Path(out), formats) for one in formats]
    return 1 if any(wrong) else 0


def _subject(folder: Path, community: str) -> Session | Growth:
    return Growth(growth.meetings(folder, community)) if community else records.current(folder)


def _written(subject: Session | Growth, format: str, out: Path, formats: tuple[str, ...]) -> bool:
    """Write one of the formats, and say how far all of them have come; False where it could not be."""
    before, told = formats.index(format), -STEP

    def heard(done: float) -> None:
        nonlocal told
        if done >= told + STEP:
            told = done
            _say(Said(done=round((before + done) / len(formats), 3)))

    try:
        for path in export.write(subject, format, out, heard):
            _say(Said(path=str(path)))
    except Problem as problem:
        _say(Said(problem=problem.sentence))
    except OSError as error:
        _say(Said(problem=f"{out} cannot be written ({error.strerror}). What is kept is untouched."))
    else:
        return True
    return False


def _say(said: Said) -> None:
    print(msgspec.json.encode(said).decode(), flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
