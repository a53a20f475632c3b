"""What every command is."""

from __future__ import annotations

import msgspec


class Command(
    msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="wish", forbid_unknown_fields=True
):
    """A wish. `LiveSession.submit` grants or refuses it."""

    key: str = ""
