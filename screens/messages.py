"""What screens tell the program. It comes upward as messages; no screen knows the app."""

from __future__ import annotations

from textual.message import Message


class HelpWanted(Message):
    """The facilitator wants to know what the present screen is for, or what is about some words."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words = words


class TourWanted(Message):
    """The tour of one minute is wanted."""


class NothingYet(Message):
    """There is no session in the library yet."""


class SummaryWanted(Message):
    """The summary is wanted on the wall."""


class JoinWanted(Message):
    """The code to join by is wanted on the wall."""


class RoomWanted(Message):
    """The room view is wanted over the workshop."""


class HistoryWanted(Message):
    """The board as it was is wanted."""


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


class GrowthWanted(Message):
    """A community is to be shown over its meetings."""

    def __init__(self, community: str) -> None:
        super().__init__()
        self.community = community


class RetentionWanted(Message):
    """The meetings are to be shown that are older than the retention."""


class NewWanted(Message):
    """A new session is wanted, of a community that may be named already."""

    def __init__(self, community: str = "") -> None:
        super().__init__()
        self.community = community


class SessionPlanned(Message):
    """A new session is to be made and entered."""

    def __init__(
        self, community: str, plan: str, *, title: str = "", date: str = "", starts: str = ""
    ) -> None:
        """Make the message.

        Args:
            community: Whose workshop it is.
            plan: The name of a plan.
            title: What the workshop is called; the plan's title where empty.
            date: Its day, as in 2026-11-26; today where empty.
            starts: When it starts, as in 10:00; not said where empty.
        """
        super().__init__()
        self.community, self.plan = community, plan
        self.title, self.date, self.starts = title, date, starts


class ThemeTaken(Message):
    """A theme was chosen, and is to be kept."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Departed(Message):
    """The facilitator leaves the program."""
