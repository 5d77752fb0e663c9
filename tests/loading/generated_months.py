"""Kind G, what comes after: months of one company in a layout of its own, with codes, names or both, and closed months.

Each history is a company with layouts that nobody has put together before; what is true of its months is computed
beside the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from tests.recognition.generated.case import LANGUAGES, Columns, D, delimited, some_amounts, table, total_of, word
from tests.support.company import Company
from tests.support.inline_reader import inline_reader

#: Rows from which a filter of a join was once pushed into a scan that could not take it.
MANY = 1_100
_PEOPLE = ("张", "李", "王", "赵", "钱", "孙", "Ann Lee", "Bob Ray")
_PARTIES = ("甲公司", "乙商行", "Alpha Ltd", "Beta AG", "Épicerie Zoë", "ООО Ромашка")
_GOODS = ("茶", "Tea", "Zucker", "お茶", "Café")


@dataclass
class History:
    """A company on its way. `months`: month → its true sales; `counts`: how its files ended; `wrong`: what is not true."""

    company: Company
    rng: Random
    language: str
    months: dict[str, Decimal] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Layout:
    """Headers of one export; `things`: the columns of codes and names that it has."""

    things: tuple[str, ...]
    headers: dict[str, str]
    order: tuple[str, ...]


def play(folder: Path, rng: Random) -> History:
    """Two months of one layout with another's between them, then what a closed month withstands."""
    history = History(Company(folder, inline_reader), rng, rng.choice(LANGUAGES))
    first = _layout(
        history, rng.choice((("customer", "customer_name", "product", "product_name", "rep"), ("customer", "product")))
    )
    other = _layout(
        history,
        rng.choice((("customer_name", "product_name"), ("product_name", "rep_name"), ("customer", "product_name"))),
    )
    count = MANY if rng.random() < 0.1 else rng.randint(3, 12)
    is_loaded = _load(history, first, 1, count)
    _load(history, other, 2, rng.randint(3, 12))
    if is_loaded:
        _load(history, first, 3, rng.randint(3, 12), must_load=True)
        _withstand(history, first)
    return history


def _layout(history: History, things: tuple[str, ...]) -> _Layout:
    names = ["date", "order_no", *things, "quantity", "amount"]
    headers = {name: word(history.rng, "sales", name, history.language) for name in names}
    history.rng.shuffle(names)
    return _Layout(things, headers, tuple(names))


def _file(history: History, layout: _Layout, month: int, amounts: Sequence[Decimal]) -> tuple[str, Path]:
    rng, count = history.rng, len(amounts)
    parties, goods, people = ([rng.randrange(len(some)) for _ in amounts] for some in (_PARTIES, _GOODS, _PEOPLE))
    made: dict[str, Sequence[object]] = {
        "date": [date(2026, month, 1 + rng.randrange(28)) for _ in amounts],
        "order_no": [f"S{month}{n:05}" for n in range(count)],
        "customer": [f"C{one:03}" for one in parties],
        "customer_name": [_PARTIES[one] for one in parties],
        "product": [f"P{one:03}" for one in goods],
        "product_name": [_GOODS[one] for one in goods],
        "rep": [f"E{one:02}" for one in people],
        "rep_name": [_PEOPLE[one] for one in people],
        "quantity": [rng.randint(1, 40) for _ in amounts],
        "amount": list(amounts),
    }
    columns: Columns = [(layout.headers[name], made[name]) for name in layout.order]
    rows = table(Random(0), columns) if len({name for name, _ in columns}) < len(columns) else _in_order(columns)
    path = history.company.root / f"{month}-{rng.randrange(10**9)}.csv"
    path.write_bytes(delimited(rows))
    return f"export {month}.csv", path


def _in_order(columns: Columns) -> list[list[object]]:
    return [
        [header for header, _ in columns],
        *[list(row) for row in zip(*(values for _, values in columns), strict=True)],
    ]


def _load(history: History, layout: _Layout, month: int, count: int, *, must_load: bool = False) -> bool:
    """Loads a month; whether it was. A layout that was loaded once asks nothing more."""
    amounts = some_amounts(history.rng, count)
    plan = history.company.uploads.plan([_file(history, layout, month, amounts)], LOCAL_ADMIN)
    is_open = bool(plan.unanswered or plan.risks)
    if plan.errors or is_open:
        history.counts["refused" if plan.errors else "asked"] += 1
        if must_load or any(one.code == "E_INTERNAL" for one in plan.errors):
            history.wrong.append(f"month {month} of a layout that was loaded: {_why(plan)}")
        return False
    history.company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    history.months[f"2026-{month:02}"] = total_of(amounts)
    history.counts["right" if _is_true(history, f"month {month}") else "silent"] += 1
    return True


def _withstand(history: History, layout: _Layout) -> None:
    """The first month is closed: another file of it is refused, so is its undo, and no figure moves."""
    uploads = history.company.uploads
    uploads.months.close("2026-01", LOCAL_ADMIN)
    plan = uploads.plan([_file(history, layout, 1, some_amounts(history.rng, 4))], LOCAL_ADMIN)
    undo = uploads.plan_undo(1, LOCAL_ADMIN)
    for made in (plan, undo):
        if made.ready and not made.errors:
            history.wrong.append(f"a closed month is changed by a plan of kind {made.kind}")
    history.counts["refused" if _is_true(history, "after the closed month") else "silent"] += 1


def _is_true(history: History, when: str) -> bool:
    """Whether the store's months are those of the files."""
    rows = history.company.store.current().rows(
        "SELECT strftime(date, '%Y-%m') AS month, sum(amount) AS sold FROM sales GROUP BY 1"
    )
    held = {row["month"]: D(row["sold"]) for row in rows}
    if held != history.months:
        history.wrong.append(f"{when} ({history.language}): {held} not {history.months}")
    return held == history.months


def _why(plan: Plan) -> str:
    return ", ".join(
        [
            *(f"{one.code} {one.value}" for one in plan.errors),
            *(one.id for one in plan.unanswered),
            *(one.id for one in plan.risks),
        ]
    )
