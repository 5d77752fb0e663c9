"""The tiny company gone wrong: a branch that falls, sends back and goes silent; stock that is out, slow or too much.

Added to `tests/pages/tiny.py`: E4 in GZ (South) sells P3 (Snack) to C4, C5 and C6 in turn, 40,000 to each of them a month in 2025, and 60,000 a
month to C4 alone in 2026 until April, at a cost of 80 % in place of 70 %.
"""

from __future__ import annotations

from tests.pages import tiny
from tests.pages.tiny import Row


def sales() -> list[Row]:
    """Those of the tiny company, the last one of P2 in place of P1, E2's of May of P5 without costs, and those of GZ."""
    rows = [dict(row) for row in tiny.sales()]
    rows[-1] |= {"product": "P2", "category": "Juice", "customer": "C2"}
    for row in rows:
        if row["rep"] == "E2" and str(row["date"]) >= "2026-05":
            row |= {"product": "P5", "cost": None}
    at: Row = {
        "rep": "E4", "branch": "GZ", "region": "South", "channel": "KA", "product": "P3", "category": "Snack",
    }  # fmt: skip
    for month in range(1, 13):
        for place, customer in enumerate(("C4", "C5", "C6")):
            rows.append(
                at
                | {"date": f"2025-{month:02d}-1{place}", "order_no": f"G25{month:02d}{place}", "customer": customer}
                | {"quantity": 4_000, "amount": 40_000, "cost": 28_000}
            )
    for month in range(1, 5):
        line = {"date": f"2026-{month:02d}-10", "order_no": f"G26{month:02d}", "customer": "C4"}
        rows.append(at | line | {"quantity": 6_000, "amount": 60_000, "cost": 48_000})
    back = {"date": "2026-04-15", "order_no": "G26back", "customer": "C4", "quantity": -1_000, "amount": -10_000}
    rows.append(at | back | {"cost": -8_000})
    return rows


def targets() -> list[Row]:
    """Those of the tiny company, and 100,000 that SH is to collect in April."""
    collected: Row = {"month": "2026-04", "measure": "collections", "region": "East", "branch": "SH", "target": 100_000}
    return [*tiny.targets(), collected]


def receivables() -> list[Row]:
    """Those of the tiny company, and 80,000 of April 2025, of which half were open at its end."""
    at: Row = {
        "document_type": "invoice", "date": "2025-04-01", "due": "2025-05-01", "customer": "C1", "rep": "E1",
        "branch": "SH", "region": "East", "amount": 40_000,
    }  # fmt: skip
    return [*tiny.receivables(), at | {"document": "D0"}, at | {"document": "D00"}]


def receipts() -> list[Row]:
    """Those of the tiny company; D00 came in April 2025, D0 in May, and 50,000 without a document in April 2026."""
    at: Row = {"customer": "C1", "rep": "E1", "branch": "SH", "region": "East"}
    return [
        *tiny.receipts(),
        at | {"receipt": "R00", "date": "2025-04-20", "document": "D00", "amount": 40_000},
        at | {"receipt": "R0", "date": "2025-05-20", "document": "D0", "amount": 40_000},
        at | {"receipt": "R9", "date": "2026-04-20", "document": "", "amount": 50_000},
    ]


def stock() -> list[Row]:
    """Those of the tiny company; P4, of which nothing was ever sold, and P3 in GZ for years."""
    rows = list(tiny.stock())
    for day in ("2026-04-30", "2026-05-20"):
        for branch, region, product, category, quantity in (
            ("SH", "East", "P4", "Tea", 10_000), ("GZ", "South", "P3", "Snack", 90_000),
        ):  # fmt: skip
            rows.append(
                {
                    "date": day, "branch": branch, "region": region, "warehouse": f"W{branch}", "product": product,
                    "category": category, "batch": "B9", "received": "2025-10-01", "made": "2025-09-01",
                    "expiry": "2028-09-01", "quantity": quantity, "value": quantity * 7,
                }
            )  # fmt: skip
    return rows


def worse() -> dict[str, list[Row]]:
    """Every dataset of it."""
    product: Row = {"unit_cost": 7, "lead_time_days": 10}
    rep: Row = {
        "rep": "E4", "rep_name": "陈静", "region": "South", "branch": "GZ", "hired": "2022-01-01", "role": "rep",
        "valid_from": "2022-01-01",
    }  # fmt: skip
    gone: list[Row] = [
        {"customer": code, "customer_name": f"客户{code}", "channel": "KA"} for code in ("C4", "C5", "C6")
    ]
    more: dict[str, list[Row]] = {
        "sales": sales(), "targets": targets(), "receivables": receivables(), "receipts": receipts(), "stock": stock(),
        "products": [
            *tiny.products(),
            product | {"product": "P3", "product_name": "瓜子", "category": "Snack"},
            product | {"product": "P4", "product_name": "普洱", "category": "Tea"},
        ],
        "reps": [*tiny.reps(), rep],
        "customers": [
            *tiny.customers(), *gone,
        ],
    }  # fmt: skip
    return tiny.everything() | more
