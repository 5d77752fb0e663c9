"""Keeps a reading process to one folder where the system can: it writes nowhere else, and reaches nobody by network.

Linux has Landlock for it (5.13 and later, when it is switched on): a process gives rights up for itself and for what it
starts, for good. Elsewhere nothing is given up, and limits of memory, CPU and time hold alone.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from pathlib import Path

# The same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38

#: Writing to a file, removing, and making anything: bits of the kernel's LANDLOCK_ACCESS_FS_…
_WRITE_FILE, _REMOVE_FOLDER, _MAKE_SYMLINK = 1, 4, 12
_CHANGES = 1 << _WRITE_FILE | sum(1 << bit for bit in range(_REMOVE_FOLDER, _MAKE_SYMLINK + 1))
_REFER, _TRUNCATE = 1 << 13, 1 << 14
#: Binding and connecting by TCP.
_TCP = 1 << 0 | 1 << 1
#: Abstract sockets of others, signals to others.
_OTHERS = 1 << 0 | 1 << 1
#: The version of the interface that knows each.
_KNOWS_REFER, _KNOWS_TRUNCATE, _KNOWS_TCP, _KNOWS_OTHERS = 2, 3, 4, 6


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("others", ctypes.c_uint64))


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def confinement_version() -> int:
    """The version of the kernel's interface; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    found = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    return max(int(found), 0)


def confine(folder: Path | None) -> bool:
    """From now on this thread, and what it starts, changes files below `folder` alone; None: nowhere.

    Temporary files go there too. False where the system cannot do it. Raises OSError when it can and does not.
    """
    if folder is not None:
        tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    version = confinement_version()
    if not version:
        return False
    changes = _CHANGES
    changes |= _REFER if version >= _KNOWS_REFER else 0
    changes |= _TRUNCATE if version >= _KNOWS_TRUNCATE else 0
    asked = _Ruleset(changes, _TCP if version >= _KNOWS_TCP else 0, _OTHERS if version >= _KNOWS_OTHERS else 0)
    ruleset = _call(_CREATE_RULESET, ctypes.byref(asked), ctypes.c_size_t(ctypes.sizeof(asked)), ctypes.c_uint32(0))
    try:
        if folder is not None:
            _allow(ruleset, folder, changes)
        if _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")
        _call(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0))
    finally:
        os.close(ruleset)
    return True


def _allow(ruleset: int, folder: Path, changes: int) -> None:
    opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _PathRule(changes, opened)
        _call(_ADD_RULE, ruleset, _BENEATH, ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(opened)


def _call(number: int, *arguments: object) -> int:
    found = int(_libc().syscall(number, *arguments))
    if found < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return found


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
