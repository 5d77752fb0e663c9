"""How a parallel run is shared out: a file's tests stay in one process, and so do all tests that need a server and a browser."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

#: Starting a browser with the front end compiled, and the process that servers are forked from, takes a worker 13 seconds
#: of processor time; who waits for a browser leaves the cores to the others.
_TOGETHER = "tests/e2e/"


class _OneWorkerWithBrowser(LoadFileScheduling):  # type: ignore[misc]
    """By file, but for what one worker does."""

    def _split_scope(self, nodeid: str) -> str:
        return _TOGETHER if nodeid.startswith(_TOGETHER) else super()._split_scope(nodeid)


def make_scheduler(config: pytest.Config, log: Any) -> object:
    """The scheduler of a run by file; None leaves it to the plugin.

    A sweep has so many tests with a browser that several workers should have one.
    """
    is_short = config.option.markexpr != "endure"
    return _OneWorkerWithBrowser(config, log) if config.option.dist == "loadfile" and is_short else None
