"""Boards: notes in lanes, counts while they are hidden, and one note large while they are sorted."""

from __future__ import annotations

from screens.blocks.looking import Anchor, Looking
from screens.cells import cut, width, wrap
from screens.frame import GAP, heading
from screens.sheet import Area, Sheet
from sessions.blocks import Board, BoardLane, BoardNote, BoardTheme

SHORT = 34
"""Columns of a theme below which its cards are a number alone."""
NARROWEST = 18
"""Columns below which a lane cannot be read."""
COUNTED = 8
"""Rows from which counts stand with air."""
GUTTER = 4
"""Columns for a note's number and the blank after it."""
THEME = 24
"""Columns that a theme has at least, where themes stand side by side."""


def draw(block: Board, sheet: Sheet, area: Area, looking: Looking) -> int:
    """Draw a board; it takes all the rows there are."""
    looking.tops = ()
    if block.hidden:
        _counts(block, sheet, area, looking)
    elif block.sorting:
        _sorting(block, sheet, area, looking)
    else:
        lanes = _near(block, area, looking)
        for lane, part in zip(lanes, columns(len(lanes), sheet, area), strict=True):
            _lane(lane, block, sheet, part, looking)
    return area.height


def counts(block: Board) -> list[tuple[str, str]]:
    """The numbers of a board."""
    notes = sum(lane.count for lane in block.lanes)
    if block.sorting:
        return [(str(notes - len(block.placing)), f"of {notes} placed")]
    return [(str(notes), "note" if notes == 1 else "notes")]


def _near(block: Board, area: Area, looking: Looking) -> tuple[BoardLane, ...]:
    """The lanes that can be read side by side: all of them, or those from the present one on."""
    most = max(1, area.width // NARROWEST)
    at = next((index for index, lane in enumerate(block.lanes) if lane.name == looking.lane), 0)
    first = max(0, min(at, len(block.lanes) - most))
    return block.lanes[first : first + most]


def columns(many: int, sheet: Sheet, area: Area) -> list[Area]:
    """Lanes side by side: the first of two is the wider, more than two are equal."""
    gap = GAP if sheet.airy else GAP - 1
    room = area.width - gap * (many - 1)
    wide = room * 5 // 8 if many == 2 else room // many
    parts, x = [], area.x
    for number in range(many):
        across = area.x + area.width - x if number == many - 1 else wide
        parts.append(Area(x, area.y, across, area.height))
        x += across + gap
    return parts


def _lane(lane: BoardLane, block: Board, sheet: Sheet, area: Area, looking: Looking) -> None:
    airy = sheet.airy
    named = bool(lane.name)
    room = area.height - (2 if named else 0)
    first, last, rows = visible(lane, area.width - GUTTER, room, looking, airy=airy)
    looking.seen[lane.name] = (first, last, len(lane.notes))
    if rows and lane.name in looking.anchors:
        looking.tops += (rows[0][0].handle,)
    count = f"{first + 1}–{last} of {lane.count}"
    if last - first == len(lane.notes) or width(lane.name) + width(count) + 2 > area.width:
        count = str(lane.count)
    if named:
        current = lane.name == looking.lane
        heading(sheet, area, lane.name, count, current=current, bold=current)
        sheet.hit(area._replace(height=2), f"take_lane({lane.name!r})")
    if not lane.notes and lane is block.lanes[0] and not any(one.notes for one in block.lanes):
        sheet.put(area.x, area.y + 2 * named, "Nothing is written down yet.", "quiet")
    y = area.y + (2 if named else 0)
    if first:
        sheet.put(area.x + GUTTER, y, f"↑ {first} earlier", "quiet")
        sheet.hit(Area(area.x, y, area.width, 1), "turn(-1)")
        y += 1 + airy
    for note, lines in rows:
        _note(
            note, lines, sheet, Area(area.x, y, area.width, len(lines)), chosen=note.handle == looking.chosen
        )
        y += len(lines) + airy
    if later := len(lane.notes) - last:
        y = min(y, area.end - 1)
        sheet.put(area.x + GUTTER, y, f"↓ {later} later", "quiet")
        sheet.hit(Area(area.x, y, area.width, 1), "turn(1)")


def visible(
    lane: BoardLane, across: int, room: int, looking: Looking, *, airy: bool
) -> tuple[int, int, list[tuple[BoardNote, tuple[str, ...]]]]:
    """The notes of a lane that fit, the chosen one among them: the first, the one after the last, their lines."""
    first, last, rows = _laid(lane, across, room, looking, airy=airy)
    index = next((at for at, note in enumerate(lane.notes) if note.handle == looking.chosen), None)
    if index is None:
        return first, last, rows
    if first <= index < last:
        looking.anchors.setdefault(lane.name, Anchor(first, foot=False))  # it stays, whatever comes in
        return first, last, rows
    looking.anchors[lane.name] = Anchor(index, foot=False) if index < first else Anchor(index + 1, foot=True)
    return _laid(lane, across, room, looking, airy=airy)


def _laid(
    lane: BoardLane, across: int, room: int, looking: Looking, *, airy: bool
) -> tuple[int, int, list[tuple[BoardNote, tuple[str, ...]]]]:
    """The notes from where the page of a lane begins, or up to where it ends."""
    notes, gap = lane.notes, int(airy)
    anchor = looking.anchors.get(lane.name, Anchor(len(notes), foot=True))
    if anchor.foot:
        last = min(anchor.at, len(notes))
        start, rows = _upward(notes, last, across, room, gap)
        if start or last == len(notes):
            return start, last, rows
        anchor = Anchor(0, foot=False)
    return _downward(notes, min(anchor.at, len(notes)), across, room, gap)


def _upward(
    notes: tuple[BoardNote, ...], last: int, across: int, room: int, gap: int
) -> tuple[int, list[tuple[BoardNote, tuple[str, ...]]]]:
    """Fill the room from its foot."""
    rows: list[tuple[BoardNote, tuple[str, ...]]] = []
    used, start = (1 + gap if last < len(notes) else 0), last
    while start > 0:
        lines = _lines(notes[start - 1], across, room - 2 * (1 + gap))
        more = 1 + gap if start > 1 else 0
        if rows and used + len(lines) + more > room:
            break
        rows.insert(0, (notes[start - 1], lines))
        used += len(lines) + gap
        start -= 1
    return start, rows


def _downward(
    notes: tuple[BoardNote, ...], first: int, across: int, room: int, gap: int
) -> tuple[int, int, list[tuple[BoardNote, tuple[str, ...]]]]:
    """Fill the room from its head."""
    rows: list[tuple[BoardNote, tuple[str, ...]]] = []
    used, last = (1 + gap if first else 0), first
    while last < len(notes):
        lines = _lines(notes[last], across, room - 2 * (1 + gap))
        more = 1 if last + 1 < len(notes) else 0
        if rows and used + len(lines) + more > room:
            break
        rows.append((notes[last], lines))
        used += len(lines) + gap
        last += 1
    return first, last, rows


def _lines(note: BoardNote, across: int, most: int) -> tuple[str, ...]:
    """A note's lines; the author stands after the words; one longer than the board is cut, and says so."""
    words = f"{note.text} · {note.author}" if note.author else note.text
    return _cut(wrap(words, across), across, max(1, most))


def _cut(lines: tuple[str, ...], across: int, most: int) -> tuple[str, ...]:
    """The first lines of a text; where that is not all of it, they end so."""
    return lines if len(lines) <= most else (*lines[: most - 1], cut(lines[most - 1] + " …", across))


def _note(note: BoardNote, lines: tuple[str, ...], sheet: Sheet, area: Area, *, chosen: bool) -> None:
    on = "tint" if chosen else ""
    if chosen:
        sheet.fill(area, "tint")
        for y in range(area.y, area.end):
            sheet.put(area.x, y, "▌", "accent")
    sheet.put_right(
        area.x + GUTTER - 1, area.y, note.handle, "ink" if chosen else "quiet", bold=chosen, on=on
    )
    for number, line in enumerate(lines):
        sheet.put(area.x + GUTTER, area.y + number, line, bold=chosen, on=on, end=area.x + area.width)
    sheet.hit(area, f"pick('{note.handle}')")


def _counts(block: Board, sheet: Sheet, area: Area, looking: Looking) -> None:
    """Numbers and no words, while people write."""
    most = max((lane.count for lane in block.lanes), default=0)
    for lane, part in zip(block.lanes, columns(len(block.lanes), sheet, area), strict=True):
        heading(
            sheet,
            part,
            lane.name or "Notes",
            str(lane.count),
            current=lane.name == looking.lane,
            bold=lane.name == looking.lane,
        )
        if lane.name:
            sheet.hit(part._replace(height=4), f"take_lane({lane.name!r})")
        if lane.count:
            bar(
                sheet,
                part.x,
                part.y + (3 if area.height >= COUNTED else 2),
                lane.count / most * part.width,
                "accent",
                tall=sheet.airy,
            )
    lines = wrap(block.sentence, area.width)
    y = min(area.y + (6 if area.height >= COUNTED else 4), area.end - len(lines))
    for number, line in enumerate(lines):
        sheet.put(area.x, y + number, line, "quiet")


def bar(sheet: Sheet, x: int, y: int, length: float, ink: str, *, tall: bool = False) -> None:
    """A bar from x on, whose end falls on a half cell; `tall` ones are a cell thick, across two lines."""
    halves = max(1, round(length * 2))
    sheet.put(x, y, "▄" * (halves // 2) + "▖" * (halves % 2), ink)
    if tall:
        sheet.put(x, y + 1, "▀" * (halves // 2) + "▘" * (halves % 2), ink)


def loose(block: Board, looking: Looking) -> BoardNote | None:
    """The note that a letter places now: the chosen one, or the next after it that is in no theme."""
    at = int(looking.chosen) if looking.chosen.isdecimal() else 0
    chosen = [note for note in block.placing if int(note.handle) == at]
    later = [note for note in block.placing if int(note.handle) > at]
    return next(iter((*chosen, *later, *block.placing)), None)


def _sorting(block: Board, sheet: Sheet, area: Area, looking: Looking) -> None:
    """One note, large and whole, and the themes that a letter puts it in."""
    note = loose(block, looking)
    y = area.y
    if note is None:
        words = (
            "Every note is placed." if any(lane.count for lane in block.lanes) else "There are no notes yet."
        )
        sheet.put(area.x, y, words, bold=True)
        y += 2
    else:
        themes = -(-len(block.themes) // max(1, area.width // THEME)) or 1
        room = max(2, area.height - 3 - min(themes, area.height // 2))
        lines = _cut(wrap(note.text, area.width - GUTTER - 1), area.width - GUTTER - 1, room)
        sheet.fill(Area(area.x, y, area.width, len(lines)), "tint")
        for number, line in enumerate(lines):
            sheet.put(area.x, y + number, "▌", "accent", on="tint")
            sheet.put(area.x + GUTTER + 1, y + number, line, bold=True, on="tint")
        sheet.put_right(area.x + GUTTER, y, note.handle, "accent", bold=True, on="tint")
        y += len(lines)
        detail = " · ".join(part for part in (note.author, note.lane) if part)
        sheet.put_right(area.x + area.width, y, cut(detail, area.width), "quiet")
        y += 2
    _themes(block.themes, sheet, area.down(y - area.y))


def _themes(themes: tuple[BoardTheme, ...], sheet: Sheet, area: Area) -> None:
    if not themes:
        sheet.put(area.x, area.y, cut("No theme yet: = and a name makes the first.", area.width), "quiet")
        return
    deep = max(1, area.height)
    many = max(1, min(area.width // THEME, -(-len(themes) // deep)))
    across = (area.width - (many - 1) * GAP) // many
    deep = max(1, min(deep, -(-len(themes) // many)))
    cards = [_on_cards(theme, short=across < SHORT) for theme in themes]
    paper = max(map(width, cards))
    for number, theme in enumerate(themes[: many * deep]):
        x, y = area.x + number // deep * (across + GAP), area.y + number % deep
        if number == many * deep - 1 and len(themes) > many * deep:
            sheet.put(x + GUTTER, y, f"… and {len(themes) - number} more", "quiet")
            return
        end = x + across - paper
        sheet.put_right(x + GUTTER - 1, y, theme.letter, "accent", bold=True)
        sheet.put(x + GUTTER, y, cut(theme.name, end - x - GUTTER - width(str(theme.count)) - 2))
        sheet.put_right(end, y, str(theme.count), "quiet")
        sheet.put(end, y, cards[number], "quiet")
        sheet.hit(Area(x, y, across, 1), f"place('{theme.letter}')")


def _on_cards(theme: BoardTheme, *, short: bool) -> str:
    """How many paper cards a theme has beside its notes."""
    if not theme.cards:
        return ""
    return f"+{theme.cards}" if short else f" + {theme.cards} on cards"
