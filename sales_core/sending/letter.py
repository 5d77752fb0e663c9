"""A message as it is handed over, and what came of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sales_core.kernel.terms import Text


class MessageKind(StrEnum):
    """What a message is; texts are `messages.what.<value>`."""

    ALERTS = "alerts"
    DIGEST = "digest"
    DECISION = "decision"
    MENTION = "mention"
    REPORT = "report"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one receiver reads: plain text, whose lines carry links. `files`: name → path of what goes along."""

    title: str
    body: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Posted:
    """Whether a service took a letter. `is_known` False: nobody knows whether it arrived."""

    is_sent: bool
    reason: Text | None = None
    is_known: bool = True

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Posted:
        """What the posting process answered."""
        if answer.get("ok"):
            return cls(is_sent=True)
        return cls(False, Text(f"messages.reason.{answer['why']}", answer.get("values", {})))
