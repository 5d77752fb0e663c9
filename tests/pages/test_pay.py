"""Pay: payslips worked by hand from a company of three reps, who sees which of them, and what the page says."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sales_core.analysis.pay.ledger import PayLedger, pay_ledger
from sales_core.api import LOCAL_ADMIN, Ask, Headline, OpenBoard, Table, boards
from sales_core.boards.workbook import board_workbook
from sales_core.cli.commands.page import board_text
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.figure import FigureState
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import MoneyForm, Period, Right, Role, Scope, Viewer
from tests.pages.stage import Stage, words

MAY = Period.month(2026, 5)
Row = dict[str, object]


def whose(rep: str, role: Role = Role.REP) -> Viewer:
    return Viewer(f"account of {rep}", role, Scope.of({"rep": (rep,)}))


def sale(day: str, order_no: str, rep: str, customer: str, amount: int, *, cost: int | None = None) -> Row:
    place = {"region": "East", "branch": "SH"} if rep != "G" else {"region": "North", "branch": "BJ"}
    return {"date": day, "order_no": order_no, "rep": rep, "customer": customer, "amount": amount, "quantity": 1,
            "cost": cost} | place  # fmt: skip


def tier(post: str, start: int, rate: str, **more: object) -> Row:
    return {"date": "2026-01-01", "post": post, "tier_start": start, "commission_rate": rate} | more


#: May. A: 80,000 and 50,000, of which 10,000 come back. B: 60,000. G, paid 10 % of gross profit: 400 of one document,
#: the cost of the other is not known.
SALES = [
    sale("2026-05-05", "S1", "A", "C1", 80_000), sale("2026-05-10", "S2", "A", "C2", 50_000),
    sale("2026-05-20", "S2R", "A", "C2", -10_000), sale("2026-05-06", "S3", "B", "C3", 60_000),
    sale("2026-05-30", "S4", "G", "C4", 500), sale("2026-05-31", "S5", "G", "C4", 1_000, cost=600),
    sale("2025-12-05", "S0", "A", "C1", 100),
]  # fmt: skip
#: 1 % up to 100,000, 2 % above; 1 % of what is overdue by more than 30 days is held back.
PLANS = [
    tier("rep", 0, "0.01", hold_back_rate="0.01", hold_back_days=30), tier("rep", 100_000, "0.02"),
    tier("key accounts", 0, "0.10", basis="gross_profit"),
]  # fmt: skip
#: D1 of A is 46 days late on 31 May and 15 on 30 April. D2 of B was 60 days late then, and is paid in May.
RECEIVABLES = [
    {"document": "D1", "date": "2026-03-15", "due": "2026-04-15", "customer": "C1", "rep": "A", "amount": 30_000},
    {"document": "D2", "date": "2026-02-01", "due": "2026-03-01", "customer": "C3", "rep": "B", "amount": 20_000},
]  # fmt: skip
RECEIPTS = [{"receipt": "P1", "date": "2026-05-10", "document": "D2", "customer": "C3", "rep": "B", "amount": 20_000}]
REPS = [
    {"rep": rep, "rep_name": name, "role": role, "region": region, "branch": branch, "valid_from": "2025-01-01"}
    for rep, name, role, region, branch in (
        ("A", "张伟", "Rep", "East", "SH"), ("B", "李娜", "Rep", "East", "SH"),
        ("G", "王芳", "Key accounts", "North", "BJ"),
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(
        tmp_path_factory.mktemp("pay"), sales=SALES, commission_plans=PLANS, receivables=RECEIVABLES,
        receipts=RECEIPTS, reps=REPS,
    )  # fmt: skip


def ledger(stage: Stage, viewer: Viewer = LOCAL_ADMIN, period: Period = MAY, *filters: Filter) -> PayLedger:
    return pay_ledger(stage.workspace.figures.reader(viewer), period, filters)


def opened(
    stage: Stage, viewer: Viewer = LOCAL_ADMIN, filters: Sequence[Filter] = (), period: Period = MAY, **choices: str
) -> OpenBoard:
    return OpenBoard(boards()["pay"], Ask(viewer, 1, period, tuple(filters), choices, "en"), stage.workspace)


def cells(found: OpenBoard) -> str:
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(found)))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def paid(found: PayLedger) -> dict[str, Decimal]:
    return {one.rep: one.slip.amount for one in found.cases if one.hidden_by is None}


def test_payslips_by_hand(stage: Stage) -> None:
    # A: 80,000 × 1 % = 800; 20,000 × 1 % + 30,000 × 2 % = 200 + 600; back from 130,000 to 120,000: −10,000 × 2 % = −200.
    #    Earned 1,400. D1 is late by more than 30 days now: 30,000 × 1 % = 300 held back. Paid out 1,100.
    # B: 60,000 × 1 % = 600; D2 was held back with 20,000 × 1 % = 200 in April and is paid: + 200. Paid out 800.
    # G: (1,000 − 600) × 10 % = 40; of S4 nothing is known. Sum 1,940.
    found = ledger(stage)
    assert paid(found) == {"A": Decimal("1100.00"), "B": Decimal("800.00"), "G": Decimal("40.00")}
    assert found.statement.amount == Decimal("1940.00")
    one = found.of("A")
    assert one is not None
    assert (one.slip.earned, one.slip.held) == (Decimal("1400.00"), Decimal("300.00"))
    assert [(str(line.kind), line.document, line.amount) for line in one.slip.lines] == [
        ("commission", "S1", Decimal("800.00")), ("commission", "S2", Decimal("200.00")),
        ("commission", "S2", Decimal("600.00")), ("clawback", "S2R", Decimal("-200.00")),
        ("hold_back", "D1", Decimal("-300.00")),
    ]  # fmt: skip
    other = found.of("G")
    assert other is not None
    assert other.slip.unknown_documents == ("S4",)


def test_the_month_before_holds_back_what_the_next_releases(stage: Stage) -> None:
    # April: nothing sold; D2 was 30 days late on 31 March, not more, and 60 on 30 April: 200 held back of B.
    assert paid(ledger(stage, period=Period.month(2026, 4))) == {"B": Decimal("-200.00")}


def test_filters_choose_people_and_cut_no_payslip(stage: Stage) -> None:
    assert paid(ledger(stage, LOCAL_ADMIN, MAY, Filter("branch", ("BJ",)))) == {"G": Decimal("40.00")}
    assert paid(ledger(stage, LOCAL_ADMIN, MAY, Filter("rep", ("B",)))) == {"B": Decimal("800.00")}
    assert not ledger(stage, LOCAL_ADMIN, MAY, Filter("branch", ("nowhere",))).cases
    board = opened(stage, filters=(Filter("customer", ("C1",)),))
    assert board.filters_left_out == ("customer",)
    headline = board.block("headline")
    assert isinstance(headline, Headline)
    assert "1,940.00" in headline.sentence


def test_a_rep_reads_his_own_payslip_at_once_and_nothing_of_others(stage: Stage) -> None:
    mine = opened(stage, whose("A"))
    said = board_text(mine) + cells(mine)
    assert "1,100.00" in said
    assert "S2R" in said
    for others in ("李娜", "王芳", "60,000", "S3", "D2", "C3", "1,940", "key accounts", "gross"):
        assert others not in said, others
    assert paid(ledger(stage, whose("A"))) == {"A": Decimal("1100.00")}
    assert "李娜" not in words(stage.show("pay", viewer=whose("A")))


@pytest.mark.parametrize(
    "viewer",
    [
        Viewer("v", Role.VIEWER),
        Viewer("u", Role.AUDITOR),
        replace(LOCAL_ADMIN, lens=(Right.VIEW_PAY,)),
        replace(LOCAL_ADMIN, amounts=MoneyForm.INDEX),
    ],
)
def test_it_is_closed_without_the_right_and_under_the_lens(stage: Stage, viewer: Viewer) -> None:
    with pytest.raises(NotAllowedError):
        opened(stage, viewer)
    with pytest.raises(NotAllowedError):
        ledger(stage, viewer)


def test_who_may_not_see_costs_reads_no_pay_on_gross_profit(stage: Stage) -> None:
    """The amount over the rate would be the profit."""
    mine = opened(stage, whose("G"))
    table = mine.block("payslips")
    assert isinstance(table, Table)
    assert all(row["pay_paid"].state is FigureState.MASKED for row in table.rows)  # type: ignore[union-attr]
    assert "40.00" not in board_text(mine) + cells(mine)
    assert mine.block("lines") is None


def test_a_line_leads_to_the_row_of_its_document(stage: Stage) -> None:
    table = opened(stage, payee="A").block("lines")
    assert isinstance(table, Table)
    assert len(table.numbers) == 5
    for number in table.numbers:
        assert number is not None
        rows = stage.workspace.figures.rows(number.query, number.metric, LOCAL_ADMIN)
        assert rows.total
        assert all(row["source_row"] is not None for row in rows)


def test_before_the_first_plan_it_says_so(stage: Stage) -> None:
    said = opened(stage, period=Period.month(2025, 12)).empty()
    assert said is not None
    assert "No commission plan" in said


def test_nothing_loaded_names_what_fills_it(tmp_path: Path) -> None:
    bare = opened(Stage.of(tmp_path, sales=SALES))
    assert bare.empty()
    assert bare.lacking_datasets() == ("commission_plans",)


def test_a_running_month_says_what_reaches_the_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # 80,000 and 10,000 by 20 May; 10,000 more reach 100,000 and bring 100. Without receivables nothing is held back,
    # and the note says so; without a master everybody is paid by the plan for every post.
    plans = [tier("", 0, "0.01", hold_back_rate="0.01"), tier("", 100_000, "0.02", accelerator_from="1", accelerator=2)]
    sold = [sale("2026-05-05", "S1", "A", "C1", 80_000), sale("2026-05-20", "S2", "A", "C1", 10_000)]
    monkeypatch.setenv("SALES_TODAY", "2026-05-25")
    running = Stage.of(tmp_path, sales=sold, commission_plans=plans)
    assert ledger(running).is_running
    said = board_text(opened(running))
    assert "900.00" in said
    assert "10,000.00 more by" in said
    assert "100.00" in said
    assert "No receivables loaded" in said
    assert "No target" in said


def test_human_resources_read_everybodys_pay_customers_as_marks_and_change_nothing(stage: Stage) -> None:
    who = Viewer("h", Role.HR)
    assert paid(ledger(stage, who)) == {"A": Decimal("1100.00"), "B": Decimal("800.00"), "G": Decimal("40.00")}
    told = cells(opened(stage, who, payee="A"))
    assert "1100" in told
    assert not {"C1", "C2"} & set(told.split())
    assert {"C1", "C2"} <= set(cells(opened(stage, payee="A")).split())
    assert not any(who.may(right) for right in (Right.VIEW_STOCK, Right.VIEW_UPLOADS, Right.ADD_RECORDS))
