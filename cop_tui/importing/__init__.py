"""Imports: what other programs wrote, read into plain rows before a session hears of any of it."""
