"""The terminal face: screens that draw a session and take what the facilitator types."""
