"""A company of three reps in two branches, small enough to reckon by hand. As of 2026-05-20."""

AS_OF = "2026-05-20"
Row = dict[str, object]


def sales() -> list[Row]:
    """Every month of the year before and this one up to the as-of date: a fixed amount on the 5th and the 15th.

    E1 (SH, C1) 100,000 a time; E2 (SH, C2) 60,000; E3 (BJ, C3) 40,000, which stops after March 2026.
    """
    rows: list[Row] = []
    for year in (2025, 2026):
        for month in range(1, 13 if year == 2025 else 6):
            for day in (5, 15):
                for rep, branch, region, customer, channel, amount in (
                    ("E1", "SH", "East", "C1", "KA", 100_000),
                    ("E2", "SH", "East", "C2", "KA", 60_000),
                    ("E3", "BJ", "North", "C3", "Retail", 40_000),
                ):
                    if rep == "E3" and (year, month) > (2026, 3):
                        continue
                    product = "P1" if rep != "E2" else "P2"
                    rows.append(
                        {
                            "date": f"{year}-{month:02d}-{day:02d}",
                            "order_no": f"{year}{month:02d}{day:02d}{rep}",
                            "rep": rep,
                            "branch": branch,
                            "region": region,
                            "customer": customer,
                            "channel": channel,
                            "product": product,
                            "category": "Tea" if product == "P1" else "Juice",
                            "quantity": amount // 10,
                            "amount": amount,
                            "cost": amount * 7 // 10,
                        }
                    )
    rows.append({"date": AS_OF, "order_no": "last", "rep": "E1", "branch": "SH", "region": "East", "customer": "C1",
                 "channel": "KA", "product": "P1", "category": "Tea", "quantity": 1, "amount": 10, "cost": 7})  # fmt: skip
    return rows


def targets() -> list[Row]:
    """250,000, 100,000 and 90,000 a month; the region of E1 and E2 is promised 10,000 more than they have."""
    rows: list[Row] = []
    for year in (2025, 2026):
        for month in range(1, 13):
            at: Row = {"month": f"{year}-{month:02d}", "measure": "net_sales"}
            rows += [
                at | {"region": "East", "branch": "SH", "rep": "E1", "target": 250_000},
                at | {"region": "East", "branch": "SH", "rep": "E2", "target": 100_000},
                at | {"region": "North", "branch": "BJ", "rep": "E3", "target": 90_000},
                at | {"region": "East", "branch": "SH", "target": 360_000},
            ]
    return rows


def receivables() -> list[Row]:
    """C1 owes 100,000 due in June, 50,000 late by 20 days; C2 30,000 late by 139 days. Overdue: 80,000 of 180,000."""
    return [
        {"document": "D1", "document_type": "invoice", "date": "2026-05-10", "due": "2026-06-09", "customer": "C1", "rep": "E1",
         "branch": "SH", "region": "East", "amount": 100_000},
        {"document": "D2", "document_type": "invoice", "date": "2026-04-01", "due": "2026-04-30", "customer": "C1", "rep": "E1",
         "branch": "SH", "region": "East", "amount": 70_000},
        {"document": "D3", "document_type": "invoice", "date": "2025-12-02", "due": "2026-01-01", "customer": "C2", "rep": "E2",
         "branch": "SH", "region": "East", "amount": 30_000},
    ]  # fmt: skip


def receipts() -> list[Row]:
    """20,000 on D2."""
    return [
        {"receipt": "R1", "date": "2026-05-12", "document": "D2", "customer": "C1", "rep": "E1", "branch": "SH",
         "region": "East", "amount": 20_000}
    ]  # fmt: skip


def stock() -> list[Row]:
    """P1 sold out, P2 enough for years with a batch that expired and one about to; at month ends and mid-May."""
    return [
        {"date": day, "branch": "SH", "region": "East", "warehouse": "W1", "product": product, "category": category,
         "batch": batch, "received": "2025-10-01", "made": "2025-09-01", "expiry": expiry, "quantity": quantity,
         "value": quantity * 7}
        for day in ("2026-04-30", "2026-05-20")
        for product, category, batch, expiry, quantity in (
            ("P1", "Tea", "B1", "2027-09-01", 0 if day > "2026-05" else 5_000),
            ("P2", "Juice", "B2", "2026-05-01", 1_000),
            ("P2", "Juice", "B3", "2026-07-01", 20_000),
            ("P2", "Juice", "B4", "2027-09-01", 300_000),
        )
    ]  # fmt: skip


def customers() -> list[Row]:
    """C1 may owe 120,000 and owes 150,000; C3 has no limit."""
    return [
        {
            "customer": "C1",
            "customer_name": "华联超市",
            "channel": "KA",
            "credit_limit": 120_000,
            "term_days": 30,
        },
        {
            "customer": "C2",
            "customer_name": "百货大楼",
            "channel": "KA",
            "credit_limit": 100_000,
            "term_days": 30,
        },
        {"customer": "C3", "customer_name": "小卖部", "channel": "Retail"},
    ]


def products() -> list[Row]:
    return [
        {"product": "P1", "product_name": "乌龙茶", "category": "Tea", "unit_cost": 7, "lead_time_days": 10},
        {"product": "P2", "product_name": "橙汁", "category": "Juice", "unit_cost": 7, "lead_time_days": 10},
    ]


def reps() -> list[Row]:
    return [
        {"rep": code, "rep_name": name, "region": region, "branch": branch, "hired": "2022-01-01", "role": "rep",
         "valid_from": "2022-01-01"}
        for code, name, region, branch in (
            ("E1", "张伟", "East", "SH"), ("E2", "李娜", "East", "SH"), ("E3", "王芳", "North", "BJ"),
        )
    ]  # fmt: skip


def expenses() -> list[Row]:
    """Every month 20,000 for SH and 30,000 for BJ, of a budget of 25,000 each; in May 2026 BJ spends 90,000."""
    return [
        {"date": f"{year}-{month:02d}-15", "kind": kind, "type": "促销费", "region": region, "branch": branch,
         "amount": 90_000 if (kind, branch, year, month) == ("actual", "BJ", 2026, 5) else amount}
        for year in (2025, 2026)
        for month in range(1, 13 if year == 2025 else 6)
        for branch, region, actual in (("SH", "East", 20_000), ("BJ", "North", 30_000))
        for kind, amount in (("actual", actual), ("budget", 25_000))
    ]  # fmt: skip


def visits() -> list[Row]:
    """C1 was last visited in February; C2 is planned for two days of May, and seen on one of them and off plan."""
    return [
        {"date": day, "customer": customer, "rep": rep, "branch": "SH", "region": "East", "kind": kind, "purpose": "订货",
         "minutes": minutes, "result": result}
        for day, customer, rep, kind, minutes, result in (
            ("2026-02-10", "C1", "E1", "done", 30, "同意陈列"),
            ("2026-05-06", "C2", "E2", "planned", None, ""), ("2026-05-06", "C2", "E2", "done", 40, "补货"),
            ("2026-05-08", "C2", "E2", "done", 20, ""), ("2026-05-13", "C2", "E2", "missed", None, ""),
        )
    ]  # fmt: skip


def everything() -> dict[str, list[Row]]:
    """Every dataset of the tiny company."""
    return {
        "sales": sales(), "targets": targets(), "receivables": receivables(), "receipts": receipts(), "stock": stock(),
        "expenses": expenses(), "customers": customers(), "products": products(), "reps": reps(),
        "visits": visits(),
    }  # fmt: skip
