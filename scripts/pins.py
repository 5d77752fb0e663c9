"""The packages that a pinned requirements file names, with the hash of every file they come as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:(?P<sha256>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package. `name` as the index normalises it; `sha256` of each of its files."""

    name: str
    version: str
    sha256: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def normalised(name: str) -> str:
    """A package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: Path) -> tuple[Pin, ...]:
    """Those of a file that `make pins` wrote, in its order. Raises ValueError for a package without a hash."""
    found = tuple(_pins(path.read_text(encoding="utf-8")))
    if bare := [pin.name for pin in found if not pin.sha256]:
        raise ValueError(f"{path.name}: without a hash: {', '.join(bare)}")
    return found


def _pins(text: str) -> Iterator[Pin]:
    for entry in text.replace("\\\n", " ").splitlines():
        if (pin := _PIN.match(entry)) is not None:
            yield Pin(normalised(pin["name"]), pin["version"], tuple(_HASH.findall(entry)))
