"""The journal of a session: every entry, on disk before anyone is told that it was kept.

A line is a checksum (CRC-32 of what follows, eight hex digits), a space, and JSON. The first line is the
header. Entries that arrive together are written and synced together. What a crash can leave is told apart:
a line without its end was never acknowledged, and is cut off; any other line that does not add up is
reported and passed over, and the journal itself is left as it is. Both are copied aside.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from sessions.clean import cleaned
from sessions.disk import replace_file
from sessions.errors import Damaged
from sessions.events import Entry
from sessions.session import Session

VERSION = 2
ASIDE = "journal.damaged"
"""The file beside a journal that holds every line of it that did not add up."""
OLDER = "journal.v{}.jsonl"
"""The file beside a journal that holds it as an older program wrote it."""


class Header(msgspec.Struct, frozen=True):
    """The first line: whose journal it is, and which writing of it."""

    journal: str
    version: int = VERSION
    epoch: int = 1
    """Goes up by one each time the journal is rewritten."""


class Reading(msgspec.Struct, frozen=True):
    """What a journal holds, and what is wrong with it."""

    header: Header
    entries: list[Entry]
    size: int
    """Bytes up to the end of the last whole line."""
    torn: bytes = b""
    """What stands after that: a line that was being written when the power went."""
    damaged: tuple[tuple[int, bytes], ...] = ()
    """Lines that do not add up, with their numbers."""

    def findings(self) -> list[str]:
        """What is wrong, in sentences."""
        found = []
        if self.torn:
            found.append(
                "The last line of the journal was half written and was never acknowledged; it was cut off. A copy is beside it."
            )
        for number, _line in self.damaged:
            found.append(
                f"Line {number} of the journal is damaged. A copy is beside it; everything else was read."
            )
        return found


_encoder = msgspec.json.Encoder()
_entry = msgspec.json.Decoder(Entry)
_header = msgspec.json.Decoder(Header)


def seal(payload: bytes) -> bytes:
    """A line of the journal: checksum, payload, end."""
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def unseal(line: bytes) -> bytes | None:
    """The payload of a line without its end; None where the checksum does not fit."""
    checksum, space, payload = line[:8], line[8:9], line[9:]
    return payload if space == b" " and checksum == b"%08x" % zlib.crc32(payload) else None


def encode(entry: Entry) -> bytes:
    """An entry as JSON."""
    return _encoder.encode(entry)


def decode(payload: bytes) -> Entry:
    """An entry from JSON, every text in it cleaned.

    Raises:
        msgspec.DecodeError: if it is no entry.
    """
    entry = _entry.decode(payload)
    if b"\\" in payload or b"\x7f" in payload or not payload.isascii():
        entry = cleaned(entry)
    return entry


def read(path: Path) -> Reading:
    """Read a journal without changing anything.

    Raises:
        Damaged: if it is not a journal, or one of a newer program.
        OSError: if it cannot be read.
    """
    content = path.read_bytes()
    lines = content.split(b"\n")
    tail = lines.pop()
    if tail and unseal(tail) is not None:
        lines.append(tail)  # whole but for its end: the checksum says that nothing is missing
        content, tail = content + b"\n", b""
    header = _beginning(lines)
    if header and header.version > VERSION:
        raise Damaged(
            f"{path.parent.name} was written by a newer cop-tui (format {header.version}). Update this one to open it."
        )
    entries: list[Entry] = []
    damaged: list[tuple[int, bytes]] = []
    for number, line in enumerate(lines[1:], 2):
        payload = unseal(line)
        try:
            if payload is None:
                raise msgspec.DecodeError("checksum")
            entries.append(decode(payload))
        except (msgspec.DecodeError, RecursionError):
            damaged.append((number, line))
    if header is None:
        if not entries or entries[0].sequence != 1:
            raise Damaged(
                f"{path.name} in {path.parent.name} does not begin like a journal. Nothing was changed."
            )
        # What it says is known without it: the folder has the name, and every entry stands by itself.
        header, damaged = Header(path.parent.name), [(1, lines[0]), *damaged]
    return Reading(header, entries, len(content) - len(tail), tail, tuple(damaged))


def _beginning(lines: list[bytes]) -> Header | None:
    """What the first line says; None where it does not add up."""
    try:
        return _header.decode((unseal(lines[0]) if lines else None) or b"")
    except msgspec.DecodeError:
        return None


def fold(entries: Iterable[Entry], findings: list[str] | None = None) -> Session:
    """The session that these entries add up to.

    An entry that speaks of what a damaged line made cannot be folded in: it is passed over, on every
    reading alike, and said in `findings`.
    """
    session = Session()
    for entry in entries:
        fold_one(session, entry, findings)
    return session


def fold_one(session: Session, entry: Entry, findings: list[str] | None = None) -> None:
    """Fold one more entry in, as `fold` does."""
    try:
        session.apply(entry)
    except (KeyError, IndexError, ValueError):
        if findings is not None:
            findings.append(
                f"Entry {entry.sequence} speaks of something that the damaged lines made; it was passed over."
            )


def create(path: Path, session_id: str, first: Entry) -> None:
    """Write a new journal with its first entry, whole or not at all."""
    replace_file(path, seal(_encoder.encode(Header(session_id))) + seal(encode(first)))


def rewrite(path: Path, transform: Callable[[Entry], Entry | None]) -> Reading:
    """Write the journal anew with every entry transformed (None drops it), under the next epoch.

    Sealing, erasing, forgetting, burning and migrating all go through here. The rename is the commit: a
    crash leaves the old journal or the new one.

    Returns:
        What the journal now holds.
    """
    reading = read(path)
    header = msgspec.structs.replace(reading.header, epoch=reading.header.epoch + 1, version=VERSION)
    kept = [changed for entry in reading.entries if (changed := transform(entry)) is not None]
    content = seal(_encoder.encode(header)) + b"".join(seal(encode(entry)) for entry in kept)
    replace_file(path, content)
    return Reading(header, kept, len(content))


def migrate(path: Path, reading: Reading) -> Reading:
    """Bring a journal of an older program to the present form, and keep a copy of the old one beside it.

    One of another session, or without its beginning, is left as it is: it is not opened.

    Raises:
        OSError: if it cannot be written; the old journal then stands.
    """
    first = next((event for entry in reading.entries[:1] for event in entry.events), None)
    if reading.header.version >= VERSION or getattr(first, "id", "") != path.parent.name:
        return reading
    replace_file(path.with_name(OLDER.format(reading.header.version)), path.read_bytes())
    fresh = rewrite(path, lambda entry: entry)
    return msgspec.structs.replace(fresh, torn=reading.torn, damaged=reading.damaged)


def beside(path: Path) -> list[Path]:
    """The files beside a journal that hold lines of it: damaged ones, and those of older programs."""
    return [path.with_name(ASIDE), *path.parent.glob(OLDER.format("*"))]


def put_aside(path: Path, reading: Reading) -> None:
    """Copy what does not add up to a file beside the journal, after what stands there already."""
    lines = [line for _, line in reading.damaged] + [reading.torn] * bool(reading.torn)
    aside = path.with_name(ASIDE)
    before = aside.read_bytes() if aside.is_file() else b""
    fresh = [line for line in lines if line + b"\n" not in before]
    if fresh:
        replace_file(aside, before + b"".join(line + b"\n" for line in fresh))
