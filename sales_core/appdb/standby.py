"""The copy of the application database that a process works on while the state directory cannot be written.

People sign in and read as ever; what they would change of the business is refused. It begins when the disk is full or
the folder became read-only, also while the program runs, and ends by itself when there is room again: who signed in
stays signed in, and the audit trail gets its lines.
"""

from __future__ import annotations

import atexit
import logging
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import ParamSpec, TypeVar
from urllib.parse import quote

import sqlalchemy as sa

from sales_core.appdb.engine import open_engine
from sales_core.i18n.catalogue import LOG_LOCALE
from sales_core.kernel.errors import StorageError
from sales_core.kernel.storage import storage_error, unwritable
from sales_core.kernel.terms import Text

_P = ParamSpec("_P")
_R = TypeVar("_R")
_log = logging.getLogger(__name__)
#: Where the copy may lie: the system's folder, else memory.
_PLACES = (None, "/dev/shm")  # noqa: S108 - a folder of its own is made in it, for this user alone
#: Seconds between two looks whether the directory can be written.
_LOOK_SECONDS = 1.0
#: The copy is worked on so long at most before another look, when trouble came back soon.
_MOST_HOLD_SECONDS = 60.0
#: A look that is written and removed again: larger than what a file system hides in the end of a block.
_PROBE_BYTES = 65_536
_known: dict[Path, Standby] = {}
_known_lock = threading.Lock()


class Standby:
    """That of one database in this process; whoever opens the database here shares it. Safe between threads."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._reason: Text | None = None
        self._engine: sa.Engine | None = None
        self._folder: Path | None = None
        self._looked = self._ended = float("-inf")
        self._hold = _LOOK_SECONDS

    @property
    def reason(self) -> Text | None:
        """Why the copy is worked on; None while the database itself is."""
        return self._reason

    @property
    def engine(self) -> sa.Engine | None:
        """Of the copy; None while the database itself is worked on."""
        return self._engine

    def look(self, carry_over: Callable[[sa.Engine], None]) -> None:
        """Begins or ends as the state directory is now; `carry_over` is given the copy when it ends.

        Raises StorageError when a copy cannot be made anywhere.
        """
        moment = time.monotonic()
        if moment - self._looked < (_LOOK_SECONDS if self._reason is None else self._hold):
            return
        with self._lock:
            self._looked = moment
            reason = unwritable(self._database.parent)
            if self._reason is None:
                if reason is not None and self._database.is_file():
                    self.begin(reason)
            elif reason is None and _takes_bytes(self._database.parent):
                self._end(carry_over)

    def begin(self, reason: Text) -> None:
        """Copies the database, and works on the copy. Raises StorageError when nothing can be written anywhere."""
        with self._lock:
            if self._reason is not None:
                return
            self._looked = moment = time.monotonic()
            # A disk with room for a few more writes would else be left and taken up again all the time.
            is_again = moment - self._ended < _MOST_HOLD_SECONDS
            self._hold = min(2 * self._hold, _MOST_HOLD_SECONDS) if is_again else _LOOK_SECONDS
            folder = _folder()
            self._engine = open_engine(_copied(self._database, folder / self._database.name))
            self._folder, self._reason = folder, reason
        _log.warning("view only", extra={"reason": reason.in_(LOG_LOCALE)})

    def _end(self, carry_over: Callable[[sa.Engine], None]) -> None:
        """Works on the database again; on the copy still, when what it holds cannot be carried over."""
        copy, folder, reason = self._engine, self._folder, self._reason
        if copy is None or folder is None:
            return
        self._engine = self._reason = None
        try:
            carry_over(copy)
        except StorageError as error:
            self._engine, self._reason = copy, reason
            _log.warning("view only still", extra={"reason": error.text.in_(LOG_LOCALE)})
            return
        self._ended = time.monotonic()
        copy.dispose()
        shutil.rmtree(folder, ignore_errors=True)
        _log.warning("view only is over")


def standby_of(database: Path) -> Standby:
    """The one of this process for a database file, which may not be there yet."""
    with _known_lock:
        return _known.setdefault(database.resolve(), Standby(database))


def once_more(work: Callable[_P, _R], *given: _P.args, **named: _P.kwargs) -> _R:
    """Does `work`, and again when it found that nothing can be written: by then there is a copy that takes it."""
    try:
        return work(*given, **named)
    except StorageError:
        return work(*given, **named)


def _folder() -> Path:
    for place in _PLACES:
        if unwritable(Path(place or tempfile.gettempdir())) is None:
            folder = Path(tempfile.mkdtemp(prefix="sales-view-only-", dir=place))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            return folder
    raise StorageError(Text("error.disk_full"))


def _copied(database: Path, target: Path) -> Path:
    """A copy with what stands in the write-ahead log: sign-ins are not moved into the file at once."""
    is_open = database.with_name(f"{database.name}-shm").is_file()
    if not (is_open and _backed_up(database, target)):
        target.unlink(missing_ok=True)
        _copy_files(database, target)
    return target


def _backed_up(database: Path, target: Path) -> bool:
    """Whether SQLite could copy it, in turn with whoever has it open; without their files no turn can be taken."""
    source = f"file:{quote(str(database))}?mode=ro"
    try:
        with closing(sqlite3.connect(source, uri=True)) as original, closing(sqlite3.connect(target)) as copy:
            original.backup(copy)
    except sqlite3.Error:
        return False
    return True


def _copy_files(database: Path, target: Path) -> None:
    try:
        shutil.copyfile(database, target)
        log = database.with_name(f"{database.name}-wal")
        if log.is_file():
            shutil.copyfile(log, target.with_name(f"{target.name}-wal"))
    except OSError as error:
        raise storage_error(error) or error from error


def _takes_bytes(folder: Path) -> bool:
    """Whether a file can be written to the folder just now."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_PROBE_BYTES))
            probe.flush()
    except OSError:
        return False
    return True
