"""Another machine on the network: a namespace with an address of its own, since localhost is kinder than a LAN."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_NETWORK = os.getpid() % 250
HERE, THERE = f"10.77.{_NETWORK}.1", f"10.77.{_NETWORK}.2"


def _ip(*words: str, check: bool = True) -> bool:
    return subprocess.run(["ip", *words], capture_output=True, check=check).returncode == 0


@contextlib.contextmanager
def elsewhere(folder: Path, program: str) -> Iterator[str]:
    """A command that runs `program` on another machine, from which this one is at `HERE`."""
    name = f"cop{os.getpid() % 100_000}"
    if os.name == "nt" or not shutil.which("ip") or not _ip("netns", "add", name, check=False):
        pytest.skip("another machine needs the right to make a network namespace")
    try:
        _ip("link", "add", name, "type", "veth", "peer", "name", "phones", "netns", name)
        _ip("addr", "add", f"{HERE}/24", "dev", name)
        _ip("link", "set", name, "up")
        _ip("-n", name, "addr", "add", f"{THERE}/24", "dev", "phones")
        _ip("-n", name, "link", "set", "phones", "up")
        _ip("-n", name, "link", "set", "lo", "up")
        wrapper = folder / "elsewhere"
        wrapper.write_text(f'#!/bin/sh\nexec ip netns exec {name} {program} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        yield str(wrapper)
    finally:
        _ip("netns", "del", name, check=False)
        _ip("link", "del", name, check=False)
