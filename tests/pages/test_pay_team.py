"""A leader's share of his team, a plan replayed over the past year, what-if, and disputes about pay."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sales_core.analysis.pay.ledger import pay_ledger
from sales_core.analysis.pay.mirror import what_if
from sales_core.analysis.pay.plan import PlanBook
from sales_core.analysis.pay.replay import known_plans, replayed
from sales_core.api import LOCAL_ADMIN, Ask, Narrative, OpenBoard, RecordForm, Table, boards
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Role, Scope, Viewer
from tests.pages.stage import Stage
from tests.pages.test_pay import RECEIVABLES, Row, sale, tier

MAY = Period.month(2026, 5)
#: L leads A and B, and sells 10,000 himself; A 80,000 and B 60,000 less 5,000 that come back. N has no manager.
SALES = [
    sale("2026-05-05", "S1", "A", "C1", 80_000), sale("2026-05-06", "S2", "B", "C3", 60_000),
    sale("2026-05-20", "S2R", "B", "C3", -5_000), sale("2026-05-07", "S3", "L", "C5", 10_000),
    sale("2026-05-31", "S4", "N", "C6", 1_000), sale("2026-03-05", "S0", "A", "C1", 200_000),
]  # fmt: skip
#: From June a plan for reps that pays 3 % of all, in place of 1 % and 2 % above 100,000.
PLANS = [
    tier("rep", 0, "0.01", hold_back_rate="0.01", hold_back_days=30), tier("rep", 100_000, "0.02"),
    tier("leader", 0, "0.02", team_share="0.10"),
    {**tier("rep", 0, "0.03", hold_back_rate="0.01", hold_back_days=30), "date": "2026-06-01"},
]  # fmt: skip
REPS: list[Row] = [
    {"rep": rep, "rep_name": name, "role": role, "region": "East", "branch": branch, "valid_from": "2025-01-01",
     "manager": "L" if rep in {"A", "B"} else None}
    for rep, name, role, branch in (
        ("A", "张伟", "rep", "SH"), ("B", "李娜", "rep", "SZ"), ("L", "王芳", "leader", "SH"), ("N", "赵敏", "rep", "SH"),
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(
        tmp_path_factory.mktemp("team"), sales=SALES, commission_plans=PLANS, receivables=RECEIVABLES, reps=REPS
    )


def paid(stage: Stage, *filters: Filter, viewer: Viewer = LOCAL_ADMIN) -> dict[str, Decimal]:
    found = pay_ledger(stage.workspace.figures.reader(viewer), MAY, filters)
    return {one.rep: one.slip.amount for one in found.cases}


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, **choices: str) -> OpenBoard:
    return OpenBoard(boards()["pay"], Ask(viewer, 1, MAY, (), choices, "en"), stage.workspace)


def test_a_leader_is_paid_for_his_share_of_the_team(stage: Stage) -> None:
    # L: 10,000 of his own, 10 % of 80,000, 60,000 and −5,000 = 13,500; 23,500 × 2 % = 470.
    # A: 80,000 × 1 % = 800, less 300 held back for D1. B: 600 − 50 = 550.
    # D2, which was held back in April, is not paid here and still is.
    assert paid(stage) == {
        "A": Decimal("500.00"), "L": Decimal("470.00"), "B": Decimal("550.00"), "N": Decimal("10.00"),
    }  # fmt: skip
    found = pay_ledger(stage.workspace.figures.reader(LOCAL_ADMIN), MAY).of("L")
    assert found is not None
    assert [(line.document, line.member, line.amount) for line in found.slip.lines] == [
        ("S1", "A", Decimal("160.00")), ("S2", "B", Decimal("120.00")), ("S3", "", Decimal("200.00")),
        ("S2R", "B", Decimal("-10.00")),
    ]  # fmt: skip
    table = opened(stage, payee="L").block("lines")
    assert isinstance(table, Table)
    assert [row["pay_member"] for row in table.rows] == ["张伟", "李娜", "", "李娜"]
    number = table.numbers[0]
    assert number is not None
    assert stage.workspace.figures.rows(number.query, number.metric, LOCAL_ADMIN).total == 1


def test_a_filter_cuts_no_team_and_a_leader_who_sees_himself_alone_has_his_own(stage: Stage) -> None:
    assert paid(stage, Filter("rep", ("L",))) == {"L": Decimal("470.00")}
    assert paid(stage, Filter("branch", ("SH",)))["L"] == Decimal("470.00")
    alone = Viewer("l", Role.REP, Scope.of({"rep": ("L",)}))
    assert paid(stage, viewer=alone) == {"L": Decimal("200.00")}
    team = Viewer("m", Role.MANAGER, Scope.of({"rep": ("A", "B", "L")}))
    assert paid(stage, viewer=team)["L"] == Decimal("470.00")


def test_a_plan_that_begins_later_is_replayed_over_the_past_year(stage: Stage) -> None:
    # As of 31 May 2026: June 2025 to May 2026. A: March 200,000: 100,000 × 1 % + 100,000 × 2 % = 3,000 → 6,000;
    # May 800 → 2,400. B: May 55,000 × 2 % more = 1,100. N: 10 → 30. What is held back is the same. L has another post.
    reader = stage.workspace.figures.reader(LOCAL_ADMIN)
    book = known_plans(reader)
    (plan,) = [one for one in book.plans if one.valid_from.month == 6]
    found = replayed(reader, plan, book)
    assert found is not None
    assert [(one.rep, one.change, one.months) for one in found.people] == [
        ("A", Decimal("4600.00"), 2), ("B", Decimal("1100.00"), 1), ("N", Decimal("20.00"), 1),
    ]  # fmt: skip
    assert found.change == Decimal("5720.00")
    assert (found.months.start.isoformat(), found.months.end.isoformat()) == ("2025-06-01", "2026-05-31")


def test_replaying_the_plan_in_force_changes_nothing_and_nothing_paid_is_nothing(stage: Stage) -> None:
    reader = stage.workspace.figures.reader(LOCAL_ADMIN)
    (plan,) = [one for one in known_plans(reader).plans if one.post == "leader"]
    # A twin of the plan in force, replayed in its place.
    book = known_plans(reader)
    found = replayed(reader, plan, PlanBook.of((*book.plans, replace(plan, id="twin"))))
    assert found is not None
    assert found.change == 0
    assert replayed(reader, plan, book, (Filter("branch", ("nowhere",)),)) is None


def test_the_page_replays_what_is_picked(stage: Stage) -> None:
    found = opened(stage, replay="2026-06-01 rep")
    table = found.block("replayed")
    assert isinstance(table, Table)
    assert "¥5,720.00 in all, 3 would have earned more and 0 less" in table.title
    assert found.options("replay")[0] == ""
    assert opened(stage).block("replayed") is None
    mine = Viewer("a", Role.REP, Scope.of({"rep": ("A",)}))
    own = opened(stage, mine, replay="2026-06-01 rep")
    seen = own.block("replayed")
    assert isinstance(seen, Table)
    assert seen.keys == ("A",)
    assert "2026-01-01 leader" not in own.options("replay")


def test_what_if_never_writes_and_says_what_it_would_bring(stage: Stage) -> None:
    # A: half as much more is 40,000: 100,000 × 1 % + 20,000 × 2 % = 1,400. D1 (30,000 late) paid to half: 150 held.
    # 1,400 − 150 = 1,250 paid out, 750 more than 500.
    case = pay_ledger(stage.workspace.figures.reader(LOCAL_ADMIN), MAY).of("A")
    assert case is not None
    found = what_if(case.month, case.plan_on, Decimal("0.5"), Decimal("0.5"))
    assert (found.more, found.paid) == (Decimal(40_000), Decimal(15_000))
    assert (found.amount, found.held, found.gain) == (Decimal("1250.00"), Decimal("150.00"), Decimal("750.00"))
    same = what_if(case.month, case.plan_on, Decimal(0), Decimal(0))
    assert (same.gain, same.amount) == (Decimal(0), case.slip.amount)
    before = stage.workspace.appdb.current_version()
    said = opened(stage, payee="A", more="50", paid="50").block("what_if")
    assert isinstance(said, Narrative)
    assert "¥1,250.00 paid out, ¥750.00 more" in str(said.sentences[0])
    assert stage.workspace.appdb.current_version() == before
    assert not opened(stage).is_open("more")


def test_who_is_paid_disputes_and_who_closes_months_answers(stage: Stage) -> None:
    records = stage.workspace.records
    mine, other = (Viewer(name, Role.REP, Scope.of({"rep": (name.upper(),)})) for name in ("a", "b"))
    boss = Viewer("boss", Role.MANAGER, Scope.of({"branch": ("SH",)}))
    typed: dict[str, FieldValue] = {"month": MAY.start, "document": "S1", "claimed": Decimal(100), "reason": "my deal"}
    records.add("pay_dispute", mine, "A", typed)
    (one,) = records.list("pay_dispute", boss)
    with pytest.raises(NotAllowedError):
        records.move("pay_dispute", mine, one.row.id, "answered")
    records.move("pay_dispute", boss, one.row.id, "answered")
    records.move("pay_dispute", boss, one.row.id, "accepted")
    assert [each.row.state for each in records.list("pay_dispute", mine)] == ["accepted"]
    assert not records.list("pay_dispute", other).rows
    with pytest.raises(NotAllowedError):
        records.list("pay_dispute", Viewer("v", Role.VIEWER))
    form = opened(stage, payee="A").block("disputes")
    assert isinstance(form, RecordForm)
    assert len(form.entries) == 1
    assert "accepted" in form.entries[0].line
    assert opened(stage).block("disputes") is None
