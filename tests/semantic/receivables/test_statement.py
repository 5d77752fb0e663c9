"""The statement a customer receives: what it says is what the account is, in both languages."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.analysis.receivables.statement import customer_statement
from sales_core.kernel.terms import Period, Role, Scope, Viewer
from sales_core.reports.statement import write_statement
from sales_core.warehouse.store import Store
from tests.support.readers import reader_of
from tests.support.sheets import first_sheet, sheet_rows
from tests.support.stores import make_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    mine = {"customer": "C1", "region": "东"}
    return make_store(
        tmp_path,
        customers=[mine | {"customer_name": '=HYPERLINK("http://x")', "term_days": 30, "credit_limit": 1000}],
        receivables=[
            mine | {"document": "F1", "date": "2026-01-10", "due": "2026-02-09", "amount": "100.10"},
            mine | {"document": "F2", "date": "2026-02-10", "due": "2026-03-12", "amount": "200.20"},
            mine | {"document": "K1", "date": "2026-02-20", "due": "2026-02-20", "amount": "-50.05", "document_type": "credit_note", "original": "F2"},
        ],
        receipts=[mine | {"receipt": "S1", "date": "2026-02-15", "document": "F1", "amount": "120.00"}],
    )  # fmt: skip


def test_opening_entries_closing(store: Store) -> None:
    # 100.10; + 200.20, - 120.00 (19.90 beyond F1), - 50.05; 130.25 left: F2 150.15 less 19.90.
    found = customer_statement(reader_of(store), "C1", Period.parse("2026-02"))
    assert found.opening == Decimal("100.10")
    assert [(line.source, line.reference, line.debit - line.credit, line.balance) for line in found.lines] == [
        ("invoice", "F2", Decimal("200.20"), Decimal("300.30")),
        ("receipt", "S1", Decimal("-120.00"), Decimal("180.30")),
        ("credit_note", "K1", Decimal("-50.05"), Decimal("130.25")),
    ]
    assert found.closing == Decimal("130.25")
    assert found.ageing == {"not_due": Decimal("130.25")}


def test_out_of_scope_there_is_nothing_to_send(store: Store) -> None:
    west = Viewer("w", Role.MANAGER, Scope.of({"region": ("西",)}))
    found = customer_statement(reader_of(store, west), "C1", Period.parse("2026-02"))
    assert (found.opening, found.lines, found.closing, found.items) == (Decimal(0), (), Decimal(0), ())


@pytest.mark.parametrize(
    "locale,title,closing", [("zh", "对账单", "期末余额"), ("en", "Statement of account", "Closing balance")]
)
def test_workbook(store: Store, tmp_path: Path, locale: str, title: str, closing: str) -> None:
    found = customer_statement(reader_of(store), "C1", Period.parse("2026-02"))
    path = tmp_path / "statement.xlsx"
    write_statement(found, path, locale, company="山泉")
    rows = sheet_rows(path)
    assert rows[0][0] == f"山泉  {title}"
    assert any(cell == '=HYPERLINK("http://x")  C1' for cell in rows[2])
    assert next(row for row in rows if row[0] == closing)[4:] == [200.20, 170.05, 130.25]
    assert any(row[0] == datetime(2026, 2, 10) and row[2] == "F2" for row in rows)  # noqa: DTZ001 - a cell's day
    assert all(cell.data_type != "f" for row in first_sheet(path).iter_rows() for cell in row)


def test_outside_the_scope_a_customer_has_no_name_and_no_terms(store: Store) -> None:
    west = Viewer("w", Role.MANAGER, Scope.of({"region": ("西",)}))
    found = customer_statement(reader_of(store, west), "C1", Period.parse("2026-02"))
    assert (found.customer_name, found.term_days, found.credit_limit) == ("C1", None, None)
    assert (found.opening, found.closing, found.lines, found.items) == (Decimal(0), Decimal(0), (), ())
    east = Viewer("e", Role.MANAGER, Scope.of({"region": ("东",)}))
    assert customer_statement(reader_of(store, east), "C1", Period.parse("2026-02")).term_days == 30
