"""Opens the application database of a state directory, but never a new one beside figures that it would not know."""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy as sa

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.engine import open_engine, open_read_only
from sales_core.appdb.journal import refuse_behind
from sales_core.appdb.journal_file import JournalFiles
from sales_core.appdb.standby import standby_of
from sales_core.appdb.upgrade import refuse_newer
from sales_core.kernel.blob_store import Area, BlobStore
from sales_core.kernel.errors import StorageError, UnhealthyError
from sales_core.kernel.settings import Settings
from sales_core.kernel.storage import unwritable
from sales_core.kernel.terms import Text

#: What no new state directory holds: files of versions and uploads, and what a killed restore had begun to copy.
_LASTING_FILES = {
    Area.VERSIONS: re.compile(r"\d{6,}-[^.]+\.duckdb|[0-9a-f]{16}\.draft"),
    Area.UPLOADS: re.compile(r"[^.]+\.arrow|[0-9a-f]{16}\.draft"),
}


def open_database(settings: Settings) -> AppDatabase:
    """The company's application database; made when the state directory is new.

    Raises UnhealthyError when files of versions or uploads, or a journal, stand in the state directory and the database
    is absent, empty, unreadable (it was lost, or copied without its write-ahead log) or older than the journal:
    nothing is made or changed then.

    While the state directory cannot be written it works on a copy, `view_only`, that takes no change of the business.
    """
    journal = settings.home.journal
    if count := _lasting_files(settings.home.blobs) + len(JournalFiles(journal).files()):
        try:
            is_new = _is_new(settings.appdb_address, journal)
        except (sa.exc.DatabaseError, UnicodeDecodeError) as error:
            if isinstance(error, sa.exc.OperationalError) and not isinstance(settings.appdb_address, Path):
                raise  # a server that does not answer has lost nothing
            said = error.orig if isinstance(error, sa.exc.DatabaseError) else error
            raise UnhealthyError(Text("appdb.unreadable", {"error": said, "files": count})) from error
        if is_new:
            raise UnhealthyError(Text("appdb.lost", {"files": count}))
    address = settings.appdb_address
    standby = standby_of(address) if isinstance(address, Path) else None
    if standby is not None and standby.reason is None and settings.home.appdb.is_file():
        reason = unwritable(settings.home.root)
        if reason is not None:
            standby.begin(reason)
    try:
        return AppDatabase(address, journal, standby)
    except StorageError as error:
        if standby is None or not settings.home.appdb.is_file():
            raise
        standby.begin(error.text)
    return AppDatabase(address, journal, standby)


def _lasting_files(blobs: BlobStore) -> int:
    return sum(bool(pattern.fullmatch(name)) for area, pattern in _LASTING_FILES.items() for name in blobs.names(area))


def _is_new(address: Path | str, journal: Path) -> bool:
    """Whether the database has no tables. Raises UnhealthyError when it is older than the journal."""
    if isinstance(address, Path) and not (address.is_file() and address.stat().st_size):
        return True
    engine = open_read_only(address) if isinstance(address, Path) else open_engine(address)
    try:
        if refuse_newer(engine) is None:
            return True
        refuse_behind(engine, journal)
        return False
    finally:
        engine.dispose()
