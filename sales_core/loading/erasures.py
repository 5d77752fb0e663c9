"""A list of who was erased and when, beside the state directory's versions and beside its backups.

A backup made before keeps the name; what brings it back erases the person again. The list holds no name: a salted hash
tells whether a name is meant. A second list of the same kind names erasures that are under way: what was killed in one
is ended by the next start.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sales_core.kernel.blob_store import make_durable

ERASURES = "erasures.jsonl"
UNDER_WAY = "erasing.jsonl"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class Erasure:
    """One person. `at`: ISO, in UTC; `sha256`: of salt and name."""

    at: str
    salt: str
    sha256: str

    @classmethod
    def of(cls, name: str, moment: datetime) -> Erasure:
        """The erasure of that name at that moment."""
        salt = secrets.token_hex(16)
        return cls(moment.isoformat(), salt, _hash(salt, name))

    def means(self, name: str) -> bool:
        """Whether it is that name."""
        return _hash(self.salt, name) == self.sha256

    def is_after(self, moment: datetime) -> bool:
        """Whether it took place after that moment."""
        return datetime.fromisoformat(self.at) > moment


def read_erasures(folder: Path, file: str = ERASURES) -> tuple[Erasure, ...]:
    """The list of a folder, oldest first; empty where there is none. What is no line of it is told in the log.

    Raises OSError.
    """
    try:
        lines = (folder / file).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    found = []
    for line in lines:
        try:
            found.append(Erasure(**json.loads(line)))
        except (ValueError, TypeError) as error:
            _log.warning("a line of the list of erasures cannot be read", extra={"error": str(error)})
    return tuple(sorted(found))


def add_erasures(folder: Path, more: Iterable[Erasure], file: str = ERASURES) -> None:
    """Adds what the list of a folder does not hold. Raises OSError."""
    known = read_erasures(folder, file)
    found = sorted({*known, *more})
    if len(found) > len(known):
        text = "".join(f"{json.dumps(asdict(one))}\n" for one in found)
        draft = folder / f".{file}.{secrets.token_hex(4)}"
        draft.write_text(text, encoding="utf-8")
        make_durable(draft)
        draft.replace(folder / file)


def remove_under_way(folder: Path) -> None:
    """Removes the list of those that are under way. Raises OSError."""
    (folder / UNDER_WAY).unlink(missing_ok=True)


def _hash(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}\0{name}".encode()).hexdigest()
