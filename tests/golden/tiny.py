"""A company small enough to work out on paper; test_tiny.py does so.

As-of 10 June 2026 (the last sale): May is over, June is known for 10 of 30 days, 8 of 21 selling days.
Rep a sells in branch E of East, b in branch S of South; z has a target and sells nothing.

Sales (units, amount, cost)                                        last year
  7 Apr  a c1 P1   6   60  24                                       6 May 25  a c1 P1   8   80  32
 20 Apr  b c2 P2   3   30   -                                      28 May 25  b c2 P2   4   40   -
  7 May  a c1 P1  10  120  50   order 5                             5 Jun 25  a c1 P1  10  100  40
  8 May  a c3 P2   2   30   -   order 6, his first                 20 Jun 25  a c1 P1   6   60  24
 20 May  a c1 P1  -2  -24 -10   order 5 again: April's goods
 26 May  b c2 P2   5   54   -   order 8
  3 Jun  a c1 P1  10  110  44   order 9
 10 Jun  b c2 P1   5   60  20   order 10; cost not on the line: 5 × P1's 4

Targets  May: a 150, b 0, z 50; quantity a 12; collections East 100; gross profit a 60. June: branch E 240 of which a 200, b 100.

Stock of warehouse W (branch E)  30 April P1 20; 31 May P1 x 30 (made 1 Jan, came 1 May, expires 20 Aug), P1 y 10 (expired 20 May), P2 0.
Distributor D1 on 31 May: P1 10 + 8 - 6 = 12, worth 60.

Receivables  I4 15 Jan c1 50 due 31 Jan; I1 20 Apr c1 100 due 20 May, credit note 15 May 10, paid 60 on 25 May;
             I2 10 May c2 200 due 9 June, paid 250 on 5 June; 5 of c1 on 8 June for nothing known.
             c1: limit 70, term 30 days. c2: none set. c3: limit 40, no document.

Visits  a plans c1 on 4 and 18 May and c3 on 6 May; he visits c1 on 4 May (30 minutes, on plan: the plan is in the file twice)
        and on 21 May (off plan, 50 minutes), c3 not at all. b visits c2 on 9 June (no minutes). c3 is planned for 20 June.

Outlet audits in May (distribution, facing, price, display)  c1 on the 12th 80 60 100 40, on the 25th 90 70 100 50; c2 50 50 50 50.
"""

Row = dict[str, object]

A: Row = {"rep": "a", "branch": "E", "region": "East"}
B: Row = {"rep": "b", "branch": "S", "region": "South"}
P1: Row = {"product": "P1", "category": "tea"}
P2: Row = {"product": "P2", "category": "water"}


def sale(  # noqa: PLR0917 - a line of the table below
    day: str,
    rep: Row,
    customer: str,
    product: Row,
    quantity: int,
    amount: int,
    cost: int | None = None,
    order: str = "",
) -> Row:
    return {"date": day, "customer": customer, "quantity": quantity, "amount": amount, "cost": cost, "order_no": order, **rep, **product}  # fmt: skip


def goal(month: str, target: int, node: Row, measure: str = "net_sales") -> Row:
    return {"month": month, "target": target, "measure": measure, **node}


W: Row = {"region": "East", "branch": "E", "warehouse": "W"}
IN_MAY, IN_JUNE = "2026-05", "2026-06"
COMPANY: dict[str, list[Row]] = {
    "sales": [
        sale("2025-05-06", A, "c1", P1, 8, 80, 32), sale("2025-05-28", B, "c2", P2, 4, 40),
        sale("2025-06-05", A, "c1", P1, 10, 100, 40), sale("2025-06-20", A, "c1", P1, 6, 60, 24),
        sale("2026-04-07", A, "c1", P1, 6, 60, 24), sale("2026-04-20", B, "c2", P2, 3, 30),
        sale("2026-05-07", A, "c1", P1, 10, 120, 50, "5"), sale("2026-05-08", A, "c3", P2, 2, 30, None, "6"),
        sale("2026-05-20", A, "c1", P1, -2, -24, -10, "5"), sale("2026-05-26", B, "c2", P2, 5, 54, None, "8"),
        sale("2026-06-03", A, "c1", P1, 10, 110, 44, "9"), sale("2026-06-10", B, "c2", P1, 5, 60, None, "10"),
    ],
    "targets": [
        goal(IN_MAY, 150, A), goal(IN_MAY, 0, B), goal(IN_MAY, 50, {"region": "South", "branch": "S", "rep": "z"}),
        goal(IN_MAY, 12, A, "quantity"), goal(IN_MAY, 100, {"region": "East"}, "collections"), goal(IN_MAY, 60, A, "gross_profit"),
        goal(IN_JUNE, 240, {"region": "East", "branch": "E"}), goal(IN_JUNE, 200, A), goal(IN_JUNE, 100, B),
    ],
    "products": [
        {"product": "P1", "product_name": "Oolong", "category": "tea", "unit_cost": 4, "shelf_life_days": 240},
        {"product": "P2", "product_name": "Spring", "category": "water"},
    ],
    "customers": [
        {"customer": "c1", "customer_name": "One", "credit_limit": 70, "term_days": 30, **A},
        {"customer": "c2", "customer_name": "Two", "credit_limit": 0, **B},
        {"customer": "c3", "customer_name": "Three", "credit_limit": 40, **A},
    ],
    "stock": [
        {"date": "2026-04-30", "quantity": 20, **W, "product": "P1"},
        {"date": "2026-05-31", "quantity": 30, "batch": "x", "made": "2026-01-01", "received": "2026-05-01", "expiry": "2026-08-20", **W, "product": "P1"},
        {"date": "2026-05-31", "quantity": 10, "batch": "y", "expiry": "2026-05-20", **W, "product": "P1"},
        {"date": "2026-05-31", "quantity": 0, **W, "product": "P2"},
        {"date": "2026-05-31", "holder": "D1", "product": "P1", "opening": 10, "inbound": 8, "outbound": 6, "quantity": 12, "value": 60},
    ],
    "receivables": [
        {"document": "I4", "date": "2026-01-15", "due": "2026-01-31", "amount": 50, "customer": "c1", **A},
        {"document": "I1", "date": "2026-04-20", "due": "2026-05-20", "amount": 100, "customer": "c1", **A},
        {"document": "I2", "date": "2026-05-10", "due": "2026-06-09", "amount": 200, "customer": "c2", **B},
        {"document": "I3", "date": "2026-05-15", "due": "2026-05-15", "amount": -10, "customer": "c1", "original": "I1", "document_type": "credit_note", **A},
    ],
    "receipts": [
        {"receipt": "R1", "date": "2026-05-25", "document": "I1", "amount": 60, "customer": "c1", **A},
        {"receipt": "R2", "date": "2026-06-05", "document": "I2", "amount": 250, "customer": "c2", **B},
        {"receipt": "R3", "date": "2026-06-08", "amount": 5, "customer": "c1", **A},
    ],
    "visits": [
        {"date": day, "customer": code, "kind": kind, "on_plan": on_plan, "minutes": minutes, **who}
        for day, code, kind, on_plan, minutes, who in (
            ("2026-05-04", "c1", "planned", None, None, A), ("2026-05-18", "c1", "planned", None, None, A),
            ("2026-05-06", "c3", "missed", None, None, A), ("2026-05-04", "c1", "done", True, 30, A),
            ("2026-05-21", "c1", "done", False, 50, A), ("2026-06-09", "c2", "done", None, None, B),
            ("2026-06-20", "c3", "planned", None, None, A),
        )
    ],
    "outlet_audits": [
        {"date": day, "customer": code, "distribution_score": d, "facing_score": f, "price_score": p, "display_score": s, **who}
        for day, code, who, d, f, p, s in (
            ("2026-05-12", "c1", A, 80, 60, 100, 40), ("2026-05-25", "c1", A, 90, 70, 100, 50), ("2026-05-20", "c2", B, 50, 50, 50, 50),
        )
    ],
}  # fmt: skip
