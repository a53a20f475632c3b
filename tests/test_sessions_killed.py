"""`kill -9` at random instants: nothing acknowledged is lost, nothing erased comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import killed

KILLS, AT_A_TIME = 4 * int(os.environ.get("COP_TUI_KILLS", "20")), 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_instant_nothing_acknowledged_is_lost_and_nothing_erased_comes_back(
    data: Path,
) -> None:
    root = Path(killed.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root)}
    running = [
        subprocess.Popen(
            [sys.executable, killed.__file__, str(data / str(seed)), str(KILLS // AT_A_TIME), str(seed)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        for seed in range(AT_A_TIME)
    ]
    told = [one.communicate(timeout=300) for one in running]
    for out, errors in told:
        assert out, errors.decode()
        result = json.loads(out)
        assert result["wrong"] == []
        assert result["kills"] == KILLS // AT_A_TIME
