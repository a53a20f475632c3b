"""The site answers to its own names alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cop_tui.web.access import host_name, is_name, is_ours
from web_room import Rooms, reader, workshop

OURS = (
    "192.168.1.20:8642",
    "192.168.1.20",
    "localhost",
    "LOCALHOST:80",
    "127.0.0.1:1",
    "[::1]",
    "[::1]:8642",
    "localhost:",
)
FOREIGN = (
    "evil.example", "evil.example:8642", "192.168.1.20.evil.example", "evil192.168.1.20", "localhost.evil.example",
    "user@localhost", "localhost@evil.example", "", "[::1", "::1", "[::2]", "10.0.0.1", "localhost:80:80", "localhost:x",
    "192.168.1.20:8642, evil.example", "<script>alert(1)</script>",
)  # fmt: skip


@pytest.mark.parametrize("host", OURS)
async def test_a_name_of_ours_is_answered(data: Path, host: str) -> None:
    async with reader(Rooms()) as browser:
        assert (await browser.get("/", headers={"host": host})).status_code == 200


@pytest.mark.parametrize("host", FOREIGN)
async def test_a_foreign_name_is_refused_and_named(data: Path, host: str) -> None:
    live = await workshop(data, "")
    async with reader(Rooms(live)) as browser:
        answer = await browser.get(f"/s/{live.session.token}", headers={"host": host})
        assert answer.status_code == 400
        assert "This program does not answer to" in answer.text
        assert "Launch of the community" not in answer.text
        assert "<script" not in answer.text
        assert answer.headers["content-security-policy"]
        if host == "evil.example:8642":
            assert "does not answer to evil.example. Use the address on the wall" in answer.text
    await live.close()


def test_two_names_or_none_are_no_name() -> None:
    hosts = frozenset({"localhost"})
    assert is_ours(["localhost"], hosts)
    assert not is_ours(["localhost", "localhost"], hosts)
    assert not is_ours([], hosts)


def test_names_that_the_machine_has_now_count() -> None:
    assert is_ours(["LAPTOP.local:8642"], frozenset({"laptop.LOCAL"}))
    assert host_name("[FE80::1]:80") == "[fe80::1]"
    assert is_ours(["[fe80::1]:8642"], frozenset({"FE80::1"}))
    assert is_ours(["[fe80::1]"], frozenset({"[fe80::1]"}))


def test_the_site_knows_no_terminal() -> None:
    code = (
        "import sys, cop_tui.web.site, cop_tui.web.serving, cop_tui.export.json, cop_tui.export.markdown;"
        "print(*({one.split('.')[0] for one in sys.modules} & {'textual', 'rich', 'screens'}))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == ""
    )


@pytest.mark.parametrize(
    "host", ["[x", "]", "x]:1", "[::1", "a b", "<script>", "x" * 200, "\xff", "..", "-", "[zz]", "x\ty", ""]
)
def test_a_name_that_is_none_is_not_told_of(host: str) -> None:
    assert not is_name(host_name(host))


@pytest.mark.parametrize("host", ["cop.example.org", "localhost:8642", "192.168.1.20", "[fe80::1]:8642"])
def test_a_name_is_told_of(host: str) -> None:
    assert is_name(host_name(host))
