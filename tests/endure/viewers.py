"""Run by test_viewers: people who look, go back in time and export, while loads come and go; memory is told at the end.

`ROOT VIEWERS SECONDS`: prints answers, wrong answers, errors, megabytes after the first third, at the end, and when all
have gone.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from decimal import Decimal
from pathlib import Path

import psutil

from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import ListQuery, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.reports.workbook import result_workbook
from sales_core.semantic.service import MetricService
from tests.support.company import Company

MEGABYTE = 1024 * 1024
#: Rows that each load brings into its own month: enough that a version takes memory when it is read.
ROWS = 4_000


class Crowd:
    """What everybody does, and what they saw."""

    def __init__(self, root: Path) -> None:
        self.company = Company(root)
        self.figures = MetricService(self.company.store, self.company.appdb, product())
        self.until = float("inf")
        self.answers = 0
        self.wrong: list[str] = []
        self.errors: list[str] = []
        #: Version → its whole sum, the same for everybody and always.
        self.sums: dict[int, Decimal] = {}
        self._lock = threading.Lock()

    def load(self, turn: int) -> None:
        """One month of rows; every fifth time the last load is undone instead."""
        if turn % 5 == 4:
            self.company.uploads.undo(max(one.id for one in self.company.appdb.history.uploads()), LOCAL_ADMIN)
            return
        rows = [
            {"date": f"2026-{turn % 12 + 1:02d}-{day % 28 + 1:02d}", "branch": f"B{day % 40}", "customer": f"C{day % 900}",
             "product": f"P{day % 300}", "amount": day % 97 + turn}
            for day in range(ROWS)
        ]  # fmt: skip
        self.company.load(f"sales-{turn}.csv", rows)

    def uploads(self) -> None:
        """Loads until the time is over."""
        turn = 1
        while time.monotonic() < self.until:
            self._guarded(lambda turn=turn: self.load(turn))
            turn += 1
            time.sleep(1)

    def look(self, number: int) -> None:
        """One person: pages of the current version, now and then an old one, now and then a workbook."""
        own = Scope() if number % 2 else Scope.of({"branch": (f"B{number}",)})
        viewer, turn = Viewer(f"viewer{number}", Role.ADMIN, own), 0
        while time.monotonic() < self.until:
            turn += 1
            self._guarded(lambda turn=turn: self._look(viewer, turn))

    def _look(self, viewer: Viewer, turn: int) -> None:
        newest = self.company.appdb.current_version()
        version = max(1, newest - turn % 15) if turn % 7 == 0 else newest
        period = Period.parse(f"2026-{turn % 12 + 1:02d}")
        for by in (("branch",), ("customer",), ("product",), ("month",)):
            self.figures.run(Query(("net_sales", "line_count"), by, period), viewer, version)
        self.figures.run_list(ListQuery("overdue_customers", period), viewer, version)
        if turn % 11 == 0:
            result = self.figures.run(Query(("net_sales",), ("customer",), period), viewer, version)
            result_workbook(self.figures, viewer, result, "en")
        if not viewer.scope.allowed:
            total = self.figures.run(Query(("line_count",)), viewer, version).one()["line_count"]
            with self._lock:
                known = self.sums.setdefault(version, Decimal(str(total or 0)))
                if known != Decimal(str(total or 0)):
                    self.wrong.append(f"version {version}: {known} and {total}")
        with self._lock:
            self.answers += 1
        time.sleep(0.05)

    def _guarded(self, act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except SalesError as error:
            if "retired" not in str(error) and "retention" not in str(error):
                with self._lock:
                    self.errors.append(str(error))


def megabytes() -> int:
    """What this process takes now."""
    return int(psutil.Process().memory_info().rss // MEGABYTE)


def main(root: Path, viewers: int, seconds: float) -> None:
    crowd = Crowd(root)
    crowd.load(1)
    crowd.load(2)
    crowd.until = time.monotonic() + seconds
    threads = [threading.Thread(target=crowd.look, args=(number,)) for number in range(viewers)]
    threads.append(threading.Thread(target=crowd.uploads))
    for thread in threads:
        thread.start()
    time.sleep(seconds / 3)
    first = megabytes()
    for thread in threads:
        thread.join()
    last = megabytes()
    crowd.company.store.let_go_idle(-1)
    gc.collect()
    print(crowd.answers, len(crowd.wrong), len(crowd.errors), first, last, megabytes())
    print("\n".join([*crowd.wrong, *crowd.errors][:20]), file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
