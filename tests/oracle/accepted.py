"""Differences from version 0.1 that are meant, each with its reason. Everything else that differs is a fault."""

from __future__ import annotations

from collections.abc import Mapping

#: `company/subject/name` of a frozen entry, `*` for any part of it → why it may differ.
ACCEPTED: Mapping[str, str] = {
    "*/commands/en query receivables_open --by category --period *": "the refusal names metric and dimension by label too,"
    " as it always did in Chinese",
}
