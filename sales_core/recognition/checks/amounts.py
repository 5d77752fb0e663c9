"""Amounts against quantity × price, against each other, against history, and their signs."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from sales_core.catalogue.dataset import ColumnRole, ExpectedSign
from sales_core.format import exact
from sales_core.kernel.problems import Severity
from sales_core.recognition.checks.scales import SCALES, ask_scale, check_history, check_reference_scale
from sales_core.recognition.derived_amounts import is_priced
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Mask

OUTLIER_RATIO, HISTORY_RATIO = 10_000.0, 100.0
_FACTORS = (ColumnRole.AMOUNT, ColumnRole.QUANTITY, ColumnRole.PRICE)


def check_amounts(draft: Draft) -> None:
    """Scale, arithmetic, outliers, all zero, signs and ranges."""
    if not draft.height:
        return
    if is_priced(draft.dataset):
        _arithmetic(draft)
    for name in draft.dataset.measures:
        if name in draft.fields:
            _outliers(draft, name)
    check_reference_scale(draft)
    _all_zero(draft)
    for column in draft.dataset.columns:
        if column.sign is ExpectedSign.MOSTLY_POSITIVE:
            draft.report_rows("W_NEGATIVE", Severity.WARNING, _outside(draft, column.id, 0, np.inf), column.id)
        if column.minimum is not None or column.maximum is not None:
            least = -np.inf if column.minimum is None else float(column.minimum)
            most = np.inf if column.maximum is None else float(column.maximum)
            draft.report_rows("E_RANGE", Severity.ERROR, _outside(draft, column.id, least, most), column.id)


def _outside(draft: Draft, name: str, least: float, most: float) -> np.ndarray:
    values = draft.floats(name)
    if values is None:
        return np.empty(0, dtype=np.int64)
    with np.errstate(invalid="ignore"):
        return np.flatnonzero((values < least) | (values > most))


def _arithmetic(draft: Draft) -> None:
    name = draft.filled(ColumnRole.AMOUNT)
    amount, quantity, price = (draft.floats(draft.filled(role)) for role in _FACTORS)
    if amount is None or quantity is None or price is None or draft.column(name) is None:
        return
    with np.errstate(invalid="ignore", divide="ignore"):
        product = quantity * price
        discount = draft.floats(draft.filled(ColumnRole.DISCOUNT))
        wrong = _differs(amount, product)
        if discount is not None:
            wrong &= _differs(amount, product * (1 - np.nan_to_num(discount)))
        ratios = product[wrong & (amount != 0)] / amount[wrong & (amount != 0)]
    rows = np.flatnonzero(wrong)
    common = float(np.median(ratios)) if len(ratios) else 0.0
    if len(ratios) >= 0.9 * draft.height and np.mean(np.abs(ratios / common - 1) < 0.01) >= 0.9:
        scale = next((s for s in SCALES if abs(common / s - 1) < 0.01), None)
        if scale is not None:
            ask_scale(draft, name, scale)
        else:
            draft.report("W_PRICE_RATIO", Severity.WARNING, column=draft.column(name), value=f"{1 / common:.4g}")
        return
    draft.report_rows("W_ARITHMETIC", Severity.WARNING, rows, name)


def _differs(amount: np.ndarray, product: np.ndarray) -> Mask:
    """More than a price rounded to the cent can explain."""
    far: Mask = np.abs(amount - product) > np.maximum(0.005 * np.abs(product), 0.05)
    return far


def _outliers(draft: Draft, name: str) -> None:
    values = draft.floats(name)
    if values is None:
        return
    size = np.abs(np.nan_to_num(values))
    used = size[size > 0]
    if not len(used):
        return
    median = float(np.median(used))
    history = draft.reference.typical.get(f"{draft.dataset.id}.{name}")
    if check_history(draft, name, median, len(used)):
        return
    limit = median * OUTLIER_RATIO if len(used) >= 5 else np.inf
    if history and history[1] > 0:
        limit = min(limit, history[1] * HISTORY_RATIO)
    draft.report_rows(
        "W_OUTLIER",
        Severity.WARNING,
        np.flatnonzero(size > limit),
        name,
        facts={"usual": exact(Decimal(str(round(median, 2))))},
    )


def _all_zero(draft: Draft) -> None:
    name = draft.filled(ColumnRole.AMOUNT)
    values = draft.floats(name)
    if values is not None and len(values) and not np.isnan(values).all() and not np.nan_to_num(values).any():
        draft.report(
            "W_ALL_ZERO",
            Severity.WARNING,
            place=draft.place(column=draft.header(draft.column(name))),
            count=len(values),
        )
