"""The way to the host of a data folder: finding it, and starting one where none runs."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from cop_tui import paths
from cop_tui.host.door import FULL, Door, HostOptions
from sessions.disk import private_folder
from sessions.errors import Busy, NotFound, Problem


class NoHost(NotFound):
    """No host runs, and none may be started for this."""


class Doorway:
    """The way to the host of a data folder, which starts one where none runs."""

    def __init__(self, options: HostOptions, *, start: bool = True) -> None:
        self.options = options
        self.may_start = start
        """Whether a host is started where none runs."""
        self.data = Path(options.data)
        self.unheeded = False
        """Whether the host that was found runs with other options of the site than were asked for."""
        self.met = False
        """Whether a host ever let this terminal in."""
        self._started: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start a host if none seems to run. It may be done before anything is awaited.

        Raises:
            Problem: if the data folder cannot be written.
        """
        if self.door() is None and (self._started is None or self._started.poll() is not None):
            self._spawn()

    def door(self) -> Door | None:
        """Where the host listens, as its secret file has it; None where there is none, or it came with a copy."""
        try:
            door = msgspec.json.decode((self.data / paths.SECRET).read_bytes(), type=Door)
            return door if not door.data or self.data.samefile(door.data) else None
        except (OSError, ValueError, msgspec.MsgspecError):
            return None

    def again(self) -> None:
        """Start a host once more, where the last one has ended without a word.

        Raises:
            Busy: if it could not start.
            DiskFull: if it found no room on the disk.
            Problem: if the data folder cannot be written.
        """
        code = self._started.poll() if self._started else None
        if code == FULL:
            self._started = None  # the next try is another host's
            raise paths.unwritable(self.data, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        if code == 1 and not self.met:
            raise Busy(f"The host could not start; {paths.host_log(self.data)} says why.")
        if self._started is None or code is not None:
            self._spawn()

    def _spawn(self) -> None:
        paths.writable(self.data)
        # -P and a folder of our own: whatever lies where the terminal was opened is neither run nor held.
        command = [sys.executable, "-P", "-m", "cop_tui.host", msgspec.json.encode(self.options).decode()]
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
        try:
            private_folder(self.data / paths.LOG)
            with paths.host_log(self.data).open("ab") as log:
                self._started = subprocess.Popen(  # noqa: S603  (this program itself)
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.data, **apart
                )
        except OSError as error:
            raise Problem(f"The host cannot be started ({error.strerror}). Nothing was changed.") from error
