"""What stands in a company's log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sales_core.kernel.log import LOG_FILE


def log_records(folder: Path) -> list[dict[str, Any]]:
    """Every record of the newest file, oldest first; none while there is no file."""
    path = folder / LOG_FILE
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def incident_in(folder: Path, shown: str) -> dict[str, Any]:
    """The record of the incident whose number stands in `shown`, the text of a screen."""
    (found,) = [one for one in log_records(folder) if one.get("incident") and one["incident"] in shown]
    return found
