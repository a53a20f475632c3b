"""What a session of a community of practice is: its objects, its rules, and how it is kept.

Nothing here knows a terminal, a web page or an export.
"""
