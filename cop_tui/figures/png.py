"""Figures as pictures, for documents that take no SVG."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import hypot
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from cop_tui import fonts
from cop_tui.figures.shapes import TEXT, Area, Dot, Figure, Label, Line, Point

INKS = {"ink": "#21161D", "soft": "#5B4A55", "rule": "#DCCFD7", "act": "#7A1F5C", "paper": "#FFFFFF"}
SCALE, FINER = 3, 2
"""Dots of the picture for a point; it is drawn this much finer, so that edges are smooth."""
DASH = (6.0, 5.0)


def png(figure: Figure) -> bytes:
    """The picture, on white."""
    fine = SCALE * FINER
    size = round(figure.width * fine), round(figure.height * fine)
    image = Image.new("RGB", size, INKS["paper"])
    draw = ImageDraw.Draw(image)
    for shape in figure.shapes:
        match shape:
            case Area(corners, ink):
                draw.polygon([(x * fine, y * fine) for x, y in corners], fill=INKS[ink])
            case Line(points, ink, width, dashed):
                for part in _dashes(points) if dashed else [points]:
                    draw.line(
                        [(x * fine, y * fine) for x, y in part], INKS[ink], round(width * fine), joint="curve"
                    )
            case Dot((x, y), radius, ink, hollow):
                around = [(x - radius) * fine, (y - radius) * fine, (x + radius) * fine, (y + radius) * fine]
                if hollow:
                    draw.ellipse(around, outline=INKS[ink], width=round(1.5 * fine))
                else:
                    draw.ellipse(around, fill=INKS[ink])
            case Label():
                _label(draw, shape, fine)
    small = image.resize((size[0] // FINER, size[1] // FINER), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    small.save(content, "PNG", optimize=True)
    return content.getvalue()


def _dashes(points: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """The dashes of a line."""
    for (x, y), (to_x, to_y) in pairwise(points):
        long = hypot(to_x - x, to_y - y) or 1.0
        at = 0.0
        while at < long:
            end = min(long, at + DASH[0])
            yield (
                (x + (to_x - x) * at / long, y + (to_y - y) * at / long),
                (x + (to_x - x) * end / long, y + (to_y - y) * end / long),
            )
            at += sum(DASH)


def _label(draw: ImageDraw.ImageDraw, label: Label, fine: int) -> None:
    runs = [(_font(path, round(TEXT * fine)), words) for path, words in _runs(label.words, bold=label.bold)]
    long = sum(font.getlength(words) for font, words in runs)
    x, y = label.at[0] * fine, label.at[1] * fine
    x -= {"start": 0.0, "middle": long / 2, "end": long}[label.anchor]
    for font, words in runs:
        draw.text((x, y), words, INKS[label.ink], font, anchor="ls")
        x += font.getlength(words)


def _runs(words: str, *, bold: bool) -> Iterator[tuple[Path, str]]:
    """Words in runs of one typeface each; a blank does not part them, or Arabic words would change places."""
    first = fonts.BOLD if bold else fonts.REGULAR
    faces = [first, *fonts.needed(words)[0]]
    run, of = "", first
    for letter in words:
        face = (
            of
            if run and letter.isspace()
            else next((one for one in faces if letter in fonts.letters_of(one)), of)
        )
        if run and face != of:
            yield of, run
            run = ""
        run, of = run + letter, face
    if run:
        yield of, run


@lru_cache(maxsize=64)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)
