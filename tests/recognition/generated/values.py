"""Kind D, which value: numbers, units, currencies, dates and letters written in ways of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import Case, Maker, delimited
from tests.recognition.generated.sale import HEADERS, cells, days_of, lines, sales_case, total


def decimal_commas(rng: Random) -> Case:
    """Continental numbers behind semicolons: 1.234,50 beside quantities with three decimals."""
    made = lines(rng)
    rows = [[*cells(line, money=continental)] for line in made]
    if rng.random() < 0.5:
        for row, line in zip(rows, made, strict=True):
            row[4] = f"{line.quantity},000"
    return sales_case("sales.csv", delimited([rng.choice(HEADERS), *rows], ";"), total(made))


def continental(amount: Decimal) -> str:
    """1.234,50 for 1234.5."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def thousands_only(rng: Random) -> Case:
    """Whole amounts grouped by points or commas: nothing may say which; then it has to be asked."""
    made = lines(rng)
    whole = [Decimal(rng.randint(1, 99) * 1000 + rng.randint(0, 999)) for _ in made]
    sign = rng.choice(".,")
    rows = [[*cells(line)[:5], f"{amount:,.0f}".replace(",", sign)] for line, amount in zip(made, whole, strict=True)]
    return sales_case("sales.csv", delimited([rng.choice(HEADERS), *rows], ";"), sum(whole, Decimal(0)))


def units(rng: Random) -> Case:
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
    return sales_case("sales.csv", delimited([*titles, header, *rows]), sum(exact, Decimal(0)))


UNITS = (
    ("万元", 10_000), ("千元", 1_000), ("百万元", 1_000_000), ("USD '000", 1_000), ("thousands of EUR", 1_000), ("lakhs", 100_000),
    ("USD m", 1_000_000), ("million USD", 1_000_000), ("TEUR", 1_000), ("crores", 10_000_000),
)  # fmt: skip


def money_signs(rng: Random) -> Case:
    """Amounts with signs around them, negative ones in all their forms."""
    made, form = lines(rng), rng.choice(FORMS)
    signed = [line.amount * rng.choice((1, 1, 1, -1)) for line in made]
    rows = [[*cells(line)[:5], form(amount)] for line, amount in zip(made, signed, strict=True)]
    return sales_case("sales.csv", delimited([rng.choice(HEADERS), *rows]), sum(signed, Decimal(0)))


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


def mixed(rng: Random) -> Case:
    """Two currencies, or two units of goods, in one column: there is no sum."""
    made, goods = lines(rng), rng.random() < 0.5
    pair = rng.choice((("箱", "件"), ("ctn", "pcs"), ("瓶", "箱")) if goods else (("$", "€"), ("¥", "$"), ("£", "HK$")))
    rows = [cells(line) for line in made]
    for at, row in enumerate(rows):
        sign = pair[1] if at == 1 else pair[0]
        row[4 if goods else 5] = f"{row[4]}{sign}" if goods else f"{sign}{row[5]}"
    return sales_case("sales.csv", delimited([rng.choice(HEADERS), *rows]), None)


def days(rng: Random) -> Case:
    """Days in other orders, languages and eras; all of one month, which the test also looks at."""
    made, form = lines(rng), rng.choice(DAYS)
    rows = [cells(line, day=form) for line in made]
    return sales_case("sales.csv", delimited([rng.choice(HEADERS), *rows]), total(made), days_of(made))


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


def encodings(rng: Random) -> Case:
    """Names in an encoding from before Unicode."""
    codec, names = rng.choice(CODECS)
    made = [replace(line, customer=rng.choice(names), product="P1") for line in lines(rng)]
    return sales_case("sales.csv", delimited([HEADERS[1], *map(cells, made)], encoding=codec), total(made))


CODECS = (
    ("cp932", ("株式会社アルファ", "ベータ商店", "有限会社みどり")),
    ("cp949", ("알파상사", "베타유통", "서울무역")),
    ("cp1251", ("ООО Ромашка", "ИП Иванов", "Чайная лавка")),
    ("cp1250", ("Łódź spółka", "Żółw i syn", "Kraków część")),
    ("cp1252", ("Müller GmbH", "Épicerie", "Señor Peña")),
    ("gb18030", ("上海永辉超市", "大润发食品贸易", "北京华联商行")),
)


MAKERS: tuple[Maker, ...] = (decimal_commas, thousands_only, units, money_signs, mixed, days, encodings)
