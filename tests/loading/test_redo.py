"""An undone upload comes back in its old place, with all that later ones made of it; a closed month holds against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.kernel.errors import NotAllowedError, RefusedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.support.company import Company


def sale(day: str, amount: int) -> dict[str, object]:
    return {
        "date": day,
        "branch": "SH",
        "rep": "E1",
        "customer": "C1",
        "product": "P1",
        "quantity": 1,
        "amount": amount,
    }


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """April, then May, then May again, which replaces it."""
    made = Company(tmp_path)
    made.load("sales-april.csv", [sale("2026-04-04", 1)])
    made.load("sales-may.csv", [sale("2026-05-04", 10)])
    made.load("sales-may2.csv", [sale("2026-05-04", 100)])
    return made


def test_redo_brings_back_what_undo_took(company: Company) -> None:
    before = company.one("SELECT sum(amount) FROM sales")
    company.uploads.undo(1, LOCAL_ADMIN)
    assert company.one("SELECT sum(amount) FROM sales") == 100
    plan = company.uploads.plan_redo(1, LOCAL_ADMIN)
    assert plan.ready
    done = company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert company.one("SELECT sum(amount) FROM sales") == before == 101
    assert {one.id for one in company.appdb.history.uploads(active_only=True)} == {1, 2, 3}
    assert company.appdb.history.version(done.version).kind == "redo"
    assert company.appdb.audit.events(what="redo")[0].details["version"] == done.version


def test_what_a_later_upload_replaced_stays_replaced(company: Company) -> None:
    company.uploads.undo(2, LOCAL_ADMIN)
    plan = company.uploads.plan_redo(2, LOCAL_ADMIN)
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert company.one("SELECT sum(amount) FROM sales WHERE date >= DATE '2026-05-01'") == 100
    company.uploads.undo(3, LOCAL_ADMIN)
    assert company.one("SELECT sum(amount) FROM sales WHERE date >= DATE '2026-05-01'") == 10, "it is there below"


def test_a_closed_month_holds_against_redo_and_one_in_force_is_not_redone(company: Company) -> None:
    with pytest.raises(UsageError):
        company.uploads.plan_redo(1, LOCAL_ADMIN)
    company.uploads.undo(1, LOCAL_ADMIN)
    with pytest.raises(NotAllowedError):
        company.uploads.plan_redo(1, Viewer("mei", Role.MANAGER, Scope((("branch", ("SH",)),))))
    company.uploads.months.close("2026-04", LOCAL_ADMIN)
    plan = company.uploads.plan_redo(1, LOCAL_ADMIN)
    assert [one.code for one in plan.errors] == ["E_CLOSED_MONTH"]
    with pytest.raises(RefusedError):
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
