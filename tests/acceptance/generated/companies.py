"""Kinds E, F and G: when it is, what is unknown, and files that follow each other, in nine languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from tests.acceptance.generated.drops import Company, CompanyMaker, Figure, File, Records, file_of
from tests.recognition.generated.case import LANGUAGES

D = Decimal
Record = dict[str, object]


def _month(year: int, number: int) -> date:
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def _end(first: date) -> date:
    return _month(first.year, first.month + 1) - timedelta(days=1)


def _days(rng: Random, first: date, last: date, count: int) -> list[date]:
    return sorted(first + timedelta(days=rng.randint(0, (last - first).days)) for _ in range(count))


def _cents(rng: Random) -> Decimal:
    return D(rng.randint(1_000, 900_000)) / 100


def _total(rows: Records, column: str, first: date, last: date) -> Decimal | None:
    inside = [D(str(row[column])) for row in rows if first <= _at(row) <= last]
    return sum(inside, D(0)) if inside else None


def _at(row: Mapping[str, object]) -> date:
    day = row["date"]
    assert isinstance(day, date)
    return day


def _due(row: Mapping[str, object]) -> date:
    day = row["due"]
    assert isinstance(day, date)
    return day


def different_last_days(rng: Random) -> Company:
    """Sales, stock, receivables and receipts whose last days differ by months, asked for days of each."""
    language, start = rng.choice(LANGUAGES), rng.randint(1, 5)
    ends = rng.sample(range(start + 1, start + 7), 4)
    sold, _, billed, paid = (_end(_month(2026, end)) for end in ends)
    first = _month(2026, start)
    sales: list[Record] = [
        {"date": day, "order_no": f"S{n}", "customer_name": f"C{n % 3}", "product_name": f"P{n % 2}", "quantity": rng.randint(1, 9), "amount": _cents(rng)}
        for n, day in enumerate([*_days(rng, first, sold, 14), sold])
    ]  # fmt: skip
    stock: list[Record] = [
        {"date": _end(_month(2026, month)), "product": f"P{n}", "warehouse": "W1", "quantity": rng.randint(1, 300)}
        for month in range(start, ends[1] + 1)
        for n in range(2)
    ]
    invoices: list[Record] = [
        {"document": f"R{n}", "date": day, "due": day + timedelta(days=rng.choice((10, 30, 45))), "customer_name": f"C{n % 3}", "amount": _cents(rng)}
        for n, day in enumerate([first, *_days(rng, first, billed, 6), billed])
    ]  # fmt: skip
    receipts: list[Record] = []
    for n, invoice in enumerate(invoices):
        if rng.random() < 0.7 and _at(invoice) < paid:
            day = _days(rng, _at(invoice), paid, 1)[0]
            money = (D(str(invoice["amount"])) * rng.choice((D(1), D("0.5")))).quantize(D("0.01"))
            receipts.append(
                {"receipt": f"Z{n}", "date": day, "document": invoice["document"], "customer_name": invoice["customer_name"], "amount": money}
            )  # fmt: skip
    if not receipts:
        receipts = [{"receipt": "Z0", "date": paid, "document": "R0", "customer_name": "C0", "amount": D("1.00")}]
    files = [
        file_of(rng, "sales", language, "sales.csv", sales),
        file_of(rng, "stock", language, "stock.csv", stock),
        file_of(rng, "receivables", language, "receivables.csv", invoices),
        file_of(rng, "receipts", language, "receipts.csv", receipts),
    ]
    figures: list[Figure] = []
    for _ in range(4):
        month = _month(2026, rng.randint(start, max(ends)))
        day, period = _end(month), f"{month:%Y-%m}"
        for metric, rows in (("net_sales", sales), ("invoiced", invoices), ("collections", receipts)):
            figures.append(Figure(metric, period, _total(rows, "amount", month, day), is_flow=True))
        on = month + timedelta(days=rng.randint(0, (day - month).days))
        for asked, text in ((day, period), (on, on.isoformat())):
            levels = {
                "stock_quantity": partial(_stock, stock),
                "receivables_open": partial(_open, invoices, receipts, is_overdue=False),
                "receivables_overdue": partial(_open, invoices, receipts, is_overdue=True),
            }
            figures += [Figure(metric, text, level(asked), on=level) for metric, level in levels.items()]
    today = _end(_month(2026, max(ends))) + timedelta(days=rng.randint(1, 60))
    steps = [files] if rng.random() < 0.5 else [[file] for file in rng.sample(files, 4)]
    return Company(today, steps, tuple(figures), notes=language)


def _stock(counted: Records, on: date) -> Decimal | None:
    before = [row for row in counted if _at(row) <= on]
    last = max((_at(row) for row in before), default=None)
    return sum((D(str(row["quantity"])) for row in before if _at(row) == last), D(0)) if before else None


def _open(invoices: Records, receipts: Records, on: date, *, is_overdue: bool) -> Decimal | None:
    if all(_at(invoice) > on for invoice in invoices):
        return None
    total = D(0)
    for invoice in invoices:
        if _at(invoice) > on or (is_overdue and _due(invoice) >= on):
            continue
        paid = [r for r in receipts if r["document"] == invoice["document"] and _at(r) <= on]
        total += D(str(invoice["amount"])) - sum((D(str(r["amount"])) for r in paid), D(0))
    return total


def quiet_last_days(rng: Random) -> Company:
    """Finished months whose last days had no sale, this year and last: compared whole."""
    language, month = rng.choice(LANGUAGES), rng.randint(1, 9)
    sales: list[Record] = []
    for year in (2025, 2026):
        for number in (month, month + 1):
            first = _month(year, number)
            last = _end(first) - timedelta(days=rng.randint(0, 3))
            for day in sorted({*_days(rng, first, last, 12), last}):
                sales.append({"date": day, "customer_name": f"C{day.day % 4}", "product_name": "P", "quantity": 1, "amount": _cents(rng)})  # fmt: skip
    figures = []
    for number in (month, month + 1):
        now, before = (
            _total(sales, "amount", _month(y, number), _end(_month(y, number))) or D(0) for y in (2026, 2025)
        )
        figures += [
            Figure("net_sales", f"2026-{number:02}", now),
            Figure("net_sales_last_year", f"2026-{number:02}", before),
            Figure("yoy", f"2026-{number:02}", (now - before) / before),
        ]
    today = _end(_month(2026, month + 1)) + timedelta(days=1)
    steps = [[file_of(rng, "sales", language, "sales.csv", sales)]]
    return Company(today, steps, tuple(figures), notes=language)


def no_amounts(rng: Random) -> Company:
    """Pieces without money: what was sold for is unknown, what was never uploaded too."""
    language, month = rng.choice(LANGUAGES), _month(2026, rng.randint(1, 9))
    sales: list[Record] = [
        {"date": day, "order_no": f"S{n}", "customer_name": f"C{n % 3}", "product_name": f"P{n % 2}", "quantity": rng.randint(1, 9)}
        for n, day in enumerate([*_days(rng, month, _end(month), 8), _end(month)])
    ]  # fmt: skip
    period = f"{month:%Y-%m}"
    unknown = ("net_sales", "active_customers", "margin", "receivables_overdue", "over_limit_amount", "stock_quantity", "collections", "target")  # fmt: skip
    figures = [Figure("quantity", period, _total(sales, "quantity", month, _end(month)))]
    figures += [Figure(metric, period, None) for metric in unknown]
    steps = [[file_of(rng, "sales", language, "sales.csv", sales)]]
    return Company(_end(month) + timedelta(days=1), steps, tuple(figures), notes=language)


def no_rates(rng: Random) -> Company:
    """Amounts in two currencies of which one has no rate: refused or asked, never 0."""
    language, month = rng.choice(LANGUAGES), _month(2026, rng.randint(1, 9))
    pair = rng.sample(("CNY", "USD", "EUR", "JPY", "GBP"), 2)
    sales: list[Record] = [
        {"date": day, "customer_name": f"C{n % 3}", "product_name": "P", "amount": _cents(rng), "currency": pair[n % 2]}
        for n, day in enumerate(_days(rng, month, _end(month), 8))
    ]
    steps = [[file_of(rng, "sales", language, "sales.csv", sales)]]
    return Company(_end(month) + timedelta(days=1), steps, must_refuse=True, notes=language)


def codes_then_names(rng: Random) -> Company:
    """Sales with codes, then a file with names only, then the next month with codes; at times beyond a thousand rows."""
    language, month, size = rng.choice(LANGUAGES), rng.randint(1, 7), rng.choice((6, 6, 6, 1_100))
    steps: list[list[File]] = []
    figures = []
    for at, kind in enumerate(rng.choice(("cnc", "ncn", "cnb", "bnc"))):
        first = _month(2026, month + at)
        rows: list[Record] = []
        for n, day in enumerate(_days(rng, first, _end(first), size)):
            row: Record = {"date": day, "order_no": f"S{at}-{n}", "quantity": rng.randint(1, 9), "amount": _cents(rng)}
            if kind in "cb":
                row |= {"customer": f"K{n % 5}", "product": f"A{n % 3}"}
            if kind in "nb":
                row |= {"customer_name": f"Kunde {n % 5}", "product_name": f"Ware {n % 3}"}
            rows.append(row)
        steps.append([file_of(rng, "sales", language, f"sales {at}.csv", rows)])
        figures.append(Figure("net_sales", f"{first:%Y-%m}", _total(rows, "amount", first, _end(first))))
    today = _end(_month(2026, month + 2)) + timedelta(days=1)
    return Company(today, steps, tuple(figures), notes=f"{language} {size}")


def closed_month(rng: Random) -> Company:
    """A closed month, and then a file of any dataset that has rows in it."""
    language, month = rng.choice(LANGUAGES), _month(2026, rng.randint(1, 9))
    day = month + timedelta(days=rng.randint(0, 27))
    sales: list[Record] = [{"date": day, "order_no": f"S{n}", "customer": "K1", "product": "A1", "quantity": 2, "amount": _cents(rng)} for n in range(3)]  # fmt: skip
    later: Mapping[str, Record] = {
        "sales": {"date": day, "order_no": "S9", "customer": "K1", "product": "A1", "quantity": 1, "amount": _cents(rng)},
        "receivables": {"document": "R1", "date": day, "due": day + timedelta(days=30), "customer": "K1", "amount": _cents(rng)},
        "receipts": {"receipt": "Z1", "date": day, "customer": "K1", "amount": _cents(rng)},
        "stock": {"date": day, "product": "A1", "warehouse": "W", "quantity": 5},
        "targets": {"month": f"{month:%Y-%m}", "region": "R", "target": 100},
        "orders": {"order_no": "O1", "date": day, "customer": "K1"},
    }  # fmt: skip
    dataset = rng.choice(sorted(later))
    steps = [
        [file_of(rng, "sales", language, "sales.csv", sales)],
        [file_of(rng, dataset, language, f"{dataset}.csv", [later[dataset]])],
    ]
    today = _end(month) + timedelta(days=10)
    return Company(today, steps, must_refuse=True, closed=f"{month:%Y-%m}", notes=f"{language} {dataset}")


def second_month(rng: Random) -> Company:
    """The next month of a layout loads by a plain yes and is added, whatever it was called; the first month stays."""
    language, month = rng.choice(LANGUAGES), rng.randint(1, 8)
    steps, figures = [], []
    for at in range(2):
        first = _month(2026, month + at)
        rows: list[Record] = [
            {"date": day, "order_no": f"S{at}-{n}", "region": f"R{n % 2}", "customer_name": f"C{n % 3}", "product_name": "P", "quantity": 1, "amount": _cents(rng)}
            for n, day in enumerate(_days(rng, first, _end(first), 7))
        ]  # fmt: skip
        seed = Random(f"{language} {month}")
        steps.append([file_of(seed, "sales", language, f"{'ab'[at]}.csv", rows)])
        figures.append(Figure("net_sales", f"{first:%Y-%m}", _total(rows, "amount", first, _end(first))))
    return Company(_end(_month(2026, month + 1)) + timedelta(days=1), steps, tuple(figures), notes=language)


KINDS: Mapping[str, tuple[CompanyMaker, ...]] = {
    "E": (different_last_days, quiet_last_days),
    "F": (no_amounts, no_rates),
    "G": (codes_then_names, closed_month, second_month),
}
