"""Blocks as HTML, and the summary as a page: shared by the site and by every HTML document.

What a participant typed reaches a page only through templates that escape it.
"""
