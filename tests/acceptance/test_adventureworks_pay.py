"""AdventureWorks' sales people paid by their own commission rates, agreed with pandas.

../shared/data/company_adventureworks_people: rates by person, quotas in windows that begin on the 30th, transfers between
territories. The quotas stand in for documents: each is one of its first day.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from sales_core.analysis.pay.engine import PayMonth, payslip
from sales_core.analysis.pay.payslip import LedgerEntry, PayStatement
from sales_core.analysis.pay.plan import CommissionPlan, PayBasis, PayTier, PlanBook, Posting, TierLadder
from sales_core.analysis.pay.plans_read import plans_of
from sales_core.kernel.periods import add_months
from tests.acceptance.adventureworks import PEOPLE, quotas_with_ends

pytestmark = pytest.mark.skipif(not PEOPLE.exists(), reason="../shared/data is not on this machine")
_LONG_AGO = date(2000, 1, 1)
_PEOPLE = ("rep", "territory", "quota", "bonus", "rate", "ytd", "last_year", "guid", "changed")
_HISTORY = ("rep", "territory", "starts", "ends", "guid", "changed")


def _read(name: str, names: tuple[str, ...]) -> pd.DataFrame:
    return pd.read_csv(PEOPLE / name, sep="\t", header=None, names=names, dtype=str, keep_default_na=False)


def _cents(values: pd.Series) -> Decimal:
    return sum((value.quantize(Decimal("0.01"), ROUND_HALF_UP) for value in values), Decimal(0))


def _plan(post: str, rate: Decimal) -> CommissionPlan:
    return CommissionPlan(post, post, _LONG_AGO, ladders=(TierLadder((PayTier(Decimal(0), rate),)),))


def _entry(day: date, document: str, amount: str) -> LedgerEntry:
    return LedgerEntry(day, document, "", PayBasis.SALES, Decimal(amount))


def test_every_person_is_paid_his_own_rate_of_the_year() -> None:
    people = _read("SalesPerson.csv", _PEOPLE)
    day = date(2022, 5, 31)
    book = PlanBook.of(_plan(row["rep"], Decimal(row["rate"])) for row in people.to_dict("records"))
    plans, _ = plans_of(book, {row["rep"]: (Posting(row["rep"], _LONG_AGO),) for row in people.to_dict("records")})
    slips = []
    for row in people.to_dict("records"):
        month = PayMonth(row["rep"], day.replace(day=1), day, (_entry(day, "YTD", row["ytd"]),))
        slips.append(payslip(month, plans[row["rep"]]))
    found = PayStatement(day.replace(day=1), tuple(slips))
    assert len(found.payslips) == 17
    assert found.amount == _cents(people.ytd.map(Decimal) * people.rate.map(Decimal))
    # 3,763,178.1787 × 1.2 % = 45,158.138… for 275, the first with a rate.
    assert {slip.rep: slip.amount for slip in slips}["275"] == Decimal("45158.14")


def test_transfers_pay_each_document_by_the_territory_of_its_day() -> None:
    """A territory pays a thousandth of its number. Pandas looks up the territory of each day by itself."""
    history, quotas = _read("SalesTerritoryHistory.csv", _HISTORY), quotas_with_ends()
    book = PlanBook.of(_plan(name, Decimal(name) / 1000) for name in set(history.territory))
    found: dict[str, Decimal] = {}
    for rep, mine in quotas.groupby("rep"):
        postings = tuple(
            Posting(
                row["territory"],
                date.fromisoformat(row["starts"][:10]),
                date.fromisoformat(row["ends"][:10]) if row["ends"] else None,
            )
            for row in history[history.rep == rep].to_dict("records")
        )
        plans, _ = plans_of(book, {str(rep): postings})
        for start in sorted({stamp.date().replace(day=1) for stamp in mine.starts}):
            inside = mine[mine.starts.dt.to_period("M") == pd.Period(start, "M")]
            entries = tuple(_entry(row.starts.date(), f"Q{row.Index}", row.quota) for row in inside.itertuples())
            closes = date.fromordinal(add_months(start, 1).toordinal() - 1)
            slip = payslip(PayMonth(str(rep), start, closes, entries), plans[str(rep)])
            found[str(rep)] = found.get(str(rep), Decimal(0)) + slip.amount
    joined = quotas.merge(history, on="rep", suffixes=("", "_held"))
    from_day, to_day = (
        pd.to_datetime(joined[name].replace("", "2099-01-01"), format="ISO8601")
        for name in ("starts_held", "ends_held")
    )
    held = joined[(joined.starts >= from_day) & (joined.starts <= to_day)]
    latest = held.sort_values("starts_held").groupby(["rep", "starts"]).tail(1)
    pay = latest.quota.map(Decimal) * latest.territory.map(Decimal) / 1000
    expected = {rep: _cents(pay[latest.rep == rep]) for rep in set(quotas.rep)}
    assert found == expected
    moved = history.groupby("rep").territory.nunique()
    assert (moved > 1).any(), "somebody was transferred"
    assert sum(found.values()) > 0
