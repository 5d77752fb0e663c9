"""What is worked out of a version once, kept as long as somebody holds the version and no longer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sales_core.warehouse.snapshot import Snapshot

_P = ParamSpec("_P")
_R = TypeVar("_R")
#: Answers to different arguments that one version keeps.
_MOST = 16


def kept_with_snapshot(
    ask: Callable[Concatenate[Snapshot, _P], _R],
) -> Callable[Concatenate[Snapshot, _P], _R]:
    """Keeps what `ask` answers for a snapshot and hashable positional arguments; the answer may not hold the snapshot.

    A cache that held the snapshot would keep its connection and pages in memory after the store let it go.
    """
    kept: WeakKeyDictionary[Snapshot, OrderedDict[Hashable, _R]] = WeakKeyDictionary()
    lock = threading.Lock()

    @wraps(ask)
    def answer(snapshot: Snapshot, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        key = (args, tuple(sorted(kwargs.items())))
        with lock:
            held = kept.setdefault(snapshot, OrderedDict())
            if key in held:
                held.move_to_end(key)
                return held[key]
        found = ask(snapshot, *args, **kwargs)
        with lock:
            held[key] = found
            if len(held) > _MOST:
                held.popitem(last=False)
        return found

    return answer
