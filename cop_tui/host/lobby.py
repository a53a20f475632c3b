"""The library of a data folder, and the way into its sessions, as a terminal has it.

The first frame waits for nothing here: what speaks the wire is loaded when it is first spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cop_tui.host.client import RemoteLive
    from cop_tui.host.doorway import Doorway
    from sessions.blocks import Block
    from sessions.events import Entry
    from sessions.library import Row
    from sessions.plans import Found
    from sessions.previewing import Preview


class RemoteLobby:
    """The library of a data folder, and the way into its sessions."""

    def __init__(self, doorway: Doorway, terminal: str, *, kind: str = "terminal") -> None:
        """Make the lobby of a terminal, or with the kind "room" of a room view, which changes nothing."""
        self._doorway = doorway
        self._terminal, self._kind = terminal, kind
        self._live: RemoteLive | None = None

    def rows(self) -> list[Row]:
        """Every session there is, the one changed last first."""
        from sessions import library  # noqa: PLC0415  (after the first frame)

        return library.rows(self._doorway.data)

    def preview(self, session_id: str, *, words: bool) -> Preview:
        """What is known of a session before it is entered, in numbers alone unless `words` may be shown.

        Raises:
            Problem: if it cannot be read.
        """
        from sessions import library, previewing, records  # noqa: PLC0415  (after the first frame)

        session = records.current(library.folder_of(self._doorway.data, session_id))
        return previewing.preview(session, words=words)

    def older(self, period: str, day: str, *, answered: bool) -> list[Row]:
        """The sessions that are older than a retention; with `answered` also those that somebody said no to lately."""
        from sessions import library, retention  # noqa: PLC0415  (after the first frame)

        data = self._doorway.data
        known = {} if answered else retention.answers(data)
        return retention.older(library.rows(data), period, day, known)

    def growth(self, community: str) -> tuple[Block, ...]:
        """A community over its meetings, as it may be shown on a wall.

        Raises:
            Problem: if it has no meeting that began.
        """
        from sessions import growth  # noqa: PLC0415  (after the first frame)
        from sessions.summary.community import community_page  # noqa: PLC0415

        held = growth.meetings(self._doorway.data, community)
        return community_page(growth.Growth(held, "wall"))

    def history(self, session_id: str) -> list[Entry]:
        """Everything that was said in a session.

        Raises:
            Problem: if its journal cannot be read.
        """
        from sessions import history, library  # noqa: PLC0415  (after the first frame)

        return history.entries(library.folder_of(self._doorway.data, session_id))

    def plans(self) -> list[Found]:
        """Every plan there is, those that cannot be used with the sentence why."""
        from sessions import plans  # noqa: PLC0415  (after the first frame)

        return plans.found(self._doorway.data / plans.FOLDER)

    async def new(self, community: str, plan: str, title: str = "", date: str = "") -> str:
        """Make a session and return its id.

        Raises:
            Problem: if it cannot be made.
        """
        answer = await self.ask("new", community=community, plan=plan, title=title, date=date)
        return str(answer["id"])

    async def ask(self, what: str, **details: Any) -> dict[str, Any]:
        """Ask the host something, outside any session.

        Raises:
            Problem: with a sentence.
        """
        desk = self._remote("")
        await desk.attach()
        try:
            return await desk.ask(what, **details)
        finally:
            await desk.detach()

    async def enter(self, session_id: str) -> RemoteLive:
        """Attach to a session, leaving the one before.

        Raises:
            Problem: if it cannot be opened.
        """
        await self.leave()
        live = self._remote(session_id)
        await live.attach()
        self._live = live
        return live

    async def leave(self) -> None:
        """Detach from the session; it goes on."""
        if self._live:
            await self._live.detach()
            self._live = None

    def _remote(self, session_id: str) -> RemoteLive:
        from cop_tui.host.client import RemoteLive  # noqa: PLC0415  (after the first frame)

        return RemoteLive(self._doorway, session_id, self._terminal, kind=self._kind)
