"""Help round: one asks and then listens; the others say what they would try. Then the next one asks."""

from sessions.activities.kind import Kind

HELPROUND = Kind(
    name="helpround",
    title="Help round",
    steps=(
        ("help", "What have you tried? What kind of help? Then the asker listens."),
        ("help", "The next one asks. What would you try?"),
    ),
)
