"""The community page as one HTML file that holds everything it needs."""

from __future__ import annotations

import functools

from jinja2 import Template

from cop_tui.html.drawing import environment
from cop_tui.html.summary import style_element
from sessions import dates
from sessions.growth import Growth
from sessions.summary.community import community_page


def community(growth: Growth) -> str:
    """The page of a community over its meetings."""
    return _template().render(
        name=growth.last.community.name,
        when=f"as of {dates.in_words(growth.last.date)}",
        statement=growth.agreed("identity_statement"),
        blocks=community_page(growth),
        style=style_element(),
    )


@functools.cache
def _template() -> Template:
    return environment().get_template("community.html")
