"""Who may put which file into the memory of this process, and how much of it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from sales_core.kernel.memory import memory_limits
from sales_core.kernel.settings import Limits

#: With what the form around a file adds to it.
LONGEST_REQUEST = Limits().file_bytes + 64 * 1024


@dataclass(frozen=True, slots=True)
class HeldUploads:
    """Files that wait in memory to be read: bytes of one person and of everybody."""

    person: int
    everybody: int


class UploadMemory(Protocol):
    """Where browsers' files wait. `session` is a browser tab, `identity` the signed-in session it belongs to."""

    def identity_of(self, session: str) -> str | None:
        """Whose tab it is; None for a tab that is not there."""

    def is_expected(self, session: str, file: str) -> bool:
        """Whether the tab was given this address for a file and has not used it."""

    def held(self, identity: str) -> HeldUploads:
        """What waits now."""


class UploadsUnderWay:
    """An UploadMemory that also counts files that are being sent: many at once would else each find room."""

    def __init__(self, memory: UploadMemory) -> None:
        self._memory = memory
        self._sizes: Counter[str] = Counter()

    def identity_of(self, session: str) -> str | None:
        """As UploadMemory."""
        return self._memory.identity_of(session)

    def is_expected(self, session: str, file: str) -> bool:
        """As UploadMemory."""
        return self._memory.is_expected(session, file)

    def held(self, identity: str) -> HeldUploads:
        """What waits and what is on its way."""
        found = self._memory.held(identity)
        return HeldUploads(found.person + self._sizes[identity], found.everybody + self._sizes.total())

    @contextmanager
    def receiving(self, identity: str, size: int) -> Iterator[None]:
        """Counts a file of so many bytes while the block receives it."""
        self._sizes[identity] += size
        try:
            yield
        finally:
            self._sizes[identity] -= size
            if not self._sizes[identity]:
                del self._sizes[identity]


def upload_refusal(memory: UploadMemory, identity: str, path: str, method: str, size: int) -> tuple[int, bytes] | None:
    """Why a file may not be sent to, or taken from, `path`; None when it may. `path`: `<session>/<file>`.

    Another person's tab is as good as none: its files can be neither replaced nor removed.
    """
    session, _, file = path.partition("/")
    if memory.identity_of(session) != identity:
        return 404, b"not found\n"
    if method == "DELETE":
        return None
    if not memory.is_expected(session, file):
        return 409, b"nobody asked for this file\n"
    if size > LONGEST_REQUEST:
        return 413, b"too large\n"
    held = memory.held(identity)
    limits = memory_limits()
    if _is_over(held.person, size, limits.person_uploads) or _is_over(held.everybody, size, limits.uploads):
        return 429, b"read the files already sent first\n"
    return None


def _is_over(held: int, size: int, most: int) -> bool:
    """Whether one more file is too much beside those that wait; the first one never is."""
    return held > 0 and held + size > most
