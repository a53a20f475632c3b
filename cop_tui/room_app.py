"""The app of a room view in a terminal of its own: one session, shown, and nothing else of the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cop_tui.app import CopApp
from screens.messages import Departed

if TYPE_CHECKING:
    from sessions.live import Live


class RoomApp(CopApp):
    """Shows the room view of the session that it was made for. There is no library behind it."""

    def first(self) -> None:
        """Go into the session."""
        self._enter(self._session_id or "")

    def _begin(self, live: Live) -> None:
        self.visited = live.session.community.name
        self.push_screen(self._made("room", "RoomScreen")(live, self._clock))

    def _failed(self, sentence: str, *, back: bool = False) -> None:
        self.exit(return_code=1, message=sentence)

    def on_departed(self, message: Departed) -> None:
        """Leave; where the session has ended the room view was the thank-you."""
        message.prevent_default()
        self.exit()
