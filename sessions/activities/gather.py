"""Gather: one question, and what the room says to it."""

from sessions.activities.kind import Kind

GATHER = Kind(name="gather", title="Gather", steps=(("gather", "What do you see?"),))
