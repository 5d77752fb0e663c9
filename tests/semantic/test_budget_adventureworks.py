"""Actual against budget by organisation and month of a published ledger, worked out again in pandas."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from tests.semantic.company import figures_of

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "company_adventureworks_finance"
_ACTUAL, _BUDGET = 1, 2
_CENT = Decimal("0.01")


def _ledger() -> pd.DataFrame:
    """Rows of expenditure: organisation, scenario, account, day, amount."""

    def read(name: str, columns: list[str]) -> pd.DataFrame:
        return pd.read_csv(FOLDER / name, sep="|", header=None, names=columns, dtype=str, encoding="latin-1")

    facts = read(
        "FactFinance.csv", ["key", "day_key", "organisation", "department", "scenario", "account", "amount", "day"]
    )
    accounts = read(
        "DimAccount.csv",
        ["account", "parent", "code", "parent_code", "name", "type", "op", "members", "kind", "options"],
    )
    organisations = read("DimOrganization.csv", ["organisation", "parent", "owned", "branch", "currency"])
    found = facts.merge(accounts[["account", "name", "type"]], on="account").merge(
        organisations[["organisation", "branch"]], on="organisation"
    )
    found = found[(found.type == "Expenditures") & found.scenario.isin([str(_ACTUAL), str(_BUDGET)])]
    return found.assign(
        day=found.day.str[:10], money=found.amount.map(lambda text: Decimal(text).quantize(Decimal("0.0001")))
    )


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="../shared/data/company_adventureworks_finance is not on this machine")
def test_actual_against_budget_by_organisation_and_month(tmp_path: Path) -> None:
    ledger = _ledger()
    rows: list[dict[str, object]] = [
        {
            "date": one.day, "kind": "actual" if one.scenario == str(_ACTUAL) else "budget", "branch": one.branch,
            "type": one.name, "amount": one.money,
        }
        for one in ledger.itertuples(index=False, name="Line")
    ]  # fmt: skip
    sales: list[dict[str, object]] = [{"date": ledger.day.max(), "amount": 1, "branch": "France"}]
    figures = figures_of(tmp_path, sales=sales, expenses=rows)
    asked = Query(("expense", "expense_budget", "expense_usage"), ("branch", "month"), Period.parse("2010-12..2013-12"))
    found = {
        (str(row["branch"]), f"{row['month']:%Y-%m}"): (row["expense"], row["expense_budget"], row["expense_usage"])
        for row in figures.run(asked, LOCAL_ADMIN)
    }
    sums = ledger.assign(month=ledger.day.str[:7]).groupby(["branch", "month", "scenario"]).money.sum()
    keys = {(branch, month) for branch, month, _ in sums.index}
    assert len(keys) > 200
    for key in keys:
        spent, budget = (sums.get((*key, str(scenario))) for scenario in (_ACTUAL, _BUDGET))
        got_spent, got_budget, usage = found[key]
        if spent is not None:
            assert abs(Decimal(str(got_spent)) - spent) < _CENT, key
        assert (got_budget is None) == (not budget), key
        if budget:
            assert abs(Decimal(str(got_budget)) - budget) < _CENT, key
        if budget and spent is not None:
            assert float(str(usage)) == pytest.approx(float(spent) / float(budget), rel=1e-6), key
