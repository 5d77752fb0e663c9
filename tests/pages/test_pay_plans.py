"""What plans bring: the same tiers on sales and on money received, and in which tier people's months end."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.analysis.pay.bases import SalesAgainstCash, sales_against_cash
from sales_core.analysis.pay.ledger import pay_ledger
from sales_core.analysis.pay.tiers import most_stop_at, tier_use
from sales_core.api import LOCAL_ADMIN, Ask, OpenBoard, Table, boards
from sales_core.kernel.terms import Period, Right, Role, Scope, Viewer
from tests.pages.stage import Stage
from tests.pages.test_pay import Row, sale, tier

MAY = Period.month(2026, 5)

#: May. A sells 150,000 and takes in 40,000 (50,000 less a refund of 10,000); B sells 60,000 and takes in 110,000;
#: C sells one document of unknown amount; D, paid on gross profit, sells 1,000. E holds a post without a plan.
SALES = [
    sale("2026-05-05", "S1", "A", "C1", 150_000), sale("2026-05-06", "S2", "B", "C2", 60_000),
    {**sale("2026-05-07", "S3", "C", "C3", 0), "amount": None}, sale("2026-05-08", "S4", "D", "C4", 1_000, cost=400),
    sale("2026-05-31", "S5", "E", "C5", 9_000),
]  # fmt: skip
RECEIPTS: list[Row] = [
    {"receipt": "P1", "date": "2026-05-10", "customer": "C1", "rep": "A", "amount": 50_000},
    {"receipt": "P2", "date": "2026-05-20", "customer": "C1", "rep": "A", "amount": -10_000},
    {"receipt": "P3", "date": "2026-05-20", "customer": "C2", "rep": "B", "amount": 110_000},
    {"receipt": "P4", "date": "2026-04-20", "customer": "C2", "rep": "B", "amount": 1},
]
PLANS = [
    tier("rep", 0, "0.01", pay_minimum=5_000, accelerator_from="1", accelerator=3), tier("rep", 100_000, "0.02"),
    tier("cash", 0, "0.01", basis="collections"), tier("cash", 100_000, "0.02", basis="collections"),
    tier("profit", 1, "0.10", basis="gross_profit"),
]  # fmt: skip
REPS: list[Row] = [
    {"rep": rep, "rep_name": name, "role": role, "region": "East", "branch": "SH", "valid_from": "2025-01-01"}
    for rep, name, role in (
        ("A", "张伟", "rep"), ("B", "李娜", "cash"), ("C", "王芳", "rep"), ("D", "赵敏", "profit"), ("E", "孙丽", "guest"),
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("plans"), sales=SALES, commission_plans=PLANS, receipts=RECEIPTS, reps=REPS)


def compared(stage: Stage, viewer: Viewer = LOCAL_ADMIN) -> tuple[SalesAgainstCash, ...]:
    reader = stage.workspace.figures.reader(viewer)
    return sales_against_cash(reader, pay_ledger(reader, MAY))


def block(stage: Stage, name: str, viewer: Viewer = LOCAL_ADMIN) -> Table | None:
    found = OpenBoard(boards()["pay"], Ask(viewer, 1, MAY, (), {}, "en"), stage.workspace).block(name)
    assert found is None or isinstance(found, Table)
    return found


def test_the_same_tiers_on_sales_and_on_money_received(stage: Stage) -> None:
    # A: 100,000 × 1 % + 50,000 × 2 % = 2,000 on sales; 50,000 × 1 % − 10,000 × 1 % = 400 on money. Gap 1,600; neither
    #    the minimum of 5,000 nor the accelerator counts.
    # B, paid on money: 60,000 × 1 % = 600 on sales; 100,000 × 1 % + 10,000 × 2 % = 1,200 on money. Gap −600.
    # C: what was sold is not known, nothing came in. D is paid on profit and left out, E has no plan.
    told = [(one.rep, one.sold, one.received, one.on_sales, one.on_cash, one.gap) for one in compared(stage)]
    assert told == [
        ("A", Decimal(150_000), Decimal(40_000), Decimal("2000.00"), Decimal("400.00"), Decimal("1600.00")),
        ("B", Decimal(60_000), Decimal(110_000), Decimal("600.00"), Decimal("1200.00"), Decimal("-600.00")),
        ("C", None, Decimal(0), None, Decimal(0), None),
    ]


def test_an_independent_reckoning_agrees(stage: Stage) -> None:
    def by_tiers(amount: int) -> Decimal:
        return Decimal(min(amount, 100_000)) * Decimal("0.01") + Decimal(max(amount - 100_000, 0)) * Decimal("0.02")

    in_may = [row for row in RECEIPTS if str(row["date"]).startswith("2026-05")]
    for one in compared(stage)[:2]:
        sold = sum(int(str(row["amount"])) for row in SALES if row["rep"] == one.rep)
        received = sum(int(str(row["amount"])) for row in in_may if row["rep"] == one.rep)
        assert (one.on_sales, one.on_cash) == (by_tiers(sold), by_tiers(received))


def test_the_title_names_the_largest_gap_and_a_row_opens_the_receipts(stage: Stage) -> None:
    table = block(stage, "sales_and_cash")
    assert table is not None
    assert "张伟 would earn ¥2,000.00, on money received ¥400.00" in table.title
    assert table.keys == ("A", "B", "C")
    assert table.drill is not None
    number = table.drill.number("A", stage.workspace.figures.catalogue)
    assert number is not None
    assert stage.workspace.figures.rows(number.query, number.metric, LOCAL_ADMIN).total == 2


def test_nobody_earns_more_on_sales(tmp_path: Path) -> None:
    # The plan for every post: B sells 60,000 and takes in 110,000; F sells 10 on the last day and takes in 20.
    sold = [SALES[1], sale("2026-05-31", "S6", "F", "C6", 10)]
    paid = [*RECEIPTS, {"receipt": "P5", "date": "2026-05-31", "customer": "C6", "rep": "F", "amount": 20}]
    plan = [tier("", 0, "0.01")]
    told = block(Stage.of(tmp_path, sales=sold, commission_plans=plan, receipts=paid), "sales_and_cash")
    assert told is not None
    assert told.title.startswith("Nobody")


def test_without_receipts_or_the_right_to_see_them_nothing_is_compared(stage: Stage, tmp_path: Path) -> None:
    bare = Stage.of(tmp_path, sales=SALES, commission_plans=PLANS, reps=REPS)
    assert compared(bare) == ()
    assert block(bare, "sales_and_cash") is None
    assert compared(stage, replace(LOCAL_ADMIN, lens=(Right.VIEW_RECEIVABLES,))) == ()


def test_a_rep_reads_neither_comparison_nor_tiers_of_others(stage: Stage) -> None:
    mine = Viewer("a", Role.REP, Scope.of({"rep": ("A",)}))
    assert [one.rep for one in compared(stage, mine)] == ["A"]
    assert block(stage, "sales_and_cash", mine) is None
    assert block(stage, "tiers", mine) is None


def test_in_which_tier_months_end(stage: Stage) -> None:
    # A stands at 150,000 in the second tier of `rep`; C at nothing known, in the first. B stands at 110,000 of money in
    # the second of `cash`. D's profit of 600 is in the only tier, from 1.
    reader = stage.workspace.figures.reader(LOCAL_ADMIN)
    found = tier_use(pay_ledger(reader, MAY).cases)
    assert [(use.post, use.tier, use.people, use.of) for use in found] == [
        ("cash", 1, 0, 1), ("cash", 2, 1, 1), ("profit", 1, 1, 1), ("rep", 1, 1, 2), ("rep", 2, 1, 2),
    ]  # fmt: skip
    assert sum(use.people for use in found) == 4
    assert most_stop_at(found) is None, "fewer than five people say nothing about a tier"
    stop = most_stop_at(found, 1)
    assert stop is not None
    assert (stop.post, stop.tier, stop.share) == ("rep", 1, Decimal("0.5"))


def test_below_the_first_tier_and_without_receipts(tmp_path: Path) -> None:
    # D's profit of 600 is below a tier from 700; what B is paid for is not loaded, so that his tier is not known.
    plans = [tier("profit", 700, "0.10", basis="gross_profit"), tier("cash", 0, "0.01", basis="collections")]
    bare = Stage.of(tmp_path, sales=SALES, commission_plans=plans, reps=REPS)
    reader = bare.workspace.figures.reader(LOCAL_ADMIN)
    found = tier_use(pay_ledger(reader, MAY).cases)
    assert [(use.post, use.tier, use.start, use.people) for use in found] == [
        ("profit", 0, None, 1), ("profit", 1, Decimal(700), 0),
    ]  # fmt: skip


#: S1 of 200,000 is sold by A and shared with B, 60 : 40; S9 of 50,000 is C's and counts for D alone. All at 2 %.
_SPLITS: list[Row] = [
    {"document": "S1", "rep": "A", "split_share": "0.6"}, {"document": "S1", "rep": "李娜", "split_share": "0.4"},
    {"document": "S9", "rep": "D", "split_share": "1"}, {"document": "F1", "rep": "E", "split_share": "1"},
]  # fmt: skip


def test_a_split_deal_pays_each_his_share(tmp_path: Path) -> None:
    # A: 200,000 × 60 % × 2 % = 2,400 + 10,000 × 2 % = 200. B: 200,000 × 40 % × 2 % = 1,600, which he did not sell.
    # C: S9 counts for D: 50,000 × 2 % = 1,000; what C sold beside it: 30,000 × 2 % = 600.
    # E is paid on money received at 3 %: the receipt of 9,000 for B's invoice F1 is his: 270.
    sold = [
        sale("2026-05-05", "S1", "A", "C1", 200_000), sale("2026-05-31", "S2", "A", "C2", 10_000),
        sale("2026-05-08", "S9", "C", "C3", 50_000), sale("2026-05-09", "S8", "C", "C3", 30_000),
    ]  # fmt: skip
    flat = [tier("", 0, "0.02"), tier("guest", 0, "0.03", basis="collections")]
    money: list[Row] = [
        {"receipt": "P1", "date": "2026-05-10", "customer": "C1", "rep": "B", "amount": 9_000, "document": "F1"}
    ]
    rows: dict[str, list[Row]] = {"sales": sold, "commission_plans": flat, "receipts": money, "reps": REPS}
    shared, alone = Stage.of(tmp_path / "shared", **rows, deal_splits=_SPLITS), Stage.of(tmp_path / "alone", **rows)

    def paid(stage: Stage, viewer: Viewer = LOCAL_ADMIN) -> dict[str, Decimal]:
        found = pay_ledger(stage.workspace.figures.reader(viewer), MAY)
        return {case.rep: case.slip.amount for case in found.cases}

    by_share = paid(shared)
    assert by_share == {
        "A": Decimal(2600), "B": Decimal(1600), "C": Decimal(600), "D": Decimal(1000), "E": Decimal(270),
    }  # fmt: skip
    # Where everybody is paid at one rate, a split moves pay and makes none: 290,000 × 2 % = 5,800.
    assert paid(alone) == {"A": Decimal(4200), "B": Decimal(0), "C": Decimal(1600)}
    assert sum(by_share.values()) - by_share["E"] == sum(paid(alone).values()) == Decimal(5800)
    # Each reads his own share of a document and no other; who shares it cannot open the rows of who sold it.
    mine = Viewer("b", Role.REP, Scope.of({"rep": ("B",)}))
    assert paid(shared, mine) == {"B": Decimal(1600)}
    opened = OpenBoard(boards()["pay"], Ask(mine, 1, MAY, (), {"payee": "B"}, "en"), shared.workspace).block("lines")
    assert isinstance(opened, Table)
    assert opened.numbers == (None,)
    of_all = OpenBoard(boards()["pay"], Ask(LOCAL_ADMIN, 1, MAY, (), {"payee": "B"}, "en"), shared.workspace)
    table = of_all.block("lines")
    assert isinstance(table, Table)
    (number,) = table.numbers
    assert number is not None
    assert shared.workspace.figures.rows(number.query, number.metric, LOCAL_ADMIN).total == 1
