"""Started by test_scheduler: one of several processes that look for what is due at the same moment.

Arguments: SALES_HOME's folder, database URL or "", file to write to, number of processes, which begin together.
"""

import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Home, Settings
from sales_core.loading.uploads import Uploads
from sales_core.schedule.due import Every
from sales_core.schedule.job import JobCompany, ScheduledJob
from sales_core.schedule.scheduler import Scheduler
from sales_core.warehouse.store import Store


def main() -> None:
    """Runs the job `append`, which writes this process's number to the file."""
    home, database, file, processes = sys.argv[1:]

    def append(_company: JobCompany) -> Mapping[str, str | int]:
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(f"{os.getpid()}\n")
        time.sleep(0.5)
        return {}

    settings = Settings(home=Home(Path(home)), database=database)
    appdb = AppDatabase(settings.appdb_address)
    uploads = Uploads(settings, Store(settings.home, appdb, product()), appdb, product())
    clock = [datetime(2026, 5, 9, 1, 30, tzinfo=UTC)]
    job = ScheduledJob("append", lambda _: Every(1), append)
    scheduler = Scheduler(JobCompany(settings, appdb, product(), uploads), [job], now=lambda: clock[-1])
    _meet(Path(file).parent, int(processes))
    for hour in (1, 2, 2, 2):
        clock.append(datetime(2026, 5, 9, hour, 30, tzinfo=UTC))
        scheduler.run_due()
    appdb.close()


def _meet(folder: Path, processes: int) -> None:
    """Waits until so many processes are here."""
    (folder / f"here-{os.getpid()}").touch()
    until = time.monotonic() + 60
    while len(list(folder.glob("here-*"))) < processes:
        if time.monotonic() > until:
            raise TimeoutError("the other processes did not come")
        time.sleep(0.005)


main()
