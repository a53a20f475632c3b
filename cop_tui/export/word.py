"""Word: the document that people edit, with real headings, lists and tables.

Styles carry the looks, so that an organisation's template can take over. Tables repeat their header on every
page, and a row does not break across two. Whatever was said is text: no field, link or control character.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from cop_tui.export.columns import shares
from cop_tui.export.document import Heading, Opening, Paper, Picture, Point, Points, Words, followed, paper
from cop_tui.export.progress import Heard, nobody
from cop_tui.figures import Figure
from cop_tui.figures.png import png
from sessions.blocks import Table
from sessions.growth import Growth
from sessions.session import Session

FONT = "Arial"
"""Of the NHS identity for documents that people make themselves, and on every machine."""
INK, ACCENT, SOFT = RGBColor(0x21, 0x16, 0x1D), RGBColor(0x7A, 0x1F, 0x5C), RGBColor(0x5B, 0x4A, 0x55)
RULE = "C9B8C3"
ACROSS = 16.4
"""Centimetres between the margins."""
POINTS = 39.0
"""Points of a figure in a centimetre: its words are as large as those around it."""
SIZES = {1: 24, 2: 16, 3: 13, 4: 12}
"""Points of a heading of each level; text has 12, which GOV.UK asks for at least."""


def render(subject: Session | Growth, heard: Heard = nobody) -> bytes:
    """The session, or the community, as a Word document."""
    made, written = Document(), paper(subject)
    _styles(made, written)
    for part in followed(written.parts, heard):
        if isinstance(part, Heading):
            _heading(made, part)
        elif isinstance(part, Opening):
            opening = made.add_paragraph(style="Subtitle")
            opening.add_run(part.community).bold = True
            opening.add_run(f" · {part.when}")
        elif isinstance(part, Words):
            _lines(made.add_paragraph(), part.text)
        elif isinstance(part, Points):
            for point in part.points:
                _point(made, point)
        elif isinstance(part, Picture):
            _picture(made, part.figure)
        else:
            _table(made, part)
    content = io.BytesIO()
    made.save(content)
    return _timeless(content)


def _timeless(content: io.BytesIO) -> bytes:
    """The same package without the time at which it was packed, so that the same session makes the same file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _styles(made: Made, written: Paper) -> None:
    """A4, one typeface, and what the document says of itself. Its date is that of what it is about."""
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(2)
    day = datetime.fromisoformat(written.day)
    told = made.core_properties
    told.title, told.subject, told.author = written.title, written.community, written.community
    told.comments, told.language = "", "en-GB"
    told.created = told.modified = day
    _style(made, "Normal", 12, INK)
    made.styles["Normal"].paragraph_format.space_after = Pt(6)
    made.styles["Normal"].paragraph_format.line_spacing = 1.15
    _style(made, "Title", SIZES[1], ACCENT, bold=True)
    _style(made, "Subtitle", 12, SOFT)
    for level in (1, 2, 3):
        name = f"Heading {level}"
        _style(made, name, SIZES[level + 1], ACCENT, bold=True)
        made.styles[name].paragraph_format.space_before = Pt(18 - 4 * level)
        made.styles[name].paragraph_format.space_after = Pt(4)
    for name in ("List Bullet", "List Bullet 2"):
        made.styles[name].paragraph_format.space_after = Pt(3)
    # The template draws a line under titles and spaces subtitles out.
    for name, mark in (("Title", "w:pBdr"), ("Subtitle", "w:spacing")):
        for found in list(made.styles[name].element.iter(qn(mark))):
            found.getparent().remove(found)


def _style(made: Made, name: str, size: int, ink: RGBColor, *, bold: bool = False) -> None:
    style: Any = made.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = ink
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def _heading(made: Made, heading: Heading) -> None:
    if heading.level == 1:
        made.add_paragraph(heading.words, style="Title")
        return
    paragraph = made.add_heading(level=min(heading.level - 1, 3))
    if heading.apart:
        paragraph.paragraph_format.page_break_before = True
    paragraph.add_run(" ".join(heading.words.split()))


def _lines(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """Text, each of its lines on a line of its own."""
    for place, line in enumerate(one for one in text.splitlines() if one.strip()):
        run = paragraph.add_run(" ".join(line.split()))
        run.bold = bold or None
        if place:
            run._r.insert(0, OxmlElement("w:br"))


def _point(made: Made, point: Point) -> None:
    paragraph = made.add_paragraph(style="List Bullet")
    if point.handle:
        paragraph.add_run(f"{point.handle}: ").bold = True
    _lines(paragraph, point.words, bold=point.strong)
    if point.amount:
        paragraph.add_run(f": {point.amount}")
    if point.detail:
        paragraph.add_run(f" – {point.detail}")
    for name, value in point.fields:
        within = made.add_paragraph(style="List Bullet 2")
        within.add_run(f"{name}: ")
        _lines(within, value)


def _picture(made: Made, figure: Figure) -> None:
    """A picture across the page, or as wide as its words are read well; what it shows is its alternative text."""
    for before in made.paragraphs[-2:]:
        before.paragraph_format.keep_with_next = True  # its heading and its sentence
    width = min(ACROSS, figure.width / POINTS)
    shape = made.add_picture(io.BytesIO(png(figure)), width=Cm(width))
    told = shape._inline.docPr
    told.set("descr", figure.sentence)
    told.set("name", f"Picture {told.id}")


def _table(made: Made, table: Table) -> None:
    if not table.columns:
        return
    drawn = made.add_table(rows=1, cols=len(table.columns))
    drawn.autofit = False
    _rules(drawn)
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _cell(cell, column.title, number=column.number, bold=True)
    _row(drawn.rows[0], header=True)
    for words in table.rows:
        row = drawn.add_row()
        for cell, text, column in zip(row.cells, words, table.columns, strict=True):
            _cell(cell, text, number=column.number)
        _row(row)
    for column, share in zip(drawn.columns, shares(table), strict=True):
        column.width = Cm(ACROSS * share)
        for cell in column.cells:
            cell.width = column.width
    beneath = made.add_paragraph().paragraph_format
    beneath.line_spacing, beneath.space_after = Pt(6), Pt(0)


def _cell(cell: _Cell, text: str, *, number: bool, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1
    _lines(paragraph, text, bold=bold)
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _rules(drawn: Any) -> None:
    """Lines between rows, and no boxes."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    drawn._tbl.tblPr.append(borders)


def _row(row: Any, *, header: bool = False) -> None:
    """A row that stays whole, and, as the header, stands on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
