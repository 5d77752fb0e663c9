"""Run by test_faults, which writes the operation on a line: it is done again and again, each time killed at another of its writes, then looked at; or
with that write failing, as on a full disk, or with that one and all after it, as where the disk became read-only.

Nothing is open in this process itself, so that it can fork: each round is a child that works and is killed, and a child
that opens what is left. Why that is what a kill of a process of its own leaves: tests/loading/warm.py.
"""

from __future__ import annotations

import errno
import functools
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from sales_core.appdb.upgrade import make_tables
from sales_core.catalogue.catalogue import product
from sales_core.kernel.errors import SalesError, UnhealthyError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.backup import make_backup
from sales_core.loading.backup_manifest import backups
from sales_core.loading.commit import Committer
from sales_core.loading.recover import plan_recovery, put_in_place
from tests.loading.fault_person import erase, look_for_person, person_base, recover_erased
from tests.loading.fault_takeover import (
    look_for_restored,
    look_for_taken_over,
    restore,
    restore_base,
    takeover,
    takeover_base,
)
from tests.loading.warm import warm_up
from tests.support.company import Company

SUM = "SELECT sum(amount) FROM sales"
#: Sums of what the base holds, of the load, and of the undo.
OLD, LOADED, UNDONE = 300, 307, 100
#: The status of a child that said what it met, as an error of the product or of the system.
TOLD = 3
#: Came through although it met trouble: what failed was none of its own work, or was done otherwise.
BORNE = 5
#: Calls that change a disk: a process can die before each of them.
_WRITES = ((os, "fsync"), (os, "rename"), (os, "replace"), (os, "link"), (os, "unlink"), (shutil, "copyfile"))
#: What a database is brought to the tables of this release by: a process can die before each of its statements too.
_STATEMENTS = ((DefaultDialect, "do_execute"),)


def base(root: Path) -> None:
    """Two loads in January and February, and a damaged version 1 beside a sound version 2."""
    company = Company(root)
    for number in (1, 2):
        company.load(f"sales-{number}.csv", [{"date": f"2026-0{number}-05", "branch": "SH", "amount": 100 * number}])
    company.appdb.close()


def load(root: Path) -> None:
    Company(root).load("sales-3.csv", [{"date": "2026-03-05", "branch": "SH", "amount": 7}])


def undo(root: Path) -> None:
    Company(root).uploads.undo(2, LOCAL_ADMIN)


def retention(root: Path) -> None:
    Company(root).uploads.maintenance.retire(1)


def rebuild(root: Path) -> None:
    Company(root).uploads.rebuild(1, LOCAL_ADMIN)


def backup(root: Path) -> None:
    company = Company(root)
    make_backup(company.settings, company.appdb, product(), root / "backups")


def recover(root: Path) -> None:
    settings = Settings(home=Home(root / "home"))
    settings.home.appdb.unlink()
    put_in_place(plan_recovery(settings), settings, None)


def migration(root: Path) -> None:
    """The first start of this release on a new directory, whose tables are still those of 0.2."""
    home = Home(root / "fresh" / "home").make()
    from sales_core.appdb.engine import open_engine

    make_tables(open_engine(home.appdb), "0005")
    Company(root / "fresh").load("sales-1.csv", [{"date": "2026-01-05", "amount": 5}])


def control(root: Path) -> None:
    """A program that names a version before its file is there: the look has to find it."""

    def nothing(*_: object) -> None:
        return

    Committer._place = nothing  # type: ignore[method-assign, assignment]
    Committer._version = _version_without_file  # type: ignore[method-assign, assignment]
    load(root)


def _version_without_file(_self: Committer, plan: Any, by: str, file: str) -> Any:
    from sales_core.appdb.records import Version
    from sales_core.kernel import clock

    held = plan.measured
    number = plan.base_version + 1
    return Version(
        number,
        clock.now(),
        by,
        plan.base_version,
        plan.kind,
        "",
        file,
        "2026-03-05",
        held.rows,
        held.sums,
        held.periods,
        plan.uploads_after,
    )


OPERATIONS: dict[str, Callable[[Path], None]] = {
    one.__name__: one
    for one in (
        load, undo, retention, rebuild, backup, recover, migration, control, erase, recover_erased, takeover, restore,
    )
}  # fmt: skip
#: Operations with a company of their own: what they begin with, and the look at what is left.
OWN: dict[str, tuple[Callable[[Path], None], Callable[[Path, str], None]]] = {
    erase.__name__: (person_base, look_for_person),
    recover_erased.__name__: (person_base, look_for_person),
    takeover.__name__: (takeover_base, look_for_taken_over),
    restore.__name__: (restore_base, look_for_restored),
}


def look(root: Path, operation: str) -> None:
    """Raises AssertionError for anything lost, half done or wrong after a kill."""
    if operation in OWN:
        OWN[operation][1](root, operation)
        return
    settings = Settings(home=Home(root / "home"))
    if operation == "migration" and (root / "fresh" / "home" / "versions").is_dir():
        opened = Company(root / "fresh")
        assert opened.appdb.current_version() in {0, 1}
        assert {one.code for one in opened.uploads.maintenance.check()} <= {"lost_found"}
    try:
        company = Company(root)
    except UnhealthyError:
        assert operation == "recover", "refused"
        put_in_place(plan_recovery(settings), settings, None)
        company = Company(root)
    version, total = company.appdb.current_version(), company.one(SUM)
    allowed = {
        (2, OLD),
        *({(3, LOADED)} if operation in {"load", "control"} else {(3, UNDONE)} if operation == "undo" else ()),
    }
    assert (version, total) in allowed, (version, total)
    findings = [one for one in company.uploads.maintenance.check() if not one.harmless]
    assert not findings, [one.text.in_("en") for one in findings]
    for one in backups(root / "backups"):
        assert not one.missing(), "a killed backup looks finished"
    assert company.load("sales-9.csv", [{"date": "2026-09-05", "branch": "SH", "amount": 1}]).version == version + 1


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _read_only() -> None:
    raise OSError(errno.EROFS, "Read-only file system")


_TROUBLES: dict[str, Callable[[], None]] = {"kill": _killed, "full": _full, "read-only": _read_only}


def _met_at(n: int, trouble: Callable[[], None], calls: tuple[tuple[Any, str], ...] = _WRITES) -> Callable[[], bool]:
    """Lets this process meet `trouble` before its n-th write, a read-only disk also later; whether it has met it."""
    left, met = iter(range(n, -1, -1)), list[int]()
    for module, name in calls:
        real = getattr(module, name)

        def write(*given: Any, real: Callable[..., Any] = real, **named: Any) -> Any:
            if next(left, 1) == 0 or (met and trouble is _read_only):
                met.append(n)
                trouble()
            return real(*given, **named)

        setattr(module, name, write)
    return lambda: bool(met)


def _child(work: Callable[[], object]) -> int:
    """The status of a child that does `work`: 0, the negative number of a signal, or 1 with its traceback told;
    BORNE when it returns True: it came through although it met trouble.
    """
    number = os.fork()
    if number:
        return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    try:
        borne = work()
    except (OSError, SalesError):
        os._exit(TOLD)
    except BaseException:  # noqa: BLE001 - a child must never return into the parent's code
        traceback.print_exc()
        os._exit(1)
    os._exit(BORNE if borne is True else 0)


@functools.cache
def _base(root: Path, make: Callable[[Path], None]) -> Path:
    """What rounds begin with, made once; it is copied for each of them."""
    place = root / make.__name__
    assert _child(lambda: make(place)) == 0
    return place


def rounds(root: Path, operation: str, step: int, trouble: Callable[[], None] = _killed) -> Iterator[str]:
    """What was found after each trouble at every `step`-th write, until no write is left to meet it; '' = all well."""
    calls = (*_WRITES, *_STATEMENTS) if operation == takeover.__name__ and trouble is _killed else _WRITES
    kept = _base(root, OWN[operation][0] if operation in OWN else base)
    for n in range(0, 1_000, step):
        place = root / f"{operation}-{n}"
        shutil.copytree(kept, place)

        def work(place: Path = place, n: int = n) -> bool:
            has_met = _met_at(n, trouble, calls)
            OPERATIONS[operation](place)
            return has_met()

        status = _child(work)
        if status not in ({0, -signal.SIGKILL} if trouble is _killed else {0, TOLD, BORNE}):
            yield f"{operation} at write {n} ended with {status}"
        found = _child(lambda place=place: look(place, operation))  # type: ignore[misc]
        yield f"{operation} killed at write {n}: the traceback is told" if found else ""
        shutil.rmtree(place)
        if status == 0:
            return


def main(root: Path) -> None:
    """For each `OPERATION STEP TROUBLE` on a line: the number of rounds, and what was found, as JSON on a line."""
    warm_up(root / "warm")
    for line in sys.stdin:
        operation, step, trouble = line.split()
        found = list(rounds(root, operation, int(step), _TROUBLES[trouble]))
        print(json.dumps({"rounds": len(found), "found": [one for one in found if one]}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
