"""A journal that is being written: entries that arrive together share one write and one sync."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sessions.disk import is_full
from sessions.errors import DiskFull, Refused
from sessions.events import Entry
from sessions.journal import Reading, encode, migrate, put_aside, read, rewrite, seal

FULL = "The disk is full, so this was not kept. Make room (empty the bin, move a film away) and send it again; everything before is safe."
UNWRITTEN = "The disk did not take this ({reason}), so it was not kept. Everything before is safe; try again."


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
        """Open a journal for writing: copy damaged lines aside, cut off a torn end, migrate an older one.

        Raises:
            Damaged: as `read`.
            OSError: if it cannot be read or written.
        """
        reading = read(path)
        with contextlib.suppress(OSError):
            put_aside(path, reading)
        reading = migrate(path, reading)
        return cls(path, reading, gave_up), reading

    def _open(self) -> BinaryIO:
        file = self.path.open("r+b", buffering=0)
        end = file.seek(0, os.SEEK_END)
        if end > self.size:
            file.truncate(self.size)
            file.seek(self.size)
        elif end == self.size - 1:
            file.write(b"\n")  # a last line that is whole but for its end
        elif end < self.size:
            file.close()
            raise OSError(errno.EIO, "the journal is shorter than it was")
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
                self.trouble = FULL if is_full(error) else UNWRITTEN.format(reason=error.strerror)
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
        end = self._file.seek(0, os.SEEK_END)
        if end < self.size:
            raise OSError(errno.EIO, "the journal is shorter than it was")
        if end > self.size:
            self._file.truncate(self.size)
            self._file.seek(self.size)

    def rewrite(self, transform: Callable[[Entry], Entry | None]) -> list[Entry]:
        """Rewrite the journal, go on with the new one, and return its entries. Nothing may be queued meanwhile.

        Raises:
            OSError: if it cannot be written. Whichever journal then stands is gone on with; where even that
                cannot be told, nothing more is taken until the session is opened again.
        """
        self._file.close()
        try:
            reading = rewrite(self.path, transform)
        except OSError:
            self._closed = True
            reading = read(self.path)
            self.epoch, self.size, self._file = reading.header.epoch, reading.size, self._open()
            self._closed = False
            raise
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
