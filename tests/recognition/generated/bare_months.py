"""Kind D, which value: months that state no year, in the words of eleven languages; the year is asked, never guessed."""

from __future__ import annotations

from datetime import date
from random import Random

from babel.dates import get_month_names

from tests.recognition.generated.case import (
    Case,
    Cells,
    Columns,
    D,
    Maker,
    delimited,
    some_amounts,
    table,
    total_of,
    word,
    workbook,
)

_WORDS = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "id")
#: Names that say nothing of a year, or only on which day the file was written.
_FILES = ("export.csv", "data.csv", "targets.csv", "budget_20261127.csv")


def _named(rng: Random, count: int) -> list[str]:
    """So many months from January on, as one language writes them."""
    if rng.random() < 0.2:
        return [f"{n}月" for n in range(1, count + 1)]
    language = rng.choice(_WORDS)
    names = get_month_names("wide" if rng.random() < 0.5 else "abbreviated", "stand-alone", language)
    return [rng.choice((names[n], names[n].upper(), names[n].capitalize())) for n in range(1, count + 1)]


def months_in_rows(rng: Random) -> Case:
    """A month, a region, a target."""
    count, year = rng.randint(3, 8), rng.randint(2023, 2026)
    money, names = some_amounts(rng, count), _named(rng, count)
    columns: Columns = [
        (word(rng, "targets", "month", "en"), names),
        (word(rng, "targets", "region", "en"), [f"R{n % 3}" for n in range(count)]),
        (rng.choice(("Target", "Sales target", "Quota")), money),
    ]
    days = tuple(date(year, n, 1) for n in range(1, count + 1))
    return Case(
        rng.choice(_FILES), delimited(table(rng, columns)), "targets", {"target": total_of(money)},
        must_ask=True, answers={"year": str(year)}, days=days,
    )  # fmt: skip


def months_across(rng: Random) -> Case:
    """Months in the header over targets of regions."""
    count, year = rng.randint(4, 12), rng.randint(2023, 2026)
    rows: Cells = [["Region", *_named(rng, count)]]
    money = [some_amounts(rng, count) for _ in range(3)]
    rows += [[f"R{n}", *values] for n, values in enumerate(money)]
    total = total_of([value for values in money for value in values])
    days = tuple(date(year, n, 1) for n in range(1, count + 1))
    return Case(
        rng.choice(("targets.csv", "budget_20261127.csv")), delimited(rows), "targets", {"target": total},
        must_ask=True, answers={"year": str(year)}, days=days,
    )  # fmt: skip


def years_beside_months(rng: Random) -> Case:
    """Months across, by name or number, over rows of several years; sums of rows and of all may stand beside."""
    first, count, years = rng.choice((1, 1, 4, 7)), rng.choice((12, 12, 6, 5)), rng.randint(1, 3)
    start = rng.randint(2021, 2024)
    numbers = [(first + n - 1) % 12 + 1 for n in range(count)]
    over = any(number < first for number in numbers)
    head = _months_headed(rng, numbers)
    rows: Cells = []
    for year in range(start, start + years):
        for region in range(rng.randint(1, 3)):
            rows.append([year, f"R{region}", *some_amounts(rng, count)])
    money = [row[2:] for row in rows]
    total = total_of([D(str(value)) for values in money for value in values])
    has_sums = rng.random() < 0.5
    if has_sums:
        rows = [[*row, total_of([D(str(value)) for value in row[2:]])] for row in rows]
    table_head = [rng.choice(("Year", "年度", "年份", "Jahr", "Año")), word(rng, "targets", "region", "en"), *head]
    cells: Cells = [[*table_head, *(["合计"] if has_sums else [])], *rows]
    later = rng.choice((0, 1)) if over else 0
    days = {date(row_year - later + (n < first), n, 1) for row_year in range(start, start + years) for n in numbers}
    content = workbook({"Sheet1": cells}) if rng.random() < 0.3 else delimited(cells)
    name = (
        "targets.xlsx"
        if content[:2] == b"PK"
        else rng.choice(("targets.csv", "2026年目标.csv", "targets_20261127.csv"))
    )
    answers = {"target_year": "fiscal_end" if later else "fiscal_start"} if over else {}
    return Case(
        name, content, "targets", {"target": total}, notes=f"{head}",
        must_ask=over, answers=answers, days=tuple(sorted(days)),
    )  # fmt: skip


def _months_headed(rng: Random, numbers: list[int]) -> list[str]:
    """Headers of months in one of the ways in which they are written without a year."""
    way = rng.choice(("number", "padded", "zh", "en", "short"))
    if way in ("number", "padded"):
        return [f"{n:02}" if way == "padded" else str(n) for n in numbers]
    if way == "zh":
        return [f"{n}月" for n in numbers]
    names = get_month_names("wide" if way == "en" else "abbreviated", "stand-alone", "en")
    return [names[n] for n in numbers]


MAKERS: tuple[Maker, ...] = (months_in_rows, months_across, years_beside_months)
