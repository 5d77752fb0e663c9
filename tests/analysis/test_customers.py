"""Customers by value: worked by hand, again in pandas, and on the published CDNOW sample."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from sales_core.analysis.customers.value import customer_values, leaving, recruits, repeat_rate, year_to
from sales_core.analysis.stock.abc_classes import abc_of
from sales_core.catalogue.lists.customer_values import CustomerStep, RfmSegment
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader
from tests.support.readers import reader_of
from tests.support.stores import make_store

pytestmark = pytest.mark.slow

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CDNOW = SHARED / "customers_cdnow"
SUPERSTORE = SHARED / "company_superstore"
DAY = date(2026, 5, 31)


def sale(day: str, customer: str, amount: int, cost: int | None = None, rep: str = "r") -> dict[str, object]:
    return {
        "date": day,
        "customer": customer,
        "amount": amount,
        "quantity": 1,
        "cost": cost,
        "rep": rep,
        "region": "East",
    }


#: a: every month, sold at a profit. b: much the year before, nothing since. c: his first order ever in May, at a loss.
#: d: as much as a in a fast start, silent since September. e: only a return in the year, a purchase the year before.
SALES = [
    *(sale(str(date(2025, 5, 10) + timedelta(days=30 * n)), "a", 100, 60) for n in range(13)),
    sale("2025-03-01", "a", 50, 30), sale("2024-05-02", "a", 10, 5),
    sale("2024-07-01", "b", 900), sale("2025-02-01", "b", 300),
    sale("2026-05-20", "c", 40, 50),
    *(sale(f"2025-{month:02}-15", "d", 200, 150) for month in (6, 7, 8, 9)), sale("2025-01-15", "d", 1000, 700),
    sale("2025-04-01", "e", 70), sale("2025-07-01", "e", -70),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FigureReader:
    master = [
        {
            "customer": "a",
            "customer_name": "Alpha",
            "customer_class": "A",
            "channel": "KA",
            "region": "East",
            "branch": "B",
            "rep": "r",
            "credit_limit": 5,
            "term_days": 30,
        }
    ]
    store = make_store(tmp_path_factory.mktemp("customers"), sales=SALES, customers=master)
    return reader_of(store)


def test_by_hand(reader: FigureReader) -> None:
    """Four bought or lapsed: a 12 × 100 = 1,200, d 800, c 40; b and e bought the year before only."""
    found = {one.customer: one for one in customer_values(reader, DAY)}
    assert set(found) == {"a", "b", "c", "d", "e"}
    a, b, c, d, e = (found[name] for name in "abcde")
    assert (a.net_sales, a.earlier, a.gross_profit) == (Decimal(1200), Decimal(150), Decimal(480))
    assert a.margin == pytest.approx(0.4)
    assert (a.purchase_days, a.last_order, a.days_since) == (12, date(2026, 5, 5), 26)
    assert a.growth == pytest.approx(7.0)
    # c alone is the newest; of three, places 1, 2, 3 are the scores.
    assert [(one.recency, one.frequency, one.money) for one in (a, c, d)] == [(2, 3, 3), (3, 1, 1), (1, 2, 2)]
    # Cumulative of 2,040: a 59 % is A, d 98 % is C, c 100 % is C.
    assert [one.value_class for one in (a, c, d)] == ["A", "C", "C"]
    # The lost by the year before: of 2,420 b 1,200 is A, after d 1,000 and a 150 comes e with the last 70.
    assert [one.value_class for one in (b, e)] == ["A", "C"]
    assert b.rfm_segment is e.rfm_segment is RfmSegment.LOST
    assert (b.at_stake, e.at_stake, e.net_sales) == (Decimal(1200), Decimal(70), Decimal(-70))
    assert c.rfm_segment is RfmSegment.NEWCOMER
    assert c.step is CustomerStep.SECOND_ORDER
    assert c.margin == pytest.approx(-0.25)
    assert d.rfm_segment is RfmSegment.DORMANT
    # Of the four of the year before (a, b, d, e) two came no more: churn 1/2, two years.
    assert a.churn == pytest.approx(0.5)
    assert a.life_value == 960
    assert c.life_value == -20
    assert a.completeness == 1.0
    assert a.step is CustomerStep.KEEP
    assert [one.customer for one in leaving(tuple(found.values()))] == ["b", "e"]
    assert repeat_rate(tuple(found.values())) == pytest.approx(2 / 3)


def test_without_the_year_before_nothing_is_said_of_it(reader: FigureReader) -> None:
    found = {one.customer: one for one in customer_values(reader, date(2025, 4, 30))}
    assert {one.growth for one in found.values()} == {one.life_value for one in found.values()} == {None}
    assert all(one.rfm_segment is not RfmSegment.LOST for one in found.values())


def test_nobody_and_one(tmp_path: Path) -> None:
    assert customer_values(reader_of(make_store(tmp_path / "none")), DAY) == ()
    (one,) = customer_values(
        reader_of(make_store(tmp_path / "one", sales=[sale("2025-06-02", "x", 5)])), date(2025, 6, 2)
    )
    assert (one.value_class, one.recency, one.frequency, one.money) == ("A", 2, 2, 2)
    assert (one.margin, one.life_value, one.growth) == (None, None, None)


@pytest.mark.parametrize(
    ("day", "first", "days"),
    [
        (date(2024, 2, 29), date(2023, 3, 1), 366), (date(2025, 2, 28), date(2024, 3, 1), 365),
        (date(2026, 10, 22), date(2025, 10, 23), 365), (date(2024, 6, 15), date(2023, 6, 16), 366),
    ],
)  # fmt: skip
def test_a_year_is_twelve_months_also_in_leap_years(day: date, first: date, days: int) -> None:
    assert year_to(day) == Period(first, day)
    assert year_to(day).days == days


def test_new_customers_by_hand(tmp_path: Path) -> None:
    """x came back after 59 days, y after 90, z never (over), w never (61 days so far), v bought before; u came back at once, his days are not over."""
    days = {
        "x": ("2026-01-01", "2026-03-01"),
        "y": ("2026-01-10", "2026-04-10"),
        "z": ("2026-02-01",),
        "w": ("2026-03-31",),
        "u": ("2026-05-20", "2026-05-21"),
    }
    lines = [sale(day, who, 10) for who, each in days.items() for day in each]
    reader = reader_of(make_store(tmp_path, sales=[sale("2025-12-01", "v", 5), *lines, sale("2026-05-31", "v", 5)]))
    rows = reader.run_list(ListQuery("recruited_customers", Period(date(2026, 1, 1), DAY))).rows
    said = {row["customer"]: (row["gap_days"], row["again_60"], row["again_90"]) for row in rows}
    assert said == {
        "x": (59, True, True),
        "y": (90, False, True),
        "z": (None, False, False),
        "w": (None, False, None),
        "u": (1, None, None),
    }
    found = recruits(rows)
    assert (found.count, found.net_sales, found.again_60, found.judged_60) == (5, Decimal(80), 0.25, 4)
    assert (found.again_90, found.judged_90, found.once) == (2 / 3, 3, 1)
    assert recruits([]).again_60 is None


def _random_company(seed: int) -> list[dict[str, object]]:
    chance, first = Random(seed), date(2024, 1, 1)
    made = []
    for number in range(80):
        start = first + timedelta(days=chance.randrange(850))
        for _ in range(chance.randrange(1, 12)):
            day = start + timedelta(days=chance.randrange(400))
            if day <= DAY:
                amount = chance.randrange(1, 500) * (-1 if chance.random() < 0.1 else 1)
                made.append(sale(str(day), f"c{number}", amount, rep=chance.choice("rs")))
    return made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_again_in_pandas(seed: int, tmp_path: Path) -> None:
    """Scores, sums, classes and cohorts worked out without SQL; the cells sum to the customers."""
    lines = _random_company(seed)
    reader = reader_of(make_store(tmp_path, sales=lines))
    last = reader.as_of
    found = {one.customer: one for one in customer_values(reader, last)}
    frame = pd.DataFrame(lines)
    frame["date"] = pd.to_datetime(frame["date"]).dt.date
    year = year_to(last)
    now, bought = frame[frame.date >= year.start], frame[(frame.date >= year.start) & (frame.amount > 0)]
    active = {one.customer for one in found.values() if one.purchase_days}
    assert active == set(bought.customer)
    net = now[now.customer.isin(active)].groupby("customer").amount.sum()
    assert {name: int(found[name].net_sales or 0) for name in active} == net.to_dict()
    scores = 5 if len(active) >= 50 else 3
    for column, values in (
        ("recency", bought.groupby("customer").date.max()), ("frequency", bought.groupby("customer").date.nunique()), ("money", net),
    ):  # fmt: skip
        middle = pd.Series(values).rank(method="average") - 0.5
        expected = (scores * middle / len(values)).astype(int) + 1
        assert {name: getattr(found[name], column) for name in active} == expected.to_dict(), column
    classes = abc_of({str(name): Decimal(int(amount)) for name, amount in net.items()})
    assert {name: found[name].value_class for name in active} == {name: letter for name, (letter, _) in classes.items()}
    before = frame[(frame.date >= add_months(year.start, -12)) & (frame.date < year.start)]
    bought_before = set(before[before.amount > 0].customer)
    earlier = before[before.customer.isin(bought_before)].groupby("customer").amount.sum()
    classes = abc_of({str(name): Decimal(int(amount)) for name, amount in earlier.items()})
    lost = {one.customer: one.value_class for one in found.values() if one.rfm_segment is RfmSegment.LOST}
    assert set(lost) == bought_before - active
    assert lost == {name: classes[name][0] for name in lost}
    cells = pd.Series([(one.value_class, one.rfm_segment) for one in found.values()]).value_counts()
    assert int(cells.sum()) == len(found)
    _cohorts_agree(reader, frame, last)


def _cohorts_agree(reader: FigureReader, frame: pd.DataFrame, last: date) -> None:
    bought = frame[frame.amount > 0].assign(month=lambda rows: pd.to_datetime(rows.date).dt.to_period("M"))
    first = bought.groupby("customer").month.min()
    bought = bought.assign(cohort=bought.customer.map(first))
    bought = bought[bought.cohort > first.min()]
    expected = {
        (str(cohort), (month - cohort).n): rows.customer.nunique()
        for (cohort, month), rows in bought.groupby(["cohort", "month"])
    }
    rows = reader.run_list(ListQuery("customer_cohorts", Period(date(2024, 1, 1), last)))
    got = {(str(row["cohort"])[:7], row["age"]): row["customers"] for row in rows if row["customers"]}
    assert got == expected


def test_a_part_of_the_company_is_ranked_within_itself(tmp_path: Path) -> None:
    reader = reader_of(make_store(tmp_path, sales=_random_company(4)))
    own = customer_values(reader, reader.as_of, filters=(Filter("rep", ("s",)),))
    whole = reader.run_list(ListQuery("customer_values", year_to(reader.as_of), (Filter("rep", ("s",)),)))
    assert len(own) == len(whole)
    assert min(one.money for one in own if one.money) == 1


@pytest.mark.shared
@pytest.mark.skipif(not CDNOW.exists(), reason="../shared/data/customers_cdnow is not on this machine")
def test_every_customer_of_cdnow(tmp_path: Path) -> None:
    """Repeat purchases, recency and T in weeks of all 2,357 equal the published summary at 30 September 1997.

    The summary counts orders that cost nothing; here a purchase has an amount, so these are given a cent.
    """
    lines: list[dict[str, object]] = []
    for text in (CDNOW / "CDNOW_sample.txt").read_text().splitlines():
        _, customer, day, count, dollars = text.split()
        lines.append(
            {
                "date": f"{day[:4]}-{day[4:6]}-{day[6:]}",
                "customer": customer,
                "quantity": int(count),
                "amount": dollars if float(dollars) else "0.01",
                "region": "x",
            }
        )
    reader = reader_of(make_store(tmp_path, sales=lines))
    last = date(1997, 9, 30)
    rows = reader.run_list(ListQuery("customer_values", Period(date(1997, 1, 1), last), as_of=last)).rows
    got = {
        int(str(row["customer"])): (
            int(str(row["purchase_days"])) - 1,
            round((row["last_order"] - row["first_order"]).days / 7, 2),  # type: ignore[operator,union-attr]
            round((last - row["first_order"]).days / 7, 2),  # type: ignore[operator]
        )
        for row in rows
    }
    published = pd.read_csv(CDNOW / "cdnow_customers_summary.csv")
    expected = {int(one.ID): (int(one.frequency), float(one.recency), float(one.T)) for one in published.itertuples()}  # type: ignore[arg-type]
    off = {name: (got.get(name), expected[name]) for name in expected if got.get(name) != expected[name]}
    assert len(expected) == 2357
    assert not off, (len(off), list(off.items())[:8])


@pytest.mark.shared
@pytest.mark.skipif(not SUPERSTORE.exists(), reason="../shared/data/company_superstore is not on this machine")
def test_customers_of_superstore_in_pandas(tmp_path: Path) -> None:
    """Sums, growth, days and classes of 2022 against 2021, who was lost and what class he had."""
    files = [SUPERSTORE / f"Superstore Sales {year}.csv" for year in (2021, 2022)]
    # Old Mac text: names of products hold more than ASCII. The mark before the first header is in no column read here.
    frame = pd.concat([pd.read_csv(path, encoding="mac_roman", dtype=str) for path in files])
    frame = frame.assign(
        day=frame["Order Date"], money=frame.Sales.map(lambda text: Decimal(text).quantize(Decimal("0.0001")))
    )
    lines: list[dict[str, object]] = [
        {"date": one.day, "customer": one.who, "amount": one.money, "quantity": one.pieces, "region": one.region}
        for one in frame.rename(columns={"Customer ID": "who", "Quantity": "pieces", "Region": "region"}).itertuples()
    ]
    reader = reader_of(make_store(tmp_path, sales=lines))
    last = date(2022, 12, 31)
    rows = reader.run_list(ListQuery("customer_values", Period(date(2022, 1, 1), last), as_of=last)).rows
    found = {str(row["customer"]): row for row in rows}
    now, before = (frame[frame.day.str[:4] == year] for year in ("2022", "2021"))
    sums, earlier = (part.groupby("Customer ID").money.sum() for part in (now, before))
    assert set(found) == set(sums.index) | set(earlier.index)
    assert {name: found[name]["net_sales"] for name in sums.index} == sums.to_dict()
    days = now.groupby("Customer ID").day.nunique()
    assert {name: found[name]["purchase_days"] for name in days.index} == days.to_dict()
    classes, classes_before = (abc_of({str(name): money for name, money in part.items()}) for part in (sums, earlier))
    lost = set(earlier.index) - set(sums.index)
    assert lost
    expected = {name: (classes_before if name in lost else classes)[name][0] for name in found}
    assert {name: row["value_class"] for name, row in found.items()} == expected
    assert {name for name, row in found.items() if row["rfm_segment"] == RfmSegment.LOST} == lost
    assert {found[name]["value_class"] for name in lost} > {"C"}, "who was lost is not all of the last class"
