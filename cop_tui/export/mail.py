"""Mail: page one as a message that opens as a draft, as text and as HTML. It has no sender yet and goes to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP

from markupsafe import Markup, escape

from cop_tui.export.document import Heading, Opening, Part, Point, Points, Words, page_one
from cop_tui.export.plain import lines
from sessions import dates
from sessions.blocks import Table
from sessions.session import Session

BODY = "font-family: Arial, sans-serif; font-size: 12pt; line-height: 1.4; color: #21161d; max-width: 40em"
HEADING = "color: #4b183c; line-height: 1.2; margin: 1.2em 0 0.3em"
CELL = "text-align: left; vertical-align: top; padding: 0.2em 1em 0.2em 0; border-bottom: 1px solid #c9b8c3"
"""Written on each element: mail programs drop style sheets."""


def render(session: Session) -> bytes:
    """The message as a file that mail programs open."""
    parts = page_one(session)
    made = EmailMessage(policy=SMTP)
    made["Subject"] = " ".join(
        f"{session.community.name}: {session.title}, {dates.in_words(session.date)}".split()
    )
    made["X-Unsent"] = "1"  # Outlook opens it to be sent
    made.set_content(lines(parts, heading=str.upper, words=str, bullet="-"), cte="quoted-printable")
    made.add_alternative(_html(session, parts), subtype="html", cte="quoted-printable")
    made.set_boundary(f"cop-tui-{session.id}")
    return bytes(made)


def _html(session: Session, parts: Iterable[Part]) -> str:
    drawn = Markup("\n").join(_drawn(part) for part in parts)
    return Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{}</title></head>\n'
        '<body style="{}">\n{}\n</body></html>\n'
    ).format(session.title, BODY, drawn)


def _drawn(part: Part) -> Markup:
    if isinstance(part, Heading):
        return Markup('<h{0} style="{1}">{2}</h{0}>').format(part.level, HEADING, part.words)
    if isinstance(part, Opening):
        return Markup("<p><b>{}</b> · {}</p>").format(part.community, part.when)
    if isinstance(part, Words):
        return Markup("<p>{}</p>").format(_lines(part.text))
    if isinstance(part, Points):
        return Markup("<ul>{}</ul>").format(Markup("").join(_point(point) for point in part.points))
    return _table(part)


def _point(point: Point) -> Markup:
    handle = Markup("<b>{}:</b> ").format(point.handle) if point.handle else ""
    words = Markup("<b>{}</b>").format(point.words) if point.strong else _lines(point.words)
    amount = f": {point.amount}" if point.amount else ""
    detail = f" – {point.detail}" if point.detail else ""
    within = Markup("").join(Markup("<li>{}: {}</li>").format(*field) for field in point.fields)
    fields = Markup("<ul>{}</ul>").format(within) if within else ""
    return Markup("<li>{}{}{}{}{}</li>").format(handle, words, amount, detail, fields)


def _table(table: Table) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col" style="{}">{}</th>').format(CELL, one.title) for one in table.columns
    )
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup('<td style="{}">{}</td>').format(CELL, _lines(cell)) for cell in row)
        )
        for row in table.rows
    )
    return Markup(
        '<table style="border-collapse: collapse"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, rows)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.splitlines() if line.strip())
