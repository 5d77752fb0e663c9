"""A list that states what is open on a day, beside receipts: what was received by that day is in it already."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Answers
from sales_core.semantic.service import MetricService
from tests.support.company import Company
from tests.support.inline_reader import inline_reader
from tests.support.stores import Rows

DAY = date(2026, 9, 30)
#: Document, day, amount, paid as of the day.
LISTED = [
    ("A", "2026-06-01", 1000, 400), ("B", "2026-07-01", 500, 0), ("C", "2026-08-01", 300, 300), ("D", "2026-09-20", 80, 0),
]  # fmt: skip
#: Receipt, day, document or none, amount.
BY_THE_DAY = [
    ("r1", "2026-09-03", "A", 150), ("r2", "2026-09-04", "B", 90), ("r3", "2026-09-05", "C", 300),
    ("r4", "2026-09-30", "", 700), ("r5", "2026-09-12", "GONE", 60),
]  # fmt: skip
AFTER = [("r6", "2026-10-02", "A", 100), ("r7", "2026-10-03", "", 40), ("r8", "2026-10-04", "B", 500)]


def listed() -> Rows:
    return [
        {"发票号": number, "开票日期": day, "客户": "K1", "金额": amount, "已收金额": paid, "未收余额": amount - paid}
        for number, day, amount, paid in LISTED
    ]


def received(rows: list[tuple[str, str, str, int]]) -> Rows:
    return [
        {"收款单号": no, "收款日期": day, "客户": "K1", "收款金额": amount, "核销发票号": of}
        for no, day, of, amount in rows
    ]


def loaded(root: Path, order: str, *more: Rows) -> Company:
    company = Company(root, inline_reader)
    files = {"L": ("应收明细_20260930.csv", listed()), "R": ("回款流水.csv", received(BY_THE_DAY))}
    for one in order:
        name, rows = files[one]
        plan = company.uploads.plan(
            [company.file(name, rows)],
            LOCAL_ADMIN,
            Answers(answers={"*": {"as_of_day": f"{DAY}"}}) if one == "L" else None,
        )
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    for rows in more:
        company.load("回款流水_10月.csv", rows)
    return company


def open_on(company: Company, day: date) -> dict[str, object]:
    figures = MetricService(company.store, company.appdb, product())
    query = Query(("receivables_open", "receivables_unapplied"), period=Period.month_of(day), as_of=day)
    return dict(figures.run(query, LOCAL_ADMIN).one())


@pytest.mark.parametrize("order", ["LR", "RL"])
def test_receipts_up_to_the_day_are_in_the_list(tmp_path: Path, order: str) -> None:
    company = loaded(tmp_path, order)
    assert open_on(company, DAY)["receivables_open"] == sum(amount - paid for _, _, amount, paid in LISTED)
    collected = company.one("SELECT sum(amount) FROM collections")
    assert collected == sum(row[3] for row in BY_THE_DAY), "each receipt is cash all the same"


def test_what_is_received_later_reduces_what_is_open(tmp_path: Path) -> None:
    company = loaded(tmp_path, "LR", received(AFTER))
    left: dict[str, Decimal] = defaultdict(Decimal)
    for number, _, amount, paid in LISTED:
        left[number] += amount - paid
    for _, _, of, amount in AFTER:
        left[of] -= amount
    assert open_on(company, date(2026, 10, 4))["receivables_open"] == sum(left.values())
    assert open_on(company, DAY)["receivables_open"] == sum(amount - paid for _, _, amount, paid in LISTED)


def test_the_days_of_payments_are_those_of_the_receipts(tmp_path: Path) -> None:
    """Document C was paid on the day of its receipt; of A the stated part without a receipt has no day of its own."""
    company = loaded(tmp_path, "LR")
    assert company.one("SELECT date FROM receivable_settlements WHERE document = 'C'") == date(2026, 9, 5)
    paid = company.store.current().rows(
        "SELECT kind, sum(-amount) AS paid FROM receivable_movements WHERE document = 'A' AND kind <> 'invoice' GROUP BY 1"
    )
    assert {row["kind"]: row["paid"] for row in paid} == {"receipt": 150, "stated_undated": 250}


def test_a_list_that_says_nothing_of_payments_waits_for_the_receipts(tmp_path: Path) -> None:
    company = Company(tmp_path, inline_reader)
    bare = [
        {name: value for name, value in row.items() if name in {"发票号", "开票日期", "客户", "金额"}}
        for row in listed()
    ]
    company.load_together({"receivables": bare, "receipts": received(BY_THE_DAY)})
    owed, cash = sum(row[2] for row in LISTED), sum(row[3] for row in BY_THE_DAY)
    assert open_on(company, DAY)["receivables_open"] == owed - cash


GUESSED = date(2026, 9, 20)
#: By the guessed day, and after it within its month.
HELD = [row for row in BY_THE_DAY if row[1] <= GUESSED.isoformat()]
DOUBTFUL = [row for row in BY_THE_DAY if row[1] > GUESSED.isoformat()]


def _planned(company: Company, name: str, rows: Rows, answers: Answers | None = None) -> Plan:
    plan = company.uploads.plan([company.file(name, rows)], LOCAL_ADMIN, answers)
    assert not plan.errors
    return plan


def _told(plan: Plan) -> tuple[list[str], list[Decimal]]:
    """The money of the note on receipts that a list holds, and of the risk for those that it may hold."""
    notes = [one.facts["amount"] for one in plan.problems if one.code == "N_RECEIPTS_IN_LIST"]
    return notes, [one.figures[0].value for one in plan.risks if one.id == "receipts_after_list"]


def test_receipts_beside_a_list_of_a_guessed_day_are_told_in_money(tmp_path: Path) -> None:
    """In both orders: those by its newest row are in it, those after it in its month wait for a tick, later ones do not."""
    company = Company(tmp_path, inline_reader)
    listing = _planned(company, "应收明细.csv", listed())
    assert _told(listing) == ([], [])
    (upload,) = company.uploads.commit(listing.id, LOCAL_ADMIN, confirmed=True).uploads
    held, doubtful = sum(row[3] for row in HELD), sum(row[3] for row in DOUBTFUL)
    both = ([f"{held}"], [Decimal(doubtful)])
    assert _told(_planned(company, "回款流水.csv", received(BY_THE_DAY + AFTER))) == both
    undo = company.uploads.plan_undo(upload.id, LOCAL_ADMIN)
    company.uploads.commit(undo.id, LOCAL_ADMIN, confirmed=True)
    receipts = _planned(company, "回款流水.csv", received(BY_THE_DAY + AFTER))
    assert _told(receipts) == ([], []), "the list is gone, and its guess with it"
    company.uploads.commit(receipts.id, LOCAL_ADMIN, confirmed=True)
    assert _told(_planned(company, "应收明细.csv", listed())) == ([], [Decimal(doubtful)])
    said = Answers(answers={"*": {"as_of_day": f"{GUESSED}"}})
    assert _told(_planned(company, "应收明细.csv", listed(), said)) == ([], []), "a day that was said is no guess"
    redo = company.uploads.plan_redo(upload.id, LOCAL_ADMIN)
    company.uploads.commit(redo.id, LOCAL_ADMIN, confirmed=True)
    more: list[tuple[str, str, str, int]] = [("r9", "2026-09-21", "", 5), ("r10", "2026-09-20", "", 3)]
    assert _told(_planned(company, "回款流水 2.csv", received(more))) == (["3"], [Decimal(5)])


def test_a_list_whose_day_its_name_says_asks_nothing(tmp_path: Path) -> None:
    company = Company(tmp_path, inline_reader)
    company.load("应收明细_20260930.csv", listed())
    assert _told(_planned(company, "回款流水.csv", received(BY_THE_DAY))) == ([], [])
