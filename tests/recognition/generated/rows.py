"""Kind C, which rows: sums, headings, blanks and quotes among the rows of sales."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.recognition.generated.case import Case, Maker, delimited
from tests.recognition.generated.sale import HEADERS, Line, cells, lines, sales_case, total

SUM_LABELS = (
    "", "", "合计", "总计", "合計", "總計", "Total", "Grand Total", "Gesamt", "Summe", "Итого", "Σ", "总数", "6 笔", "합계", "Totale",
)  # fmt: skip


def unlabelled_sums(rng: Random) -> Case:
    """Sums of groups and of all, labelled in any language or not at all."""
    made, label, rows = lines(rng), rng.choice(SUM_LABELS), [list(rng.choice(HEADERS))]
    groups = rng.random() < 0.5
    size, place = rng.randint(2, 5), rng.choice((0, 2, 3))
    held: list[Line] = []
    for line in made:
        rows.append(cells(line))
        held.append(line)
        if groups and len(held) == size:
            rows.append(_sum_row(held, label if place else "", place))
            held = []
    rows.append(_sum_row(made, label, place))
    return sales_case("sales.csv", delimited(rows), total(made))


def _sum_row(made: Sequence[Line], label: str, place: int) -> list[str]:
    row = ["", "", "", "", str(sum(line.quantity for line in made)), str(total(made))]
    row[place] = label
    return row


def dated_sum(rng: Random) -> Case:
    """A last row with the closing day and the sums."""
    made = lines(rng)
    row = _sum_row(made, "", 2)
    row[0] = made[-1].day.isoformat()
    return sales_case("sales.csv", delimited([rng.choice(HEADERS), *map(cells, made), row]), total(made))


def orders_once(rng: Random) -> Case:
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
    return sales_case("sales.csv", delimited(rows), amount)


def stray_quotes(rng: Random) -> Case:
    """A quote typed into a remark, closed in another row or never."""
    made, closes = lines(rng), rng.random() < 0.5
    first = rng.randrange(len(made) - 1)
    text = [",".join((*rng.choice(HEADERS), "备注" if rng.random() < 0.5 else "Remark"))]
    last = rng.randrange(first + 1, len(made))
    for at, line in enumerate(made):
        remark = f'"{rng.choice(("急", "12 inch", "n/a"))}' if at == first else 'ok"' if closes and at == last else ""
        text.append(",".join((*cells(line), remark)))
    return sales_case("sales.csv", "\n".join(text).encode(), total(made))


def headings(rng: Random) -> Case:
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
    return sales_case("report.csv", delimited(rows), amount)


MAKERS: tuple[Maker, ...] = (unlabelled_sums, dated_sum, orders_once, stray_quotes, headings)
