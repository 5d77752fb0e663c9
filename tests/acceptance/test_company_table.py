"""Real companies as a table: files, questions, corrections by hand and wrong figures of each, against pandas and plain Python.

A question counts when it is put, with or without a default; a correction is anything said that no question asked for:
which dataset, which header row, which column, a file cut by hand. The second month of a layout needs none of either.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.recognition.reading import Answers
from tests.acceptance.adventureworks import (
    FACTS,
    FINANCE,
    PEOPLE,
    by_branch,
    posting_checks,
    quota_checks,
    quotas_with_ends,
)
from tests.support.inline_reader import read_inline

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SUPERSTORE, CONTOSO = DATA / "company_superstore", DATA / "company_contoso"
BOXES, SMALL = DATA / "inventory_openboxes", DATA / "zh_small"
#: Questions that version 0.1 put for the same files, with a default or without.
BEFORE = {"superstore": 3, "contoso": 1, "openboxes": 3, "zh_small": 2, "adventureworks": 5}
_CENT = Decimal("0.05")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not on this machine"),
]


@dataclass(frozen=True)
class Drop:
    """Files loaded together, what is answered to questions, and what is said unasked."""

    files: Sequence[Path]
    answers: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    """File → what is answered to the question which data it holds."""
    dataset: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    has_header: bool = True
    cut_by_hand: bool = False

    @property
    def corrections(self) -> int:
        """How many things are said that no question asked for."""
        return bool(self.dataset) + len(self.mapping) + (not self.has_header) + self.cut_by_hand

    @property
    def given(self) -> Answers:
        """What is said, for every table of the drop."""
        return Answers(
            datasets={"*": self.dataset} if self.dataset else {},
            mappings={"*": self.mapping} if self.mapping else {},
            header_rows={} if self.has_header else {"*": 0},
            answers={"*": self.answers, **{file: {"dataset": kind} for file, kind in self.kinds.items()}},
        )


@dataclass(frozen=True)
class CompanyCase:
    """`checks`: an SQL statement with one row → the figures in it, computed from the raw files."""

    name: str
    drops: Sequence[Drop]
    checks: Sequence[tuple[str, Sequence[Decimal]]]
    months: Sequence[tuple[Path, str, Decimal]] = ()
    """Two months of one layout: the file, and the statement that the load makes this."""
    said: Drop = Drop(())
    """What is said with the first of them."""


@dataclass(frozen=True)
class CompanyVerdict:
    """One line of the table."""

    name: str
    files: int
    questions: int
    corrections: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        asked = f"{self.questions:9} | {BEFORE[self.name]:6} | {self.corrections:11}"
        return f"{self.name:16} | {self.files:5} | {asked} | {len(self.wrong):13}"


def _total(rows: Iterator[dict[str, str]], value: Callable[[dict[str, str]], Decimal]) -> Decimal:
    return sum(map(value, rows), Decimal(0))


def _rows(path: Path, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.DictReader(file.read().replace("\r\n", "\n").replace("\r", "\n").splitlines())


def superstore(folder: Path) -> CompanyCase:
    """Seven files of orders, targets, a budget and a product list; then two months of one of them."""
    encodings = {"Superstore Sales 2022.csv": "mac_roman"}
    sales, pieces = Decimal(0), Decimal(0)
    for path in sorted(SUPERSTORE.glob("*Sales*.csv")):
        for row in _rows(path, encodings.get(path.name, "utf-8-sig")):
            sales += Decimal(row["Sales"])
            pieces += Decimal(row["Quantity"])
    for path in sorted(SUPERSTORE.glob("*Orders*.xlsx")):
        frame = pd.read_excel(path, dtype=str, engine="calamine").rename(columns={"Revenue": "Sales"})
        frame = frame[pd.to_datetime(frame["Order Date"], format="mixed").dt.year < 2099]
        sales += sum(map(Decimal, frame.Sales))
        pieces += sum(map(Decimal, frame.Quantity))
    files = [path for path in sorted(SUPERSTORE.iterdir()) if path.suffix in (".csv", ".xlsx")]
    months = _by_month(
        SUPERSTORE / "Superstore Sales 2021.csv", "Order Date", folder, lambda row: Decimal(row["Sales"])
    )
    checks = [("SELECT sum(amount) a, sum(quantity) q FROM sales", [sales, pieces])]
    return CompanyCase("superstore", [Drop(files)], checks, months)


def contoso(folder: Path) -> CompanyCase:
    """Rates, calendar, stores, products, orders with their lines, sales; then two months of sales."""

    def worth(row: dict[str, str]) -> Decimal:
        return Decimal(row["Quantity"]) * Decimal(row["NetPrice"])

    checks = [
        ("SELECT sum(amount) a FROM sales", [_total(_rows(CONTOSO / "sales.csv"), worth)]),
        ("SELECT sum(quantity) q FROM order_lines", [_total(_rows(CONTOSO / "orderrows.csv"), lambda row: Decimal(row["Quantity"]))]),
        ("SELECT count(*) n FROM orders", [Decimal(sum(1 for _ in _rows(CONTOSO / "orders.csv")))]),
    ]  # fmt: skip
    masters = [CONTOSO / f"{name}.csv" for name in ("currencyexchange", "date", "store", "product")]
    orders = Drop([CONTOSO / "orders.csv", CONTOSO / "orderrows.csv"], kinds={"orderrows.csv": "order_lines"})
    drops = [Drop(masters), orders, Drop([CONTOSO / "sales.csv"])]
    return CompanyCase("contoso", drops, checks, _by_month(CONTOSO / "sales.csv", "OrderDate", folder, worth))


def openboxes(folder: Path) -> CompanyCase:
    """Stock of three lists without a day, and a product list."""
    del folder
    frame = pd.read_excel(BOXES / "inventory.xls", engine="calamine").dropna(subset=["Product code"])
    level = pd.read_excel(BOXES / "inventoryLevelImportData-partial.xls", engine="calamine")
    drops = [
        Drop([BOXES / "inventory.xls"], {"stock_date": "2026-05-31"}),
        Drop([BOXES / "inventoryItemImportData.xls"]),
        Drop([BOXES / "inventoryLevelImportData-partial.xls"], {"stock_date": "2026-06-01"}),
        Drop([BOXES / "template_inventory.xls"], {"stock_date": "2026-04-30"}),
    ]
    day = "SELECT sum(quantity) q FROM stock WHERE date = '{}'"
    checks = [
        (day.format("2026-05-31"), [Decimal(int(frame["OB QOH"].sum()))]),
        (day.format("2026-06-01"), [Decimal(int(level["Current quantity"].sum()))]),
    ]
    return CompanyCase("openboxes", drops, checks)


def zh_small(folder: Path) -> CompanyCase:
    """A Chinese sales book and a list of article numbers; then the book cut into two months."""
    book = SMALL / "销售数据.xlsx"
    frame = pd.read_excel(book, engine="calamine").dropna(subset=["销售数量", "单价"])
    frame["month"] = pd.to_datetime(frame.销售日期).dt.strftime("%Y-%m")
    months = []
    for month in sorted(set(frame.month))[:2]:
        mine = frame[frame.month == month].drop(columns=["month"])
        path = folder / f"销售 {month}.xlsx"
        mine.to_excel(path, index=False)
        sql = f"SELECT sum(amount) a FROM sales WHERE month = '{month}-01'"
        months.append((path, sql, Decimal(int((mine.销售数量 * mine.单价).sum()))))
    worth = Decimal(int((frame.销售数量 * frame.单价).sum()))
    drops = [Drop([book]), Drop([SMALL / "ISBN-货号对照表.xlsx"])]
    return CompanyCase("zh_small", drops, [("SELECT sum(amount) a FROM sales", [worth])], months)


def adventureworks(folder: Path) -> CompanyCase:
    """Tables without headers: everything is said by hand. A scenario is a number, so its rows are cut out by hand; the
    budget is summed up by organisation and month, and each quota is given its last day, the one before the next begins."""
    facts = pd.read_csv(FINANCE / "FactFinance.csv", sep="|", header=None, names=FACTS, dtype=str)
    facts["month"] = pd.to_datetime(facts.date).dt.strftime("%Y-%m")
    facts["money"] = facts.amount.map(Decimal)
    actual, budget = facts[facts.scenario == "1"], facts[facts.scenario == "2"]
    spent = {"C": "branch", "F": "type", "G": "amount", "H": "date"}
    raw = [name for name in facts.columns if name in FACTS]
    months = []
    for month in sorted(set(actual.month))[:2]:
        mine = actual[actual.month == month]
        mine[raw].to_csv(folder / f"FactFinance {month}.csv", sep="|", header=False, index=False)
        sql = f"SELECT sum(amount) a FROM expenses WHERE strftime(date, '%Y-%m') = '{month}'"
        months.append((folder / f"FactFinance {month}.csv", sql, sum(mine.money, Decimal(0))))
    actual[raw].to_csv(folder / "FactFinance.csv", sep="|", header=False, index=False)
    planned = budget.groupby(["branch", "month"]).money.sum().reset_index()
    planned.to_csv(folder / "budget.csv", sep="|", header=False, index=False)
    quotas = quotas_with_ends()
    quotas.to_csv(folder / "quota.csv", sep="|", header=False, index=False)
    posted = {"A": "rep", "B": "region", "C": "valid_from", "D": "valid_to"}
    drops = [
        Drop([FINANCE / "DimOrganization.csv"], dataset="branches", mapping={"A": "branch", "D": "branch_name"}, has_header=False),
        Drop([PEOPLE / "SalesPerson.csv"], dataset="reps", mapping={"A": "rep"}, has_header=False),
        Drop([PEOPLE / "SalesTerritoryHistory.csv"], dataset="reps", mapping=posted, has_header=False),
        Drop([folder / "FactFinance.csv"], dataset="expenses", mapping=spent, has_header=False, cut_by_hand=True),
        Drop(
            [folder / "budget.csv"],
            dataset="targets", mapping={"A": "branch", "B": "month", "C": "target"}, has_header=False, cut_by_hand=True,
        ),
        Drop(
            [folder / "quota.csv"],
            answers={"target_spread": "days"},
            dataset="targets", mapping={"A": "rep", "B": "starts", "C": "ends", "D": "target"}, has_header=False, cut_by_hand=True,
        ),
    ]  # fmt: skip
    checks = [
        *by_branch("SELECT sum(amount) a FROM expenses WHERE branch = '{}'", actual),
        *by_branch("SELECT sum(target) t FROM targets WHERE coalesce(rep, '') = '' AND branch = '{}'", budget),
        *quota_checks(quotas),
        *posting_checks(),
    ]
    return CompanyCase("adventureworks", drops, checks, months, replace(drops[3], cut_by_hand=False))


def _by_month(
    path: Path, column: str, folder: Path, value: Callable[[dict[str, str]], Decimal]
) -> list[tuple[Path, str, Decimal]]:
    """The first two months of a csv, each in a file of its own with what its rows are worth."""
    rows = list(_rows(path))
    days = pd.to_datetime([row[column] for row in rows], format="mixed").strftime("%Y-%m")
    found = []
    for month in sorted(set(days))[:2]:
        mine = [row for row, at in zip(rows, days, strict=True) if at == month]
        cut = folder / f"{path.stem} {month}.csv"
        with cut.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(mine[0]))
            writer.writeheader()
            writer.writerows(mine)
        sql = f"SELECT sum(amount) a FROM sales WHERE month = '{month}-01'"
        found.append((cut, sql, sum(map(value, mine), Decimal(0))))
    return found


def _judged(case: CompanyCase, root: Path) -> CompanyVerdict:
    workspace, questions, wrong = _opened(root / "whole"), 0, []
    for drop in case.drops:
        files = [(path.name, path) for path in drop.files]
        asked = workspace.uploads.plan(files, LOCAL_ADMIN, replace(drop.given, answers={}))
        questions += len(asked.questions) + len(asked.risks)
        plan = workspace.uploads.plan(files, LOCAL_ADMIN, drop.given) if drop.answers or drop.kinds else asked
        if plan.errors or plan.unanswered:
            wrong.append(f"{[p.code for p in plan.errors]} {[q.id for q in plan.unanswered]}")
        else:
            workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    wrong += [text for sql, true in case.checks if (text := _difference(workspace, sql, true))]
    files_count = sum(len(drop.files) for drop in case.drops)
    wrong += _second_month(case, root)
    return CompanyVerdict(case.name, files_count, questions, sum(d.corrections for d in case.drops), tuple(wrong))


def _second_month(case: CompanyCase, root: Path) -> Iterator[str]:
    """The first month with its questions, then the second by a plain yes, with none."""
    if not case.months:
        return
    workspace = _opened(root / "months")
    for number, (path, sql, true) in enumerate(case.months):
        said = Answers() if number else case.said.given
        plan = workspace.uploads.plan([(path.name, path)], LOCAL_ADMIN, said)
        if number and (plan.open_questions or plan.risks or plan.errors):
            yield f"the second month asks {[q.id for q in plan.open_questions]} {[r.id for r in plan.risks]}"
        workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
        yield from filter(None, [_difference(workspace, sql, [true])])


def _difference(workspace: Workspace, sql: str, true: Sequence[Decimal]) -> str:
    (row,) = workspace.store.current().rows(sql)
    got = [Decimal(str(value or 0)) for value in row.values()]
    is_right = all(abs(a - b) < _CENT for a, b in zip(got, true, strict=True))
    return "" if is_right else f"{sql}: {got} not {true}"


def _opened(root: Path) -> Workspace:
    return Workspace.open(Settings(home=Home(root).make()))


def _assert_right(
    cases: Sequence[Callable[[Path], CompanyCase]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts = []
    for make in cases:
        folder = tmp_path / make.__name__
        folder.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            read_inline(patch)
            patch.setenv("SALES_TODAY", "2026-06-10")
            verdicts.append(_judged(make(folder), folder))
    with capsys.disabled():
        print("\ncompany          | files | questions | in 0.1 | corrections | wrong figures")
        print("\n".join(map(str, verdicts)))
    wrong = [f"{one.name}: {text}" for one in verdicts for text in one.wrong]
    assert not wrong, "\n".join(wrong)
    assert not [one.name for one in verdicts if one.questions > BEFORE[one.name]]


def test_small_companies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _assert_right([openboxes, zh_small], tmp_path, capsys)


@pytest.mark.endure
def test_whole_companies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _assert_right([superstore, contoso, openboxes, zh_small, adventureworks], tmp_path, capsys)
