"""What was worked out of something, kept as long as somebody holds that. Bounded; safe to share between threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

_KEPT = 200
_LOCK = threading.Lock()
_MEMOS: WeakKeyDictionary[Any, OrderedDict[Any, Any]] = WeakKeyDictionary()


def kept(owner: Any, key: Any, make: Callable[[], Any]) -> Any:
    """What `make` returned for `key` before, or returns now. `owner` is what it is worked out of: it goes when that
    goes, so the value may not hold it.

    The key has to name everything else that the value rests on: question and the viewer's scope.
    """
    with _LOCK:
        memo = _MEMOS.setdefault(owner, OrderedDict())
        if key in memo:
            memo.move_to_end(key)
            return memo[key]
    value = make()
    with _LOCK:
        memo[key] = value
        while len(memo) > _KEPT:
            memo.popitem(last=False)
    return value
