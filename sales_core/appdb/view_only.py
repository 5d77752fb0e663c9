"""A copy of the application database to work on while the state directory cannot be written.

People sign in and read as ever; what they would change of the business is refused, and what signing in writes goes with
the copy.
"""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sales_core.kernel.errors import StorageError
from sales_core.kernel.storage import storage_error, unwritable
from sales_core.kernel.terms import Text

#: Where the copy may lie: the system's folder, else memory.
_PLACES = (None, "/dev/shm")  # noqa: S108 - a folder of its own is made in it, for this user alone


@cache
def temporary_copy(database: Path) -> Path:
    """A copy of the database, one a process, gone when it ends. Raises StorageError when nothing can be written
    anywhere."""
    for place in _PLACES:
        if unwritable(Path(place or tempfile.gettempdir())) is None:
            folder = Path(tempfile.mkdtemp(prefix="sales-view-only-", dir=place))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            return _copied(database, folder / database.name)
    raise StorageError(Text("error.disk_full"))


def _copied(database: Path, target: Path) -> Path:
    # Immutable: no lock and no journal beside the original can be written. Every commit moved its rows into the file.
    source = f"file:{quote(str(database))}?immutable=1"
    try:
        with closing(sqlite3.connect(source, uri=True)) as original, closing(sqlite3.connect(target)) as copy:
            original.backup(copy)
    except sqlite3.Error as error:
        raise storage_error(error) or error from error
    return target
