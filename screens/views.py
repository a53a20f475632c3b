"""The screens of their own: a view for each kind of activity that deserves one. Emptied, everything still shows."""

from __future__ import annotations

from screens.choose import ChooseView
from screens.close import CloseView
from screens.community import CommunityView
from screens.domain import StatementView
from screens.flowing import FlowingView
from screens.followup import FollowupView
from screens.journal import JournalView
from screens.practice import PracticeView
from screens.rest import BreakView
from screens.view import View
from screens.welcome import WelcomeView

PLAIN = View()

VIEWS: dict[str, View] = {
    "welcome": WelcomeView(),
    "checkin": WelcomeView(),
    "journal": JournalView(),
    "domain": StatementView(),
    "identity": StatementView(),
    "commit": StatementView(),
    "community": CommunityView(),
    "practice": PracticeView(),
    "ripples": FlowingView(),
    "choose": ChooseView(),
    "improve": FlowingView(),
    "followup": FollowupView(),
    "break": BreakView(),
    "close": CloseView(),
}
"""The one place where a screen asks which kind of activity is on."""


def view(kind: str) -> View:
    """How an activity of this kind is arranged."""
    return VIEWS.get(kind, PLAIN)
