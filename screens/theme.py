"""The themes: paper, ink, one accent; amber and red mean time and nothing else.

A theme changes colours alone. Two are for terminals that have few or none: there weight, marks and reversed
cells carry what the others say in colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rich.color import Color as RichColor
from rich.style import Style as RichStyle
from textual.color import Color
from textual.theme import Theme

from screens.sheet import Look

VEIL = 0.68
"""How much paper is mixed into what lies behind a dialog; it need not be read."""


@dataclass(frozen=True)
class Palette:
    """A theme's colours by what they are for. A theme changes these and nothing else."""

    name: str
    dark: bool
    paper: str
    ink: str
    quiet: str
    """Labels, what is done, what is to come."""
    rule: str
    """Lines and bars; never words."""
    accent: str
    """Where we are, where typing goes, what goes on."""
    band: str
    """Behind the capture line."""
    tint: str
    """Behind what is chosen."""
    soon: str
    on_soon: str
    late: str
    on_late: str
    white: str = "#FFFFFF"
    black: str = "#000000"
    depth: Literal["true", "sixteen", "none"] = "true"
    """Colours by their parts, by the sixteen names that a terminal has its own for, or none but a code's."""

    def theme(self) -> Theme:
        """The same as Textual knows it."""
        own = self.depth != "true"
        accent, ink, paper, band = (
            f"ansi_{getattr(self, role)}" if own else getattr(self, role)
            for role in ("accent", "ink", "paper", "band")
        )
        return Theme(
            name=self.name,
            dark=self.dark,
            primary=accent,
            accent=accent,
            foreground=ink,
            background=paper,
            surface=paper,
            panel=band,
            ansi=own,
            variables={"ansi-background": paper, "ansi-foreground": ink} if own else {},
        )


LIGHT = Palette(
    name="light", dark=False, paper="#FFFFFF", ink="#17121A", quiet="#433C46", rule="#8A7F89", accent="#74195B",
    band="#F6E6F0", tint="#F1DCE9", soon="#FFC266", on_soon="#12161D", late="#A3000F", on_late="#FFFFFF",
)  # fmt: skip
DARK = Palette(
    name="dark", dark=True, paper="#120E12", ink="#F5F0F3", quiet="#CFC1CB", rule="#7D6C78", accent="#F3B4DC",
    band="#2A1A25", tint="#3A2032", soon="#FFB84D", on_soon="#12161D", late="#FF8F85", on_late="#12161D",
)  # fmt: skip
CONTRAST = Palette(
    name="contrast", dark=True, paper="#000000", ink="#FFFFFF", quiet="#F0F0F0", rule="#FFFFFF", accent="#FFB3EC",
    band="#262626", tint="#3A2032", soon="#FFC266", on_soon="#000000", late="#FFFFFF", on_late="#7A000B",
)  # fmt: skip
SIXTEEN = Palette(
    name="sixteen", dark=True, paper="black", ink="bright_white", quiet="white", rule="white", accent="bright_cyan",
    band="blue", tint="blue", soon="yellow", on_soon="black", late="bright_white", on_late="black",
    white="bright_white", black="black", depth="sixteen",
)  # fmt: skip
PLAIN = Palette(
    name="plain", dark=True, paper="default", ink="default", quiet="default", rule="default", accent="default",
    band="default", tint="default", soon="default", on_soon="default", late="default", on_late="default",
    white="bright_white", black="black", depth="none",
)  # fmt: skip
THEMES = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST, SIXTEEN, PLAIN)}
"""Every theme by name."""
REVERSED = ("accent", "ink", "soon", "late")
"""Grounds that stand out; without colour these cells are reversed."""

WORDS = (
    *((ink, on) for ink in ("ink", "quiet", "accent") for on in ("paper", "band", "tint")),
    ("paper", "ink"),
    ("paper", "accent"),
    ("on_soon", "soon"),
    ("on_late", "late"),
)
"""Every pair of ink and ground that words are set in; each has a contrast of 7 or more in every theme that has colours."""
LINES = (*((ink, "paper") for ink in ("ink", "rule", "accent")), ("accent", "tint"), ("black", "white"))
"""Every pair that rules, bars and codes are drawn in; each has a contrast of 3 or more."""


@lru_cache(maxsize=512)
def style(palette: Palette, look: Look) -> RichStyle:
    """How a look is drawn in a theme."""
    if palette.depth == "none" and look.on not in ("black", "white"):
        return RichStyle(
            bold=look.bold, underline=look.underlined, reverse=look.on in REVERSED, dim=look.veiled
        )
    roles = (getattr(palette, look.ink), getattr(palette, look.on))
    if palette.depth != "true":
        ink, on = ("bright_black" if look.veiled else roles[0]), roles[1]
        return RichStyle(color=ink, bgcolor=on, bold=look.bold, underline=look.underlined)
    paper = Color.parse(palette.paper)
    colours = [Color.parse(role) for role in roles]
    if look.veiled:
        colours = [colour.blend(paper, VEIL) for colour in colours]
    parts = [RichColor.from_rgb(*colour.rgb) for colour in colours]
    return RichStyle(color=parts[0], bgcolor=parts[1], bold=look.bold, underline=look.underlined)


XTERM = {
    "black": "#000000", "red": "#CD0000", "green": "#00CD00", "yellow": "#CDCD00", "blue": "#0000EE",
    "magenta": "#CD00CD", "cyan": "#00CDCD", "white": "#E5E5E5", "bright_black": "#7F7F7F",
    "bright_cyan": "#00FFFF", "bright_white": "#FFFFFF",
}  # fmt: skip
"""What xterm shows for the names of colours; other terminals are close to it, or their owners wanted otherwise."""


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, as WCAG computes it."""
    lights = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in Color.parse(XTERM.get(colour, colour)).rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
