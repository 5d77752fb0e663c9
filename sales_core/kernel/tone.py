"""Good, bad or neither: one vocabulary for cards, charts, sentences and tables. A leaf."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """What a mark says. Every tone has a sign, so that colour is never the only carrier."""

    GOOD = "good"
    BAD = "bad"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> str:
        """▲, ▼ or nothing."""
        return {"good": "▲", "bad": "▼"}.get(self.value, "")
