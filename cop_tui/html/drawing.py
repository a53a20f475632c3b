"""Blocks as HTML: a macro for each kind that deserves one, and three that every other kind comes down to."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from importlib import resources

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from cop_tui.figures import figure
from cop_tui.figures.svg import svg
from sessions.blocks import (
    Ballot,
    Bars,
    Block,
    Board,
    Cards,
    Links,
    Listing,
    Matrix,
    Statement,
    Table,
    Text,
    Times,
    plural,
)

OWN: dict[type[Block], str] = {
    Text: "text",
    Listing: "listing",
    Table: "table",
    Board: "board",
    Ballot: "ballot",
    Bars: "bars",
    Statement: "statement",
    Matrix: "matrix",
    Links: "links",
    Cards: "cards",
    Times: "times",
}
"""The macro in `blocks.html` that draws a kind of block. A kind that is not here is lowered first."""

_UNREAD = re.compile(r"/\*.*?\*/\n*|^[ ]+|(?<=\n)\n+", re.DOTALL | re.MULTILINE)
"""Comments, indents and empty lines of a style sheet."""


def environment(*packages: str) -> Environment:
    """Templates that escape everything: those of `packages`, then those of this package."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, __package__)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(draw=draw, picture=picture, plural=plural)
    made.tests["listing"] = lambda block: isinstance(block, Listing)
    return made


PICTURED = (Matrix, Links, Times)
"""Kinds that have a picture above their words, where there is room to look."""


def draw(block: Block, level: int = 2, *, pictured: bool = False) -> Markup:
    """A block as HTML.

    Args:
        block: What is to be seen.
        level: The level of its heading; parts of it have headings one level below.
        pictured: Whether what has a picture is drawn with it, as in a summary.
    """
    if pictured and isinstance(block, PICTURED):
        return _macro(OWN[type(block)])(block, level, pictured)
    parts = (block,) if type(block) in OWN else block.lower()
    return Markup("\n").join(_macro(OWN[type(part)])(part, level) for part in parts)


def picture(block: Block) -> Markup:
    """The figure of a block, where it has one."""
    made = figure(block)
    if made is None:
        return Markup("")
    # It can be moved sideways on a small screen, so it must be reached by keys, too.
    return Markup('<div class="picture" role="region" tabindex="0" aria-label="{}">{}</div>').format(
        block.title or made.sentence, svg(made)
    )


@functools.cache
def stylesheet() -> str:
    """The one style sheet of every page and document, without what only its writers read."""
    written = resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return _UNREAD.sub("", written)


def _macro(name: str) -> Callable[..., Markup]:
    macro: Callable[..., Markup] = getattr(_macros(), name)
    return macro


@functools.cache
def _macros() -> TemplateModule:
    return environment().get_template("blocks.html").module
