"""Kind B, which column: like columns side by side, with words of the vocabulary in a language of its choice."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sales_core.catalogue.columns import NET
from sales_core.catalogue.status_words import COUNTED, NOT_COUNTED
from sales_core.recognition.header_names import says
from tests.recognition.generated.case import (
    LANGUAGES,
    Case,
    Cells,
    Columns,
    D,
    Maker,
    delimited,
    sales_lines,
    some_amounts,
    some_days,
    table,
    total_of,
    word,
)


def stock_movement(rng: Random) -> Case:
    """Opening, in, out and closing stand beside each other; closing is the stock."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    opening, inward, outward = ([D(rng.randint(0, 400)) for _ in range(count)] for _ in range(3))
    closing = [a + b - c for a, b, c in zip(opening, inward, outward, strict=True)]
    columns: Columns = [
        (word(rng, "stock", "product", language), [f"P{100 + n}" for n in range(count)]),
        (word(rng, "stock", "product_name", language), [f"Ware {n}" for n in range(count)]),
        (word(rng, "stock", "opening", language), opening),
        (word(rng, "stock", "inbound", language), inward),
        (word(rng, "stock", "outbound", language), outward),
        (word(rng, "stock", "quantity", language), closing),
    ]
    return Case(
        "stock 2026-05-31.csv", delimited(table(rng, columns)), "stock", {"quantity": total_of(closing)}, language
    )


def net_beside_gross(rng: Random) -> Case:
    """Gross, returns and net money; net is the amount."""
    language = rng.choice(("zh", "en"))
    count = rng.randint(4, 12)
    gross, returned = some_amounts(rng, count), [a / 10 for a in some_amounts(rng, count, 50)]
    net = [a - b for a, b in zip(gross, returned, strict=True)]
    names = {"zh": ("销售额", "净销售额"), "en": ("Sales", "Net sales")}[language]
    columns: Columns = [
        *sales_lines(rng, language, count),
        (names[0], gross),
        (word(rng, "sales", "return_amount", language), returned),
        (names[1], net),
    ]
    return Case("sales.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(net)}, language)


def returns_apart(rng: Random) -> Case:
    """Returns in a column of their own beside an amount of which nobody says whether they are taken off."""
    language, count = rng.choice(("zh", "en", "ja", "ko")), rng.randint(4, 12)
    gross, returned = some_amounts(rng, count), [a / 10 for a in some_amounts(rng, count, 50)]
    names = {"zh": "销售金额", "en": "Sales Amount", "ja": "売上金額", "ko": "판매금액"}
    columns: Columns = [
        *sales_lines(rng, language, count),
        (names[language], gross),
        (word(rng, "sales", "return_amount", language), returned),
    ]
    truth = {"amount": total_of(gross) - total_of(returned)}
    return Case(
        "sales.csv",
        delimited(table(rng, columns)),
        "sales",
        truth,
        language,
        must_ask=True,
        answers={"returns_deducted": "subtract"},
    )


def balance(rng: Random) -> Case:
    """Part-paid invoices: amount and balance, with or without what was paid."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    amounts = some_amounts(rng, count)
    paid = [a if rng.random() < 0.2 else (a / 4).quantize(D("0.01")) * rng.randint(0, 3) for a in amounts]
    days = some_days(rng, count)
    columns: Columns = [
        (word(rng, "receivables", "document", language), [f"RE{2000 + n}" for n in range(count)]),
        (word(rng, "receivables", "date", language), days),
        (word(rng, "receivables", "due", language), [d + timedelta(days=30) for d in days]),
        (word(rng, "receivables", "customer_name", language), [f"Kunde {n % 4}" for n in range(count)]),
        (word(rng, "receivables", "amount", language), amounts),
        (word(rng, "receivables", "balance", language), [a - b for a, b in zip(amounts, paid, strict=True)]),
    ]
    if rng.random() < 0.3:
        columns.append((word(rng, "receivables", "paid", language), paid))
    truth = {"amount": total_of(amounts), "paid": total_of(paid)}
    return Case("open invoices.csv", delimited(table(rng, columns)), "receivables", truth, language)


def status(rng: Random) -> Case:
    """Documents of which some are void or drafts."""
    language, count = rng.choice(LANGUAGES), rng.randint(5, 12)
    amounts = some_amounts(rng, count)
    texts = [rng.choice(sorted(NOT_COUNTED if n % 3 == 0 else COUNTED)) for n in range(count)]
    columns: Columns = [
        *sales_lines(rng, language, count),
        (word(rng, "sales", "status", language), texts),
        (word(rng, "sales", "amount", language), amounts),
    ]
    counted = sum((a for a, t in zip(amounts, texts, strict=True) if t in COUNTED), D(0))
    return Case(
        "sales.csv",
        delimited(table(rng, columns)),
        "sales",
        {"amount": counted},
        language,
        must_ask=True,
        answers={"status": "leave_out"},
    )


def flag(rng: Random) -> Case:
    """A column says yes or no to whether a line was returned or voided."""
    language, count = rng.choice(("zh", "en")), rng.randint(5, 12)
    header = rng.choice({"zh": ("是否退货", "作废标记"), "en": ("returned", "Is Cancelled", "voided")}[language])
    yes, no = rng.choice((("是", "否"),) if language == "zh" else (("True", "False"), ("yes", "no"), ("Y", "N")))
    money = some_amounts(rng, count)
    flags = [n % 4 == 1 for n in range(count)]
    columns: Columns = [
        *sales_lines(rng, language, count),
        (header, [yes if one else no for one in flags]),
        (word(rng, "sales", "amount", language), money),
    ]
    kept = sum((a for a, one in zip(money, flags, strict=True) if not one), D(0))
    return Case(
        "sales.csv", delimited(table(rng, columns)), "sales", {"amount": kept}, language,
        must_ask=True, answers={"status": "leave_out"},
    )  # fmt: skip


def returns_by_kind(rng: Random) -> Case:
    """A column says which documents are returns; their figures are written without a sign."""
    language, count = rng.choice(("zh", "en")), rng.randint(5, 12)
    kinds = {
        "zh": (("销售出库单", "普通销售", "销售单", "零售"), ("销售退货单", "退货", "红字发票", "销售退货", "退货单")),
        "en": (("Invoice", "Sales Invoice", "Standard Sale"), ("Credit Memo", "Refund", "Sales Return", "Credit Note")),
    }[language]
    amounts = some_amounts(rng, count)
    is_return = [n % 4 == 1 for n in range(count)]
    columns: Columns = [
        *sales_lines(rng, language, count),
        (word(rng, "sales", "line_type", language), [rng.choice(kinds[back]) for back in is_return]),
        (word(rng, "sales", "amount", language), amounts),
    ]
    truth = sum((-a if back else a for a, back in zip(amounts, is_return, strict=True)), D(0))
    return Case("sales.csv", delimited(table(rng, columns)), "sales", {"amount": truth}, language)


def discount(rng: Random) -> Case:
    """Quantity, price and a discount in percent or money, and no amount."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    pieces = [rng.randint(1, 30) for _ in range(count)]
    prices = [D(rng.randint(100, 20000)) / 100 for _ in range(count)]
    gross = [n * p for n, p in zip(pieces, prices, strict=True)]
    if rng.random() < 0.5:
        shares = [D(rng.choice((0, 5, 10, 20))) for _ in range(count)]
        style = rng.choice(("percent", "points", "share"))
        written: list[object] = [f"{s}%" if style == "percent" else s / 100 if style == "share" else s for s in shares]
        header = word(rng, "sales", "discount", language)
        net = [g * (1 - s / 100) for g, s in zip(gross, shares, strict=True)]
    else:
        off = [(g / 10).quantize(D("0.01")) for g in gross]
        written, header = list(off), word(rng, "sales", "discount_amount", language)
        net = [g - o for g, o in zip(gross, off, strict=True)]
    columns: Columns = [
        *sales_lines(rng, language, count),
        (word(rng, "sales", "quantity", language), pieces),
        (_list_price(rng, language), prices),
        (header, written),
    ]
    return Case("sales.csv", delimited(table(rng, columns)), "sales", {"amount": total_of(net)}, language)


def _list_price(rng: Random, language: str) -> str:
    """A header for the price before discount: a net price is after it."""
    return next(text for text in iter(lambda: word(rng, "sales", "price", language), "") if not says(text, NET))


def order_total(rng: Random) -> Case:
    """The total of an order stands on each of its lines, or on the first."""
    language, orders = rng.choice(LANGUAGES), rng.randint(3, 6)
    lines = [
        (n, rng.randint(1, 9), D(rng.randint(100, 9000)) / 100)
        for n in range(orders)
        for _ in range(rng.randint(1 if n else 2, 3))
    ]
    of = [n for n, _, _ in lines]
    fee = rng.choice((D(0), D(0), D(8)))
    totals = [sum((q * p for n, q, p in lines if n == order), fee) for order in range(orders)]
    head_only = rng.random() < 0.3
    shown: list[object] = [None if head_only and of.index(n) != i else totals[n] for i, n in enumerate(of)]
    days = some_days(rng, orders)
    columns: Columns = [
        (word(rng, "sales", "date", language), [days[n] for n in of]),
        (word(rng, "sales", "order_no", language), [f"W{500 + n}" for n in of]),
        (word(rng, "sales", "product", language), [f"SKU{i}" for i in range(len(lines))]),
        (word(rng, "sales", "quantity", language), [q for _, q, _ in lines]),
        (word(rng, "sales", "price", language), [p for _, _, p in lines]),
        (rng.choice(("Total", "订单金额", word(rng, "sales", "order_total", language))), shown),
    ]
    return Case(
        "orders.csv",
        delimited(table(rng, columns)),
        "sales",
        {"amount": sum((q * p for _, q, p in lines), D(0))},
        language,
    )


def date_lost(rng: Random) -> Case:
    """A date under a header that no vocabulary holds: never the first of a month for all rows."""
    language, count = rng.choice(LANGUAGES), rng.randint(4, 12)
    amounts, (when, *rest) = some_amounts(rng, count), sales_lines(rng, language, count)
    header = rng.choice(("Zeitpunkt XY", "Moment", "某某日", "stamp", "Kd-Tag", "记录时刻"))
    columns: Columns = [(header, when[1]), *rest, (word(rng, "sales", "amount", language), amounts)]
    days = tuple(sorted({d for d in when[1] if isinstance(d, date)}))
    name = rng.choice(("sales.csv", "sales 2026-05.csv"))
    return Case(name, delimited(table(rng, columns)), "sales", {"amount": total_of(amounts)}, language, days=days)


def targets(rng: Random) -> Case:
    """Targets by month across, or two measures side by side."""
    count = rng.randint(2, 6)
    reps = [f"张{'三四五六七八'[n]}" for n in range(count)]
    values = [[D(rng.randint(10, 900)) for _ in range(3)] for _ in range(count)]
    goods = rng.random() < 0.5
    title = rng.choice(("2026年销量目标（箱）", "2026年目标（件）")) if goods else "2026年销售目标"
    rows: Cells = [
        [title, None, None, None],
        ["业务员", "1月", "2月", "3月"],
        *[[r, *v] for r, v in zip(reps, values, strict=True)],
    ]
    measure = "quantity" if goods else "net_sales"
    goal = total_of([v for row in values for v in row])
    return Case("targets.csv", delimited(rows), "targets", {"target": goal}, constants={"measure": measure})


MAKERS: tuple[Maker, ...] = (
    stock_movement, net_beside_gross, returns_apart, balance, status, flag, returns_by_kind, discount, order_total, date_lost,
    targets,
)  # fmt: skip
