"""Temporary files of a run in memory: on a disk the tests wait for a thousandth of a second or more at every commit.

Nothing that is tested depends on it: a process that is killed leaves in memory what it leaves on a disk, a full or
read-only disk is mounted by the test itself, and the order of what is made durable is read from the calls.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder below it is private
_PREFIX = "sales-cockpit-tests-"
#: A whole run had 5.8 GB at once; the processes need memory too.
_NEEDED_BYTES = 10 * 1024**3


def use_memory() -> Path | None:
    """Makes the run's temporary folder in memory; None where there is too little of it or TMPDIR names another one."""
    if "TMPDIR" in os.environ or not _has_room():
        return None
    _remove_left_over()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_MEMORY))
    folder.chmod(0o711)  # the database server of the tests runs as another user
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None  # what the module has found before
    return folder


def _has_room() -> bool:
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        return False
    words = Path("/proc/meminfo").read_text(encoding="ascii").split()
    free = int(words[words.index("MemAvailable:") + 1]) * 1024
    return min(free, shutil.disk_usage(_MEMORY).free) > _NEEDED_BYTES


def _remove_left_over() -> None:
    """Removes what runs have left that failed or were killed."""
    for folder in _MEMORY.glob(f"{_PREFIX}*"):
        process = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if not Path("/proc", process).exists():
            with suppress(OSError):  # another person's
                shutil.rmtree(folder)
