"""The company of canaries with an account of every role, loaded once a run; what each role may not be told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sales_core.api import full
from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Scope, Viewer
from tests.access.canaries import CONTACTS, CUSTOMERS, OUTSIDE, PERSONS, company
from tests.support.company import Company
from tests.support.shared import built_once

MAY = Period.parse("2026-05")
INSIDE: dict[str, tuple[str, ...]] = {"branch": ("BR-IN",)}
#: Amounts of the branch outside, as they are written anywhere.
AMOUNTS = ("43217", "43,217", "43.2K", "4.32万")
#: Identifiers drawn by lot hold any five digits now and then; nobody reads an amount in them.
_LOT = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")

#: Account → role, rows, and what it must not be told. Costs are known by what the page would write of them.
PEOPLE: dict[str, tuple[Role, dict[str, tuple[str, ...]], tuple[str, ...]]] = {
    "rep": (Role.REP, {"rep": ("REP-IN-1",)}, (*OUTSIDE, *AMOUNTS, "REP-IN-2", "内里李娜")),
    "nobody": (Role.REP, {}, (*OUTSIDE, *AMOUNTS, *CUSTOMERS, *PERSONS)),
    "manager": (Role.MANAGER, INSIDE, (*OUTSIDE, *AMOUNTS)),
    "viewer": (Role.VIEWER, INSIDE, (*OUTSIDE, *AMOUNTS, *CONTACTS)),
    "auditor": (Role.AUDITOR, INSIDE, (*OUTSIDE, *AMOUNTS)),
    "executive": (Role.EXECUTIVE, INSIDE, (*OUTSIDE, *AMOUNTS)),
}


def matrix_company(factory: pytest.TempPathFactory) -> Path:
    """Its state directory, loaded as files, with the accounts and a promise of each branch; to be copied."""
    return built_once(factory, "matrix-company", _load) / "home"


def _load(root: Path) -> None:
    loading = Company(root)
    files = [loading.file(f"{name}.csv", rows) for name, rows in company().items()]
    plan = loading.uploads.plan(files, LOCAL_ADMIN)
    loading.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    opened = Workspace(Settings(home=Home(root / "home")))
    for name, (role, scope, _) in PEOPLE.items():
        opened.accounts.add(name, role, Scope.of(scope), by="test")
    for customer in ("CUST-IN-1", "CUST-OUT-3"):
        note: dict[str, FieldValue] = {"day": opened.figures.as_of(), "amount": 1, "note": f"note {customer}"}
        opened.records.add("promise_to_pay", LOCAL_ADMIN, customer, note)
    opened.appdb.close()


def cost_canaries(workspace: Workspace, viewer: Viewer) -> tuple[str, ...]:
    """Sums of costs within the viewer's rows as pages write them; none for who may see costs."""
    if viewer.may(Right.VIEW_COST):
        return ()
    asked = Query(("gross_profit", "stock_value"), period=MAY)
    row = workspace.figures.run(asked, replace(LOCAL_ADMIN, scope=viewer.scope)).one()
    return tuple(full(value, product().metric(name).unit, "zh", "CNY") for name, value in row.items() if value)


def leaks_in(data: bytes, canaries: tuple[str, ...]) -> list[str]:
    """The canaries in bytes, written as UTF-8 or as JSON escapes, outside identifiers drawn by lot."""
    told = _LOT.sub(b"", data)
    return [one for one in canaries if one.encode() in told or json.dumps(one)[1:-1].encode() in told]
