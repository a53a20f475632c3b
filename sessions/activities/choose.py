"""Choose: what the room goes on with."""

from sessions.activities.kind import Kind

CHOOSE = Kind(
    name="choose", title="Choose", steps=(("vote", "Which should we tackle first?"),), welcomes_back=True
)
