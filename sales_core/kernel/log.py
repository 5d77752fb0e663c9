"""One log for every module: what `logging.getLogger(__name__)` says anywhere is written here. A leaf.

`start_log` gives records two readers: JSON lines for programs in a file that rotates, lines for people on standard
error. Every record carries the ids that `log_context` bound in its thread, so that the log of one page, one plan or
one incident can be picked out.
"""

from __future__ import annotations

import logging
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TextIO, TypedDict, Unpack

from filelock import FileLock

if TYPE_CHECKING:
    from structlog.stdlib import ProcessorFormatter
    from structlog.types import EventDict, Processor, WrappedLogger

LOG_FILE = "sales.log"
_FILE_BYTES = 10 * 1024 * 1024
_FILES_KEPT = 9
#: Loggers of this product; of others only warnings are kept.
_OWN = ("sales_core", "pages", "data", "__main__")
#: Without letters and digits that are taken for each other on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOCK_SECONDS = 10.0

_OUTSIDE: Mapping[str, object] = MappingProxyType({})
_context: ContextVar[Mapping[str, object]] = ContextVar("log_context", default=_OUTSIDE)
_log = logging.getLogger(__name__)


class ContextIds(TypedDict, total=False):
    """What a record can be picked out by."""

    request: str
    viewer: str
    page: str
    command: str
    job: str
    version: int
    plan: str
    incident: str


@contextmanager
def log_context(**ids: Unpack[ContextIds]) -> Iterator[None]:
    """Binds ids to every record that this thread writes inside the block; those of an outer block stay."""
    bound: dict[str, object] = {**ids}
    token = _context.set({**_context.get(), **bound})
    try:
        yield
    finally:
        _context.reset(token)


def bind_ids(**ids: Unpack[ContextIds]) -> None:
    """Binds further ids until the `log_context` block around it ends, so that its failure is logged with them.

    Does nothing outside a block: they would stay with the thread.
    """
    if _context.get() is _OUTSIDE:
        return
    bound: dict[str, object] = {**ids}
    _context.set({**_context.get(), **bound})


def new_id() -> str:
    """A short id that people can read to each other, such as `4F7-K2M`."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def log_incident(event: str, error: BaseException, *, level: int = logging.ERROR) -> str:
    """Writes a failure with its traceback and returns its incident number, which the screen shows."""
    number = new_id()
    with log_context(incident=number):
        _log.log(level, event, exc_info=error)
    return number


def start_log(folder: Path, *, human_level: int = logging.WARNING) -> None:
    """Sends this process's records to `folder`/sales.log and, from `human_level` on, to standard error.

    The file is made with its first record. Called again, the new places replace the old ones.
    """
    stop_log()
    root = logging.getLogger()
    for handler in (_SharedFile(folder / LOG_FILE), _HumanLines(human_level)):
        handler.addFilter(_is_kept)
        root.addHandler(handler)
    root.setLevel(min(root.level or logging.INFO, logging.INFO))


def stop_log() -> None:
    """Closes the places that `start_log` opened; nothing when there are none."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _SharedFile | _HumanLines)]:
        root.removeHandler(handler)
        handler.close()


class _SharedFile(RotatingFileHandler):
    """One file for all processes of a company: whoever writes holds its lock, and follows when another rotated it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8", delay=True)
        self._path = path
        self._is_told = False
        self.setFormatter(_Structured(json=True))

    @cached_property
    def _turn(self) -> FileLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self._path.with_suffix(".lock"), timeout=_LOCK_SECONDS)

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one line; a log that cannot be written is told once on standard error and stops nothing."""
        try:
            with self._turn:
                if self.stream is not None and not self._is_current(self.stream.fileno()):
                    self.stream.close()
                    self.stream = None  # the base class opens it again
                super().emit(record)
        except OSError as error:
            self._tell(error)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class calls it so
        """A disk that is full in the middle of a line is no failure of the program."""
        error = sys.exc_info()[1]
        if isinstance(error, OSError):
            self._tell(error)
        else:
            super().handleError(record)

    def close(self) -> None:
        """Closes the file, whatever of its last line found no room."""
        try:
            super().close()
        except OSError as error:
            self._tell(error)

    def _tell(self, error: OSError) -> None:
        if not self._is_told:
            self._is_told = True
            sys.stderr.write(f"{self._path.name}: {error.strerror}\n")

    def _is_current(self, number: int) -> bool:
        try:
            return os.path.samestat(os.fstat(number), self._path.stat())
        except FileNotFoundError:
            return False


class _HumanLines(logging.StreamHandler[TextIO]):
    """Lines on whatever standard error is at that moment."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.setLevel(level)
        self.setFormatter(_Structured(json=False))

    @property
    def stream(self) -> TextIO:
        """Standard error now: tests and servers exchange it."""
        return sys.stderr

    @stream.setter
    def stream(self, value: TextIO) -> None:
        """The base class sets it once; there is nothing to keep."""


class _Structured(logging.Formatter):
    """Records as structlog draws them. structlog is imported with the first record: most commands write none."""

    def __init__(self, *, json: bool) -> None:
        super().__init__()
        self._json = json

    @cached_property
    def _drawn(self) -> ProcessorFormatter:
        import structlog

        before: list[Processor] = [
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            _bound_ids,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ]
        if self._json:
            last: list[Processor] = [
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ]
        else:
            last = [_exception_in_a_line, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, pad_level=False)]
        remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=[remove, *last])

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        return self._drawn.format(record)


def _bound_ids(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # A formatter of another handler leaves its text on the record, where it looks like a fact of the caller's.
    return {**_context.get(), **{name: value for name, value in event.items() if name not in {"message", "asctime"}}}


def _exception_in_a_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The traceback is in the file."""
    found: Any = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else sys.exc_info()[1] if found else None
    return event if error is None else {**event, "error": f"{type(error).__name__}: {error}"}


def _is_kept(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.split(".")[0] in _OWN
