"""The way to the host of a data folder: finding it, and starting one where none runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from cop_tui import paths
from cop_tui.host.door import Door, HostOptions
from sessions.disk import private_folder
from sessions.errors import Busy, Problem


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
        """Where the host listens, as its secret file has it; None where there is none."""
        try:
            return msgspec.json.decode((self.data / paths.SECRET).read_bytes(), type=Door)
        except (OSError, msgspec.MsgspecError):
            return None

    def again(self) -> None:
        """Start a host once more, where the last one has ended without a word.

        Raises:
            Busy: if it could not start.
            Problem: if the data folder cannot be written.
        """
        if not self.met and self._started is not None and self._started.poll() == 1:
            raise Busy(f"The host could not start; {paths.host_log(self.data)} says why.")
        if self._started is None or self._started.poll() is not None:
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
