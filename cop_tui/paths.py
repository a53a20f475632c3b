"""Where things are kept: the one place that knows the names of a data folder's files."""

from __future__ import annotations

import os
from pathlib import Path

from sessions.disk import PRIVATE_FILE, is_full, private_folder
from sessions.errors import DiskFull, Problem

ENVIRONMENT = "COP_TUI_DATA"
LOCK, SECRET, LOG = "host.lock", "host.secret", "log"
EXPORTS_ENVIRONMENT = "COP_TUI_EXPORTS"
TOURED = "toured"
"""There once the tour was shown."""
PROBE_BYTES = 4096
"""What a data folder must take before anything is begun in it: a file may be made where no byte fits any more."""


def data_folder(named: str | None = None) -> Path:
    """The data folder: the one named, else of the environment, else the platform's place."""
    chosen = named or os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs  # noqa: PLC0415  (only where no folder is named)

    return platformdirs.user_data_path("cop-tui", appauthor=False)


def exports_folder() -> Path:
    """Where screens have exports written to: the folder of the environment, else one among the user's documents."""
    if chosen := os.environ.get(EXPORTS_ENVIRONMENT):
        return Path(chosen).expanduser().absolute()
    import platformdirs  # noqa: PLC0415  (only where exports are written)

    return platformdirs.user_documents_path() / "cop-tui"


def writable(data: Path) -> Path:
    """Make the data folder if need be and check that it takes files.

    Raises:
        Problem: if it does not.
    """
    try:
        private_folder(data)
        probe = data / f".{os.getpid()}.new"
        try:
            probe.write_bytes(bytes(PROBE_BYTES))
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(data, error) from error
    return data


def marked(path: Path) -> bool:
    """Mark by a file that something was done; whether it was marked before, or cannot be."""
    try:
        path.touch(mode=PRIVATE_FILE, exist_ok=False)
    except OSError:
        return True
    return False


def unwritable(data: Path, error: OSError) -> Problem:
    """The sentence for a data folder that does not take what is to be written."""
    if is_full(error):
        return DiskFull(
            f"The disk that holds {data} is full. Everything in it is kept as it is. "
            "Make room (empty the bin, move a film away) and try again."
        )
    return Problem(
        f"The data folder {data} cannot be written ({error.strerror}). "
        f"Nothing was changed. --data-dir names another one, as {ENVIRONMENT} does."
    )


def host_log(data: Path) -> Path:
    """The host's log."""
    return data / LOG / "host.log"
