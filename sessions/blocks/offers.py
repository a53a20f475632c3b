"""Offers: what a participant may do now, as the fields of a form."""

from __future__ import annotations

from typing import Literal

import msgspec


class Field(msgspec.Struct, frozen=True):
    """A field of an offer's form."""

    name: str
    label: str
    kind: Literal["text", "choice", "number"] = "text"
    required: bool = False
    options: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    """What each option means, in words, where it does not say so itself."""
    limit: int = 0
    """The most letters; 0 where there is no limit of its own."""


class Offer(msgspec.Struct, frozen=True):
    """Something that a participant may do now: the act, its label, and the fields it takes."""

    act: str
    label: str
    fields: tuple[Field, ...] = ()
    targets: tuple[str, ...] = ()
    left: int | None = None
    privacy: str = ""

    def choosing(self, targets: tuple[str, ...] = (), **options: tuple[str, ...]) -> Offer:
        """The same offer with these targets, and these choices in its fields."""
        fields = tuple(
            msgspec.structs.replace(one, options=options.get(one.name, one.options)) for one in self.fields
        )
        return msgspec.structs.replace(self, fields=fields, targets=targets)
