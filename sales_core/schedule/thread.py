"""The thread of a server process that looks for what is due."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from sales_core.kernel.log import log_incident

#: Seconds between two looks.
LOOK_SECONDS = 30.0


class DueJobs(Protocol):
    """What knows what is due: a scheduler, or those of several companies."""

    def run_due(self) -> object:
        """Runs it."""


class ScheduleThread:
    """Looks at once when it is started, then every `seconds`. A job under way does not hold up the process's end."""

    def __init__(self, scheduler: Callable[[], DueJobs], seconds: float = LOOK_SECONDS) -> None:
        self._scheduler = scheduler
        self._seconds = seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, name="schedule", daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the job under way; returns at once."""
        self._stopped.set()

    def _look(self) -> None:
        while not self._stopped.is_set():
            try:
                self._scheduler().run_due()
            except Exception as error:  # noqa: BLE001 - a database that is away now may be back at the next look
                log_incident("looking for due jobs failed", error)
            self._stopped.wait(self._seconds)
