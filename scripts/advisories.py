"""Which pinned packages an advisory is about. Advisories are OSV records in JSON; nothing is asked of a network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from scripts.pins import Pin, normalised

_ECOSYSTEM = "PyPI"


@dataclass(frozen=True, slots=True)
class Affected:
    """A pinned package that an advisory is about. `fixed`: versions in which it is mended, empty when none is told."""

    pin: Pin
    advisory: str
    aliases: tuple[str, ...]
    summary: str
    fixed: tuple[str, ...]


def read_advisories(path: Path) -> list[Mapping[str, Any]]:
    """The records of a file (one record, a list, or one a line) or of all `.json` files of a folder.

    Raises ValueError for what is no OSV record.
    """
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    found = [record for file in files for record in _records(file)]
    for record in found:
        if not isinstance(record, dict) or "id" not in record:
            raise ValueError(f"{path}: no OSV record: {str(record)[:80]}")
    return found


def _records(file: Path) -> list[Any]:
    text = file.read_text(encoding="utf-8")
    try:
        content = json.loads(text)
    except json.JSONDecodeError:
        content = [json.loads(line) for line in text.splitlines() if line.strip()]
    return content if isinstance(content, list) else [content]


def affected(pinned: Sequence[Pin], advisories: Sequence[Mapping[str, Any]]) -> list[Affected]:
    """What the advisories say of the pinned packages; withdrawn ones say nothing."""
    by_name = {pin.name: pin for pin in pinned}
    found = []
    for record in advisories:
        if record.get("withdrawn"):
            continue
        for entry in record.get("affected", ()):
            package = entry.get("package", {})
            pin = by_name.get(normalised(str(package.get("name", ""))))
            if pin is not None and package.get("ecosystem") == _ECOSYSTEM and _is_about(pin.version, entry):
                found.append(
                    Affected(
                        pin,
                        record["id"],
                        tuple(record.get("aliases", ())),
                        record.get("summary", ""),
                        tuple(sorted(set(_fixed(entry)))),
                    )
                )
    return found


def _is_about(version: str, entry: Mapping[str, Any]) -> bool:
    if version in entry.get("versions", ()):
        return True
    ranges = (one for one in entry.get("ranges", ()) if one.get("type") in {"ECOSYSTEM", "SEMVER"})
    return any(_in_range(Version(version), one.get("events", ())) for one in ranges)


def _in_range(version: Version, events: Sequence[Mapping[str, str]]) -> bool:
    """As OSV defines it: the newest event up to the version decides."""
    inside = False
    for event in sorted(events, key=lambda one: _order(next(iter(one.values())))):
        (kind, text), *_ = event.items()
        if kind == "introduced" and version >= _order(text):
            inside = True
        is_over = version >= _order(text) if kind == "fixed" else version > _order(text)
        if kind in {"fixed", "last_affected"} and is_over:
            inside = False
    return inside


def _order(text: str) -> Version:
    """A version to compare with; "0" is before all. One that cannot be read is taken as before all: better told."""
    try:
        return Version("0.dev0" if text == "0" else text)
    except InvalidVersion:
        return Version("0.dev0")


def _fixed(entry: Mapping[str, Any]) -> Iterator[str]:
    for one in entry.get("ranges", ()):
        yield from (event["fixed"] for event in one.get("events", ()) if "fixed" in event)
