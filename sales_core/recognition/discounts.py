"""Quantity × price less the discount that stands beside it: a share or money, taken off or what is left to pay."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.columns import NET
from sales_core.catalogue.dataset import ColumnRole
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import money
from sales_core.recognition.header_names import says
from sales_core.recognition.questions import choices, words

#: Words of a header whose figures are a share; without one, 5 may be five percent or five of the currency.
_SHARE = ("率", "%", "比例", "扣率", "rate", "pct", "percent", "percentage", "satz", "prozent", "taux", "tasa", "taxa")
#: From this share on it may as well be what is left to pay: 0.95 is 5 % off in one company and 95 % off in none.
_HIGH = 0.5
_SHARE_TYPE = pa.decimal128(18, 6)


def less_discount(draft: Draft, gross: pa.Array, price: str) -> pa.Array:
    """The amount after discount. A price that is called net, or an empty discount, changes nothing.

    Where the discount can be read in two ways the user says which; until then the first is shown.
    """
    discount, off = draft.filled(ColumnRole.DISCOUNT), draft.filled(ColumnRole.DISCOUNT_AMOUNT)
    if says(draft.header(draft.column(price)), NET):
        return gross
    if off and _any(draft, off):
        draft.report("N_DISCOUNT_APPLIED", Severity.NOTE, column=draft.column(off))
        return money(pc.subtract(gross, pc.abs(draft.fields[off].fill_null(Decimal(0)))))
    if not discount or not _any(draft, discount):
        return gross
    found = _readings(draft, gross, discount)
    first = next(iter(found))
    if len(found) > 1:
        name = draft.dataset.role(ColumnRole.AMOUNT)
        figures = {choice: (draft.figure(name, values),) for choice, values in found.items()}
        text = words("discount", column=draft.header(draft.column(discount)))
        first = draft.ask("discount", text, choices("discount", *found), figures=figures) or first
    draft.report("N_DISCOUNT_APPLIED", Severity.NOTE, column=draft.column(discount))
    return found[first]


def _any(draft: Draft, name: str) -> bool:
    return bool(np.nan_to_num(np.asarray(draft.floats(name))).any())


def _readings(draft: Draft, gross: pa.Array, discount: str) -> dict[str, pa.Array]:
    """What the discount may mean → the amounts it gives."""
    share = draft.fields[discount].fill_null(Decimal(0))
    one = pa.scalar(Decimal(1), _SHARE_TYPE)
    found = {"share": money(pc.multiply(gross, pc.subtract(one, share).cast(_SHARE_TYPE)))}
    column = draft.column(discount)
    points = any(p.code == "N_PERCENT_POINTS" and p.facts.get("column") == draft.header(column) for p in draft.problems)
    if points and not says(draft.header(column), _SHARE) and "%" not in draft.header(column):
        found["money"] = money(pc.subtract(gross, pc.multiply(share, pa.scalar(Decimal(100), pa.decimal128(3, 0)))))
    usual = np.asarray(draft.floats(discount))
    if np.nanmedian(np.abs(usual[usual != 0])) >= _HIGH:
        found["left_to_pay"] = money(pc.multiply(gross, pc.if_else(pc.equal(share, Decimal(0)), one, share)))
    return found
