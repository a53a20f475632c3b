"""Who may ask what of the site, and whose sessions it shows."""

from __future__ import annotations

import re
from typing import Protocol

from starlette.requests import Request

from sessions.actors import Actor
from sessions.commands import Command
from sessions.errors import NotFound
from sessions.live import Receipt
from sessions.session import Session

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,78}[a-z0-9])?|\[[0-9a-f:.]{2,45}\]")
_TOKEN = re.compile("[a-z2-7]{1,64}")


class Summaries(Protocol):
    """The sessions whose summaries the site shows. The host keeps them."""

    async def read(self, token: str) -> Session:
        """The session whose summary this token opens, live or from its record.

        Raises:
            NotFound: if no summary has this token.
        """

    async def document(self, token: str, format: str) -> bytes:
        """The session of a summary in a format that is one file, of what readers may see.

        Raises:
            NotFound: if no summary has this token.
            Problem: if it cannot be made.
        """

    async def submit(self, token: str, command: Command, by: Actor) -> Receipt:
        """A reader's wish; it is answered once it is on disk.

        Raises:
            NotFound: if no summary has this token.
            Refused: with a sentence; nothing was changed.
        """

    def hosts(self) -> frozenset[str]:
        """The names that are this machine's now, without the port; IPv6 addresses with brackets or not."""


def token_of(request: Request) -> str:
    """The token in the address, in small letters.

    Raises:
        NotFound: if no token looks like this.
    """
    token: str = request.path_params["token"].lower()
    if not _TOKEN.fullmatch(token):
        raise NotFound("No summary has this address.")
    return token


def host_name(header: str) -> str:
    """The name in a Host header, without its port, in small letters."""
    name, colon, port = header.rpartition(":")
    if colon and (port.isdecimal() or not port) and (":" not in name or name.endswith("]")):
        return name.lower()
    return header.lower()


def is_name(host: str) -> bool:
    """Whether this could be the name or address of a machine; anything may stand in a header."""
    return bool(_NAME.fullmatch(host))


def is_ours(headers: list[str], hosts: frozenset[str]) -> bool:
    """Whether a request that came with these Host headers was meant for this machine.

    A page elsewhere can make its own name point here (DNS rebinding); it then asks under that name.
    """
    names = {f"[{name}]" if ":" in name and name[0] != "[" else name for name in map(str.lower, hosts)}
    return len(headers) == 1 and host_name(headers[0]) in names


def is_far(request: Request) -> bool:
    """Whether a request came from another machine."""
    host = request.client.host if request.client else ""
    return not (host.startswith("127.") or host in ("", "::1", "localhost", "testclient"))


def same_origin(request: Request, public_origin: str = "") -> bool:
    """Whether a post comes from a page of this site: its Origin is the address that it was sent to.

    Browsers send no Sec-Fetch headers to a plain address on a local network, but Origin always.
    """
    origin = request.headers.get("origin", "").lower()
    own = f"{request.scope['scheme']}://{request.headers.get('host', '')}".lower()
    return origin in {own, public_origin.lower()} - {""}
