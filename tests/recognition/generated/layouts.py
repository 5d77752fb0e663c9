"""Layouts of sales files made from a seed: other words, languages and numbers each time, with the sum that is true."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

CENT = Decimal("0.01")
HEADERS = (
    ("日期", "单据编号", "客户名称", "产品名称", "数量", "金额"),
    ("Date", "Invoice No", "Customer", "Product", "Qty", "Amount"),
    ("单据日期", "订单号", "客户", "商品名称", "数量", "销售金额"),
    ("Order date", "Order ID", "Customer name", "Product name", "Quantity", "Net sales"),
)
NAMES = (
    ("甲公司", "乙公司", "丙商行", "丁超市", "大润发", "华联"),
    ("Alpha Ltd", "Beta AG", "Gamma SARL", "Delta SpA", "Épicerie Zoë", "ООО Ромашка"),
    ("株式会社あおい", "서울상사", "Łódź spółka", "München GmbH", "São João", "Ünal"),
)
GOODS = (
    ("茶", "杯", "乌龙茶 500ml", "糖"),
    ("Tea", "Cup", "Oolong 500 ml", "Sugar"),
    ("お茶", "녹차", "Kaffee", "açúcar"),
)
SUM_LABELS = (
    "", "", "合计", "总计", "合計", "總計", "Total", "Grand Total", "Gesamt", "Summe", "Итого", "Σ", "总数", "6 笔", "합계", "Totale",
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """One file. `total`: the true sum of the amounts; None = there is none, it may never load."""

    kind: str
    name: str
    content: bytes
    total: Decimal | None


@dataclass(frozen=True)
class Line:
    """One sale."""

    day: date
    document: str
    customer: str
    product: str
    quantity: int
    amount: Decimal


def lines(rng: Random, count: int | None = None) -> list[Line]:
    """Sales of some days, with amounts in cents."""
    names, goods = rng.choice(NAMES), rng.choice(GOODS)
    first = date(2026, rng.randint(1, 5), rng.randint(1, 28))
    made = []
    for number in range(count or rng.randint(4, 14)):
        quantity = rng.randint(1, 60)
        amount = (Decimal(rng.randint(100, 99_999)) / 100 * quantity).quantize(CENT)
        day = first + timedelta(days=number // 2)
        made.append(Line(day, f"D{1000 + number}", rng.choice(names), rng.choice(goods), quantity, amount))
    return made


def total(made: Sequence[Line]) -> Decimal:
    """The sum of the amounts."""
    return sum((line.amount for line in made), Decimal(0))


def cells(
    line: Line, *, money: Callable[[Decimal], str] = str, day: Callable[[date], str] = date.isoformat
) -> list[str]:
    """A sale as texts."""
    return [day(line.day), line.document, line.customer, line.product, str(line.quantity), money(line.amount)]


def delimited(rows: Sequence[Sequence[str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(encoding)


def unlabelled_sums(rng: Random) -> Layout:
    """Sums of groups and of all, labelled in any language or not at all."""
    made, label, rows = lines(rng), rng.choice(SUM_LABELS), [list(rng.choice(HEADERS))]
    groups = rng.random() < 0.5
    size, place = rng.randint(2, 5), rng.choice((0, 2, 3))
    held: list[Line] = []
    for line in made:
        rows.append(cells(line))
        held.append(line)
        if groups and len(held) == size:
            rows.append(_sum(held, label if place else "", place))
            held = []
    rows.append(_sum(made, label, place))
    return Layout("unlabelled_sums", "sales.csv", delimited(rows), total(made))


def _sum(made: Sequence[Line], label: str, place: int) -> list[str]:
    row = ["", "", "", "", str(sum(line.quantity for line in made)), str(total(made))]
    row[place] = label
    return row


def dated_sum(rng: Random) -> Layout:
    """A last row with the closing day and the sums."""
    made = lines(rng)
    row = _sum(made, "", 2)
    row[0] = made[-1].day.isoformat()
    return Layout("dated_sum", "sales.csv", delimited([rng.choice(HEADERS), *map(cells, made), row]), total(made))


def orders_once(rng: Random) -> Layout:
    """Head of an order stated once, lines below: no line is a sum, even where it equals those above."""
    rows, amount = [list(rng.choice(HEADERS))], Decimal(0)
    for number in range(rng.randint(3, 6)):
        order = lines(rng, rng.randint(2, 4))
        for at, line in enumerate(order):
            row = cells(line)
            row[0] = (date(2026, 5, 1) + timedelta(days=number)).isoformat() if not at else ""
            row[1], row[2] = (f"S{number}", f"Customer {number}") if not at else ("", "")
            rows.append(row)
        amount += total(order)
    return Layout("orders_once", "sales.csv", delimited(rows), amount)


def stray_quotes(rng: Random) -> Layout:
    """A quote typed into a remark, closed in another row or never."""
    made, closes = lines(rng), rng.random() < 0.5
    first = rng.randrange(len(made) - 1)
    text = [",".join((*rng.choice(HEADERS), "备注" if rng.random() < 0.5 else "Remark"))]
    last = rng.randrange(first + 1, len(made))
    for at, line in enumerate(made):
        remark = f'"{rng.choice(("急", "12 inch", "n/a"))}' if at == first else 'ok"' if closes and at == last else ""
        text.append(",".join((*cells(line), remark)))
    return Layout("stray_quotes", "sales.csv", "\n".join(text).encode(), total(made))


def decimal_commas(rng: Random) -> Layout:
    """Continental numbers behind semicolons: 1.234,50 beside quantities with three decimals."""
    made = lines(rng)
    rows = [[*cells(line, money=continental)] for line in made]
    if rng.random() < 0.5:
        for row, line in zip(rows, made, strict=True):
            row[4] = f"{line.quantity},000"
    return Layout("decimal_commas", "sales.csv", delimited([rng.choice(HEADERS), *rows], ";"), total(made))


def continental(amount: Decimal) -> str:
    """1.234,50 for 1234.5."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def thousands_only(rng: Random) -> Layout:
    """Whole amounts grouped by points or commas: nothing may say which; then it has to be asked."""
    made = lines(rng)
    whole = [Decimal(rng.randint(1, 99) * 1000 + rng.randint(0, 999)) for _ in made]
    sign = rng.choice(".,")
    rows = [[*cells(line)[:5], f"{amount:,.0f}".replace(",", sign)] for line, amount in zip(made, whole, strict=True)]
    return Layout("thousands_only", "sales.csv", delimited([rng.choice(HEADERS), *rows], ";"), sum(whole, Decimal(0)))


def units(rng: Random) -> Layout:
    """A unit in the header or in a title line; some cells state their own."""
    made, (unit, factor) = lines(rng), rng.choice(UNITS)
    header, rows = list(rng.choice(HEADERS)), []
    exact = [Decimal(rng.randint(1, 10**7)) * factor / 10_000 for _ in made]
    for line, amount in zip(made, exact, strict=True):
        own = rng.random() < 0.15 and amount == amount.to_integral_value()
        rows.append([*cells(line)[:5], f"{amount:f}元" if own else f"{amount / factor:f}"])
    titles = []
    if rng.random() < 0.5:
        header[5] = f"{header[5]} ({unit})"
    else:
        titles = [[f"单位：{unit}" if unit.endswith("元") else f"All figures in {unit}", "", "", "", "", ""]]
    return Layout("units", "sales.csv", delimited([*titles, header, *rows]), sum(exact, Decimal(0)))


UNITS = (
    ("万元", 10_000), ("千元", 1_000), ("百万元", 1_000_000), ("USD '000", 1_000), ("thousands of EUR", 1_000), ("lakhs", 100_000),
    ("USD m", 1_000_000), ("million USD", 1_000_000), ("TEUR", 1_000), ("crores", 10_000_000),
)  # fmt: skip


def money_signs(rng: Random) -> Layout:
    """Amounts with signs around them, negative ones in all their forms."""
    made, form = lines(rng), rng.choice(FORMS)
    signed = [line.amount * rng.choice((1, 1, 1, -1)) for line in made]
    rows = [[*cells(line)[:5], form(amount)] for line, amount in zip(made, signed, strict=True)]
    return Layout("money_signs", "sales.csv", delimited([rng.choice(HEADERS), *rows]), sum(signed, Decimal(0)))


def _indian(amount: Decimal) -> str:
    whole, _, cents = f"{abs(amount):.2f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ("-" if amount < 0 else "") + ",".join([*groups, tail]) + f".{cents}"


FORMS: tuple[Callable[[Decimal], str], ...] = (
    lambda a: f"R$ {a:.2f}",
    lambda a: f"${a:,.2f}" if a >= 0 else f"$({-a:,.2f})",
    lambda a: f"{a:,.2f} CHF",
    lambda a: f"₹{_indian(a)}",
    lambda a: f"{abs(a):.2f}{'-' if a < 0 else ''}",
    lambda a: f"({-a:.2f})" if a < 0 else f"{a:.2f}",
    lambda a: f"Rs. {a:.2f}",
    lambda a: f"{a:.2f}元",
    lambda a: f"{a:.2f}".translate({ord(str(n)): chr(0x660 + n) for n in range(10)}),
)


def mixed(rng: Random) -> Layout:
    """Two currencies, or two units of goods, in one column: there is no sum."""
    made, goods = lines(rng), rng.random() < 0.5
    pair = rng.choice((("箱", "件"), ("ctn", "pcs"), ("瓶", "箱")) if goods else (("$", "€"), ("¥", "$"), ("£", "HK$")))
    rows = [cells(line) for line in made]
    for at, row in enumerate(rows):
        sign = pair[1] if at == 1 else pair[0]
        row[4 if goods else 5] = f"{row[4]}{sign}" if goods else f"{sign}{row[5]}"
    return Layout("mixed", "sales.csv", delimited([rng.choice(HEADERS), *rows]), None)


def days(rng: Random) -> Layout:
    """Days in other orders, languages and eras; all of one month, which the test also looks at."""
    made, form = lines(rng), rng.choice(DAYS)
    rows = [cells(line, day=form) for line in made]
    return Layout("days", "sales.csv", delimited([rng.choice(HEADERS), *rows]), total(made))


_WEEK = "月火水木金土日"
_GERMAN = ["Januar", "Februar", "März", "April", "Mai", "Juni"]
DAYS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%y-%m-%d}",
    lambda d: f"{d:%Y/%m/%d}({_WEEK[d.weekday()]})",
    lambda d: f"令和{d.year - 2018}年{d.month}月{d.day}日",
    lambda d: f"{d.day}. {_GERMAN[d.month - 1]} {d.year}",
    lambda d: f"{d.year}년 {d.month}월 {d.day}일",
    lambda d: f"{d:%Y-%m-%d} 23:59:59.997",
    lambda d: f"{d:%d.%m.%Y}",
)


def encodings(rng: Random) -> Layout:
    """Names in an encoding from before Unicode."""
    codec, names = rng.choice(CODECS)
    made = [replace(line, customer=rng.choice(names), product="P1") for line in lines(rng)]
    return Layout("encodings", "sales.csv", delimited([HEADERS[1], *map(cells, made)], encoding=codec), total(made))


CODECS = (
    ("cp932", ("株式会社アルファ", "ベータ商店", "有限会社みどり")),
    ("cp949", ("알파상사", "베타유통", "서울무역")),
    ("cp1251", ("ООО Ромашка", "ИП Иванов", "Чайная лавка")),
    ("cp1250", ("Łódź spółka", "Żółw i syn", "Kraków część")),
    ("cp1252", ("Müller GmbH", "Épicerie", "Señor Peña")),
    ("gb18030", ("上海永辉超市", "大润发食品贸易", "北京华联商行")),
)


def headings(rng: Random) -> Layout:
    """Customers as headings of groups, with and without sums below."""
    zh, amount = rng.random() < 0.5, Decimal(0)
    header = HEADERS[0] if zh else HEADERS[1]
    rows: list[list[str]] = [["按客户销售明细" if zh else "Sales by customer", "", "", "", ""]]
    rows.append([header[0], header[1], header[3], header[4], header[5]])
    for number in range(rng.randint(2, 4)):
        group = lines(rng, rng.randint(1, 4))
        rows.append([f"客户：客户{number}" if zh else f"Customer {number} Ltd", "", "", "", ""])
        rows += [[c[0], f"{c[1]}-{number}", *c[3:]] for c in map(cells, group)]
        rows.append(
            ["小计" if zh else "Subtotal", "", "", str(sum(line.quantity for line in group)), str(total(group))]
        )
        amount += total(group)
    return Layout("headings", "report.csv", delimited(rows), amount)


KINDS: tuple[Callable[[Random], Layout], ...] = (
    unlabelled_sums, dated_sum, orders_once, stray_quotes, decimal_commas, thousands_only, units, money_signs, mixed, days,
    encodings, headings,
)  # fmt: skip
