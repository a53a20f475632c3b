"""What screens tell the program. It comes upward as messages; no screen knows the app."""

from __future__ import annotations

from textual.message import Message


class HelpWanted(Message):
    """The facilitator wants to know what the present screen is for."""


class SummaryWanted(Message):
    """The summary is wanted on the wall."""


class PlanWanted(Message):
    """The plan is wanted, and how its time stands."""


class CommandsWanted(Message):
    """A command is looked for by name."""


class Left(Message):
    """The facilitator leaves the session; it goes on."""


class SessionChosen(Message):
    """A session of the library is to be entered."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id


class NewWanted(Message):
    """A new session is wanted, of a community that may be named already."""

    def __init__(self, community: str = "") -> None:
        super().__init__()
        self.community = community


class SessionPlanned(Message):
    """A new session is to be made and entered."""

    def __init__(self, community: str, plan: str) -> None:
        super().__init__()
        self.community, self.plan = community, plan


class Departed(Message):
    """The facilitator leaves the program."""
