"""The frozen data on disk: one compressed JSON file a company and subject, one line an entry."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Entries = dict[str, Any]
"""What one subject holds: the name of each thing frozen, and its value as JSON."""


def path(company: str, subject: str) -> Path:
    """The file of a company's subject."""
    return DATA / company / f"{subject}.json.gz"


def save(company: str, subject: str, entries: Entries) -> Path:
    """Writes the entries in the order of their names; the same entries give the same bytes."""
    target = path(company, subject)
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps([name, entries[name]], ensure_ascii=False, separators=(",", ":")) for name in sorted(entries)]
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    return target


def read(company: str, subject: str) -> Entries:
    """The frozen entries; raises FileNotFoundError when none were frozen."""
    lines = gzip.decompress(path(company, subject).read_bytes()).decode().split("\n")
    return dict(json.loads(line) for line in lines if line)


def as_read(entries: Entries) -> Entries:
    """The entries as they would come back from the file."""
    found: Entries = json.loads(json.dumps(entries, ensure_ascii=False))
    return found
