"""A list that states what is open on a day, beside receipts: what was received by that day is in it already."""

from __future__ import annotations

import threading
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, ReferenceData
from sales_core.semantic.service import MetricService
from tests.support.company import Company
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


def _read(
    path: Path,
    *,
    name: str,
    reference: ReferenceData,
    answers: Answers,
    out: Path,
    progress: ProgressCallback,
    cancel: threading.Event,
) -> FileReading:
    assert not cancel.is_set()
    return read_file(
        path, name=name, catalogue=product(), reference=reference, answers=answers, limits=Limits(), out=out,
        progress=progress,
    )  # fmt: skip


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
    company = Company(root, _read)
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
    company = Company(tmp_path, _read)
    bare = [
        {name: value for name, value in row.items() if name in {"发票号", "开票日期", "客户", "金额"}}
        for row in listed()
    ]
    company.load_together({"receivables": bare, "receipts": received(BY_THE_DAY)})
    owed, cash = sum(row[2] for row in LISTED), sum(row[3] for row in BY_THE_DAY)
    assert open_on(company, DAY)["receivables_open"] == owed - cash
