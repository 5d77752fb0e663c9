"""Kind C, which rows: pages with repeated headers, sums above or in levels, blocks, rows that name nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import Case, Maker, delimited
from tests.recognition.generated.sale import HEADERS, Line, cells, days_of, lines, sales_case, total

BLANK = ("", "", "", "", "", "")
LEVELS = (("小计", "合计", "总计"), ("Subtotal", "Total", "Grand total"), ("Zwischensumme", "Summe", "Gesamtsumme"), ("小計", "合計", "総合計"))  # fmt: skip


def pages(rng: Random) -> Case:
    """A printed report: the header again on every page, with blank rows, page numbers and sums of pages."""
    made, header = lines(rng, rng.randint(6, 16)), rng.choice(HEADERS)
    rows: list[tuple[str, ...] | list[str]] = [["销售明细" if header[0][0] > "z" else "Sales report", *BLANK[1:]]]
    size, has_sums = rng.randint(2, 5), rng.random() < 0.5
    for page, at in enumerate(range(0, len(made), size), start=1):
        held = made[at : at + size]
        rows += [header, *map(cells, held)]
        if has_sums:
            rows.append(_sums(held, rng.choice(("本页小计", "Page total"))))
        rows += [BLANK, [rng.choice((f"第{page}页", f"Page {page}", f"- {page} -")), *BLANK[1:]]]
    return sales_case("report.csv", delimited(rows), total(made), days_of(made))


def sum_above(rng: Random) -> Case:
    """The sum stands above the rows, under the header or over it."""
    made, header = lines(rng), list(rng.choice(HEADERS))
    row = _sums(made, rng.choice(("合计", "Total", "", "Summe")))
    rows = rng.choice(([header, row, *map(cells, made)], [row, header, *map(cells, made)]))
    return sales_case("sales.csv", delimited(rows), total(made), days_of(made))


def levels(rng: Random) -> Case:
    """Sums of customers in sums of regions in one of all, with labels that stand in any column."""
    labels, header = rng.choice(LEVELS), ["区域" if rng.random() < 0.5 else "Region", *rng.choice(HEADERS)]
    rows: list[list[str]] = [header]
    every: list[Line] = []
    place = rng.choice((0, 1, 3))
    for region in ("North", "South")[: rng.randint(1, 2)]:
        in_region: list[Line] = []
        for customer in range(rng.randint(1, 3)):
            held = lines(rng, rng.randint(2, 4))
            rows += [
                [region, line.day.isoformat(), f"{line.document}{customer}{region}", f"C{customer}", *cells(line)[3:]]
                for line in held
            ]
            rows.append(_level(held, labels[0], place))
            in_region += held
        rows.append(_level(in_region, labels[1], place))
        every += in_region
    rows.append(_level(every, labels[2], place))
    return sales_case("sales.csv", delimited(rows), total(every))


def nobody_named(rng: Random) -> Case:
    """Rows with money and a day that name neither customer nor product: counted or not, it has to be asked."""
    made, header = lines(rng, rng.randint(6, 12)), rng.choice(HEADERS)
    rows = [cells(line) for line in made]
    for at in rng.sample(range(1, len(rows)), rng.randint(1, 2)):
        rows[at][1:4] = ["", "", ""]
    case = sales_case("sales.csv", delimited([header, *rows]), total(made))
    return Case(case.name, case.content, "sales", case.sums, must_ask=True, answers={"nameless_rows": "keep"})


def second_block(rng: Random) -> Case:
    """Another table of sales below a blank row: read too, or asked about."""
    first, second, header = lines(rng), lines(rng), rng.choice(HEADERS)
    other = (
        [["", *header], *(["", *cells(line)] for line in second)]
        if rng.random() < 0.3
        else [header, *map(cells, second)]
    )
    rows = [header, *map(cells, first), *[BLANK] * rng.randint(1, 3), *other]
    amount = total(first) + total(second)
    case = sales_case("sales.csv", delimited(rows), amount)
    return Case(case.name, case.content, "sales", case.sums, refusals=frozenset(("E_TWO_TABLES",)))


def remarks_below(rng: Random) -> Case:
    """Signatures, notes and printing times below the rows are no rows."""
    made, header = lines(rng), rng.choice(HEADERS)
    below = rng.sample(
        (
            "制表人：王芳",
            "Printed on 2026-06-01 12:00",
            "审核：",
            "* net of VAT",
            "备注：以上金额不含税",
            "End of report",
        ),
        2,
    )
    rows = [
        header,
        *map(cells, made),
        *([BLANK] if rng.random() < 0.5 else []),
        *([text, *BLANK[1:]] for text in below),
    ]
    return sales_case("sales.csv", delimited(rows), total(made), days_of(made))


def corrected_lines(rng: Random) -> Case:
    """A line, its reversal and the line anew: all three count, nothing is a double."""
    made, header = lines(rng), rng.choice(HEADERS)
    rows = [cells(line) for line in made]
    at = rng.randrange(len(made))
    line = made[at]
    back = [*cells(line)[:4], str(-line.quantity), str(-line.amount)]
    new = line.amount + Decimal(1)
    rows[at + 1 : at + 1] = [back, [*cells(line)[:5], str(new)]]
    return sales_case("sales.csv", delimited([header, *rows]), total(made) + 1, days_of(made))


def lines_alike(rng: Random) -> Case:
    """Two equal lines of one document are two lines: they count, or it is asked."""
    made, header = lines(rng), rng.choice(HEADERS)
    line = rng.choice(made)
    rows = [cells(one) for one in [*made, line]]
    return sales_case("sales.csv", delimited([header, *rows]), total(made) + line.amount, days_of(made))


def first_row_like_months(rng: Random) -> Case:
    """A first row whose days are the first of months and whose amount reads as a month is a row, no header."""
    made, header = lines(rng), list(rng.choice(HEADERS))
    first = replace(
        made[0],
        day=date(2026, rng.randint(1, 5), 1),
        amount=Decimal(f"{rng.randint(1995, 2040)}.{rng.randint(10, 12)}"),
    )
    made = [first, *made[1:]]
    due = rng.choice(("签收日期", "Ship date", "Delivered on", "更新日期"))
    rows = [[*cells(line), (line.day + timedelta(days=31)).replace(day=1).isoformat()] for line in made]
    if rng.random() < 0.3:
        rows = [[*row[:5], f"{row[5]} EUR", row[6]] for row in rows]
    table = [[*row[:4], *row[5:]] for row in ([*header, due], *rows)]
    case = sales_case("sales.csv", delimited(table), total(made))
    return Case(case.name, case.content, "sales", case.sums)


def _sums(made: list[Line], label: str) -> list[str]:
    return [label, "", "", "", str(sum(line.quantity for line in made)), str(total(made))]


def _level(made: list[Line], label: str, place: int) -> list[str]:
    row = ["", *_sums(made, "")]
    row[place] = label
    return row


MAKERS: tuple[Maker, ...] = (
    pages, sum_above, levels, nobody_named, second_block, remarks_below, corrected_lines, lines_alike, first_row_like_months,
)  # fmt: skip
