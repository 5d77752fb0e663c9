"""Run by test_crash: loads May again and again in one home until it is killed."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from sales_core.kernel.terms import LOCAL_ADMIN
from tests.support.company import Company


def main(root: Path, delay: float) -> None:
    # Opened before the clock starts: the kill must fall into a load, not into imports.
    company = Company(root)
    threading.Thread(target=_kill_after, args=(delay,), daemon=True).start()
    for turn in range(100):
        rows = [
            {
                "date": f"2026-05-{day:02d}",
                "branch": "SH",
                "rep": f"E{day}",
                "amount": 1000 + turn,
                "product": "P",
                "quantity": 1,
            }
            for day in range(1, 29)
        ]
        company.load(f"sales-{turn}.csv", rows, LOCAL_ADMIN)


def _kill_after(delay: float) -> None:
    time.sleep(delay)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
