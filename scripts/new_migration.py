"""`python scripts/new_migration.py NAME`: writes the migration that the declared tables and records ask for."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sales_core.catalogue.catalogue import product
from sales_core.records.migration import write_migration


def main() -> int:
    """Exit code: 0 written, 1 nothing to write, 2 usage."""
    if len(sys.argv) != 2 or not sys.argv[1].isidentifier():
        print("python scripts/new_migration.py NAME    a name such as promise_to_pay")
        return 2
    path = write_migration(sys.argv[1], product().records.values())
    print(f"written: {path}; review it and commit it" if path else "nothing differs from what is declared")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
