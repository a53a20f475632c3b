"""Files that are either the old or the new, never half; and folders that only their owner reads."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from pathlib import Path

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
_TRIES, _PAUSE = 20, 0.05


def private_folder(folder: Path) -> Path:
    """Make `folder` and its parents if need be, readable by its owner alone, and return it."""
    for one in (*reversed(folder.parents), folder):
        if not one.exists():
            one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    return folder


def replace_file(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Put `content` at `path` so that a reader, or a crash, meets the old file or the new one.

    Args:
        path: Where.
        content: What.
        mode: Who may read it, on POSIX: its owner alone, unless told.

    Raises:
        OSError: if it cannot be written; the old file then stands.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move_over(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def move_over(temporary: Path, path: Path) -> None:
    """Rename a finished file over `path`, durably.

    Windows refuses while a virus scanner or another reader holds the old file, so it is tried for a second.
    """
    for last in [False] * (_TRIES - 1) + [True]:
        try:
            temporary.replace(path)
            break
        except PermissionError:
            if last or os.name != "nt":
                raise
            time.sleep(_PAUSE)
    sync_folder(path.parent)


def is_full(error: OSError) -> bool:
    """Whether a disk, or somebody's share of it, has no room left."""
    return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable. Windows has no such call, and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what a killed writer left half written in `folder`."""
    for leftover in folder.glob(".*.new"):
        with contextlib.suppress(OSError):
            leftover.unlink()
