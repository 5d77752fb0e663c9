"""Every sales metric against pandas on 4,000 random lines, whole and split, on whole and partial periods."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from itertools import product as product_of

import pandas as pd
import pytest

from sales_core.kernel.query import Compare, Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.support.present import Cells, cells_of, float_of, present
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

PERIODS = ["2026-04", "2026-05", "2025-Q3", "2026", "2025-11-07..2026-02-03", "2024-02-29", "2024-01..2026-05"]
SPLITS = [(), ("region",), ("rep",), ("customer",), ("product",), ("category", "channel"), ("month",), ("rep", "month")]


def total(values: pd.Series) -> Decimal:
    return sum(values, Decimal(0))


def expected(part: pd.DataFrame) -> dict[str, object]:
    """All additive and counted metrics of some lines, by plain Python over them."""
    kept, back = part[~part.back], part[part.back]
    costed = part[part.cost.notna()]
    bought = kept[kept.amount > 0]
    gross, net = total(kept.amount), total(part.amount)
    profit = total(costed.amount) - total(costed.cost)
    return {
        "net_sales": net,
        "gross_sales": gross,
        "returns": -total(back.amount),
        "return_rate": float(-total(back.amount) / gross) if gross else None,
        "quantity": Decimal(int(part.quantity.sum())),
        "gross_quantity": Decimal(int(kept.quantity.sum())),
        "costed_sales": total(costed.amount),
        "cost_of_sales": total(costed.cost),
        "gross_profit": profit if len(costed) else None,
        "margin": float(profit / total(costed.amount)) if len(costed) and total(costed.amount) else None,
        "cost_coverage": float(total(costed.amount) / net) if net else None,
        "order_count": kept.order_no.nunique(),
        "line_count": len(part),
        "active_customers": bought.customer.nunique(),
        "active_products": bought["product"].nunique(),
        "active_reps": bought.rep.nunique(),
        "average_price": float(net / int(part.quantity.sum())) if part.quantity.sum() else None,
    }


def near(found: object, wanted: object) -> bool:
    if isinstance(wanted, float):
        return bool(found == pytest.approx(wanted, rel=1e-9))
    return found == wanted


# With every period some of the eight splits, with every split some of the periods.
@pytest.mark.parametrize("case", sampled(product_of(PERIODS, SPLITS), 3), ids=str)
def test_sales_metrics_equal_pandas(
    figures: MetricService, table: pd.DataFrame, case: tuple[str, tuple[str, ...]]
) -> None:
    period, by = case
    span = Period.parse(period)
    inside = table[(table.date >= span.start) & (table.date <= span.end)]
    groups = {(): inside} if not by else dict(tuple(inside.groupby(list(by))))
    names = tuple(expected(inside))
    result = figures.run(Query(names, by, span), LOCAL_ADMIN)
    found: dict[Hashable, Cells] = {tuple(row[name] for name in by): cells_of(row) for row in result}
    assert set(found) == set(groups)
    for key, part in groups.items():
        wrong = {n: (found[key][n], w) for n, w in expected(part).items() if not near(found[key][n], w)}
        assert not wrong, key


@pytest.mark.parametrize("by", [(), ("rep",), ("customer",), ("month",)])
@pytest.mark.parametrize("compare", list(Compare))
@pytest.mark.parametrize("period", ["2026-05", "2026-04", "2026-Q1", "2026"])
def test_comparison_is_like_for_like(
    figures: MetricService, table: pd.DataFrame, period: str, compare: Compare, by: tuple[str, ...]
) -> None:
    """May 2026 is known up to the 19th: it is set against 1..19 May 2025, or 1..19 April."""
    spans = {
        ("2026-05", Compare.LAST_YEAR): ("2025-05-01", "2025-05-19", 12),
        ("2026-05", Compare.LAST_MONTH): ("2026-04-01", "2026-04-19", 1),
        ("2026-04", Compare.LAST_YEAR): ("2025-04-01", "2025-04-30", 12),
        ("2026-04", Compare.LAST_MONTH): ("2026-03-01", "2026-03-31", 1),
        ("2026-Q1", Compare.LAST_YEAR): ("2025-01-01", "2025-03-31", 12),
        ("2026-Q1", Compare.LAST_MONTH): ("2025-10-01", "2025-12-31", 3),
        ("2026", Compare.LAST_YEAR): ("2025-01-01", "2025-05-19", 12),
        ("2026", Compare.LAST_MONTH): ("2025-01-01", "2025-05-19", 12),
    }
    first, last, back = spans[period, compare]
    before = table[(table.date >= date.fromisoformat(first)) & (table.date <= date.fromisoformat(last))].copy()
    before["month"] = [_later(month, back) for month in before.month]
    groups = {(): before} if not by else dict(tuple(before.groupby(list(by))))
    result = figures.run(Query(("net_sales",), by, Period.parse(period), compare=compare), LOCAL_ADMIN)
    compared = present(result.compared)
    assert (compared.start.isoformat(), compared.end.isoformat()) == (first, last)
    found: dict[Hashable, object] = {tuple(row[name] for name in by): row["net_sales__before"] for row in result}
    for key, part in groups.items():
        assert found[key] == total(part.amount), key
    assert all(value == 0 for key, value in found.items() if key not in groups)


def _later(month: date, months: int) -> date:
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def test_growth_rates(figures: MetricService, table: pd.DataFrame) -> None:
    def between(first: str, last: str) -> Decimal:
        low, high = date.fromisoformat(first), date.fromisoformat(last)
        return total(table[(table.date >= low) & (table.date <= high)].amount)

    row = figures.run(Query(("yoy", "mom", "yoy_ytd", "net_sales_ytd", "net_sales_mtd", "net_sales_change"),
                            period=Period.parse("2026-05")), LOCAL_ADMIN).one()  # fmt: skip
    now, year_ago = between("2026-05-01", "2026-05-19"), between("2025-05-01", "2025-05-19")
    assert row["yoy"] == pytest.approx(float(now / year_ago) - 1)
    assert row["mom"] == pytest.approx(float(now / between("2026-04-01", "2026-04-19")) - 1)
    assert row["net_sales_ytd"] == between("2026-01-01", "2026-05-19")
    assert row["net_sales_mtd"] == now
    assert row["net_sales_change"] == now - year_ago
    ytd = float(between("2026-01-01", "2026-05-19") / between("2025-01-01", "2025-05-19")) - 1
    assert row["yoy_ytd"] == pytest.approx(ytd)


def test_year_to_date_by_month_runs_up(figures: MetricService, table: pd.DataFrame) -> None:
    result = figures.run(Query(("net_sales_ytd",), ("month",), Period.parse("2026")), LOCAL_ADMIN)
    this_year = table[[day.year == 2026 for day in table.date]]
    for row in result:
        assert row["net_sales_ytd"] == total(this_year[this_year.month <= row["month"]].amount)
    assert len(result.rows) == 5


def test_customers_lost_new_and_ever(figures: MetricService, table: pd.DataFrame) -> None:
    """April 2026 against March 2026, and first orders from the raw lines."""
    bought = table[~table.back & (table.amount > 0)]
    firsts = bought.groupby("customer").date.min()

    def buyers(month: str) -> set[str]:
        return set(bought[bought.month == date.fromisoformat(month)].customer)

    names = ("lost_customers", "active_customers_previous", "retention_rate", "new_customers", "customer_count")
    row = figures.run(Query(names, period=Period.parse("2026-04")), LOCAL_ADMIN).one()
    march, april = buyers("2026-03-01"), buyers("2026-04-01")
    assert row["lost_customers"] == len(march - april)
    assert row["active_customers_previous"] == len(march)
    assert row["retention_rate"] == pytest.approx(len(march & april) / len(march))
    by_month = figures.run(Query(("new_customers", "customer_count"), ("month",), Period.parse("2024")), LOCAL_ADMIN)
    for found in by_month:
        month = found["month"]
        assert found["new_customers"] == sum(day.replace(day=1) == month for day in firsts)
        assert found["customer_count"] == sum(day.replace(day=1) <= month for day in firsts)


def test_shares_sum_to_one_and_ignore_filters(figures: MetricService) -> None:
    query = Query(("sales_share",), ("rep",), Period.parse("2026-04"))
    whole = {row["rep"]: row["sales_share"] for row in figures.run(query, LOCAL_ADMIN)}
    assert sum(map(float_of, whole.values())) == pytest.approx(1)
    one = Query(("sales_share",), period=query.period, filters=(Filter("rep", ("R3",)),))
    assert figures.run(one, LOCAL_ADMIN).one()["sales_share"] == pytest.approx(whole["R3"])


def test_filters_and_order_and_limit(figures: MetricService, table: pd.DataFrame) -> None:
    query = Query(("net_sales",), ("customer",), Period.parse("2025"), (Filter("channel", ("H0", "H2")),),
                  order_by="-net_sales", limit=5)  # fmt: skip
    inside = table[[day.year == 2025 for day in table.date]]
    sums = inside[inside.channel.isin(["H0", "H2"])].groupby("customer").amount.agg(total)
    best = sums.sort_values(ascending=False).head(5)
    assert figures.run(query, LOCAL_ADMIN).column("net_sales") == list(best)
