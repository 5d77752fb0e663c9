"""Run by test_together: a process that holds the company open, as a server does, and loads again and again.

Prints the branch of each load that was acknowledged.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sales_core.kernel.errors import ConflictError
from tests.support.company import Company


def main(root: Path, number: int, loads: int) -> None:
    company = Company(root)
    company.files = 1_000 * number  # the servers share a folder
    for turn in range(loads):
        branch = f"S{number}T{turn}"
        for _ in range(20):
            try:
                company.load(
                    f"sales-{branch}.csv",
                    [{"date": f"2026-{turn % 12 + 1:02d}-{number:02d}", "branch": branch, "amount": 1}],
                )
            except ConflictError:
                continue  # somebody came first: planned anew
            print(branch, flush=True)
            break


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
