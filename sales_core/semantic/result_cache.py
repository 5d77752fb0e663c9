"""Answers kept for whoever asks the same, by bytes: the one used longest ago goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sales_core.kernel.query import Result
from sales_core.semantic.list_result import ListResult

_V = TypeVar("_V")
#: Bytes of an answer, of each of its rows, and of each value, about: measured on the demo company.
_ANSWER, _ROW, _VALUE = 2_000, 120, 100


class ResultCache:
    """Holds answers of at most `most` bytes together, by (kind of question, version, …). Safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[tuple[object, ...], tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0
        """Bytes that are held, about."""

    def get(self, key: tuple[object, ...]) -> Any:
        """The answer; None when it is not held."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def held(self, key: tuple[object, ...], ask: Callable[[], _V]) -> _V:
        """The answer that is held, else that of `ask`, which is held from now on."""
        found: _V | None = self.get(key)
        return self.put(key, ask()) if found is None else found

    def put(self, key: tuple[object, ...], value: _V) -> _V:
        """Holds an answer, and returns it; one that is larger than all may be together is not held."""
        size = answer_size(value)
        with self._lock:
            if key in self._held:
                self.size -= self._held.pop(key)[1]
            if size <= self._most:
                self._held[key] = (value, size)
                self.size += size
            while self.size > self._most:
                _, (_, gone) = self._held.popitem(last=False)
                self.size -= gone
        return value

    def forget(self, version: int) -> None:
        """Lets the answers of one version go; their keys name it in the second place."""
        with self._lock:
            for key in [one for one in self._held if one[1] == version]:
                self.size -= self._held.pop(key)[1]

    def __len__(self) -> int:
        return len(self._held)


def answer_size(value: object) -> int:
    """Bytes that an answer takes, about."""
    match value:
        case Result(rows=rows) | ListResult(rows=rows):
            return _ANSWER + len(rows) * (_ROW + _VALUE * (len(rows[0]) if rows else 0))
        case Mapping() | Sequence():
            return _ANSWER + len(value) * (_ROW + _VALUE)
        case _:
            return _ANSWER
