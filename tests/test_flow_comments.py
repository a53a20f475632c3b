"""What a reader says back after the meeting, from the page to the facilitator and back: with `serve` and no screen."""

from __future__ import annotations

import signal
from pathlib import Path

import httpx

from running import new_session, program
from test_flow_serve import Served

OPEN = "/go identity\n/next\n/say Nobody falls twice\n/release\n/go close\n/close\n"
WORDS, NAME = "the rota is wrong on Sundays", "Una Reader"


async def test_a_comment_waits_for_the_facilitator_who_hears_of_it_wherever_they_look(
    data: Path, tmp_path: Path
) -> None:
    session_id = new_session(data)
    program(data, "open", session_id, "--plain", "--no-web", typed=OPEN)
    served = Served(data)
    served.until("The pages are at")
    address = program(data, "share", session_id).stdout.strip()
    origin = address.partition("/s/")[0]
    async with httpx.AsyncClient(headers={"origin": origin}) as reader:
        for words in (WORDS, "buy my pills"):
            said = await reader.post(f"{address}/comments", data={"text": words, "name": NAME})
            page = (await reader.get(origin + said.headers["location"].partition("#")[0])).text
            assert "once the facilitator has read it" in page
        served.until(f"2 comments wait: cop-tui open {session_id}")
        for path in ("", ".html", ".md"):
            assert "Sundays" not in (await reader.get(address + path)).text
        assert "2 comments wait" in program(data, "list").stdout
        for words in (("publish", str(tmp_path / "site")), ("export", session_id, "--to", "csv", "--to", "html", "--to", "mail", "--out", str(tmp_path / "files"))):  # fmt: skip
            assert program(data, *words).returncode == 0
        written = "".join(
            one.read_text(encoding="utf-8", errors="replace")
            for one in tmp_path.rglob("*")
            if one.is_file() and data not in one.parents
        )
        assert "Nobody falls twice" in written and "Sundays" not in written and NAME not in written

        plain = program(data, "open", session_id, "--plain", typed="/summary comments\n/ok K1\n/erase K2\n")
        assert plain.stdout.split("\n")[:3] == [
            "ok summary comments",
            "ok K1 for readers to see",
            "ok K2 erased for good",
        ]
        assert "2 comments of readers wait: /summary comments reads" in plain.stderr
        assert f"K1 {WORDS} ({NAME})" in plain.stderr and "K2 buy my pills" in plain.stderr
        for path in ("", ".html", ".md"):
            page = (await reader.get(address + path)).text
            assert WORDS in page and "pills" not in page
    assert "waits" not in program(data, "list").stdout
    code, _ = served.end(signal.SIGTERM)
    assert code == 0 and "Sundays" not in served.heard and NAME not in served.heard
    assert not [one for one in data.rglob("*") if one.is_file() and b"pills" in one.read_bytes()]
