"""Where things are kept: the one place that knows the names of a data folder's files."""

from __future__ import annotations

import os
from pathlib import Path

from sessions.disk import private_folder
from sessions.errors import Problem

ENVIRONMENT = "COP_TUI_DATA"
LOCK, SECRET, LOG = "host.lock", "host.secret", "log"


def data_folder(named: str | None = None) -> Path:
    """The data folder: the one named, else of the environment, else the platform's place."""
    chosen = named or os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs  # noqa: PLC0415  (only where no folder is named)

    return platformdirs.user_data_path("cop-tui", appauthor=False)


def writable(data: Path) -> Path:
    """Make the data folder if need be and check that it takes files.

    Raises:
        Problem: if it does not.
    """
    try:
        private_folder(data)
        probe = data / f".{os.getpid()}.new"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Problem(
            f"The data folder {data} cannot be written ({error.strerror}). "
            f"Nothing was changed. --data-dir names another one, as {ENVIRONMENT} does."
        ) from error
    return data


def host_log(data: Path) -> Path:
    """The host's log."""
    return data / LOG / "host.log"
