"""How much memory a process may keep: settings in bytes, by default shares of the machine's or container's memory."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sales_core.kernel.environment import environment
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

_MEGABYTE = 1024 * 1024
#: glibc's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, and the bytes that they begin with.
_MALLOC_THRESHOLDS, _KEPT_BLOCK = (-1, -3), 128 * 1024
#: Megabytes that a variable may name.
_LEAST_STATED, _MOST_STATED = 16, 1_000_000
#: What a machine is taken to have that tells nothing.
_UNKNOWN_MACHINE = 4096 * _MEGABYTE
#: Where a container's limit stands: the newer and the older kind of control groups.
_GROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


@dataclass(frozen=True, slots=True)
class MemoryLimits:
    """Bytes. `versions`: all that versions held open keep, queries under way included; `figures`: answers kept for the
    next reader; `uploads`: files of everybody that wait to be read, `person_uploads` those of one person.
    """

    versions: int
    figures: int
    uploads: int
    person_uploads: int

    @classmethod
    def of_machine(cls, memory: int) -> MemoryLimits:
        """The shares of a machine with so many bytes of memory, within what makes sense on any."""
        uploads = _between(memory // 8, 256, 1024)
        return cls(
            versions=_between(memory // 4, 256, 8192),
            figures=_between(memory // 32, 32, 512),
            uploads=uploads,
            person_uploads=_of_one_person(uploads),
        )


@cache
def memory_limits() -> MemoryLimits:
    """Those of this process: SALES_MEMORY_… where one is set, else shares of `machine_memory`.

    Raises UsageError for one that is no number of megabytes.
    """
    usual, given = MemoryLimits.of_machine(machine_memory()), environment()
    uploads = _stated("SALES_MEMORY_UPLOADS", given.memory_uploads) or usual.uploads
    return MemoryLimits(
        versions=_stated("SALES_MEMORY_VERSIONS", given.memory_versions) or usual.versions,
        figures=_stated("SALES_MEMORY_FIGURES", given.memory_figures) or usual.figures,
        uploads=uploads,
        person_uploads=_of_one_person(uploads),
    )


def _stated(name: str, text: str) -> int:
    """The bytes that a variable names; 0 where it is not set."""
    if not text:
        return 0
    if not text.isdecimal() or not _LEAST_STATED <= int(text) <= _MOST_STATED:
        allowed = Text("settings.allowed_number", {"least": _LEAST_STATED, "most": _MOST_STATED})
        raise UsageError(Text("settings.bad_value", {"name": name, "value": text, "form": allowed}))
    return int(text) * _MEGABYTE


def hand_freed_memory_back() -> bool:
    """Has the C library give freed blocks back to the system; whether it can be told so (glibc can).

    By itself it takes the largest block that was freed as the measure of what to keep, and one static file of 4.7 MB
    is enough to keep twice that in every thread's share.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return all(mallopt(which, _KEPT_BLOCK) == 1 for which in _MALLOC_THRESHOLDS)


def machine_memory() -> int:
    """Bytes of memory that this process can have: the machine's, or its container's where that is less."""
    return min(_memory_facts(), default=_UNKNOWN_MACHINE)


def _memory_facts() -> Iterator[int]:
    with suppress(ValueError, OSError):  # a system that does not tell
        yield os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in map(Path, _GROUP_LIMITS):
        try:
            text = path.read_text(encoding="ascii").strip()
        except OSError:
            continue
        if text.isdigit():  # "max" = no limit of its own
            yield int(text)


def _of_one_person(uploads: int) -> int:
    """A quarter of everybody's, and never more than one person has a use for."""
    return min(uploads // 4, 96 * _MEGABYTE)


def _between(size: int, least: int, most: int) -> int:
    """`size` within so many megabytes."""
    return min(max(size, least * _MEGABYTE), most * _MEGABYTE)
