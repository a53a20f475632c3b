"""The journal of a session: every entry, on disk before anyone is told that it was kept.

A line is a checksum (CRC-32 of what follows, eight hex digits), a space, and JSON. The first line is the
header. Entries that arrive together are written and synced together. What a crash can leave is told apart:
a line without its end was never acknowledged, and is cut off; any other line that does not add up is
reported and passed over, and the journal itself is left as it is. Both are copied aside.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

import msgspec

from sessions.clean import cleaned
from sessions.disk import replace_file
from sessions.errors import Damaged, DiskFull, Refused
from sessions.events import Entry
from sessions.session import Session

VERSION = 1
ASIDE = "journal.damaged"
"""The file beside a journal that holds every line of it that did not add up."""
FULL = "The disk is full, so this was not kept. Make room (empty the bin, move a film away) and send it again; everything before is safe."
UNWRITTEN = "The disk did not take this ({reason}), so it was not kept. Everything before is safe; try again."


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
    try:
        payload = unseal(lines[0]) if lines else None
        header = _header.decode(payload or b"")
    except msgspec.DecodeError as error:
        raise Damaged(
            f"{path.name} in {path.parent.name} does not begin like a journal. Nothing was changed."
        ) from error
    if header.version > VERSION:
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
        except msgspec.DecodeError:
            damaged.append((number, line))
    return Reading(header, entries, len(content) - len(tail), tail, tuple(damaged))


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


def rewrite(path: Path, transform: Callable[[Entry], Entry | None]) -> None:
    """Write the journal anew with every entry transformed (None drops it), under the next epoch.

    Sealing, erasing, forgetting, burning and migrating all go through here. The rename is the commit: a
    crash leaves the old journal or the new one.
    """
    reading = read(path)
    header = msgspec.structs.replace(reading.header, epoch=reading.header.epoch + 1, version=VERSION)
    kept = (seal(encode(changed)) for entry in reading.entries if (changed := transform(entry)) is not None)
    replace_file(path, b"".join((seal(_encoder.encode(header)), *kept)))


def put_aside(path: Path, reading: Reading) -> None:
    """Copy what does not add up to a file beside the journal, after what stands there already."""
    lines = [line for _, line in reading.damaged] + [reading.torn] * bool(reading.torn)
    aside = path.with_name(ASIDE)
    before = aside.read_bytes() if aside.is_file() else b""
    fresh = [line for line in lines if line + b"\n" not in before]
    if fresh:
        replace_file(aside, before + b"".join(line + b"\n" for line in fresh))


class Journal:
    """A journal that is being written, by one writer.

    `append` queues an entry and returns a future that is done once it is on disk, or fails with the
    sentence for whoever asked. `gave_up` is called before the first of them hears of it, so that nothing is
    decided on what the disk refused.
    """

    def __init__(self, path: Path, reading: Reading, gave_up: Callable[[], None]) -> None:
        self.path = path
        self._gave_up = gave_up
        self.epoch = reading.header.epoch
        self.size = reading.size
        """Bytes that are durable."""
        self.trouble = ""
        """The sentence for a disk that takes nothing; "" while it does."""
        self._file: BinaryIO = self._open()
        self._closed = False
        self._waiting: list[tuple[bytes, asyncio.Future[int]]] = []
        self._writing: asyncio.Task[None] | None = None

    @classmethod
    def open(cls, path: Path, gave_up: Callable[[], None]) -> tuple[Journal, Reading]:
        """Open a journal for writing: copy damaged lines aside, cut off a torn end.

        Raises:
            Damaged: as `read`.
            OSError: if it cannot be read or written.
        """
        reading = read(path)
        with contextlib.suppress(OSError):
            put_aside(path, reading)
        return cls(path, reading, gave_up), reading

    def _open(self) -> BinaryIO:
        file = self.path.open("r+b", buffering=0)
        end = file.seek(0, os.SEEK_END)
        if end > self.size:
            file.truncate(self.size)
            file.seek(self.size)
        elif end < self.size:
            file.write(b"\n")
        return file

    def append(self, entry: Entry) -> asyncio.Future[int]:
        """Queue an entry; the future is done once it is on disk, with the size of the journal up to its end.

        Raises:
            Refused: if the journal is closed.
        """
        if self._closed:
            raise Refused("This session has been put away, so this was not kept. Open it again.")
        line = seal(encode(entry))
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((line, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return future

    async def settled(self) -> None:
        """Wait until nothing is queued."""
        while self._writing is not None and not self._writing.done():
            await asyncio.wait([self._writing])

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._write, b"".join(line for line, _ in batch))
            except OSError as error:
                full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
                self.trouble = FULL if full else UNWRITTEN.format(reason=error.strerror)
                batch, self._waiting = batch + self._waiting, []
                self._gave_up()
                for _, future in batch:
                    if not future.done():
                        future.set_exception(DiskFull(self.trouble))
                return
            self.trouble = ""
            end = self.size - sum(len(line) for line, _ in batch)
            for line, future in batch:
                end += len(line)
                if not future.done():
                    future.set_result(end)

    def _write(self, lines: bytes) -> None:
        """Write and sync, or go back to the last durable byte and raise."""
        self._begin()
        try:
            rest = memoryview(lines)
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                self._begin()
            raise
        self.size += len(lines)

    def _begin(self) -> None:
        """Stand behind the last durable byte, with nothing after it: a write that failed may have left some."""
        if self._file.closed:
            self._file = self._open()
        if self._file.seek(0, os.SEEK_END) != self.size:
            self._file.truncate(self.size)
            self._file.seek(self.size)

    def rewrite(self, transform: Callable[[Entry], Entry | None]) -> list[Entry]:
        """Rewrite the journal, go on with the new one, and return its entries. Nothing may be queued meanwhile.

        Raises:
            OSError: if it cannot be written; the old journal then stands, and is gone on with.
        """
        self._file.close()
        try:
            rewrite(self.path, transform)
        finally:
            reading = read(self.path)
            self.epoch, self.size = reading.header.epoch, reading.size
            self._file = self._open()
        return reading.entries

    async def close(self) -> None:
        """Write what is queued and close the file."""
        self._closed = True
        await self.settled()
        self.let_go()

    def let_go(self) -> None:
        """Close the file, where nothing is queued."""
        self._file.close()
