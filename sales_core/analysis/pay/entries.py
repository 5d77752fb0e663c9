"""From the rows of the lists of documents and receipts to entries of the ledger, by rep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sales_core.analysis.pay.payslip import LedgerEntry
from sales_core.analysis.pay.plan import PayBasis

#: Basis → the column of the list `commission_documents` that holds its amount.
_COLUMNS = {PayBasis.SALES: "amount", PayBasis.GROSS_PROFIT: "gross_profit"}
_Rows = Iterable[Mapping[str, Any]]


def sales_entries(rows: _Rows, bases: Sequence[PayBasis]) -> dict[str, list[LedgerEntry]]:
    """By rep his sales from rows of `commission_documents`: an entry for each basis, of which a plan takes one."""
    found: dict[str, list[LedgerEntry]] = {}
    for row in rows:
        for basis in bases:
            entry = LedgerEntry(
                row["date"], row["order_no"], row["customer"], basis, row[_COLUMNS[basis]], row["category"],
                row["customer_class"], row["split_share"], is_return=bool(row["is_return"]), sold_by=_sold_by(row),
            )  # fmt: skip
            found.setdefault(str(row["rep"]), []).append(entry)
    return found


def receipt_entries(rows: _Rows) -> dict[str, list[LedgerEntry]]:
    """By rep the money that came in from rows of `commission_receipts`; a refund counts as a return."""
    found: dict[str, list[LedgerEntry]] = {}
    for row in rows:
        amount = row["amount"]
        money = amount if isinstance(amount, Decimal) else None
        entry = LedgerEntry(
            row["date"], str(row["document"]), str(row["customer"]), PayBasis.COLLECTIONS, money,
            customer_class=str(row["customer_class"]), share=row["split_share"],
            is_return=money is not None and money < 0, sold_by=_sold_by(row),
        )  # fmt: skip
        found.setdefault(str(row["rep"]), []).append(entry)
    return found


def _sold_by(row: Mapping[str, Any]) -> str:
    """Who stands on a document where that is not who it counts for."""
    return "" if row["sold_by"] == row["rep"] else str(row["sold_by"] or "")
