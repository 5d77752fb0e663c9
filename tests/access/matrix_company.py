"""The company of canaries with an account of every role, loaded once a run; what each role may not be told."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sales_core.analysis.pay.ledger import pay_ledger
from sales_core.api import Ask, OwnTemplates, full, plan_meeting
from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Scope, Viewer
from tests.access.canaries import CONTACTS, CUSTOMERS, OUTSIDE, PERSONS, company
from tests.support.company import Company
from tests.support.shared import built_once

MAY = Period.parse("2026-05")
INSIDE: dict[str, tuple[str, ...]] = {"branch": ("BR-IN",)}
#: Amounts of the branch outside, as they are written anywhere: what a customer owes, and what the second load brought.
AMOUNTS = ("43217", "43,217", "43.2K", "4.32万", "91357", "91,357", "91.4K", "9.14万")
_SOLD_LATER = (
    {"branch": "BR-OUT", "region": "REG-OUT", "rep": "REP-OUT-3", "customer": "CUST-OUT-3", "amount": 91_357},
    {"branch": "BR-IN", "region": "REG-IN", "rep": "REP-IN-1", "customer": "CUST-IN-1", "amount": 1_100},
)
#: Smaller amounts could be anything.
_LEAST_PAY = 100
#: Identifiers drawn by lot and parts of a second hold any five digits now and then; nobody reads an amount in them.
_LOT = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|(?<=:\d\d)\.\d{6}(?=[+Z])")

#: Account → role, rows, and what it must not be told. Costs are known by what the page would write of them.
PEOPLE: dict[str, tuple[Role, dict[str, tuple[str, ...]], tuple[str, ...]]] = {
    "rep": (Role.REP, {"rep": ("REP-IN-1",)}, (*OUTSIDE, *AMOUNTS, "REP-IN-2", "内里李娜")),
    "nobody": (Role.REP, {}, (*OUTSIDE, *AMOUNTS, *CUSTOMERS, *PERSONS)),
    "manager": (Role.MANAGER, INSIDE, (*OUTSIDE, *AMOUNTS)),
    "viewer": (Role.VIEWER, INSIDE, (*OUTSIDE, *AMOUNTS, *CONTACTS)),
    "hr": (Role.HR, INSIDE, (*OUTSIDE, *AMOUNTS, *CONTACTS, *CUSTOMERS)),
    "auditor": (Role.AUDITOR, INSIDE, (*OUTSIDE, *AMOUNTS)),
    "executive": (Role.EXECUTIVE, INSIDE, (*OUTSIDE, *AMOUNTS)),
}


def matrix_company(factory: pytest.TempPathFactory) -> Path:
    """Its state directory, loaded as files twice, with the accounts and what people noted of each branch; to be copied."""
    return built_once(factory, "matrix-company", _load) / "home"


def _load(root: Path) -> None:
    loading = Company(root)
    files = [loading.file(f"{name}.csv", rows) for name, rows in company().items()]
    plan = loading.uploads.plan(files, LOCAL_ADMIN)
    loading.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    later = [{"date": "2024-12-05", "order_no": f"L{at}", **one} for at, one in enumerate(_SOLD_LATER)]
    loading.load("sales-later.csv", later)
    wrong = loading.file("sales-wrong.csv", [{**later[0], "order_no": "L9", "amount": "many"}, *later])
    loading.appdb.close()
    opened = Workspace(Settings(home=Home(root / "home")))
    opened.uploads.plan([wrong], LOCAL_ADMIN)  # waits, with a cell that a workbook marks
    for name, (role, scope, _) in PEOPLE.items():
        opened.accounts.add(name, role, Scope.of(scope), by="test")
    for customer in ("CUST-IN-1", "CUST-OUT-3"):
        note: dict[str, FieldValue] = {"day": opened.figures.as_of(), "amount": 1, "note": f"note {customer}"}
        opened.records.add("promise_to_pay", LOCAL_ADMIN, customer, note)
        opened.records.add("note", LOCAL_ADMIN, f"customer={customer}", {"text": f"note {customer}"})
    for rep in ("REP-IN-1", "REP-OUT-3"):
        opened.records.add("pay_dispute", LOCAL_ADMIN, rep, {"month": MAY.start, "reason": f"dispute {rep}"})
    for branch, customer in (("BR-IN", "CUST-IN-1"), ("BR-OUT", "CUST-OUT-3")):
        _note_figure(opened, branch, customer)
    for name, is_shared, narrowed in (
        ("view 外头小卖部", True, "branch=BR-OUT"),
        ("view 外头王芳", True, "branch=BR-IN;customer=CUST-OUT-3"),
        ("own view 外头小卖部", False, ""),
        ("view BR-IN", True, "branch=BR-IN"),
    ):
        _save_view(opened, name, narrowed, is_shared=is_shared)
    asked = Ask(LOCAL_ADMIN, opened.appdb.current_version(), MAY, (Filter("branch", ("BR-OUT",)),), {}, "zh")
    plan_meeting(opened, asked, "meeting 外头小卖部")
    _keep_template(opened)
    opened.appdb.close()


def _note_figure(opened: Workspace, branch: str, customer: str) -> None:
    """A decision about a branch's figure, a comment and a watch on it, and a task about its data."""
    asked = Query(("net_sales",), period=MAY, filters=(Filter("branch", (branch,)),))
    code = opened.figures.keep_code(asked, "net_sales", LOCAL_ADMIN)
    by: dict[str, FieldValue] = {"owner": "boss", "due": MAY.end}
    opened.records.add("decision", LOCAL_ADMIN, code, {**by, "action": f"visit {customer}"})
    opened.records.add("comment", LOCAL_ADMIN, code, {"text": f"said of {customer}"})
    opened.records.add("watch", LOCAL_ADMIN, code, {**by, "note": f"about {customer}"})
    opened.records.add("data_task", LOCAL_ADMIN, "", {**by, "finding": f"names {branch}", "step": f"ask {customer}"})


def _save_view(opened: Workspace, name: str, narrowed: str, *, is_shared: bool) -> None:
    """A combination of Explore, pinned to a page that everybody opens."""
    kept: dict[str, FieldValue] = {"name": name, "shared": is_shared, "pinned": "overview", "filters": narrowed}
    opened.records.add("saved_view", LOCAL_ADMIN, "", {**kept, "metric": "net_sales", "split": "customer"})


def cost_canaries(workspace: Workspace, viewer: Viewer) -> tuple[str, ...]:
    """Sums of costs within the viewer's rows as pages write them; none for who may see costs."""
    if viewer.may(Right.VIEW_COST):
        return ()
    asked = Query(("gross_profit", "stock_value"), period=MAY)
    row = workspace.figures.run(asked, replace(LOCAL_ADMIN, scope=viewer.scope)).one()
    return tuple(full(value, product().metric(name).unit, "zh", "CNY") for name, value in row.items() if value)


def pay_canaries(workspace: Workspace, viewer: Viewer) -> tuple[str, ...]:
    """Every amount of the payslips that he may not see, as pages and files write it."""
    ledger = pay_ledger(workspace.figures.reader(LOCAL_ADMIN), MAY)
    may = viewer.may(Right.VIEW_PAY)
    seen = {case.rep for case in pay_ledger(workspace.figures.reader(viewer), MAY).cases} if may else set()
    hidden = [case.slip for case in ledger.cases if case.rep not in seen]
    amounts = {
        abs(one) for slip in hidden for one in (slip.amount, slip.earned, slip.held, *(x.amount for x in slip.lines))
    }
    return tuple(form for one in sorted(amounts) if one > _LEAST_PAY for form in (f"{one:.2f}", f"{one:,.2f}"))


def leaks_in(data: bytes, canaries: tuple[str, ...]) -> list[str]:
    """The canaries in bytes, written as UTF-8 or as JSON escapes, outside identifiers drawn by lot."""
    told = _LOT.sub(b"", data)
    return [one for one in canaries if one.encode() in told or json.dumps(one)[1:-1].encode() in told]


def _keep_template(opened: Workspace) -> None:
    """A workbook of the company's own with figures of what is outside, and a name of it in a text."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["A2"] = "{{net_sales|branch=BR-OUT|2026-05}}", "外头小卖部 {{net_sales}}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.xlsx"
        book.save(path)
        OwnTemplates(opened, opened.settings.home.blobs, LOCAL_ADMIN).keep("template 外头小卖部", path)
