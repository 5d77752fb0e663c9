"""Amounts in another unit than they seem: told by quantity × price, by what is loaded, by the size of one sale."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, ValueKind
from sales_core.catalogue.schema import arrow_type
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Text
from sales_core.recognition.draft import Draft
from sales_core.recognition.money_factor import is_said_now
from sales_core.recognition.numbers import parse_numbers
from sales_core.recognition.parsed import ColumnCells
from sales_core.recognition.questions import choices, words

SCALES = (10_000, 1_000, 100, 1_000_000)
_HISTORY_RATIO = 1_000.0
_FEWEST = 5
_MONEY = (ColumnRole.AMOUNT, ColumnRole.COST, ColumnRole.PROFIT)


def ask_scale(draft: Draft, amount: str, scale: int) -> None:
    """Quantity × price is `scale` times the amount throughout: scaled unless the user says otherwise."""
    place = draft.place(column=draft.header(draft.column(amount)))
    draft.report("W_SCALE", Severity.WARNING, place=place, facts={"scale": str(scale)})
    if is_said_now(draft):
        return
    text = words("amount_unit", scale=scale, column=draft.header(draft.column(amount)))
    if draft.ask("amount_unit", text, choices("amount_unit", str(scale), "1"), str(scale)) == str(scale):
        _rescale(draft, scale)


def check_history(draft: Draft, name: str, median: float, count: int) -> bool:
    """Amounts a thousand times smaller or larger than those loaded: asked in money, or a risk. Whether they are."""
    history = draft.reference.typical.get(f"{draft.dataset.id}.{name}")
    if not history or history[0] <= 0 or count < _FEWEST or not median:
        return False
    if any(q.id == "amount_unit" for q in draft.questions):
        return True
    if history[0] / median >= _HISTORY_RATIO:
        _ask_unit(draft, name, history[0] / median, _HISTORY_RATIO)
        return True
    if median / history[0] >= _HISTORY_RATIO:
        facts = {"column": draft.header(draft.column(name)), "times": str(round(median / history[0]))}
        draft.risk("scale_history", Text("risk.scale_history", facts), (draft.figure(name),))
        return True
    return False


def check_reference_scale(draft: Draft) -> None:
    """Amounts of a dataset that is made of others' (a target of many sales): smaller than a single one of them."""
    reference, name = draft.dataset.scale_reference, draft.dataset.role(ColumnRole.AMOUNT)
    history, values = draft.reference.typical.get(reference), draft.floats(name)
    if not history or values is None or draft.factors.get(draft.column(name) or -1, 1) != 1 or draft.context.unit:
        return
    used = np.abs(np.nan_to_num(values))
    used = used[used > 0]
    if len(used) and np.median(used) < history[0] and not any(q.id == "amount_unit" for q in draft.questions):
        _ask_unit(draft, name, SCALES[0], 1)


def _ask_unit(draft: Draft, name: str, far: float, least: float) -> None:
    """Which unit the amounts are in, with the sum that each gives; no default. Not asked where the user says it."""
    if is_said_now(draft):
        return
    likely = [s for s in sorted(SCALES, key=lambda s: abs(np.log(far / s))) if s >= least][:2] or [SCALES[0]]
    column = draft.header(draft.column(name)) or draft.dataset.column(name).label.everywhere()
    options = choices("amount_unit", *(str(scale) for scale in likely), "1")
    total = draft.total(name)
    figures = {str(s): (draft.figure(name, pa.array([total * s])),) for s in (*likely, 1)}
    answer = draft.ask("amount_unit", words("amount_unit_small", column=column), options, figures=figures)
    if answer not in (None, "1"):
        _rescale(draft, int(answer))


def _rescale(draft: Draft, scale: int) -> None:
    for name in filter(None, map(draft.filled, _MONEY)):
        column = draft.column(name)
        months = {m.column for m in draft.wide.months} if draft.wide else set()
        if column is not None or months:
            draft.fields[name] = _scaled(draft, name, column, scale)


def _scaled(draft: Draft, name: str, column: int | None, scale: int) -> pa.Array:
    """The values in single units: read again from the cells, so that nothing rounded is multiplied."""
    money = arrow_type(ValueKind.MONEY)
    values = draft.fields[name]
    product = pc.multiply(values, pa.scalar(Decimal(scale), pa.decimal128(10, 0))).cast(money)
    style = draft.styles.get(column) if column is not None else None
    if column is None or style is None or draft.column_of is not None:
        return product
    rows = draft.row_of
    cells = ColumnCells(draft.grid.columns[column].take(pa.array(rows)), draft.grid.numeric_at(column, rows))
    exact = parse_numbers(cells, replace(style, factor=style.factor * scale)).values
    near = pc.less_equal(pc.abs(pc.subtract(exact, product)), Decimal(scale) / 1000)
    turned = pc.less_equal(pc.abs(pc.add(exact, product)), Decimal(scale) / 1000)
    return pc.if_else(near, exact, pc.if_else(turned, pc.negate(exact), product)).cast(money)
