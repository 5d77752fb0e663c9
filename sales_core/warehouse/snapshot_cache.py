"""What is worked out of a version once, kept as long as somebody holds the version and no longer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from sales_core.kernel.memo import kept
from sales_core.warehouse.snapshot import Snapshot

_P = ParamSpec("_P")
_R = TypeVar("_R")


def kept_with_snapshot(
    ask: Callable[Concatenate[Snapshot, _P], _R],
) -> Callable[Concatenate[Snapshot, _P], _R]:
    """Keeps what `ask` answers for a snapshot and hashable arguments; the answer may not hold the snapshot.

    A cache that held the snapshot would keep its connection and pages in memory after the store let it go.
    """

    @wraps(ask)
    def answer(snapshot: Snapshot, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        key = (ask, args, tuple(sorted(kwargs.items())))
        return cast("_R", kept(snapshot, key, lambda: ask(snapshot, *args, **kwargs)))

    return answer
