"""Run by test_crash: for each number of seconds on a line, a child loads May again and again until it is killed then.

Nothing is open in this process itself, so that it can fork: tests/loading/warm.py.
"""

import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

from sales_core.kernel.terms import LOCAL_ADMIN
from tests.loading.warm import warm_up
from tests.support.company import Company


def load(root: Path, delay: float) -> None:
    """Loads until it is killed."""
    # Opened before the clock starts: the kill must fall into a load, not into the opening.
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


def main(root: Path) -> None:
    """Prints the seconds of a load, then how each child ended: the negative number of a signal."""
    print(warm_up(root / "warm"), flush=True)
    for line in sys.stdin:
        number = os.fork()
        if not number:
            try:
                load(root, float(line))
            except BaseException:  # noqa: BLE001 - a child must never return into the parent's code
                traceback.print_exc()
            os._exit(1)
        print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
