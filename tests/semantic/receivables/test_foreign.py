"""Receivables of companies we did not make up, against pandas.

Contoso (../shared/data/company_contoso, MIT, SQLBI): every order is a document, due on the day it was ordered (cash with
order) and settled on the day it was delivered, so that what is open is what was ordered and not yet handed over.

The IBM sample "WA_Fn-UseC_-Accounts-Receivable.csv" (2,466 invoices with due and settled dates) carries no licence that lets us
copy it; put it into ../shared/data or name it in RECEIVABLES_SAMPLE and the second half runs on it, its own DaysLate included.
"""

import os
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from sales_core.kernel.terms import Period
from sales_core.warehouse.store import Store
from tests.semantic.receivables.asking import ask
from tests.support.present import float_of
from tests.support.stores import make_store

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CONTOSO = SHARED / "company_contoso"
IBM = Path(os.environ.get("RECEIVABLES_SAMPLE") or SHARED / "WA_Fn-UseC_-Accounts-Receivable.csv")
BUCKETS = {"1_30": (1, 30), "31_60": (31, 60), "61_90": (61, 90), "91_120": (91, 120), "over_120": (121, 10**6)}


def contoso() -> pd.DataFrame:
    orders = pd.read_csv(CONTOSO / "orders.csv", parse_dates=["OrderDate", "DeliveryDate"])
    lines = pd.read_csv(CONTOSO / "orderrows.csv")
    amount = (lines["NetPrice"] * lines["Quantity"]).groupby(lines["OrderKey"]).sum().round(2).rename("amount")
    found = orders.merge(amount, left_on="OrderKey", right_index=True)
    return pd.DataFrame(
        {"document": found["OrderKey"].astype(str), "customer": found["CustomerKey"].astype(str), "date": found["OrderDate"],
         "due": found["OrderDate"], "settled": found["DeliveryDate"], "amount": found["amount"]}
    )  # fmt: skip


def ibm() -> pd.DataFrame:
    found = pd.read_csv(IBM, dtype={"invoiceNumber": str})
    days = {name: pd.to_datetime(found[column], format="%m/%d/%Y") for name, column in
            (("date", "InvoiceDate"), ("due", "DueDate"), ("settled", "SettledDate"))}  # fmt: skip
    return pd.DataFrame(
        {"document": found["invoiceNumber"], "customer": found["customerID"], **days, "amount": found["InvoiceAmount"],
         "stated_late": found["DaysLate"]}
    )  # fmt: skip


CASES = [
    pytest.param(contoso, marks=[pytest.mark.shared, pytest.mark.skipif(not CONTOSO.exists(), reason="no ../shared")]),
    pytest.param(
        ibm, marks=[pytest.mark.shared, pytest.mark.skipif(not IBM.exists(), reason="no IBM sample, see above")]
    ),
]


@pytest.fixture(scope="module", params=CASES)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, pd.DataFrame]:
    frame = request.param()
    rows = [
        {"document": row.document, "customer": row.customer, "date": row.date.date(), "due": row.due.date(),
         "settled": row.settled.date(), "amount": f"{row.amount:.2f}"}
        for row in frame.itertuples()
    ]  # fmt: skip
    return make_store(tmp_path_factory.mktemp("foreign"), receivables=rows), frame


def dates(frame: pd.DataFrame) -> list[date]:
    """Three dates spread over the data."""
    first, last = frame["date"].min(), frame["date"].max()
    return [(first + (last - first) * part).date() for part in (0.3, 0.6, 0.95)]


def test_ageing_at_three_dates(both: tuple[Store, pd.DataFrame]) -> None:
    store, frame = both
    for at in dates(frame):
        day = pd.Timestamp(at)
        open_ = frame[(frame["date"] <= day) & (frame["settled"] > day)]
        late = (day - open_["due"]).dt.days
        names = (
            "receivables_open",
            "receivables_not_due",
            "receivables_overdue",
            *(f"receivables_{name}" for name in BUCKETS),
        )
        got = ask(store, *names, period=Period(at, at)).one()
        assert float_of(got["receivables_open"]) == pytest.approx(open_["amount"].sum(), abs=1e-6)
        assert float_of(got["receivables_not_due"]) == pytest.approx(open_[late <= 0]["amount"].sum(), abs=1e-6)
        assert float_of(got["receivables_overdue"]) == pytest.approx(open_[late > 0]["amount"].sum(), abs=1e-6)
        for name, (low, high) in BUCKETS.items():
            expected = open_[(late >= low) & (late <= high)]["amount"].sum()
            assert float_of(got[f"receivables_{name}"]) == pytest.approx(expected, abs=1e-6), (at, name)


def test_dso_by_month(both: tuple[Store, pd.DataFrame]) -> None:
    store, frame = both
    for at in dates(frame):
        month = Period.month_of(at)
        end = pd.Timestamp(month.end)
        open_ = frame[(frame["date"] <= end) & (frame["settled"] > end)]["amount"].sum()
        sold = frame[frame["date"].between(pd.Timestamp(month.start), end)]["amount"].sum()
        got = ask(store, "dso_simple", "dso_countback", "invoiced", "collections", period=month).one()
        assert float_of(got["invoiced"]) == pytest.approx(sold, abs=1e-6)
        paid = frame[frame["settled"].between(pd.Timestamp(month.start), end)]["amount"].sum()
        assert float_of(got["collections"]) == pytest.approx(paid, abs=1e-6)
        assert got["dso_simple"] == (pytest.approx(open_ / sold * month.days) if sold else None)
        left, days, first, last = open_, 0.0, month.start, month.end
        while left > 1e-9 and pd.Timestamp(last) >= frame["date"].min():
            billed = frame[frame["date"].between(pd.Timestamp(first), pd.Timestamp(last))]["amount"].sum()
            share = 1.0 if billed <= 0 else min(1.0, left / billed)
            days += share * ((last - first).days + 1)
            left -= billed * share
            last = first - timedelta(days=1)
            first = last.replace(day=1)
        assert got["dso_countback"] == pytest.approx(days)


def test_late_share_and_days_late(both: tuple[Store, pd.DataFrame]) -> None:
    store, frame = both
    span = Period(frame["date"].min().date(), frame["date"].max().date())
    settled = frame[(frame["settled"] <= frame["date"].max()) & (frame["amount"] > 0)]
    late = (settled["settled"] - settled["due"]).dt.days.clip(lower=0)
    got = ask(store, "settled_documents", "days_late_average", "late_share", period=span).one()
    assert got["settled_documents"] == len(settled)
    assert got["days_late_average"] == pytest.approx(late.mean())
    assert got["late_share"] == pytest.approx((late > 0).mean())
    if "stated_late" in frame:
        rows = store.current().rows("SELECT document, greatest(days_late, 0) AS late FROM receivable_settlements")
        stated = dict(zip(frame["document"], frame["stated_late"], strict=True))
        assert {row["document"]: row["late"] for row in rows} == stated
