"""Valid files edited by chance give a working import or a sentence that names the place; never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

import laws
from conftest import Clock
from cop_tui.export import json as export
from cop_tui.importing import restoring
from cop_tui.importing.wishes import imported
from edits import spoilt_json, spoilt_text
from restored import check_kept, drawn_everywhere, led, led_on
from running import program
from sessions.commands import CastVote
from sessions.errors import Problem, Refused
from sessions.live import LiveSession

NOTES = "ref,text,lane,author,theme\nc1,No single list,,Amina,Lists\nc2,\"Beds are far,\nand few\",con,,\nc3,Ŵ ydym ni’n hwyr,not,Bo Li,Letters\n,One more,,,lists\n"  # fmt: skip
PEOPLE = "name;organisation;profession;hierarchy;sector\nAmina;Royal;nurse;band 6;acute\nEve;;GP;;primary\nBo Li;;;;\nDee;Trust;;;\n"  # fmt: skip
VOTES = "participant,ref,value\nAmina,v1,2\n2,v2,1\nBo Li,v1,1\nDee,6,0\nAmina,v2,1\n"
ISSUES = b"ref,text\n" + b"".join(b"v%d,Issue %d\n" % (number, number) for number in range(1, 10))
"""Nine, so that everybody has three dots."""
SHEETS = {"notes": NOTES, "people": PEOPLE, "votes": VOTES}
EDITS = 500


async def room(data: Path, clock: Clock) -> LiveSession:
    """A session with people, and notes that may be voted on."""
    live = await led(data, 0, 0, clock)
    for content in (b"name\nAmina\nBo Li\nDee\n", ISSUES):
        made = imported(content, "first.csv", live.session, "practice" if b"ref" in content else "")
        if made.wish:
            await live.submit(made.wish, laws.IMPORTS[0])
    return live


@pytest.mark.parametrize("kind", SHEETS)
async def test_edited_sheets(data: Path, kind: str) -> None:
    clock = Clock()
    live = await room(data, clock)
    activity = {"notes": "domain", "people": "", "votes": "choose"}[kind]
    content = SHEETS[kind].encode()
    assert imported(content, f"{kind}.csv", live.session, activity).wish, "the file as it was is valid"
    taken = refused = 0
    for seed in range(EDITS):
        before = laws.tables(live.session)
        fresh = content.replace(b"\nc", b"\nc%d-" % seed)  # no note of this name is there already
        try:
            made = imported(spoilt_text(fresh, Random(seed)), f"{kind}.csv", live.session, activity)
            if made.wish:
                await live.submit(made.wish, laws.IMPORTS[0])
            taken += 1
        except Problem as problem:
            refused += 1
            assert problem.sentence.startswith(f"{kind}.csv"), problem.sentence
            assert problem.sentence.endswith("Nothing was imported.")
            assert laws.tables(live.session) == before
    assert taken > EDITS // 20
    assert refused > EDITS // 20
    if kind == "votes":
        await check_dots(live)
    await live.close()


async def check_dots(live: LiveSession) -> None:
    """However the votes came, nobody has more dots than there are."""
    choose = live.session.activities["choose"]
    for number in live.session.participants:
        by = laws.IMPORTS[0].acting_for(number)
        with pytest.raises(Refused, match="Each of you has"):
            await live.submit(CastVote(target="4", value=choose.dots + 1, activity="choose"), by)


async def test_edited_exports(data: Path, tmp_path: Path) -> None:
    live = await led(data, 8, 300)
    content = export.render(live.session)
    await live.close()
    taken = refused = 0
    for seed in range(EDITS):
        spoilt = spoilt_json(content, Random(seed))
        try:
            found = restoring.read(spoilt, "export.json")
        except Problem as problem:
            refused += 1
            assert problem.sentence.startswith("export.json"), problem.sentence
            assert problem.sentence.endswith("Nothing was imported.")
            continue
        taken += 1
        clock = Clock()
        back = LiveSession.restore(tmp_path / "other", found.tables, clock=clock)
        drawn_everywhere(back)
        await led_on(back, clock, seed, 12)
        await check_kept(back)
        drawn_everywhere(back)
        assert restoring.read(export.render(back.session), "again.json").id == back.session.id
        await back.close()
        shutil.rmtree(tmp_path / "other")
    assert taken > EDITS // 20
    assert refused > EDITS // 20


@pytest.mark.parametrize("seed", range(10))
def test_edited_files_through_the_program(data: Path, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    made = program(data, "new", "--community", "Falls prevention", "--plan", "hour").stdout.strip()
    kind = random.choice(["notes", "people", "json"])
    if kind == "json":
        program(data, "export", made, "--to", "json", "--out", str(tmp_path))
        content, file = (
            spoilt_json((tmp_path / f"{made}.json").read_bytes(), random),
            tmp_path / "export.json",
        )
        data = tmp_path / "other"
    else:
        content, file = spoilt_text(SHEETS[kind].encode(), random), tmp_path / f"{kind}.csv"
    file.write_bytes(content)
    done = program(data, "import", "new" if kind == "json" else made, str(file))
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2, 4)
    if done.returncode:
        assert done.stdout == ""
        assert done.stderr.rstrip().endswith("Nothing was imported.")
        assert file.name in done.stderr
    else:
        assert len(done.stdout.splitlines()) == 1
