"""Journal: everyone alone, on paper. What they do not choose to share is not taken down."""

from sessions.activities.kind import Kind

JOURNAL = Kind(
    name="journal",
    title="Journal",
    steps=(("reflect", "On your own, on paper. Share only if you choose."),),
    questions=(
        "A challenge you met that needed skills or intelligence from outside your area",
        "Where could a community like this start, with which other team?",
        "Have you ever been part of one, knowing it or not? How did it help you see the wider system?",
    ),
)
