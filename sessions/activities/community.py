"""Community: who is here, whom they turn to already, and who is missing."""

from sessions.activities.kind import Kind

COMMUNITY = Kind(
    name="community",
    title="Community",
    steps=(
        ("introduce", "Who is here, and what do you bring?"),
        ("tie", "Whom do you already turn to about this?"),
        ("invite", "Who is missing, and who could ask them?"),
    ),
)
