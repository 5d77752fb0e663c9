"""Pay of closed months: it stays as it was closed, and what a plan changes later is paid in the next open month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.analysis.pay.ledger import PayLedger
from sales_core.analysis.pay.settlement import SettledMonth, Settlement, month_settlement, settled_ledger, settlement
from sales_core.api import LOCAL_ADMIN, Ask, Headline, OpenBoard, Table, boards
from sales_core.kernel.terms import Period, Right, Role, Scope, Viewer
from tests.pages.stage import workspace_of
from tests.pages.test_pay import Row, sale, tier
from tests.support.company import Company

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("closings", "month", "found"),
    [
        ({}, MAR, Settlement(9)),
        # January closed on 3: later changes are paid in February; March takes nothing while February is open.
        ({"2026-01": 3}, FEB, Settlement(9, adjusted=(SettledMonth(JAN, 3),))),
        ({"2026-01": 3}, MAR, Settlement(9)),
        # February closed on 5 settled January too: both are adjusted in March from 5 on, and February took 3 to 5.
        ({"2026-01": 3, "2026-02": 5}, MAR, Settlement(9, adjusted=(SettledMonth(JAN, 5), SettledMonth(FEB, 5)))),
        ({"2026-01": 3, "2026-02": 5}, FEB, Settlement(5, closed=True, adjusted=(SettledMonth(JAN, 3),))),
        # January was opened and closed again after February: its own payslip is that of 7, and February adds nothing.
        ({"2026-01": 7, "2026-02": 5}, FEB, Settlement(5, closed=True)),
        ({"2026-01": 7, "2026-02": 5}, MAR, Settlement(9, adjusted=(SettledMonth(JAN, 7), SettledMonth(FEB, 5)))),
        # A closing on a later version, or before anything was loaded, is not known here.
        ({"2026-01": 10}, FEB, Settlement(9)),
        ({"2026-01": 0}, FEB, Settlement(9)),
        # Closed on the version that is read: nothing can have changed.
        ({"2026-01": 9}, FEB, Settlement(9)),
        # A closed month far back is adjusted no more.
        ({f"2025-{month:02d}": 1 for month in range(1, 13)}, JAN,
         Settlement(9, adjusted=tuple(SettledMonth(date(2025, month, 1), 1) for month in range(1, 13)))),
        ({f"2025-{month:02d}": 1 for month in range(1, 13)} | {"2026-01": 1}, FEB,
         Settlement(9, adjusted=(*(SettledMonth(date(2025, month, 1), 1) for month in range(2, 13)), SettledMonth(JAN, 1)))),
    ],
)  # fmt: skip
def test_what_a_month_is_paid_on_and_which_closed_ones_it_adjusts(
    closings: dict[str, int], month: date, found: Settlement
) -> None:
    assert settlement(month, 9, closings) == found


def planned(rate: str, **more: object) -> Row:
    return tier("rep", 0, rate, **more)


REPS: list[Row] = [
    {"rep": rep, "rep_name": name, "role": role, "region": "East", "branch": "SH", "valid_from": "2025-01-01"}
    for rep, name, role in (("A", "张伟", "rep"), ("B", "李娜", "rep"), ("G", "王芳", "key"))
]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """April is closed at 1 %, May at 2 %, and the plan is 3 % now; B sold in April alone. G is paid on gross profit when
    April is closed, on sales since."""
    found = Company(Path(tmp_path_factory.mktemp("settled")))
    found.load_together(
        {
            "sales": [
                sale("2026-04-10", "S1", "A", "C1", 100_000), sale("2026-04-30", "S2", "B", "C1", 40_000),
                sale("2026-04-10", "G1", "G", "C1", 1_000, cost=600), sale("2026-05-10", "G2", "G", "C1", 2_000, cost=1_000),
                sale("2026-05-31", "S3", "A", "C1", 50_000), sale("2026-06-30", "S4", "A", "C1", 10_000),
            ],
            "commission_plans": [planned("0.01"), tier("key", 0, "0.10", basis="gross_profit")], "reps": REPS,
        }
    )  # fmt: skip
    found.uploads.months.close("2026-04", LOCAL_ADMIN)
    found.load("commission_plans.csv", [planned("0.02"), tier("key", 0, "0.10")])
    found.uploads.months.close("2026-05", LOCAL_ADMIN)
    found.load("commission_plans.csv", [planned("0.03")])
    return found


def paid(company: Company, month: str, viewer: Viewer = LOCAL_ADMIN) -> PayLedger:
    reader = workspace_of(company.store, company.appdb).figures.reader(viewer)
    period = Period.parse(month)
    return settled_ledger(reader, period, month_settlement(reader, period))


def lines(found: PayLedger, rep: str) -> list[tuple[str, str, str]]:
    case = found.of(rep)
    assert case is not None
    return [(str(line.kind), line.document or f"{line.day}", str(line.amount)) for line in case.slip.lines]


def test_closed_months_are_paid_as_they_were_closed_and_the_next_open_one_the_difference(company: Company) -> None:
    # April, closed at 1 %: A 100,000 → 1,000; B 40,000 → 400. The plan is 3 % now: it stays.
    april = paid(company, "2026-04")
    assert lines(april, "A") == [("commission", "S1", "1000.00")]
    assert april.statement.amount == Decimal("1440.00")
    # May, closed at 2 %: A 50,000 → 1,000; April at 2 % is 2,000, 1,000 more. B: April at 2 % is 800, 400 more.
    may = paid(company, "2026-05")
    assert lines(may, "A") == [("commission", "S3", "1000.00"), ("adjustment", "2026-04-30", "1000.00")]
    assert lines(may, "B") == [("adjustment", "2026-04-30", "400.00")]
    # June at 3 %: A 10,000 → 300; April 3,000 − 2,000 = 1,000; May 1,500 − 1,000 = 500. B: 1,200 − 800 = 400.
    june = paid(company, "2026-06")
    assert lines(june, "A") == [
        ("commission", "S4", "300.00"), ("adjustment", "2026-04-30", "1000.00"), ("adjustment", "2026-05-31", "500.00"),
    ]  # fmt: skip
    assert lines(june, "B") == [("adjustment", "2026-04-30", "400.00")]
    # All of it together is 3 % of all: A 160,000 → 4,800, B 40,000 → 1,200.
    everything = [paid(company, month) for month in ("2026-04", "2026-05", "2026-06")]
    assert [sum(one.paid.get(rep, Decimal(0)) for one in everything) for rep in ("A", "B")] == [
        Decimal(4800),
        Decimal(1200),
    ]


def test_a_rep_reads_his_own_adjustment_alone(company: Company) -> None:
    found = paid(company, "2026-06", Viewer("b", Role.REP, Scope.of({"rep": ("B",)})))
    assert [(case.rep, case.slip.amount) for case in found.cases] == [("B", Decimal("400.00"))]


def board(company: Company, month: str, viewer: Viewer = LOCAL_ADMIN, **choices: str) -> OpenBoard:
    workspace = workspace_of(company.store, company.appdb)
    return OpenBoard(boards()["pay"], Ask(viewer, 3, Period.parse(month), (), choices, "en"), workspace)


def test_the_page_says_that_a_month_is_closed_and_what_is_adjusted(company: Company) -> None:
    closed = board(company, "2026-04").block("headline")
    assert isinstance(closed, Headline)
    assert "Closed: paid as it was closed, on version 1" in closed.detail
    april, june = board(company, "2026-04").block("payslips"), board(company, "2026-06").block("payslips")
    assert isinstance(april, Table)
    assert isinstance(june, Table)
    assert "pay_adjusted" not in {column.id for column in april.columns}
    (adjusted,) = [column for column in june.columns if column.id == "pay_adjusted"]
    assert adjusted.label == "Adjusted"
    told = board(company, "2026-06", payee="A").block("lines")
    assert isinstance(told, Table)
    assert "1,800.00 paid out" in told.title


def test_what_may_not_be_seen_of_a_closed_month_hides_the_payslip_that_adjusts_it(company: Company) -> None:
    # G's April was paid on gross profit when it was closed: (1,000 − 600) × 10 % = 40. May: 2,000 × 10 % of sales = 200;
    # April on sales is 100, 60 more. Who sees no costs reads neither April nor the May that pays the difference.
    assert lines(paid(company, "2026-04"), "G") == [("commission", "G1", "40.00")]
    assert lines(paid(company, "2026-05"), "G") == [
        ("commission", "G2", "200.00"),
        ("adjustment", "2026-04-30", "60.00"),
    ]
    blind = replace(LOCAL_ADMIN, lens=(Right.VIEW_COST,))
    for month in ("2026-04", "2026-05"):
        found = paid(company, month, blind).of("G")
        assert found is not None
        assert (found.hidden_by, found.slip.lines) == (Right.VIEW_COST, ())
