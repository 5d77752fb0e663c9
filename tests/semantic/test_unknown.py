"""Unknown is not zero: on stores that hold a part of the datasets, a metric without its data has no value at all.

What each metric needs is written down here, apart from the declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.stores import Rows, store_of

pytestmark = pytest.mark.slow

Asked = tuple[tuple[str, ...], Compare | None]

#: What a metric cannot be known without → the metrics; one that stands in several lines needs all of them.
NEEDS: Mapping[str, str] = {
    "sales": "line_count",
    "amounts": "net_sales gross_sales returns return_rate average_price average_order sales_per_rep sales_per_customer"
    " net_sales_all sales_share net_sales_last_year net_sales_last_month yoy mom net_sales_change net_sales_ytd"
    " net_sales_ytd_last_year yoy_ytd net_sales_mtd achievement gap pace gap_to_pace days_ahead needed_per_day"
    " net_sales_same_point landing landing_low landing_high landing_achievement active_customers"
    " active_customers_previous lost_customers retention_rate new_customers customer_count active_products active_reps"
    " cost_coverage scheme_score uncosted_sales contribution branch_profit branch_profit_ratio cash_ratio expense_ratio"
    " expense_yield",
    "quantities": "quantity gross_quantity average_price achievement_quantity stock_outflow days_of_supply"
    " slow_moving_count slow_moving_value excess_value",
    "costs": "costed_sales cost_of_sales gross_profit margin stock_turnover dio achievement_gross_profit contribution"
    " branch_profit branch_profit_ratio",
    "customers": "active_customers active_customers_previous lost_customers retention_rate new_customers customer_count"
    " sales_per_customer",
    "products": "active_products",
    "reps": "active_reps sales_per_rep",
    "order numbers": "order_count average_order",
    "month before": "net_sales_last_month mom active_customers_previous lost_customers retention_rate",
    "year before": "net_sales_last_year yoy net_sales_change net_sales_ytd_last_year yoy_ytd",
    "targets": "target achievement gap target_closing_month expected_to_date pace gap_to_pace days_ahead needed_per_day"
    " landing_achievement scheme_score target_unallocated",
    "targets of other measures": "target_quantity target_collections target_gross_profit achievement_quantity"
    " achievement_collections achievement_gross_profit contribution_budget",
    "documents": "receivables_open receivables_not_due receivables_overdue over_term receivables_opening"
    " receivables_1_30 receivables_31_60 receivables_61_90 receivables_91_120 receivables_over_120 receivables_age_0_30"
    " receivables_age_31_60 receivables_age_61_90 receivables_age_91_120 receivables_age_over_120 receivables_age_none"
    " receivables_charge overdue_share dso_simple dso_best_possible dso_countback cei invoiced invoiced_per_month settled_documents"
    " days_late_average late_share over_limit_customers over_limit_amount no_limit_customers debtors credit_limit"
    " credit_used credit_utilisation",
    "payments": "collections settled_documents days_late_average late_share achievement_collections cash_ratio",
    "documents or payments": "receivables_unapplied",
    "documents or stock values": "capital_charge branch_profit branch_profit_ratio",
    "limits": "over_limit_customers over_limit_amount credit_limit credit_used credit_utilisation",
    "terms": "over_term",
    "stock": "stock_quantity stock_products stock_outflow days_of_supply stock_out_count stock_out_places"
    " slow_moving_count slow_moving_value excess_value stock_age stock_months",
    "stock values": "stock_value near_expiry_value expired_value slow_moving_value excess_value stock_value_month_ends"
    " stock_value_average stock_turnover dio stock_charge",
    "expiry": "near_expiry_value expired_value",
    "expenses": "expense expense_all expense_ratio expense_share expense_yield expense_usage expense_over expense_left"
    " contribution branch_profit branch_profit_ratio",
    "committed expenses": "expense_committed",
    "expense budgets": "expense_budget expense_budget_to_date expense_pace expense_usage expense_over expense_left"
    " contribution_budget",
    "distributors": "distributor_stock_quantity distributor_stock_value sell_out",
    "visits": "visits_done customers_visited planned_customers_visited visit_plan_share visit_coverage sales_per_visit"
    " visit_minutes",
    "visit plans": "visits_planned customers_planned planned_customers_visited visit_plan_share visit_coverage",
    "audits": "outlet_score outlet_distribution_score outlet_facing_score outlet_price_score outlet_display_score"
    " outlets_audited scheme_score",
}  # fmt: skip

_SALE = {"date": "2026-05-06", "rep": "E1", "customer": "C1", "product": "P1", "quantity": 2, "amount": 100}
_LATER = {**_SALE, "date": "2026-05-20", "rep": "E2", "customer": "C2"}
_INVOICE = {"document": "D1", "date": "2026-05-02", "due": "2026-05-12", "customer": "C1", "amount": 300}
_RECEIPT = {"receipt": "R1", "date": "2026-05-09", "customer": "C1", "amount": 50}
_TARGET = {"month": "2026-05", "measure": "net_sales", "rep": "E1", "target": 500}
_SALES_KNOW = {"sales", "amounts", "quantities", "customers", "products", "reps"}


def _without(row: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in names}


#: Store → its rows, and what can be known from them.
STORES: Mapping[str, tuple[Mapping[str, Rows], set[str]]] = {
    "nothing": ({}, set()),
    "masters only": ({"customers": [{"customer": "C1", "credit_limit": 10}], "products": [{"product": "P1"}]}, set()),
    "receipts only": ({"receipts": [_RECEIPT]}, {"payments", "documents or payments"}),
    "targets only": ({"targets": [_TARGET]}, {"targets"}),
    "documents only": ({"receivables": [_INVOICE]}, {"documents", "documents or payments", "documents or stock values"}),
    "no amounts": (
        {"sales": [_without(_SALE, "amount"), _without(_LATER, "amount")]},
        {"sales", "quantities"},
    ),
    "no quantities": ({"sales": [_without(_SALE, "quantity")]}, _SALES_KNOW - {"quantities"}),
    "no reps": ({"sales": [_without(_SALE, "rep")], "targets": [_without(_TARGET, "rep")]}, (_SALES_KNOW | {"targets"}) - {"reps"}),
    "no targets": ({"sales": [_SALE, _LATER]}, _SALES_KNOW),
    "no customers": ({"sales": [_without(_SALE, "customer")]}, _SALES_KNOW - {"customers"}),
    "one region": ({"sales": [{**_SALE, "region": "East"}]}, _SALES_KNOW),
    "other currency": ({"sales": [{**_SALE, "currency": "USD"}]}, _SALES_KNOW),
    "stock without values": ({"stock": [{"date": "2026-05-31", "product": "P1", "quantity": 5}]}, {"stock"}),
}  # fmt: skip


def _unknown(known: set[str]) -> set[str]:
    return {metric for need, metrics in NEEDS.items() if need not in known for metric in metrics.split()}


def test_every_metric_says_what_it_needs() -> None:
    assert {metric for metrics in NEEDS.values() for metric in metrics.split()} == set(product().metrics)


@pytest.fixture(params=STORES, scope="module")
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, MetricService]:
    rows, _ = STORES[request.param]
    meta = {"reporting_currency": "USD"} if request.param == "other currency" else None
    folder = tmp_path_factory.mktemp("half")
    return request.param, MetricService(store_of(folder, rows, meta), AppDatabase(folder / "ledger.sqlite"), product())


#: Of a store in total against the year before, of the next one split one way, of the third the other way.
#: All of them are asked in the long run.
_FEW: tuple[Asked, ...] = (((), Compare.LAST_YEAR), (("rep",), None), (("month",), None))
_ALL: tuple[Asked, ...] = tuple(
    (by, compare) for by in ((), ("rep",), ("month",)) for compare in (None, Compare.LAST_YEAR)
)


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.endure)], ids=["few", "all"])
def test_no_metric_without_data_is_zero(store: tuple[str, MetricService], *, is_whole: bool) -> None:
    name, figures = store
    asks = _ALL if is_whole else (_FEW[list(STORES).index(name) % len(_FEW)],)
    unknown = _unknown(STORES[name][1])
    able = [metric for metric in product().metrics if metric in unknown]
    for by, compare in asks:
        asked = tuple(metric for metric in able if set(by) <= set(dimensions_of(product(), metric)))
        query = Query(asked, by, Period.parse("2026-05"), compare=compare)
        for row in figures.run(query, LOCAL_ADMIN):
            told = {key: value for key, value in row.items() if key not in by and value is not None}
            assert not told, (name, by, compare)


def test_what_is_loaded_is_known(store: tuple[str, MetricService]) -> None:
    name, figures = store
    _, known = STORES[name]
    plain = {
        "amounts": "net_sales", "quantities": "quantity", "customers": "active_customers", "reps": "active_reps",
        "targets": "target", "documents": "receivables_overdue", "payments": "collections", "stock": "stock_quantity",
    }  # fmt: skip
    asked = tuple(metric for need, metric in plain.items() if need in known)
    if asked:
        row = figures.run(Query(asked, period=Period.parse("2026-05")), LOCAL_ADMIN).one()
        assert all(row[metric] is not None for metric in asked), (name, row)


def test_the_first_month_has_no_month_before(tmp_path: Path) -> None:
    """0.1 said that nobody was lost and that nobody had been active before."""
    figures = figures_of(tmp_path, sales=[{**_SALE, "date": "2026-04-06"}, _SALE, _LATER])
    names = ("active_customers_previous", "lost_customers", "net_sales_last_month")
    assert figures.run(Query(names, period=Period.parse("2026-04")), LOCAL_ADMIN).one() == dict.fromkeys(names)
    by_month = figures.run(Query(names, ("month",), Period.parse("2026-04..2026-05")), LOCAL_ADMIN).rows
    assert [tuple(row[name] for name in names) for row in by_month] == [(None, None, None), (1, 0, 100)]
