"""Offers: what a participant may do now, as the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
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

    def choosing(self, targets: tuple[str, ...] = (), **choices: Mapping[str, str]) -> Offer:
        """The same offer with these targets, and these choices in its fields: each with what it means, in words."""
        fields = tuple(
            msgspec.structs.replace(
                one, options=tuple(choices[one.name]), says=tuple(choices[one.name].values())
            )
            if one.name in choices
            else one
            for one in self.fields
        )
        return msgspec.structs.replace(self, fields=fields, targets=targets)
