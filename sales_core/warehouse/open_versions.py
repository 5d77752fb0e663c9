"""The versions that a process holds open, bounded by number and by memory: the one used longest ago goes first."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from sales_core.warehouse.snapshot import Snapshot

#: Beside the current one few versions are read at once; each takes its share of threads and files.
MOST_OPEN = 6


class OpenVersions:
    """Not safe between threads: the store holds its lock.

    `let_go` is told the number of each version that is forgotten. None is closed: a thread may still be reading it; its
    memory is free when the last reader is done.
    """

    def __init__(self, most_bytes: int, let_go: Callable[[int], None]) -> None:
        self._most_bytes = most_bytes
        self._let_go = let_go
        self._held: OrderedDict[int, tuple[Snapshot, float]] = OrderedDict()

    def get(self, version: int) -> Snapshot | None:
        """The open version, used just now; None when it is not open."""
        found = self._held.get(version)
        if found is None:
            return None
        self._held[version] = (found[0], time.monotonic())
        self._held.move_to_end(version)
        return found[0]

    def put(self, version: int, snapshot: Snapshot) -> None:
        """Holds a version open; others go until number and memory fit."""
        self._held[version] = (snapshot, time.monotonic())
        self._held.move_to_end(version)
        while len(self._held) > MOST_OPEN:
            self.forget(next(iter(self._held)))
        while len(self._held) > 1 and self.memory > self._most_bytes:
            self.forget(next(iter(self._held)))

    def forget(self, version: int) -> None:
        """Lets one version go, if it is open."""
        if self._held.pop(version, None) is not None:
            self._let_go(version)

    def let_go_idle(self, seconds: float, kept: int) -> None:
        """Lets versions go that nobody used for so long, but not `kept`."""
        limit = time.monotonic() - seconds
        for version in [one for one, (_, used) in self._held.items() if used < limit and one != kept]:
            self.forget(version)

    @property
    def memory(self) -> int:
        """Bytes that the open versions keep in memory."""
        return sum(snapshot.memory for snapshot, _ in self._held.values())

    def __len__(self) -> int:
        return len(self._held)
