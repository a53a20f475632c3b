"""Close: what was decided, how useful it was, and thanks. Page one of the summary opens here."""

from sessions.activities.kind import Kind

CLOSE = Kind(
    name="close",
    title="Close",
    steps=(
        ("decide", "What did we decide? When do we meet again?"),
        ("feedback", "How useful was this? What will you tell a colleague?"),
        ("finish", "Thank you. This is what we leave with."),
    ),
)
