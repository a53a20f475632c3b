"""The two themes: white or near-black paper, ink, one accent; amber and red mean time and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

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

    def theme(self) -> Theme:
        """The same as Textual knows it."""
        return Theme(
            name=self.name,
            dark=self.dark,
            primary=self.accent,
            accent=self.accent,
            foreground=self.ink,
            background=self.paper,
            surface=self.paper,
            panel=self.band,
        )


LIGHT = Palette(
    name="light", dark=False, paper="#FFFFFF", ink="#17121A", quiet="#433C46", rule="#8A7F89", accent="#74195B",
    band="#F6E6F0", tint="#F1DCE9", soon="#FFC266", on_soon="#12161D", late="#A3000F", on_late="#FFFFFF",
)  # fmt: skip
DARK = Palette(
    name="dark", dark=True, paper="#120E12", ink="#F5F0F3", quiet="#C4B6C0", rule="#7D6C78", accent="#F3B4DC",
    band="#2A1A25", tint="#3A2032", soon="#FFB84D", on_soon="#12161D", late="#FF8F85", on_late="#12161D",
)  # fmt: skip
THEMES = {palette.name: palette for palette in (LIGHT, DARK)}
"""Both themes by name."""

WORDS = (
    *((ink, on) for ink in ("ink", "quiet", "accent") for on in ("paper", "band", "tint")),
    ("paper", "ink"),
    ("paper", "accent"),
    ("on_soon", "soon"),
    ("on_late", "late"),
    ("black", "white"),
)
"""Every pair of ink and ground that words are set in; each has a contrast of 7 or more in both themes."""


@lru_cache(maxsize=512)
def style(palette: Palette, look: Look) -> RichStyle:
    """How a look is drawn in a theme."""
    paper = Color.parse(palette.paper)
    colours = [Color.parse(getattr(palette, role)) for role in (look.ink, look.on)]
    if look.veiled:
        colours = [colour.blend(paper, VEIL) for colour in colours]
    ink, on = (RichColor.from_rgb(*colour.rgb) for colour in colours)
    return RichStyle(color=ink, bgcolor=on, bold=look.bold, underline=look.underlined)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, as WCAG computes it."""
    lights = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
