"""Draws the pictures of the README from a real session: `python docs/pictures.py`.

The words in them are invented; everything else is the program.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from conftest import Clock  # noqa: E402
from screen_room import Room, seat, wishes  # noqa: E402

SIZE = (100, 26)
SAID = (
    "/here 24, 6 no phone",
    "/next",
    "Crews have no one to hand over to at night",
    "Exercise classes have a ten-week wait",
    "Care homes call 999 because no one else answers",
    "We each keep our own risk score",
    "@not Car parking",
    "@not Agency rates",
    "Hospital does not know who lives alone",
    "Carers are asked the same questions five times",
    "Families hear three different plans",
    "Medicines are not reviewed after a fall",
)


async def main() -> None:
    """Draw them."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        room = Room(Path(folder), clock)
        live = room.add()
        typed = wishes(live)
        for line in SAID:
            await typed(line)
        clock.advance(minutes=9)
        async with seat(room, live, size=SIZE) as one:
            await one.type("families want one number to ring", enter=False)
            await one.settle()
            svg = one.app.export_screenshot(title="Falls prevention")
        await room.close()
    svg = re.sub(r"@font-face \{[^}]*\}", "", svg)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    lines = "\n".join(line.rstrip() for line in svg.splitlines() if line.strip())
    (ROOT / "docs" / "gather.svg").write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
