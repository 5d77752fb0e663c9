"""Kind D, which value: months that state no year, in the words of eleven languages; the year is asked, never guessed."""

from __future__ import annotations

from datetime import date
from random import Random

from babel.dates import get_month_names

from tests.recognition.generated.case import Case, Cells, Columns, Maker, delimited, some_amounts, table, total_of, word

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


MAKERS: tuple[Maker, ...] = (months_in_rows, months_across)
