"""What the long harnesses found, as a table in build/endure.md: one row a part, the newest run of each."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

_BUILD = Path(__file__).resolve().parents[2] / "build"


@dataclass
class Part:
    """One part. `lost`: acknowledged changes that were gone; `partial`: half of a change; `silent`: wrong and not told."""

    name: str
    rounds: int = 0
    lost: int = 0
    partial: int = 0
    silent: int = 0
    note: str = ""
    seconds: float = 0.0


@contextmanager
def part(name: str) -> Iterator[Part]:
    """A part that is written to the table when it ends, whether it passed or not."""
    made, started = Part(name), time.monotonic()
    try:
        yield made
    finally:
        made.seconds = time.monotonic() - started
        _write(made)


def _write(made: Part) -> None:
    _BUILD.mkdir(exist_ok=True)
    with FileLock(_BUILD / "endure.lock"):
        facts = _BUILD / "endure.json"
        held = json.loads(facts.read_text(encoding="utf-8")) if facts.is_file() else {}
        held[made.name] = asdict(made)
        facts.write_text(json.dumps(held, indent=1), encoding="utf-8")
        lines = ["| part | rounds | lost | partial | silent | seconds | |", "|---|---|---|---|---|---|---|"]
        lines += [
            f"| {one['name']} | {one['rounds']} | {one['lost']} | {one['partial']} | {one['silent']} "
            f"| {one['seconds']:.0f} | {one['note']} |"
            for _, one in sorted(held.items())
        ]
        lines.append(_together(list(held.values())))
        (_BUILD / "endure.md").write_text("# Endure\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _together(parts: list[dict[str, Any]]) -> str:
    """The last row: what all parts found together."""
    sums = {name: sum(one[name] for one in parts) for name in ("rounds", "lost", "partial", "silent", "seconds")}
    told = " | ".join(f"{sums[name]:.0f}" for name in ("rounds", "lost", "partial", "silent", "seconds"))
    return f"| **all** | {told} | {len(parts)} parts |"
