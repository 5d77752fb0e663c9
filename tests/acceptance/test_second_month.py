"""A second month asks nothing at all: order headers with their lines, as one book or two files; tables without headers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.recognition.reading import Answers
from tests.support.inline_reader import read_inline

#: Two columns of days under words that nobody knows: which of them is the date is asked.
HEADS = ["Order No", "Gebucht", "Verladen", "Customer", "Total"]
LINES = ["Order No", "Product", "Qty", "Line Total"]
Rows = list[list[object]]


def month(number: int) -> tuple[Rows, Rows, Decimal]:
    """Invoices of a month, their lines, and what these are worth."""
    heads: Rows = [list(HEADS)]
    lines: Rows = [list(LINES)]
    for n in range(1, 7):
        amounts = [number * 10 + n, n * 3]
        name, day = f"SI{number}{n:02}", f"2026-{number:02}-{n:02}"
        heads.append([name, day, f"2026-{number:02}-{n + 20}", f"Customer {n % 3}", sum(amounts)])
        lines += [[name, f"Product {at}", at + 1, amount] for at, amount in enumerate(amounts)]
    return heads, lines, Decimal(sum(row[3] for row in lines[1:]))  # type: ignore[misc]


def files(folder: Path, number: int, *, one_book: bool) -> list[tuple[str, Path]]:
    heads, lines, _ = month(number)
    named = {"Orders": heads, "Lines": lines}
    books = {"sales": named} if one_book else {f"sales {name}": {name: rows} for name, rows in named.items()}
    made = []
    for name, sheets in books.items():
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = folder / f"{name} {number}.xlsx"
        book.save(path)
        made.append((path.name, path))
    return made


@pytest.mark.parametrize("one_book", [True, False])
def test_a_second_month_of_headers_and_lines_asks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, one_book: bool
) -> None:
    read_inline(monkeypatch)
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    workspace = Workspace.open(Settings(home=Home(tmp_path / "home").make()))
    uploads, total = workspace.uploads, Decimal(0)
    for number in (4, 5):
        drop = files(tmp_path, number, one_book=one_book)
        plan = uploads.plan(drop, LOCAL_ADMIN)
        if number == 4:
            assert sorted(q.id for q in plan.unanswered) == ["field:date", "period"]
            heads = plan.unanswered[0].key
            plan = uploads.plan(drop, LOCAL_ADMIN, Answers(answers={heads: {"field:date": "Gebucht"}}))
        else:
            assert not [q.id for q in plan.questions if q.answer is None]
            assert not plan.risks
        assert [t.omitted for file in plan.readings for t in file.tables if t.omitted] == ["joined"]
        uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
        total += month(number)[2]
        assert workspace.store.current().rows("SELECT sum(amount) a FROM sales") == [{"a": total}]


def headerless(folder: Path, number: int, *, extra: str = "") -> tuple[str, Path]:
    """Rows of a month under no header: number, day, who, what, pieces, money."""
    path = folder / f"extract {number}.txt"
    rows = [f"N{number}{n}|2026-{number:02}-{n:02}|C{n % 3}|P{n % 2}|{n}|{n * 10 + number}{extra}" for n in range(1, 9)]
    path.write_text("\n".join(rows))
    return path.name, path


def test_a_second_month_without_a_header_asks_nothing_and_another_layout_is_not_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_inline(monkeypatch)
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    workspace = Workspace.open(Settings(home=Home(tmp_path / "home").make()))
    uploads = workspace.uploads
    said = {"A": "order_no", "B": "date", "C": "customer", "D": "product", "E": "quantity", "F": "amount"}
    given = Answers(datasets={"*": "sales"}, mappings={"*": said}, header_rows={"*": 0})
    first = uploads.plan([headerless(tmp_path, 4)], LOCAL_ADMIN, given)
    uploads.commit(first.id, LOCAL_ADMIN, confirmed=True)
    second = uploads.plan([headerless(tmp_path, 5)], LOCAL_ADMIN)
    assert not second.questions
    assert not second.risks
    uploads.commit(second.id, LOCAL_ADMIN, confirmed=True)
    total = sum(n * 10 + number for number in (4, 5) for n in range(1, 9))
    assert workspace.store.current().rows("SELECT count(*) n, sum(amount) a FROM sales") == [{"n": 16, "a": total}]
    other = uploads.plan([headerless(tmp_path, 3, extra="|0.5")], LOCAL_ADMIN)
    assert [q.id for q in other.unanswered] == ["dataset"], "columns of other kinds are another layout"
