"""Gathers who saw what and writes it in batches: looking stays quick, and goes on when the log cannot be written."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from dataclasses import replace

from sales_core.appdb.look_log import FigureLook, LookLog
from sales_core.kernel import clock
from sales_core.kernel.errors import SalesError, StorageError
from sales_core.kernel.terms import Text, Viewer
from sales_core.semantic.look_question import LookQuestion, question_as_json

#: Looks wait so long in memory before they are written together.
BATCH_SECONDS = 5.0
#: Different looks that wait at most; while the log cannot be written, the oldest go first, and the log says how many.
MOST_WAITING = 20_000
#: A restricted look that was written so lately is counted with the next batch.
_WRITTEN_SECONDS = 60.0
_log = logging.getLogger(__name__)
_Key = tuple[str, int, str, LookQuestion]


class LookRecorder:
    """Notes looks. Safe between threads."""

    def __init__(self, log: LookLog) -> None:
        self._look_log = log
        self._waiting: dict[_Key, FigureLook] = {}
        self._written: dict[_Key, float] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None
        self._lost = 0

    def note(self, viewer: Viewer, version: int, question: LookQuestion, *, is_restricted: bool = False) -> None:
        """Notes that `viewer` is about to see the answer.

        A restricted one is written before it is seen: raises StorageError when it cannot be. Any other is seen
        whatever becomes of the log.
        """
        moment = clock.now()
        key = (viewer.name, version, moment.date().isoformat(), question)
        with self._lock:
            known = self._waiting.get(key)
            if known is None:
                self._waiting[key] = FigureLook(viewer.name, version, {}, moment, moment)
                self._bound()
            else:
                self._waiting[key] = replace(known, last=moment, times=known.times + 1)
            if self._timer is None:
                self._timer = threading.Timer(BATCH_SECONDS, self.write)
                self._timer.daemon = True
                self._timer.start()
                _WAITING.add(self)
            is_written = time.monotonic() - self._written.get(key, float("-inf")) < _WRITTEN_SECONDS
        if is_restricted and not is_written and (error := self.write()) is not None:
            raise StorageError(Text("looks.refused", {"reason": error}))

    def write(self) -> Text | None:
        """Writes what waits; why that failed, None when it is written. What failed waits for the next time."""
        with self._writing:
            with self._lock:
                waiting, self._waiting = self._waiting, {}
                if self._timer is not None:
                    self._timer.cancel()
                    self._timer = None
            looks = [replace(look, question=question_as_json(key[-1])) for key, look in waiting.items()]
            try:
                self._look_log.write(looks)
            except SalesError as error:
                self._keep(waiting)
                _log.warning("looks could not be written", extra={"waiting": len(waiting), "error": str(error)})
                return error.text
        _WAITING.discard(self)
        self._tell_lost()
        moment = time.monotonic()
        with self._lock:
            if len(self._written) > MOST_WAITING:
                self._written.clear()
            self._written.update(dict.fromkeys(waiting, moment))
        return None

    def _keep(self, failed: dict[_Key, FigureLook]) -> None:
        """Puts looks back that could not be written."""
        with self._lock:
            for key, look in self._waiting.items():
                earlier = failed.get(key)
                failed[key] = look if earlier is None else replace(
                    look, first=earlier.first, times=earlier.times + look.times
                )  # fmt: skip
            self._waiting = failed
            self._bound()

    def _bound(self) -> None:
        while len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
            self._lost += 1

    def _tell_lost(self) -> None:
        with self._lock:
            lost, self._lost = self._lost, 0
        if lost:
            _log.error("looks were lost while the log could not be written", extra={"count": lost})


#: Those with looks that no batch has taken yet.
_WAITING: set[LookRecorder] = set()


def _write_last() -> None:
    """At the end of the process."""
    for recorder in tuple(_WAITING):
        recorder.write()


atexit.register(_write_last)
