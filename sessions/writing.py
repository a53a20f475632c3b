"""Having a session, or a community, written to files, as a face tells it: by the host, and nobody waits for it meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import PurePath

from sessions.errors import Malformed, Problem
from sessions.protocols import Desk

FORMATS = ("word", "pdf", "html", "markdown", "mail", "teams", "excel", "csv", "json", "calendar")
"""What a session may be written as."""
WRITTEN = "✓ "
"""What the sentence begins with that says where files are."""
TOLD = 0.1
"""What part is written between two sentences at least."""


def wanted(formats: Sequence[str], known: Sequence[str] = FORMATS) -> list[str]:
    """Formats as they were asked for, each once.

    Raises:
        Malformed: if one of them is not `known`, or none is named.
    """
    unknown = [one for one in formats if one not in known]
    if unknown or not formats:
        wrong = f"There is no format {unknown[0][:40]!r}. " if unknown else ""
        raise Malformed(f"{wrong}/export and one or more of {', '.join(known)}.")
    return list(dict.fromkeys(formats))


async def exported(desk: Desk, formats: str, **of: str) -> AsyncIterator[str]:
    """Have something written in formats that are parted by blanks.

    Args:
        desk: Where it is asked for: a session, which is written; or the library.
        formats: The formats.
        of: What is to be written instead, as `community` and its name.

    Yields:
        How far it has come, and at the end where the files are and what could not be.
    """
    told = 0.0
    try:
        job = (await desk.ask("export", formats=formats, **of))["job"]
        while not (stands := await desk.ask("exporting", job=job))["over"]:
            if stands["done"] >= told + TOLD or not told:
                told = max(stands["done"], TOLD / 2)
                yield f"Writing {formats}: {stands['done']:.0%}. Nothing waits for it."
    except Problem as problem:
        yield problem.sentence
        return
    yield " ".join([*where(stands["paths"]), *stands["problems"]])


def where(paths: list[str]) -> list[str]:
    """Where files are, in a sentence; none where there are none."""
    if not paths:
        return []
    first = PurePath(paths[0])
    names = first.name if len(paths) == 1 else f"{first.name} and {len(paths) - 1} more"
    return [f"{WRITTEN}{names} in {first.parent}."]
