"""A small but complete company on disk, as the pages and the command line open it."""

import io
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.cli.main import main
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Role, Scope
from tests.pages import tiny
from tests.support.company import Company
from tests.support.shared import built_once

EAST = {"region": ("East",)}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the last sale: later, the calendar would say that May is over."""
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")


def _returns_and_distributor() -> list[tiny.Row]:
    at = {"rep": "E3", "branch": "BJ", "region": "North", "product": "P2", "category": "Juice"}
    return [
        {"date": "2026-05-06", "order_no": "back", "rep": "E2", "branch": "SH", "region": "East", "customer": "C2",
         "channel": "KA", "product": "P2", "category": "Juice", "quantity": -500, "amount": "-5000.37", "cost": -3500},
        *({"date": f"{month}-08", "order_no": f"D{month}", "customer": "D1", "channel": "Distributor", "quantity": 900,
           "amount": "9000.0101", "cost": 6300, **at} for month in ("2025-04", "2025-05", "2026-04", "2026-05")),
    ]  # fmt: skip


def _held() -> list[tiny.Row]:
    return [
        {"date": day, "branch": "BJ", "region": "North", "holder": "D1",
         "product": "P2", "category": "Juice", "quantity": 700, "value": 4900, "opening": 100, "inbound": 900,
         "outbound": 300, "expiry": "2027-01-01"}
        for day in ("2026-04-30", "2026-05-20")
    ]  # fmt: skip


def _more_targets() -> list[tiny.Row]:
    rows: list[tiny.Row] = [
        {
            "month": f"2026-{month:02d}",
            "measure": measure,
            "region": region,
            "branch": branch,
            "rep": rep,
            "target": target,
        }
        for month in range(1, 13)
        for region, branch, rep in (("East", "SH", "E1"), ("North", "BJ", "E3"))
        for measure, target in (("quantity", 15_000), ("collections", 120_000), ("gross_profit", 40_000))
    ]
    rows += [
        {"month": f"2026-{month:02d}", "measure": "net_sales", "category": name, "target": 210_000}
        for month in range(1, 13)
        for name in ("Tea", "Juice")
    ]
    return rows


def _more_receivables() -> list[tiny.Row]:
    at = {"customer": "C1", "rep": "E1", "branch": "SH", "region": "East"}
    return [
        {"document": "K1", "document_type": "credit_note", "original": "D1", "date": "2026-05-15", "amount": -1_000, **at},
        {"document": "D4", "document_type": "invoice", "date": "2026-02-01", "due": "2026-03-05", "customer": "D1",
         "rep": "E3", "branch": "BJ", "region": "North", "amount": "8888.8899"},
        {"document": "D5", "document_type": "invoice", "date": "2026-03-01", "due": "2026-03-31", "customer": "C3",
         "rep": "E3", "branch": "BJ", "region": "North", "amount": 500},
    ]  # fmt: skip


def _more_receipts() -> list[tiny.Row]:
    north = {"rep": "E3", "branch": "BJ", "region": "North"}
    return [
        {"receipt": "R2", "date": "2026-05-11", "document": "D5", "customer": "C3", "amount": 500, **north},
        {"receipt": "R3", "date": "2026-05-13", "customer": "D1", "amount": "77.7701", **north},
    ]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state directory; one name looks like a formula."""
    rows = tiny.everything()
    rows["sales"] += _returns_and_distributor()
    rows["stock"] += _held()
    rows["targets"] += _more_targets()
    rows["receivables"] += _more_receivables()
    rows["receipts"] += _more_receipts()
    rows["customers"].append({"customer": "D1", "customer_name": "=1+1 经销", "channel": "Distributor"})

    def load(root: Path) -> None:
        Company(root).load_together(rows)

    own = tmp_path_factory.mktemp("agreement") / "home"
    return shutil.copytree(built_once(tmp_path_factory, "agreement", load) / "home", own)


@pytest.fixture(scope="session")
def workspace(home: Path) -> Workspace:
    """The company opened, with a manager who may see the East only."""
    opened = Workspace(Settings(home=Home(home)))
    opened.accounts.add("east", Role.MANAGER, Scope.of(EAST), by="test")
    return opened


@pytest.fixture
def cli(home: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """`cli("query", …)`: what the command prints; it has to end well."""
    monkeypatch.setenv("SALES_HOME", str(home))
    monkeypatch.setenv("SALES_LANG", "en")

    def run(*words: str) -> str:
        out = io.StringIO()
        with redirect_stdout(out):
            assert main(list(words)) == 0
        return out.getvalue()

    return run
