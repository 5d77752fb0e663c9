"""Meetings: their scripts, the meeting mode, and decisions."""
