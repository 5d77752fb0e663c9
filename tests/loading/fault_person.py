"""For fault_process: a person is erased, or a company is recovered from a journal of before she was; what is left of her."""

from __future__ import annotations

import shutil
from pathlib import Path

from sales_core.access.accounts import Accounts
from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import UnhealthyError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Viewer
from sales_core.loading.recover import plan_recovery, put_in_place
from tests.support.company import Company

NAME = "Maria Huber-Zeisig"


def person_base(root: Path) -> None:
    """`acted`: a company in which she loaded and had an account. `erased`: one that erased her since, lost its database,
    and has the journal of before."""
    company = Company(root / "acted")
    company.load("sales.csv", [{"date": "2026-05-06", "branch": "SH", "amount": 100}], Viewer(NAME))
    accounts = Accounts(company.appdb)
    for name in ("boss", NAME):
        accounts.add(name, Role.ADMIN, by="test")
    company.appdb.close()
    shutil.copytree(root / "acted", root / "erased")
    _erase(root / "erased")
    home = _settings(root / "erased").home
    home.appdb.unlink()
    shutil.rmtree(home.journal)
    shutil.copytree(_settings(root / "acted").home.journal, home.journal)


def erase(root: Path) -> None:
    _erase(root / "acted")


def recover_erased(root: Path) -> None:
    settings = _settings(root / "erased")
    put_in_place(plan_recovery(settings), settings, None)


def look_for_person(root: Path, operation: str) -> None:
    """Raises AssertionError when anything of her is left after the next start, or anything else is gone."""
    settings = _settings(root / ("acted" if operation == erase.__name__ else "erased"))
    try:
        opened = Workspace(settings)
    except UnhealthyError:
        assert operation == recover_erased.__name__, "refused"
        put_in_place(plan_recovery(settings), settings, None)
        opened = Workspace(settings)
    if operation == erase.__name__ and opened.accounts.find(NAME) is not None:
        opened.person_data.erase(NAME, LOCAL_ADMIN)  # it had not begun: it is asked for again
    assert [one.name for one in opened.accounts.list()] == ["boss"]
    assert opened.appdb.audit.broken() == []
    findings = [one for one in opened.uploads.maintenance.check() if not one.harmless]
    assert not findings, [one.text.in_("en") for one in findings]
    assert opened.store.current().rows("SELECT sum(amount) AS n FROM sales") == [{"n": 100}]
    opened.appdb.close()
    found = [path for path in settings.home.root.rglob("*") if path.is_file() and "log" not in path.parts]
    assert not [path for path in found if NAME.encode() in path.read_bytes()], "the name is left"


def _erase(place: Path) -> None:
    opened = Workspace(_settings(place))
    opened.person_data.erase(NAME, LOCAL_ADMIN)
    opened.appdb.close()


def _settings(place: Path) -> Settings:
    return Settings(home=Home(place / "home"))
