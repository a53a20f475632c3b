"""Pages without a terminal: served until it is told to stop, and joined by terminals meanwhile."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from running import PROGRAM, attached, environment, folder_of, free_port, new_session, program, stop
from sessions import records
from sessions.commands import Say


class Served:
    """The command in the foreground."""

    def __init__(self, data: Path, *words: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", "--bind", "127.0.0.1", "--port", str(self.port), *words],
            env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self.heard = ""

    def until(self, words: str) -> None:
        """Read its log up to some words."""
        assert self.process.stderr
        while words not in self.heard:
            line = self.process.stderr.readline()
            assert line, self.heard
            self.heard += line

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; how it ended, and all that it said on stdout."""
        self.process.send_signal(number)
        out, rest = self.process.communicate(timeout=30)
        self.heard += rest
        return self.process.returncode, out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda one: one.name)
async def test_it_serves_until_it_is_told_to_stop(data: Path, number: signal.Signals) -> None:
    session_id = new_session(data)
    served = Served(data)
    served.until(f"The pages are at http://127.0.0.1:{served.port}")
    live, by = await attached(data, session_id, "one")
    await live.submit(Say(text="Nobody falls twice"), by)
    address = f"http://127.0.0.1:{served.port}/s/{live.session.token}"
    await live.detach()
    async with httpx.AsyncClient() as client:
        assert "Nobody falls twice" in (await client.get(address)).text
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        said = await client.post(
            f"{address}/comments", data={"text": "well done"}, headers={"origin": origin}
        )
        assert said.status_code == 303
    code, out = served.end(number)
    assert (code, out) == (0, "")
    assert "Traceback" not in served.heard
    assert not (data / "host.secret").exists()
    assert records.current(folder_of(data, session_id)).comments[1].text == "well done"


async def test_it_stays_though_nobody_is_there_and_stop_ends_it(data: Path) -> None:
    new_session(data)
    served = Served(data)
    served.until("The pages are at")
    assert program(data, "stop").returncode == 0
    assert served.process.wait(timeout=30) == 0


def test_lines_from_a_file_leave_it_serving(data: Path) -> None:
    session_id = new_session(data)
    served = Served(data)
    served.until("The pages are at")
    for _ in range(2):
        assert program(data, "open", session_id, "--plain", typed="one more").stdout.startswith("ok ")
    address = program(data, "share", session_id).stdout.strip()
    assert httpx.get(address).status_code == 200 and served.process.poll() is None
    served.end(signal.SIGTERM)


def test_beside_another_host_it_says_so(data: Path) -> None:
    new_session(data)
    first = Served(data)
    first.until("The pages are at")
    second = Served(data)
    out, err = second.process.communicate(timeout=30)
    assert (second.process.returncode, out) == (3, "")
    assert "Another host has this data folder" in err
    stop(data)
    first.process.wait(timeout=30)
