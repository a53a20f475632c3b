"""PDF: the copy that prints alike everywhere, and never the only one: HTML and Word are easier to hear read aloud.

It carries its typefaces, so that every name can be read; its headings are bookmarks. Whatever was said is text: there
is no link, form or script in it.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, TableBordersLayout
from fpdf.fonts import FontFace

from cop_tui import fonts
from cop_tui.export.columns import shares
from cop_tui.export.document import (
    Heading,
    Opening,
    Paper,
    Picture,
    Point,
    Points,
    Shown,
    Words,
    followed,
    paper,
)
from cop_tui.export.progress import Heard, nobody
from cop_tui.figures import Figure
from cop_tui.figures.png import png
from sessions.blocks import Table
from sessions.growth import Growth
from sessions.session import Session

FAMILY = "text"
INK, ACCENT, SOFT, RULE = (0x21, 0x16, 0x1D), (0x7A, 0x1F, 0x5C), (0x5B, 0x4A, 0x55), (0xC9, 0xB8, 0xC3)
SIZES = {1: 24, 2: 16, 3: 13, 4: 12}
"""Points of a heading of each level; text has 12, which GOV.UK asks for at least."""
TEXT, SMALL = 12, 10
LINE = 1.35
"""A line's height in sizes of its letters: names in other scripts stand taller."""
SIDE, TOP, FOOT = 23, 20, 20
"""Millimetres of the margins."""
ACROSS = 66.0
"""About how many letters stand on a line: those of Noto are wide."""
POINTS = 3.9
"""Points of a figure in a millimetre: its words are as large as those around it."""
INSET = 6
"""Millimetres that a point stands in from its dot."""
LONG, DEEPEST = 300, 34
"""Letters of a cell from which its lines are counted, and how many of them stand in one row: no row is deeper than a page."""
UNDRAWN = "□"
NOT_DRAWN = (
    f"{UNDRAWN} stands for a letter that no typeface of this machine has; the Word and HTML copies have it."
)

logging.getLogger("fpdf").setLevel(logging.ERROR)  # of what a typeface has beside letters, nobody need hear
logging.getLogger("fontTools").setLevel(logging.ERROR)


def render(subject: Session | Growth, heard: Heard = nobody) -> bytes:
    """The session, or the community, as a PDF."""
    written = paper(subject)
    parts = written.parts
    made = _Pages(written, "".join(_every_word(written)))
    made.pictured = {
        id(part): one.figure
        for place, part in enumerate(parts)
        for one in parts[place + 1 : place + 4]
        if isinstance(part, Heading) and isinstance(one, Picture)
    }
    for part in followed(parts, heard):
        made.draw(part)
    if made.undrawn:
        made.draw(Words(NOT_DRAWN))
    content = io.BytesIO()
    made.output(content)
    return content.getvalue()


def _every_word(written: Paper) -> Iterator[str]:
    """Whatever is written somewhere, to know its letters."""
    yield f"{written.community}{written.title}•·–{UNDRAWN}"
    for part in written.parts:
        match part:
            case Heading():
                yield part.words
            case Opening():
                yield part.community + part.when
            case Words():
                yield part.text
            case Points():
                for point in part.points:
                    yield point.words + point.handle + point.amount + point.detail
                    yield from (name + value for name, value in point.fields)
            case Table():
                yield "".join(column.title for column in part.columns)
                yield from ("".join(row) for row in part.rows)


class _Pages(FPDF):
    """A4 pages in one typeface, with a foot that says whose they are."""

    def __init__(self, written: Paper, text: str) -> None:
        super().__init__(format="A4")
        more, missing = fonts.needed(text)
        self.undrawn = missing
        """Letters that nothing here can draw."""
        self._without = dict.fromkeys(map(ord, missing), UNDRAWN)
        self._foot = self._shown(f"{written.community} · {written.title}")
        self._levels = 0
        self.pictured: dict[int, Figure] = {}
        """Headings, by their ids, that a picture follows at once."""
        self.set_margins(SIDE, TOP)
        self.set_auto_page_break(True, FOOT)
        self.add_font(FAMILY, "", fonts.REGULAR)
        self.add_font(FAMILY, "B", fonts.BOLD)
        for path in more:
            self.add_font(path.stem, "", path)
        self.set_fallback_fonts([path.stem for path in more], exact_match=False)
        self.set_text_shaping(True)
        self.set_title(self._shown(written.title))
        self.set_subject(self._shown(written.community))
        self.set_author(self._shown(written.community))
        self.set_creator("cop-tui")
        self.set_lang("en-GB")
        # Its date is that of what it is about, so that the same session makes the same file.
        self.set_creation_date(datetime.fromisoformat(written.day).replace(tzinfo=UTC))
        self.add_page()

    def footer(self) -> None:
        """Whose it is, and which page."""
        self.set_y(-FOOT + 6)
        self._ink(SMALL, SOFT)
        across, high = self.epw - 30, SMALL * LINE / self.k
        first, *_ = self._lines(self._foot, across, high) or [""]
        self.cell(across, high, first)
        self.cell(30, high, f"{self.page_no()} of {{nb}}", align=Align.R)

    # Parts

    def draw(self, part: Shown) -> None:
        """Draw what comes next."""
        match part:
            case Heading():
                self._heading(part)
            case Opening():
                self._ink(TEXT, SOFT, bold=True)
                self._write(part.community)
                self._ink(TEXT, SOFT)
                self._write(f" · {part.when}")
                self._end(4)
            case Words():
                self._ink()
                self._write(part.text)
                self._end(2)
            case Points():
                for point in part.points:
                    self._point(point)
                self.ln(1.5)
            case Picture():
                self._picture(part.figure)
            case Table():
                self._table(part)

    def _heading(self, heading: Heading) -> None:
        if heading.apart:
            self.add_page()
        size = SIZES[min(heading.level, 4)]
        self._ink(size, ACCENT, bold=True)
        if heading.level > 1:
            # With a sentence and the head of a table: a heading alone at the foot of a page is of nothing.
            needed = (size + 5 * TEXT) * LINE / self.k
            if shown := self.pictured.get(id(heading)):
                needed += self._size(shown)[1]
            if self.will_page_break(min(needed, self.eph)) and self.y > self.t_margin:
                self.add_page()
            elif not heading.apart:
                self.ln(5 - heading.level)
        words = " ".join(heading.words.split())
        level = min(heading.level - 1, self._levels)
        self._levels = level + 1
        self.start_section(self._shown(words), level)
        self._write(words)
        self._end(1.5)

    def _point(self, point: Point) -> None:
        self._ink()
        with _indented(self, INSET):
            self._dot()
            if point.handle:
                self._ink(bold=True)
                self._write(f"{point.handle}: ")
            self._ink(bold=point.strong)
            self._write(point.words)
            self._ink()
            self._write(f": {point.amount}" if point.amount else "")
            self._write(f" – {point.detail}" if point.detail else "")
            self._end(1)
            for name, value in point.fields:
                with _indented(self, INSET):
                    self._dot()
                    self._write(f"{name}: {value}")
                    self._end(1)

    def _dot(self) -> None:
        if self.will_page_break(self._high):
            self.add_page()
        self.set_x(self.l_margin - INSET + 1)
        self.cell(INSET, self._high, "•")
        self.set_x(self.l_margin)

    def _picture(self, figure: Figure) -> None:
        """A picture across the page, or as wide as its words are read well."""
        wide, high = self._size(figure)
        if self.will_page_break(high):
            self.add_page()
        self.image(io.BytesIO(png(figure)), w=wide, h=high, alt_text=self._shown(figure.sentence))
        self.ln(3)

    def _size(self, figure: Figure) -> tuple[float, float]:
        """How wide and high a picture is here: at most as a page."""
        wide = min(self.epw, figure.width / POINTS)
        high = wide * figure.height / figure.width
        most = self.eph - 1
        return (wide, high) if high <= most else (wide * most / high, most)

    def _table(self, table: Table) -> None:
        if not table.columns:
            return
        self._ink()
        self.set_draw_color(*RULE)
        wide = [share * self.epw for share in shares(table, ACROSS)]
        with self.table(
            width=min(self.epw, sum(wide)),
            col_widths=tuple(wide),
            align=Align.L,
            text_align=tuple(Align.R if column.number else Align.L for column in table.columns),
            v_align="TOP",
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="B", color=ACCENT),
            line_height=self._high,
            padding=(0.8, 1.2),
            repeat_headings=1,
        ) as drawn:
            drawn.row([self._shown(column.title) for column in table.columns])
            for row in table.rows:
                for words in self._rows(row, wide):
                    drawn.row(words)
        self.ln(3)

    def _lines(self, text: str, across: float, high: float) -> list[str]:
        """The lines that a text takes in a column."""
        made = self.multi_cell(
            across, high, text, align=Align.L, dry_run=True, output=MethodReturnValue.LINES
        )
        assert isinstance(made, list)
        return made

    def _rows(self, row: tuple[str, ...], wide: list[float]) -> Iterator[list[str]]:
        """A row, and as many more as it takes to go on with what would not stand on one page."""
        cells = [self._shown(text) for text in row]
        if max(map(len, cells), default=0) < LONG:
            yield cells
            return
        lines = [self._lines(text, across - 3, self._high) for text, across in zip(cells, wide, strict=True)]
        for first in range(0, max(map(len, lines)), DEEPEST):
            yield ["\n".join(one[first : first + DEEPEST]) for one in lines]

    # Letters

    def _render_styled_text_line(self, *args: Any, **settings: Any) -> bool:
        """Name the typeface for each line. fpdf2 2.8 does not where a line begins in the one that it holds to be set
        still, though the line before ended in a name of another script: its letters were then those of that one."""
        self.current_font_is_set_on_page = False
        return super()._render_styled_text_line(*args, **settings)

    @property
    def _high(self) -> float:
        return TEXT * LINE / self.k

    def _ink(self, size: int = TEXT, colour: tuple[int, int, int] = INK, *, bold: bool = False) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _shown(self, text: str) -> str:
        """Text, each line without what no typeface has."""
        lines = (" ".join(line.split()) for line in text.splitlines())
        return "\n".join(filter(None, lines)).translate(self._without)

    def _write(self, text: str) -> None:
        """Write on; spaces at the ends stay."""
        before = " " if text[:1] == " " else ""
        after = " " if text[1:] and text[-1:] == " " else ""
        self.write(self.font_size * LINE, before + self._shown(text) + after)

    def _end(self, beneath: float) -> None:
        """End a line, and leave some room."""
        self.ln(self.font_size * LINE + beneath)


class _indented:
    """Has lines begin further in."""

    def __init__(self, pages: FPDF, by: float) -> None:
        self._pages, self._by = pages, by

    def __enter__(self) -> None:
        self._pages.set_left_margin(self._pages.l_margin + self._by)

    def __exit__(self, *_: object) -> None:
        self._pages.set_left_margin(self._pages.l_margin - self._by)
        self._pages.set_x(self._pages.l_margin)
