"""A person who may see one region neither learns nor changes names and codes of another one by uploading."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.plan import Plan
from tests.support.inline_reader import read_inline
from tests.support.sampled import sampled

EAST = Viewer("max", Role.MANAGER, Scope.of({"region": ("East",)}))
HEAD = "Date,Region,Branch,Rep,Customer Code,Customer Name,Product,Quantity,Amount\n"
COMPANY = HEAD + (
    "2026-05-02,East,SH,Ann,0011,Harbour Trading Ltd,Tea,1,10\n"
    "2026-05-03,North,BJ,Ben,0012,Quartz Holdings Ltd,Tea,2,900\n"
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    read_inline(monkeypatch)
    opened = Workspace.open(Settings(home=Home(tmp_path / "home").make()))
    plan = planned(opened, tmp_path, COMPANY, LOCAL_ADMIN)
    opened.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    return opened


def planned(workspace: Workspace, folder: Path, text: str, viewer: Viewer) -> Plan:
    path = folder / "sales.csv"
    path.write_text(text, encoding="utf-8")
    return workspace.uploads.plan([(path.name, path)], viewer)


@pytest.mark.parametrize(
    "named",
    sampled(
        (
            ("", "QUARTZ  holdings ltd"),
            ("", "Quartz Holding Ltd"),
            ("", "Quartz Holdings"),
            ("12", "Quarry"),
            ("0012", "Quarry"),
            ("0012", "quartz holdings LTD"),
        ),
        3,
    ),
    ids=" ".join,
)
def test_what_he_uploads_names_nobody_else_and_moves_nothing(
    workspace: Workspace, tmp_path: Path, named: tuple[str, str]
) -> None:
    code, name = named
    text = HEAD + f"2026-06-01,East,SH,Ann,{code},{name},Tea,1,20\n"
    plan = planned(workspace, tmp_path, text, EAST)
    told = repr((plan.problems, plan.questions, plan.risks, plan.new, plan.headlines))
    for secret in ({"Quartz Holdings Ltd", "0012"} - {code, name}) | {"Ben", "900"}:
        assert secret not in told
    assert not [table.aliases for reading in plan.readings for table in reading.tables if table.aliases]
    workspace.uploads.commit(plan.id, EAST, confirmed=True, accepted=plan.risk_names)
    rows = workspace.store.current().rows("SELECT customer, amount FROM sales WHERE region = 'North'")
    assert [(row["customer"], int(row["amount"])) for row in rows] == [("0012", 900)]
    (held,) = workspace.store.current().rows("SELECT name FROM dim_customer WHERE customer = '0012'")
    assert held["name"] == "Quartz Holdings Ltd"


def test_he_is_still_told_of_his_own(workspace: Workspace, tmp_path: Path) -> None:
    plan = planned(workspace, tmp_path, HEAD + "2026-06-01,East,SH,Ann,0011,Harbor House,Tea,1,20\n", EAST)
    assert "W_CODE_NAME" in {problem.code for problem in plan.problems}
    plan = planned(workspace, tmp_path, HEAD + "2026-06-01,East,SH,Ann,,HARBOUR  trading ltd,Tea,1,20\n", EAST)
    assert "N_NAMES_JOINED" in {problem.code for problem in plan.problems}
