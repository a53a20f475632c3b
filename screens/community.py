"""Community: who comes from where, in dots, with who is missing and how people turn to each other; who is here, beside it."""

from __future__ import annotations

from msgspec.structs import replace

from screens.cells import cut
from screens.frame import heading
from screens.sheet import Area, Sheet
from screens.view import Moment, View
from sessions.blocks import Block, Item, Listing, Matrix, Missing, Roster, Text

NAMED = len("Missing ")
"""Columns for what a line beneath the matrix is about."""
LONGEST = 200
"""Letters of names in a line above it, so that it stays in sight."""


class CommunityView(View):
    """Keeps the matrix on the wall through all the steps of the activity."""

    def arranged(self, moment: Moment, *, wide: bool) -> tuple[Block, ...]:
        """What this step asks for first; the matrix with what is known of ties and voices, and last the names."""
        matrix, roster = moment.find(Matrix, around=True), moment.find(Roster)
        ties = [block for block in moment.shown if _of_ties(block)]
        here = _here(moment) if ties and not wide else []
        if matrix is None:
            return (*here, *moment.shown)
        table = moment.find(Missing)
        foot = [("Ties", _ties(moment)), ("Missing", "" if table else _voices(moment))]
        told = [_line(name, words) for name, words in (foot if ties else reversed(foot)) if words]
        rest = [one for one in moment.shown if one not in (matrix, table, roster, *ties)]
        last = [] if roster is None or (wide and roster.rows) else [roster]
        seen = matrix if wide else replace(matrix, title="", sentence="")
        if not wide:
            told.append(_line("Said", matrix.sentence))
        return (*([table] if table else []), *here, seen, *told, *rest, *last)

    def beside(self, moment: Moment, sheet: Sheet, area: Area, now: int) -> None:
        """Draw who is here by name; before anybody is, the plan."""
        roster = moment.find(Roster, around=True)
        if roster is None or not roster.rows:
            super().beside(moment, sheet, area, now)
        else:
            _names(roster, sheet, area)


def _line(name: str, words: str) -> Listing:
    """Words after what they are about, all of them beginning in one column."""
    return Listing(id=f"community-{name}", items=(Item(f"{name:<{NAMED}}", words),))


def _of_ties(block: Block) -> bool:
    return isinstance(block, Text) and block.id.startswith("ties")


def _here(moment: Moment) -> list[Block]:
    """Who may be named, in a line: whoever types who turns to whom has the names in sight."""
    roster = moment.find(Roster, around=True)
    names = [_cell(roster, row, "Name") for row in roster.rows] if roster else []
    shown = names
    while len(" · ".join(shown)) > LONGEST:
        shown = shown[:-1]
    more = [f"and {len(names) - len(shown)} more"] if len(shown) < len(names) else []
    return [_line("Here", " · ".join([*shown, *more]))] if names else []


def _ties(moment: Moment) -> str:
    """How far ties reach; nothing where none is noted."""
    if not moment.session.ties:
        return ""
    return " ".join(block.sentence for block in moment.around if _of_ties(block))


def _voices(moment: Moment) -> str:
    """Who is missing, and who asks them."""
    missing = moment.find(Missing, around=True)
    rows = missing.rows if missing else ()
    return " · ".join(f"{_cell(missing, row, 'Who')} ({_asks(missing, row)})" for row in rows if missing)


def _asks(block: Missing, row: tuple[str, ...]) -> str:
    who = _cell(block, row, "Asked by")
    return who if who.startswith("nobody") else f"{who} asks"


def _cell(block: Missing | Roster, row: tuple[str, ...], name: str) -> str:
    """What a row says in the column of this name; "" where there is none."""
    found = (cell for column, cell in zip(block.columns, row, strict=True) if column.title == name)
    return next(found, "")


def _names(block: Roster, sheet: Sheet, area: Area) -> None:
    """Who is here, under the organisation they come from; those that do not fit are counted."""
    heading(sheet, area, "Here", str(len(block.rows)))
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in block.rows:
        person = (_cell(block, row, "Name"), _cell(block, row, "Profession"))
        groups.setdefault(_cell(block, row, "Organisation"), []).append(person)
    lines: list[tuple[str, str, bool]] = []
    for name, people in groups.items():
        if len(groups) > 1 or name:
            lines += [("", "", False)] * bool(lines and sheet.airy) + [
                (name or "not said", str(len(people)), True)
            ]
        lines += [(f"  {person}", profession, False) for person, profession in people]
    room = area.height - 2
    shown = lines if len(lines) <= room else lines[: room - 1]
    for y, (words, end, group) in enumerate(shown, area.y + 2):
        sheet.put_right(area.x + area.width, y, cut(end, area.width // 2 - 1), "quiet")
        sheet.put(
            area.x,
            y,
            cut(words, area.width - min(len(end), area.width // 2) - 1),
            "quiet" if group else "ink",
        )
    if left := sum(words.startswith("  ") for words, _, _ in lines[len(shown) :]):
        sheet.put(area.x + 2, area.end - 1, f"… and {left} more", "quiet")
