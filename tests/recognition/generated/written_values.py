"""Kind D, which value: days that may be two days, percents, codes like numbers, cells without a value, terms of payment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import Case, Maker, delimited
from tests.recognition.generated.sale import HEADERS, NAMES, cells, days_of, lines, sales_case, total


def either_order(rng: Random) -> Case:
    """Days and months that are all below 13, written 05/06/2026: both orders are true; where dots part them, the day is first."""
    made, header = lines(rng), rng.choice(HEADERS)
    days = [date(2026, rng.randint(1, 6), rng.randint(1, 6)) for _ in made]
    if len({day.day for day in days}) < 2 or len({day.month for day in days}) < 2:
        days[0], days[1] = date(2026, 1, 2), date(2026, 3, 4)
    sign = rng.choice("/.-")
    form = "dmy" if sign == "." else rng.choice(("dmy", "mdy"))
    written = [
        sign.join((f"{d.day:02}", f"{d.month:02}") if form == "dmy" else (f"{d.month:02}", f"{d.day:02}")) for d in days
    ]
    rows = [[f"{text}{sign}2026", *cells(line)[1:]] for text, line in zip(written, made, strict=True)]
    return Case(
        "sales.csv", delimited([header, *rows]), "sales", {"amount": total(made)}, form, must_ask=sign != ".",
        days=tuple(sorted(set(days))), answers={"date_order:date": form, f"date_order:{header[0]}": form},
    )  # fmt: skip


def one_order(rng: Random) -> Case:
    """Some day is above 12, so that only one order is true."""
    made, header = lines(rng, rng.randint(6, 12)), rng.choice(HEADERS)
    days = [date(2026, rng.randint(1, 9), rng.randint(1, 28)) for _ in made]
    days[0] = date(2026, rng.randint(1, 9), rng.randint(13, 28))
    form, sign = rng.choice(("dmy", "mdy")), rng.choice("/.-")
    written = [sign.join((str(d.day), str(d.month)) if form == "dmy" else (str(d.month), str(d.day))) for d in days]
    year = rng.choice(("2026", "26"))
    rows = [[f"{text}{sign}{year}", *cells(line)[1:]] for text, line in zip(written, made, strict=True)]
    truth = tuple(sorted(set(days)))
    return Case("sales.csv", delimited([header, *rows]), "sales", {"amount": total(made)}, form, days=truth)


def half_swapped(rng: Random) -> Case:
    """A spreadsheet program took 03/05/2026 for 5 March and left 25/05/2026 as text: both stand in one column."""
    made, header = lines(rng, rng.randint(8, 14)), rng.choice(HEADERS)
    month = rng.randint(1, 9)
    days = [
        date(2026, month, n)
        for n in (rng.randint(2, 12), *(rng.randint(1, 28) for _ in made[1:-1]), rng.randint(13, 28))
    ]
    days = [day.replace(day=11) if day.day == day.month else day for day in days]
    rows = []
    for day, line in zip(days, made, strict=True):
        swapped = f"2026-{day.day:02}-{day.month:02}" if day.day <= 12 else f"{day.day}/{day.month}/2026"
        rows.append([swapped, *cells(line)[1:]])
    return Case(
        "sales.csv", delimited([header, *rows]), "sales", {"amount": total(made)}, must_ask=True,
        days=tuple(sorted(set(days))), answers={"dates_swapped:date": "swap"}, refusals=frozenset(("E_DATE",)),
    )  # fmt: skip


def serial_days(rng: Random) -> Case:
    """Days as a spreadsheet program counts them."""
    made, header = lines(rng), rng.choice(HEADERS)
    rows = [[str((line.day - date(1899, 12, 30)).days), *cells(line)[1:]] for line in made]
    return sales_case("sales.csv", delimited([header, *rows]), total(made), days_of(made))


def moments(rng: Random) -> Case:
    """A day with its time, also the last moment of it."""
    made, header = lines(rng), rng.choice(HEADERS)
    form = rng.choice(("{:%Y-%m-%d} 23:59:59", "{:%Y-%m-%dT%H:%M:%SZ}", "{:%d.%m.%Y} 08:15", "{:%Y/%m/%d} 下午 3:20", "{:%Y-%m-%d %H:%M:%S}+08:00", "{:%Y-%m-%d} 09:54:09 UTC", "{:%b %d, %Y} 11:59 PM"))  # fmt: skip
    rows = [[form.format(line.day), *cells(line)[1:]] for line in made]
    truth = sales_case("sales.csv", delimited([header, *rows]), total(made), days_of(made))
    return Case(truth.name, truth.content, "sales", truth.sums, form, days=truth.days, refusals=frozenset(("E_DATE",)))


def codes_like_numbers(rng: Random) -> Case:
    """Codes that a program would take for numbers: powers, leading zeros, twenty digits, dates."""
    made, header = lines(rng, rng.randint(6, 12)), list(rng.choice(HEADERS))
    codes = [
        "253E38293",
        "00012",
        "12",
        "1.10",
        "1.1",
        "12345678901234567890",
        "12345678901234567891",
        "2026-05",
        "1/2",
        "007",
        "TRUE",
        "NA",
    ]
    chosen = [codes[n % len(codes)] for n in range(len(made))]
    rows = [[*cells(line)[:2], code, *cells(line)[2:]] for line, code in zip(made, chosen, strict=True)]
    header.insert(2, rng.choice(("客户编码", "Customer ID", "Customer No")))
    return Case(
        "sales.csv",
        delimited([header, *rows]),
        "sales",
        {"amount": total(made)},
        different={"customer": len(set(chosen))},
    )


def no_value(rng: Random) -> Case:
    """Cells that say that there is nothing, beside the amounts: dashes, #N/A, blanks."""
    made, header = (
        lines(rng, rng.randint(6, 12)),
        [*rng.choice(HEADERS), rng.choice(("备注", "Remark", "区域", "Region"))],
    )
    nothing = rng.choice(("#N/A", "-", "—", "N/A", "null", "无", ""))
    rows = [[*cells(line), nothing if n % 2 else "x"] for n, line in enumerate(made)]
    dashes, amount = rng.random() < 0.5, total(made)
    if dashes:
        at = rng.randrange(len(made))
        rows[at][5], amount = rng.choice(("-", "0", "0.00", "- ", "NaN", "null")), amount - made[at].amount
    case = sales_case("sales.csv", delimited([header, *rows]), amount)
    return Case(case.name, case.content, "sales", case.sums, nothing, refusals=frozenset(("E_REQUIRED", "E_NUMBER")))


def broken_value(rng: Random) -> Case:
    """An amount that is no number is named, never 0."""
    made, header = lines(rng), rng.choice(HEADERS)
    rows = [cells(line) for line in made]
    broken = rng.choice(("#REF!", "abc", "1,2,3", "12..5", "#VALUE!", "inf", "1 234 5", "12-5", "١٢ب"))  # fmt: skip
    rows[rng.randrange(len(rows))][5] = broken
    return Case("sales.csv", delimited([header, *rows]), "", notes=broken)


def mixed_percents(rng: Random) -> Case:
    """85 %, 0.85 and 85 in one column of discounts: nothing says what 0.85 is."""
    made = lines(rng, rng.randint(6, 10))
    header = [*rng.choice(HEADERS)[:5], rng.choice(("单价", "Unit price")), rng.choice(("折扣", "Discount %"))]
    styles = ("{}%", "0.{:02}", "{}")
    rows = []
    for n, line in enumerate(made):
        rows.append([*cells(line)[:5], "10", styles[n % 3].format(rng.randint(11, 40))])
    return Case("sales.csv", delimited([header, *rows]), "", refusals=frozenset(("E_NUMBER", "E_PERCENT")))


def same_unit(rng: Random) -> Case:
    """A unit behind every quantity, the same everywhere, is only a unit."""
    made, header = lines(rng), rng.choice(HEADERS)
    unit = rng.choice(("箱", "件", "pcs", " ea", "kg", "本", "개", " Stk"))
    rows = [[*cells(line)[:4], f"{line.quantity}{unit}", cells(line)[5]] for line in made]
    case = sales_case("sales.csv", delimited([header, *rows]), total(made))
    truth = {**case.sums, "quantity": Decimal(sum(line.quantity for line in made))}
    return Case(case.name, case.content, "sales", truth, unit, refusals=frozenset(("E_NUMBER", "E_UNIT")))


def terms(rng: Random) -> Case:
    """Terms of payment in words become days."""
    words = (
        (30, "月结30天"),
        (0, "现结"),
        (0, "货到付款"),
        (30, "NET 30"),
        (60, "60 days"),
        (45, "45天"),
        (90, "Net 90"),
        (30, "30"),
    )
    chosen = [rng.choice(words) for _ in range(rng.randint(4, 8))]
    header = rng.choice((("客户编码", "客户名称", "账期"), ("Customer No", "Customer name", "Payment terms")))
    rows = [[f"C{n}", f"{rng.choice(NAMES[0])}{n}", text] for n, (_, text) in enumerate(chosen)]
    return Case(
        "customers.csv",
        delimited([header, *rows]),
        "customers",
        {"term_days": Decimal(sum(days for days, _ in chosen))},
    )


def quarters(rng: Random) -> Case:
    """Days of a quarter end, written as words that hold a month: Sept., 30 juin, 9月30日."""
    made, header = lines(rng, rng.randint(4, 9)), rng.choice(HEADERS)
    names = rng.choice((("Jan", "Feb", "Mar", "Apr", "May", "Jun"), ("janv.", "févr.", "mars", "avr.", "mai", "juin"), ("enero", "febrero", "marzo", "abril", "mayo", "junio"), ("1月", "2月", "3月", "4月", "5月", "6月")))  # fmt: skip
    days = [made[0].day.replace(day=15) + timedelta(days=n) for n in range(len(made))]
    is_word = not names[0].startswith("1")
    texts = [
        f"{d.day} {names[d.month - 1]} {d.year}" if is_word else f"{d.year}年{names[d.month - 1]}{d.day}日"
        for d in days
        if d.month <= 6
    ]
    rows = [[text, *cells(line)[1:]] for text, line in zip(texts, made, strict=False)]
    kept = made[: len(texts)]
    truth = tuple(sorted({d for d in days if d.month <= 6}))
    return Case(
        "sales.csv", delimited([header, *rows]), "sales", {"amount": total(kept)}, names[0], days=truth,
        refusals=frozenset(("E_DATE",)),
    )  # fmt: skip


MAKERS: tuple[Maker, ...] = (
    either_order, one_order, half_swapped, serial_days, moments, codes_like_numbers, no_value, broken_value, mixed_percents,
    same_unit, terms, quarters,
)  # fmt: skip
