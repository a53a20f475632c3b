"""What moves what: the links as sentences, and beside them which issues push most. A map belongs on wider faces."""

from __future__ import annotations

from screens.blocks.looking import Looking
from screens.cells import cut, wrap
from screens.frame import GAP, heading
from screens.sheet import Area, Sheet
from sessions.blocks import Link, Links

GUTTER = 5
WAYS = {"+": "more", "-": "less", "": "then"}
BESIDE = 72
"""Columns from which the list of drivers stands beside the links."""
RANK, OUT, REACH = 4, 7, 6
"""Columns of the place of a driver, and of its numbers."""
SLIM = 34
"""Columns below which a driver has but one number."""
LOOPS = (("Feeds itself", "reinforcing"), ("Holds itself back", "balancing"))
"""What the kinds of a circle are called here."""


def draw(block: Links, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw what moves what, and return the rows it took."""
    if not block.drivers or area.width < BESIDE:
        used = _links(block, sheet, area)
        return used + (1 + drivers(block, sheet, area.down(used + 1)) if block.drivers else 0)
    left = (area.width - GAP) // 2
    right = area.x + left + GAP
    used = _links(block, sheet, area._replace(width=left))
    beside = drivers(block, sheet, Area(right, area.y, area.x + area.width - right, area.height))
    return max(used, beside)


def _links(block: Links, sheet: Sheet, area: Area) -> int:
    """Each issue that moves others, and beneath it what there is more or less of."""
    heading(sheet, area, block.title, f"{len(block.links)}")
    y = area.y + 2
    sources: dict[str, list[Link]] = {}
    for link in block.links:
        sources.setdefault(link.source, []).append(link)
    for number, (source, links) in enumerate(sources.items()):
        y += number > 0 and sheet.airy
        for line in wrap(f"More of {source} brings", area.width):
            sheet.put(area.x, y, line, bold=True)
            y += 1
        for link in links:
            y = _link(link, sheet, area, y)
    return y - area.y


def _link(link: Link, sheet: Sheet, area: Area, y: int) -> int:
    """One link: what there is more or less of, and why people say so."""
    way = WAYS[link.sign]
    sheet.put_right(area.x + GUTTER - 1, y, link.handle, "quiet")
    sheet.put(area.x + GUTTER, y, way, bold=link.sign == "-")
    start = area.x + GUTTER + len(way) + 1
    for line in wrap(link.target, area.x + area.width - start):
        sheet.put(start, y, line)
        y += 1
    for line in wrap(link.why, area.width - GUTTER) if link.why else ():
        sheet.put(area.x + GUTTER, y, line, "quiet")
        y += 1
    return y


def drivers(block: Links, sheet: Sheet, area: Area) -> int:
    """Which issues push more than they are pushed, and the circles; the strongest first."""
    wide = area.width >= SLIM
    heading(sheet, area, "What pushes most" if wide else "Pushes most")
    if wide:
        sheet.put_right(area.x + area.width - REACH, area.y, "pushes", "quiet")
    sheet.put_right(area.x + area.width, area.y, "reach", "quiet")
    y = area.y + 2
    places = [(score, reach) for _, score, reach in block.drivers]
    for name, score, reach in block.drivers:
        first, place = score > 0, (score, reach)
        rank = f"{places.index(place) + 1}{'=' if places.count(place) > 1 else ' '}"
        sheet.put_right(area.x + RANK - 1, y, rank, "quiet")
        sheet.put(area.x + RANK, y, cut(name, area.width - RANK - (OUT if wide else 0) - REACH), bold=first)
        told = f"{score:+d}".replace("-", "−") if score else "0"
        if wide:
            sheet.put_right(area.x + area.width - REACH, y, told, bold=first)
        sheet.put_right(area.x + area.width, y, str(reach), bold=first)
        y += 1
    for name, sort in LOOPS:
        circles = [words for words, found in block.loops if found == sort]
        for number, words in enumerate(circles):
            if number == 0:
                sheet.put(area.x, y + 1, name, "quiet")
                y += 2
            for line in wrap(words, area.width - 2):
                sheet.put(area.x + 2, y, line)
                y += 1
    for number, line in enumerate(wrap(block.sentence, area.width) if block.sentence else ()):
        y += number == 0
        sheet.put(area.x, y, line, "quiet")
        y += 1
    return y - area.y
