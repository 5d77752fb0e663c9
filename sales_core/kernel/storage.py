"""Full disks and folders that cannot be written, told as what they are wherever they are met."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from sales_core.kernel.errors import StorageError
from sales_core.kernel.terms import Text

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_SAYS_FULL = ("No space left on device", "database or disk is full", "Disk quota exceeded")
_SAYS_CLOSED = ("Read-only file system", "attempt to write a readonly database", "unable to open database file")
#: With less than this nothing can be written reliably, not even a sign-in.
_LEAST_FREE = 2 * 1024 * 1024


def storage_error(error: BaseException) -> StorageError | None:
    """The error as a full disk or a folder that cannot be written; None when it is something else."""
    if isinstance(error, StorageError):
        return error
    number = error.errno if isinstance(error, OSError) else None
    message = str(error)
    if number in _FULL or any(text in message for text in _SAYS_FULL):
        return StorageError(Text("error.disk_full"))
    if number in _CLOSED or any(text in message for text in _SAYS_CLOSED):
        return StorageError(Text("error.not_writable", {"error": message}))
    cause = error.__cause__ or error.__context__
    return storage_error(cause) if cause is not None else None


def unwritable(folder: Path) -> Text | None:
    """Why nothing can be written to a folder; None when something can."""
    if not folder.is_dir():
        return None
    if not os.access(folder, os.W_OK):
        return Text("error.not_writable", {"error": folder})
    return Text("error.disk_full") if shutil.disk_usage(folder).free < _LEAST_FREE else None


def need_free(folder: Path, size: int) -> None:
    """Raises StorageError unless the disk of a folder has room for so many bytes."""
    free = shutil.disk_usage(folder).free
    if free < size:
        facts = {"needed": -(-size // 1_000_000), "free": free // 1_000_000}
        raise StorageError(Text("error.disk_short", facts))
