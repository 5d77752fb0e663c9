"""Guesses and losses that each have to be accepted by name before a load goes on."""

TEXTS: dict[str, str] = {}
