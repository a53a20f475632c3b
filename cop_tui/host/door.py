"""What a terminal and a host must both know before they speak."""

from __future__ import annotations

from typing import Annotated

import msgspec

PORT = 8642
IDLE_SECONDS = 30 * 60.0


LOCKED, FULL = 3, 5
"""How a host ends that finds another one (attach to that), and one that finds no room on the disk."""


class Door(msgspec.Struct, frozen=True):
    """What stands in the secret file: where the host listens, and the word that lets a client in."""

    port: Annotated[int, msgspec.Meta(ge=1, le=65535)]
    secret: str
    data: str = ""
    """The data folder of that host: a folder that was copied holds this file too, and is not that one's."""


class SiteOptions(msgspec.Struct, frozen=True):
    """What the command line says of the site."""

    on: bool = True
    port: int = PORT
    bind: str = ""
    """The address to listen on; every one where empty."""
    public_url: str = ""
    """How the site is reached from outside, as in https://cop.example.nhs.uk"""


class HostOptions(msgspec.Struct, frozen=True):
    """What a host is started with, as one JSON argument."""

    data: str
    idle: float = IDLE_SECONDS
    """Seconds after which a host that nobody uses leaves."""
    site: SiteOptions = SiteOptions()
