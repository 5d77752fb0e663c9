"""Captures a company's subjects from the product as it is now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle import commands, exports, figures, pages, tables
from tests.oracle.adapter import Opened
from tests.oracle.storage import Entries

Wanted = Callable[[str], bool]


def subject(opened: Opened, name: str, frozen: Entries | None = None, wanted: Wanted | None = None) -> Entries:
    """What one subject is now, or the part of it that `wanted` names; `frozen` is what it is to be held against."""
    if name == "tables":
        return tables.capture(opened.version_file, opened.company.whole_tables, frozen, wanted)
    modules: dict[str, Any] = {"figures": figures, "pages": pages, "exports": exports, "commands": commands}
    found: Entries = modules[name].capture(opened, wanted)
    return found
