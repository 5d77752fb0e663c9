"""What the processes that fork for every kill have done before: importing, and first uses, would be most of each round.

A child killed with -9 leaves on disk what a process leaves that was started by itself. What either has given to the
system is written, in the same order; what either holds in its memory (buffers of SQLite and DuckDB, rows on their way)
ends with it; and so do its locks, which belong to its own descriptors. A fork could only differ by what it has from its
parent: a database that is open there, a lock that the parent goes on holding, a thread that is missing in the child. So
the parent closes all that it opened, and `warm_up` fails when it holds a file or runs a thread of its own.
"""

from __future__ import annotations

import gc
import threading
import time
from pathlib import Path

from sales_core.kernel.terms import LOCAL_ADMIN
from tests.support.company import Company

_DESCRIPTORS = Path("/proc/self/fd")


def warm_up(root: Path) -> float:
    """Loads, undoes and checks a company under `root` in this process, and closes it; the seconds of its last load."""
    seconds = _use(Company(root))
    gc.collect()
    gc.freeze()  # a child's collector would copy every page that it marks
    assert threading.enumerate() == [threading.main_thread()], "a child would miss a thread"
    assert not [one for one in _open_files() if one.is_relative_to(root)], "a child would share an open file"
    return seconds


def _use(company: Company) -> float:
    for number in (1, 2, 3):
        started = time.perf_counter()
        company.load(f"sales-{number}.csv", [{"date": f"2026-0{number}-05", "branch": "SH", "amount": number}])
        seconds = time.perf_counter() - started
    company.uploads.undo(3, LOCAL_ADMIN)
    company.uploads.maintenance.check()
    company.one("SELECT sum(amount) FROM sales")
    company.store.let_go_idle(-1)
    company.appdb.close()
    return seconds


def _open_files() -> list[Path]:
    """None where the system does not list them."""
    listed = list(_DESCRIPTORS.iterdir()) if _DESCRIPTORS.is_dir() else []
    return [one.readlink() for one in listed if one.is_symlink()]
