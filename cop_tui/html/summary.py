"""The summary as a page, and as one file that needs no server."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from jinja2 import Template
from markupsafe import Markup

from cop_tui.html.drawing import environment, stylesheet
from sessions import dates, moves, summary
from sessions.blocks import Actions, Bars, Block, Listing, Statement
from sessions.session import Session

IDENTITY = "identity_statement"
"""The slot whose statement stands in the band."""
ENDS = ("ask", "next-meeting")
"""What page one ends with, a line each."""
NOT_YET = "This page opens when the workshop closes. Keep the address."


@dataclass(frozen=True)
class Summary:
    """What a reader may see of a session, in the order of the page."""

    community: str
    title: str
    when: str
    """The date in words, and who was there where somebody counted."""
    identity: Statement | None
    """What stands in the band."""
    first: tuple[Block, ...]
    """The rest of page one."""
    detail: tuple[Block, ...]
    """Nothing until the facilitator has released it."""
    comments: Listing
    released: bool
    not_yet: str
    """What stands in place of everything while the workshop goes on; "" once the page is open."""

    @classmethod
    def of(cls, session: Session, *, opened: bool | None = None) -> Summary:
        """The summary of a session, as a reader may see it.

        Args:
            session: Of which session.
            opened: Whether the page is open; as it is now where left out.
        """
        if opened is None:
            opened = moves.opened(session)
        slots = {f"{one.activity}-statement" for one in session.statements.values() if one.slot == IDENTITY}
        slots.add(f"{IDENTITY}-before")
        first = summary.page_one(session) if opened else ()
        said = [one for one in first if isinstance(one, Statement) and one.id in slots]
        identity = said[0] if said else None
        return cls(
            community=session.community.name,
            title=session.title,
            when=" · ".join(filter(None, (dates.in_words(session.date), summary.attendance(session)))),
            identity=identity,
            first=tuple(one for one in first if one is not identity),
            detail=summary.detail(session) if session.released and opened else (),
            comments=summary.comments(session),
            released=session.released,
            not_yet="" if opened else NOT_YET,
        )

    @property
    def halves(self) -> frozenset[str]:
        """Blocks that stand two in a row where there is room: bars where there are more, what is short at the end."""
        bars = [one.id for one in self.first if isinstance(one, Bars)]
        ends = [one.id for one in self.first if one.id in ENDS]
        return frozenset(one for pair in (bars, ends) if len(pair) > 1 for one in pair)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The parts of the page that can be gone to: id and name."""
        places = [(block.id, block.title) for block in self.first if isinstance(block, Bars)][:2]
        places += [(block.id, block.title) for block in self.first if isinstance(block, Actions)][:1]
        if self.detail:
            places.append(("detail", "Detail"))
        return (*places, ("comments", "Comments"))


def copy(session: Session, *, opened: bool | None = None) -> str:
    """The summary as one HTML file that holds everything it needs, without a form.

    Args:
        session: Of which session.
        opened: Whether the page is open; as it is now where left out.
    """
    return _copy_template().render(summary=Summary.of(session, opened=opened), style=style_element())


def style_element() -> Markup:
    """The style sheet inside a page.

    It is our own file, and the only thing that any page holds unescaped.
    """
    sheet = stylesheet()
    assert "</" not in sheet
    return Markup("<style>\n{}</style>").format(Markup(sheet))  # noqa: S704


@functools.cache
def _copy_template() -> Template:
    return environment().get_template("copy.html")


__all__ = ["Summary", "copy", "style_element"]
