"""Downloads that only their owner can fetch. A page offers a recipe; the file is made when it is fetched."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sales_core.kernel.terms import Viewer

LONGEST_LIST = 2_000


@dataclass(frozen=True, slots=True)
class Export:
    """What to send. `owner` is the session id that may fetch it; `make` returns the file's bytes.

    `viewer`: as whom `make` computes; the offer ends when the person's role or rows change.
    """

    owner: str
    name: str
    mime: str
    make: Callable[[], bytes]
    viewer: Viewer | None = None

    def is_for(self, viewer: Viewer | None) -> bool:
        """Whether the person that `owner` is by now may still be handed it."""
        return viewer is not None and self.viewer in {None, viewer}


class Exports:
    """Recipes of this process, the newest `LONGEST_LIST` of them. Safe between threads."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._offered: OrderedDict[str, Export] = OrderedDict()
        self._lock = threading.Lock()

    def offer(self, key: str, export: Export) -> str:
        """The path under which `export` can be fetched; the same owner, key and name give the same path."""
        facts = f"{export.owner}\0{key}\0{export.name}".encode()
        ticket = hmac.new(self._secret, facts, hashlib.sha256).hexdigest()
        with self._lock:
            self._offered[ticket] = export
            self._offered.move_to_end(ticket)
            while len(self._offered) > LONGEST_LIST:
                self._offered.popitem(last=False)
        return f"/export/{ticket}"

    def fetch(self, ticket: str, owner: str) -> Export | None:
        """The export, when `owner` is its owner; None otherwise."""
        with self._lock:
            export = self._offered.get(ticket)
        return export if export is not None and owner and hmac.compare_digest(export.owner, owner) else None


#: Offered by the script thread, fetched by the web route: one list a process.
EXPORTS = Exports()
