"""Keeps the state directory to its owner: folders 0700, files 0600; a group may read where the environment says so."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

from sales_core.kernel.environment import environment

_log = logging.getLogger(__name__)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_BEYOND_GROUP_READING = stat.S_IWGRP | stat.S_IRWXO


def make_private(root: Path) -> None:
    """Makes the folder, closes it and all in it to others, and lets this process make no open file from now on.

    What is there is only walked through while the folder itself is open: a closed one lets nobody further.
    """
    closed = _BEYOND_GROUP_READING if environment().group_reads else _OTHERS
    os.umask(closed)
    if not root.is_dir():
        root.mkdir(parents=True, exist_ok=True)
    if not root.stat().st_mode & closed:
        return
    for folder, _, files in os.walk(root, topdown=False):
        for name in files:
            _close(Path(folder) / name, closed)
        _close(Path(folder), closed)


def _close(path: Path, closed: int) -> None:
    """Takes the rights in `closed` away; what is not ours to change is told in the log."""
    try:
        if not path.is_symlink() and path.stat().st_mode & closed:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~closed)
    except FileNotFoundError:
        return  # another process removed it meanwhile
    except OSError as error:
        _log.warning("rights could not be taken from others", extra={"file": str(path), "error": str(error)})
