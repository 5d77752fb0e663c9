"""`python -m tests.oracle compare|capture [COMPANY] [SUBJECT]` and `dump COMPANY TABLE`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.oracle import adapter, pages, storage, tables
from tests.oracle.accepted import ACCEPTED
from tests.oracle.capture import subject
from tests.oracle.companies import COMPANIES, SUBJECTS, Company, company
from tests.oracle.compare import Difference, compare


def main() -> int:
    """0: equal, or only accepted differences; 1: something differs."""
    arguments = _grammar().parse_args()
    if arguments.action == "dump":
        with tempfile.TemporaryDirectory() as folder, adapter.loaded(company(arguments.company), Path(folder)) as it:
            print("\n".join(tables.dump(it.version_file, arguments.subject)))
        return 0
    chosen = [company(arguments.company)] if arguments.company else COMPANIES
    return max(_one(it, arguments.subject, arguments.action == "capture") for it in chosen)


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("action", choices=("compare", "capture", "dump"))
    parser.add_argument("company", nargs="?", choices=[one.name for one in COMPANIES])
    parser.add_argument("subject", nargs="?", help=f"one of {', '.join(SUBJECTS)}; for dump, the table")
    return parser


def _one(it: Company, only: str | None, write: bool) -> int:
    if not it.is_here:
        print(f"SKIPPED {it.name}: its files are not on this machine")
        return 0
    differing = 0
    with tempfile.TemporaryDirectory() as folder, adapter.loaded(it, Path(folder)) as opened:
        for name in [only] if only else it.subjects:
            started = time.monotonic()
            frozen = None if write else storage.read(it.name, name)
            now = storage.as_read(subject(opened, name, frozen))
            if write:
                whole = {key: value for key, value in now.items() if pages.FAILED not in value}
                size = storage.save(it.name, name, whole).stat().st_size
                print(f"{it.name}/{name}: {len(whole)} entries, {size:,} bytes, {time.monotonic() - started:.0f} s")
                print(*(f"  left out, it failed: {key}" for key in now.keys() - whole.keys()), sep="\n")
                continue
            differing += _told(f"{it.name}/{name}", frozen or {}, now, time.monotonic() - started)
    return 1 if differing else 0


def _told(where: str, frozen: storage.Entries, now: storage.Entries, seconds: float) -> int:
    """Prints the differences; the number of those that are not accepted."""
    found: list[Difference] = compare(where, frozen, now, ACCEPTED)
    faults = [difference for difference in found if not difference.reason]
    for difference in found:
        print(difference)
    more = sorted(now.keys() - frozen.keys())
    added = f", {len(more)} added ({', '.join(more[:3])}{' …' if len(more) > 3 else ''})" if more else ""
    accepted = f", {len(found) - len(faults)} accepted" if len(found) > len(faults) else ""
    print(f"{where}: {len(frozen)} frozen, {len(faults)} differ{accepted}{added}, {seconds:.0f} s", flush=True)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
