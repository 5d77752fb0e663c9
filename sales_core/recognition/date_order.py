"""Day, month and year of a column of dates: proven by the column, taken from one beside it, or asked."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.recognition.dates import Order, day_month_order, day_texts
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Mask
from sales_core.recognition.parsed import ColumnCells
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading_options import option_choices, option_label, option_reason

#: 03.05.2026: where dots are used the day comes first.
_DOTTED = re.compile(r"\d+\.\d+\.\d{4}.*")
_ISO_DAY = r"^(\d{4})-(\d{2})-(\d{2})(.*)$"
_NUMERIC_DAY = re.compile(r"\d+[-/.]\d+[-/.]\d+")
_ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
_DATES = (ValueKind.DATE, ValueKind.MONTH)


def date_orders(draft: Draft, cells: dict[int, ColumnCells]) -> dict[int, Order]:
    """Order per date column: proven, taken from a proven one beside it, or asked."""
    orders: dict[int, Order] = {}
    doubtful = []
    for column, found in draft.columns.found.items():
        if draft.dataset.column(found.field).kind in _DATES:
            order, ambiguous = day_month_order(cells[column], draft.reference.today)
            orders[column] = _offered_order(draft, column, order) if order else order
            doubtful += [column] if ambiguous else []
    proven = {o for o in orders.values() if o}
    for column in doubtful:
        field = draft.columns.found[column].field
        example = next((t for t in cells[column].distinct.to_pylist() if _NUMERIC_DAY.search(t)), "")
        text = words("date_order", column=draft.header(column), example=example)
        default = proven.copy().pop() if len(proven) == 1 else "dmy" if _DOTTED.fullmatch(example) else None
        given = draft.ask(f"date_order:{field}", text, choices("date_order", "dmy", "mdy", "ymd"), default)
        orders[column] = _order(given)
    return orders


def _order(answer: str | None) -> Order:
    return next((order for order in _ORDERS if order == answer), "")


def _offered_order(draft: Draft, column: int, found: Order) -> Order:
    """The order that the days of a column prove, or the one that the user says instead."""
    option = f"date_order:{draft.columns.found[column].field}"
    label = option_label("date_order", column=draft.header(column))
    orders = choices("date_order", *_ORDERS)
    return _order(draft.offer(option, label, found, option_reason("values"), choices=orders))


def settle_swapped(draft: Draft, cells: dict[int, ColumnCells]) -> None:
    """True dates of days up to the 12th beside texts of later days: a program took day for month where it could.

    Asked without a default; when the user says so, day and month of the true dates change places.
    """
    for column, found in draft.columns.found.items():
        if draft.dataset.column(found.field).kind not in _DATES:
            continue
        stored = _stored(draft, column, cells[column])
        if _looks_swapped(cells[column], stored):
            answer = _asked_swap(draft, column, cells[column], stored)
        elif stored.all() and _may_be_swapped(cells[column]):
            option, label = f"dates_swapped:{found.field}", option_label("dates_swapped", column=draft.header(column))
            ways = option_choices("dates_swapped", "keep", "swap")
            answer = draft.offer(option, label, "keep", option_reason("values"), choices=ways)
        else:
            continue
        if answer == "swap":
            turned = pc.replace_substring_regex(cells[column].texts, _ISO_DAY, r"\1-\3-\2\4")
            texts = pc.if_else(pa.array(stored), turned, cells[column].texts)
            cells[column] = ColumnCells(texts, cells[column].numeric)


def _stored(draft: Draft, column: int, cells: ColumnCells) -> Mask:
    """Which cells of the body are dates in the file; in a text file those that a program wrote as such."""
    if draft.grid.sheet.is_text_file:
        iso = cells.spread(pc.match_substring_regex(cells.distinct, _ISO_DAY)).fill_null(False)
        return np.asarray(iso.to_numpy(zero_copy_only=False), dtype=np.bool_)
    flags = draft.grid.sheet.dates[column] if column < len(draft.grid.sheet.dates) else False
    if isinstance(flags, bool):
        return np.full(len(draft.body.rows), flags)
    return np.asarray(flags.fill_null(False).to_numpy(zero_copy_only=False), dtype=np.bool_)[draft.body.rows]


def _asked_swap(draft: Draft, column: int, cells: ColumnCells, stored: Mask) -> str | None:
    example = cells.texts.filter(pa.array(stored))[0].as_py()
    text = words("dates_swapped", column=draft.header(column), count=int(stored.sum()), example=example[:10])
    option = f"dates_swapped:{draft.columns.found[column].field}"
    return draft.ask(option, text, choices("dates_swapped", "swap", "keep"))


def _may_be_swapped(cells: ColumnCells) -> bool:
    """Whether every cell is a day up to the 12th, and not all of them are the same of their month."""
    if not len(cells.distinct) or not pc.all(pc.match_substring_regex(cells.distinct, _ISO_DAY)).as_py():
        return False
    days = pc.unique(pc.utf8_slice_codeunits(cells.distinct, 8, 10))
    return len(days) > 1 and bool(pc.max(days).as_py() <= "12")


def _looks_swapped(cells: ColumnCells, stored: Mask) -> bool:
    if not stored.any() or stored.all():
        return False
    texts = day_texts(ColumnCells(cells.texts.filter(pa.array(~stored)), cells.numeric[~stored]))
    if not texts or not (all(f > 12 >= s for f, s in texts) or all(s > 12 >= f for f, s in texts)):
        return False
    days = pc.utf8_slice_codeunits(cells.texts.filter(pa.array(stored)).drop_null(), 8, 10)
    return bool(pc.max(days).as_py() <= "12")
