"""Every metric of the registry on the tiny company, worked out on paper beside the answer: (May, June to the 10th)."""

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query, Result, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.golden.tiny import COMPANY
from tests.semantic.company import figures_of
from tests.support.present import float_of

ANSWERS = {
    # Sales. May: 120 + 30 - 24 + 54. June: 110 + 60.
    "net_sales": (180, 170),
    "gross_sales": (204, 170),
    "returns": (24, 0),
    "return_rate": (24 / 204, 0.0),
    "quantity": (15, 15),  # 10 + 2 - 2 + 5; 10 + 5
    "gross_quantity": (17, 15),
    "average_price": (180 / 15, 170 / 15),
    "costed_sales": (96, 170),  # P2 has no cost: 120 - 24; in June P1 only
    "cost_of_sales": (40, 64),  # 50 - 10; 44 + 20
    "gross_profit": (56, 106),
    "margin": (56 / 96, 106 / 170),
    "cost_coverage": (96 / 180, 1.0),
    "order_count": (3, 2),  # 5, 6, 8: the return names order 5 and makes none
    "average_order": (68.0, 85.0),  # 204 / 3; 170 / 2
    "line_count": (4, 2),
    "active_customers": (3, 2),
    "active_customers_previous": (2, 2),  # April: c1, c2; 1 to 10 May: c1, c3
    "lost_customers": (0, 1),  # c3 bought in early May and not in June so far
    "retention_rate": (1.0, 0.5),
    "new_customers": (1, 0),  # c3
    "customer_count": (3, 3),
    "active_products": (2, 1),
    "active_reps": (2, 2),
    "sales_per_rep": (90.0, 85.0),
    "sales_per_customer": (60.0, 85.0),
    "net_sales_all": (180, 170),
    "sales_share": (1.0, 1.0),
    "net_sales_last_year": (120, 100),  # 80 + 40; of June 2025 only the first ten days
    "net_sales_last_month": (90, 150),  # April 60 + 30; 1 to 10 May 120 + 30
    "yoy": (0.5, 0.7),
    "mom": (1.0, 170 / 150 - 1),
    "net_sales_change": (60, 70),
    "net_sales_ytd": (270, 440),
    "net_sales_ytd_last_year": (120, 220),  # from the first line ever; to 10 June 2025
    "yoy_ytd": (1.25, 1.0),
    "net_sales_mtd": (180, 170),
    # Nothing was spent. Days of balances × 6 % ÷ 365. Receivables May: 150 × 31 + 200 × 22 - 10 × 17 - 60 × 7 = 8460; June: 280 × 10
    # - 250 × 6 - 5 × 3 = 1285. Stock May: 80 × 30 + 160 × 1 = 2560; June: 160 × 10.
    **dict.fromkeys(
        (
            "expense",
            "expense_all",
            "expense_committed",
            "expense_budget",
            "expense_budget_to_date",
            "expense_usage",
            "expense_pace",
            "expense_over",
            "expense_left",
            "expense_ratio",
            "expense_share",
            "expense_yield",
            "contribution",
            "contribution_budget",
            "branch_profit",
            "branch_profit_ratio",
        ),
        (None, None),
    ),
    "uncosted_sales": (84, 0),  # 180 - 96
    "receivables_charge": (1.3908, 0.2113),  # each movement to the ten-thousandth
    "stock_charge": (2560 * 0.06 / 365, 1600 * 0.06 / 365),
    "capital_charge": (1.8116, 0.4744),  # each row of the two to the ten-thousandth
    "cash_ratio": (60 / 180, 255 / 170),  # 250 and 5 in June
    # Targets. May: 150 + 0 + 50. June: the 240 of E (a has 200 of it, 40 are open) + b 100.
    "target": (200, 340),
    "target_quantity": (12, None),
    "target_collections": (100, None),
    "target_gross_profit": (60, None),
    "achievement": (0.9, 0.5),
    "achievement_quantity": (15 / 12, None),
    "achievement_collections": (0.6, None),  # 60 of 100
    "achievement_gross_profit": (56 / 60, None),
    "gap": (-20, -170),
    "target_unallocated": (None, 40),
    "target_closing_month": (200, 340),
    # The curve of June is the mean of the months before that sold anything. At 8 of 21 days (38 %): June 2025 has 100 of 160,
    # April 60 of 90, May 150 of 180: (5/8 + 2/3 + 5/6) / 3 = 17/24. 340 × 17/24 = 240.83.
    "expected_to_date": (200, 340 * 17 / 24),
    "pace": (0.9, 12 / 17),
    "gap_to_pace": (-20, 170 - 340 * 17 / 24),
    # May is over: 90 % is reached, on the curve of May 2025 (2/3 until 16/19, then all by 17/19), June 2025 and April 2026 (both
    # all by then), where the mean is 0.9: May 2025 at 0.7. Between the hundredths 0.84 (2/3) and 0.85 (0.7167) that is 0.84667 of
    # 19 days, 16.087, less 19. June: half is reached; the mean is 0.42556 at 0.14 (June 2025 0.5, May 0.77667, April 0) and
    # 0.51111 at 0.15 (0.625, 0.80833, 0.1): 0.148701 of 21 days is day 3.1227, less 8.
    "days_ahead": (0.84 * 19 + 0.19 * (0.7 - 2 / 3) / 0.05 - 19, 0.14 * 21 + 0.21 * (0.5 - 0.425556) / 0.085556 - 8),
    "needed_per_day": (None, 13.08),  # 170 ÷ 13 days left
    "net_sales_same_point": (180, 170),
    # Rest of June: off the curve 170 ÷ 17/24 × 7/24 = 70, counted 17/24; the usual rest of the twelve months 60 (June 2025), 30
    # (April), 30 (May) and nine of nothing: 10, counted 7/24. 49.583 + 2.917 = 52.50.
    "landing": (180, 222.5),
    # Each month told by the others, 7/24 × (sold by then + mean rest of the other eleven): June 2025 60 ÷ 30.758 = 1.951, April
    # 30 ÷ 19.886 = 1.509, May 30 ÷ 46.136 = 0.650, nine times 0. 10th percentile 0, 90th 0.650 + 0.9 × 0.858 = 1.4227.
    "landing_low": (180, 170),
    "landing_high": (180, 244.69),  # 170 + 52.5 × 1.4227
    "landing_achievement": (0.9, 222.5 / 340),
    # Stock. The last count is that of 31 May on 10 June too. (30 + 10) × 4.
    "stock_quantity": (40, 40),
    "stock_value": (160, 160),
    "stock_products": (1, 1),
    # Net units of the 90 days to 31 May: branch E P1 6 + 10 - 2, P2 2; branch S, which has no warehouse, P2 3 + 5.
    "stock_outflow": (24, 24),
    "days_of_supply": (150.0, 150.0),  # 40 ÷ (24 / 90)
    "stock_out_count": (1, 1),  # P2
    "stock_out_places": (1, 1),
    "slow_moving_count": (1, 1),  # P1 of W: 40 last 257 days at 14 in 90
    "slow_moving_value": (160, 160),
    "excess_value": (104, 104),  # 40 - 14 = 26 units × 4
    # x lives 231 days. 31 May: 81 left, over a third (77). 10 June: 71, under it: 30 × 4.
    "near_expiry_value": (0, 120),
    "expired_value": (40, 40),  # y
    "stock_age": (30.0, 40.0),  # x came on 1 May; y states no date
    "stock_value_month_ends": (160, None),  # nothing was counted in June
    "stock_months": (1, None),
    "stock_value_average": (160, None),
    "stock_turnover": (0.25, None),  # 40 / 160
    "dio": (124.0, None),  # 160 / 40 × 31
    "distributor_stock_quantity": (12, 12),
    "distributor_stock_value": (60, 60),
    "sell_out": (6, None),
    # Receivables. 31 May: I4 50 + I1 100 - 10 - 60 = 30 + I2 200. 10 June: 50 + 30, I2 nil and 50 too much, 5 unapplied.
    "receivables_open": (280, 25),
    "receivables_not_due": (200, -55),
    "receivables_overdue": (80, 80),
    "receivables_unapplied": (0, -55),
    "over_term": (80, 80),  # I1 and I4, both older than 30 days; c2 has no term
    "receivables_opening": (150, 280),  # 30 April: I4 50, I1 100
    "receivables_1_30": (30, 30),  # I1: 11 and 21 days
    "receivables_31_60": (0, 0),
    "receivables_61_90": (0, 0),
    "receivables_91_120": (50, 0),  # I4: 120 days on 31 May,
    "receivables_over_120": (0, 50),  # 130 on 10 June
    "receivables_age_0_30": (200, 0),  # I2: 21 days
    "receivables_age_31_60": (30, 30),  # I1: 41 and 51
    "receivables_age_61_90": (0, 0),
    "receivables_age_91_120": (0, 0),
    "receivables_age_over_120": (50, 50),  # I4: 136
    "receivables_age_none": (0, -55),
    "overdue_share": (80 / 280, 80 / 25),
    "invoiced": (190, None),  # 200 - 10; receipts alone tell nothing of what June invoiced
    "invoiced_per_month": (190, None),
    "dso_simple": (280 / 190 * 31, None),
    "dso_best_possible": (200 / 190 * 31, None),
    "dso_countback": (31 + 30 * 90 / 100, 10 + 31 * 25 / 190),  # June invoiced nothing: its ten days count
    "cei": (60 / 140, None),  # (150 + 190 - 280) / (150 + 190 - 200)
    "collections": (60, 255),
    "settled_documents": (0, 1),  # I2 on 5 June, four days early
    "days_late_average": (None, 0.0),
    "late_share": (None, 0.0),
    "over_limit_customers": (1, 1),  # c1: 80, then 75, over 70
    "over_limit_amount": (10, 5),
    "no_limit_customers": (1, 0),  # c2 owes 200, then has 50 to his credit
    "debtors": (2, 1),
    "credit_limit": (70, 70),  # c3 never had a document
    "credit_used": (80, 75),
    "credit_utilisation": (80 / 70, 75 / 70),
    # Outlets, each at its last audit: c1 0.4 × 90 + 0.2 × (70 + 100 + 50) = 80, c2 50.
    "outlet_score": (65.0, None),
    "outlet_distribution_score": (70.0, None),
    "outlet_facing_score": (60.0, None),
    "outlet_price_score": (75.0, None),
    "outlet_display_score": (50.0, None),
    "outlets_audited": (2, None),
    # Visits. Planned 4 and 18 May for c1, 6 May for c3; the plan of 20 June is after the data's last day.
    "visits_done": (2, 1),
    "visits_planned": (3, None),
    "customers_visited": (1, 1),
    "customers_planned": (2, None),
    "planned_customers_visited": (1, None),
    "visit_plan_share": (2 / 3, None),
    "visit_coverage": (0.5, None),
    "sales_per_visit": (90, 170),
    "visit_minutes": (40.0, None),
    "scheme_score": (0.5 * 0.9 + 0.5 * 0.65, None),
}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the last sale: later, the calendar would say that June is over."""
    monkeypatch.setenv("SALES_TODAY", "2026-06-11")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(tmp_path_factory.mktemp("tiny"), **COMPANY)


def ask(tiny: MetricService, metric: str, period: str, by: tuple[str, ...] = ()) -> Result:
    return tiny.run(Query((metric,), by, Period.parse(period)), LOCAL_ADMIN)


def near(found: Value, wanted: float | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return bool(float_of(found) == pytest.approx(float_of(wanted), rel=2e-5, abs=1e-4))


def test_every_metric_is_worked_out() -> None:
    """A metric that is added gets its rows in tiny.py and its arithmetic here."""
    assert set(ANSWERS) == set(product().metrics)


@pytest.mark.parametrize("metric", sorted(ANSWERS))
def test_by_hand(tiny: MetricService, metric: str) -> None:
    found = [ask(tiny, metric, period).one()[metric] for period in ("2026-05", "2026-06")]
    assert all(near(*pair) for pair in zip(found, ANSWERS[metric], strict=True)), (found, ANSWERS[metric])


@pytest.mark.parametrize("metric", sorted(ANSWERS))
def test_nothing_is_known_before_the_first_row(tiny: MetricService, metric: str) -> None:
    """2020 has no rows of any kind: no figure of it is 0."""
    assert ask(tiny, metric, "2020-01").one()[metric] is None
