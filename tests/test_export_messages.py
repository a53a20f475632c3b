"""Mail and chat: page one as a message, taken apart by the standard library."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from conftest import Clock
from cop_tui.export import mail, teams
from hostile import HOSTILE
from sessions.clean import clean
from sessions.session import Session
from web_room import Tags, commented, workshop
from whole import UNSEEN, lead, said, whole


async def ended(data: Path, clock: Clock) -> Session:
    live = await whole(data, clock)
    await lead(live, clock, "/release")
    await live.close()
    return live.session


def opened(session: Session) -> EmailMessage:
    made = email.message_from_bytes(mail.render(session), policy=default)
    assert isinstance(made, EmailMessage)
    return made


def body(made: EmailMessage, kind: str) -> str:
    part = made.get_body((kind,))
    assert part
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


async def test_a_mail_is_a_draft_with_page_one_as_text_and_as_html(data: Path, clock: Clock) -> None:
    made = opened(await ended(data, clock))
    assert made["Subject"] == "Falls prevention: Second meeting, Thursday 26 November 2026"
    assert made["X-Unsent"] == "1" and not made["To"] and not made["From"] and not made.defects
    text, html = body(made, "plain"), body(made, "html")
    assert "WHAT WE DO\n3 actions.\n\n- D2: find one number; Dee Ash; Thursday 14 January 2027" in text
    assert "The community" not in text + html, "the detail stays where it is"
    drawn = Tags(html)
    assert drawn.tags.count("h1") == 1 and {"h2", "ul", "table", "th"} <= set(drawn.tags)
    assert not set(drawn.tags) & {"script", "img", "link", "style", "a"}, (
        "nothing is fetched and nothing leads on"
    )
    for words in ("Nobody falls twice", "The night staff should have a number to ring", "Hill Surgery"):
        assert words in text and words in drawn.text


async def test_a_message_for_a_channel_has_bold_lines_and_bullets(data: Path, clock: Clock) -> None:
    text = teams.render(await ended(data, clock)).decode()
    assert text.startswith("**Second meeting**\nFalls prevention · Thursday 26 November 2026")
    assert "\n\n**What we do**\n3 actions.\n\n- D2: find one number; Dee Ash;" in text
    assert "|" not in text and not [line for line in text.splitlines() if line.startswith("#")]


async def test_hostile_words_are_text_in_a_mail(data: Path, clock: Clock) -> None:
    tables = (await ended(data, clock)).tables()
    plain = opened(said(tables, "plain"))
    for words in (clean(one, lines=True)[:200] for one in HOSTILE if clean(one)):
        made = opened(said(tables, words))
        assert made.keys() == plain.keys() and not made.defects
        html = Tags(body(made, "html"))
        assert [one for one in html.tags if one != "br"] == [
            one for one in Tags(body(plain, "html")).tags if one != "br"
        ]
        assert html.attributes == Tags(body(plain, "html")).attributes
        first = " ".join(words.splitlines()[0].split())
        assert first in body(made, "plain") and first in " ".join(html.text.split())


async def test_hostile_words_make_no_mark_in_a_channel(data: Path, clock: Clock) -> None:
    tables = (await ended(data, clock)).tables()
    for words in (clean(one)[:200] for one in HOSTILE if clean(one)):
        text = teams.render(said(tables, words)).decode()
        bare = "".join(text.split("\\\\"))
        for mark in "*_~`[]<>":
            unmarked = bare.replace(f"\\{mark}", "")
            assert mark not in unmarked or (
                mark == "*" and unmarked.count("**") * 2 == unmarked.count("*")
            ), words


async def test_what_is_not_to_be_seen_is_in_no_message(data: Path, clock: Clock) -> None:
    session = await ended(data, clock)
    told = body(opened(session), "plain") + body(opened(session), "html") + teams.render(session).decode()
    for why in ("erased", "private", "hidden", "waiting", "not for readers"):
        for words in UNSEEN[why]:
            assert words not in told, why


async def test_the_same_session_makes_the_same_message(data: Path) -> None:
    live = await workshop(data)
    assert mail.render(live.session) == mail.render(live.session)
    await commented(live, "thank you")
    assert b"thank you" not in mail.render(live.session), "what readers said is no part of page one"
    await live.close()
