"""Money beside money: returns in columns of their own, and the balance of a document beside its amount."""

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
from sales_core.recognition.original_amounts import find_original_amount
from sales_core.recognition.questions import choices, words

#: Share of the rows whose balance may be larger than their amount before it is taken for a running balance.
_STRANGE = 0.1
_CENT = 0.011
_RETURNS = ((ColumnRole.AMOUNT, ColumnRole.RETURN_AMOUNT), (ColumnRole.QUANTITY, ColumnRole.RETURN_QUANTITY))


def settle_returns(draft: Draft) -> None:
    """Asks whether amounts are before or after the returns that stand beside them, where their name does not say so."""
    pairs = [(draft.filled(figure), draft.filled(returned)) for figure, returned in _RETURNS]
    pairs = [(figure, returned) for figure, returned in pairs if figure and returned and _any(draft, returned)]
    pairs = [pair for pair in pairs if not says(draft.header(draft.column(pair[0])), NET)]
    if not pairs or pairs[0][0] != draft.filled(ColumnRole.AMOUNT):
        return
    less = {figure: _less(draft, figure, returned) for figure, returned in pairs}
    figures = {
        "subtract": tuple(draft.figure(name, values) for name, values in less.items()),
        "is_net": tuple(draft.figure(name) for name in less),
    }
    amount, returned = (draft.header(draft.column(name)) for name in pairs[0])
    factors = (draft.filled(ColumnRole.QUANTITY), draft.filled(ColumnRole.PRICE))
    amount = amount or " × ".join(draft.header_of(name) for name in factors if name)
    text = words("returns_deducted", column=returned, amount=amount)
    options = choices("returns_deducted", "subtract", "is_net")
    if draft.ask("returns_deducted", text, options, figures=figures) == "subtract":
        draft.fields |= less


def _any(draft: Draft, name: str) -> bool:
    return bool(np.nan_to_num(np.asarray(draft.floats(name))).any())


def _less(draft: Draft, figure: str, returned: str) -> pa.Array:
    """The figure without what came back, whichever sign that is written with."""
    taken = pc.abs(draft.fields[returned].fill_null(Decimal(0)))
    return money(pc.subtract(draft.fields[figure], taken))


def settle_balance(draft: Draft) -> None:
    """What is still open of a document: what was paid follows from it, or it is asked which of two figures is right."""
    balance, amount = draft.filled(ColumnRole.DOCUMENT_BALANCE), draft.dataset.role(ColumnRole.AMOUNT)
    if not balance:
        return
    if amount not in draft.fields:
        find_original_amount(draft, balance, amount)
    if amount not in draft.fields:
        draft.fields[amount] = draft.fields[balance]
        draft.report("N_BALANCE_AS_AMOUNT", Severity.NOTE, column=draft.column(balance))
        return
    paid = draft.dataset.role(ColumnRole.PAID)
    open_, whole = (np.nan_to_num(np.asarray(draft.floats(name))) for name in (balance, amount))
    derived = money(pc.subtract(draft.fields[amount], draft.fields[balance].fill_null(Decimal(0))))
    if paid in draft.fields:
        stated = np.nan_to_num(np.asarray(draft.floats(paid)))
        if (np.abs(whole - np.abs(stated) - open_) <= _CENT).all():
            return
    elif np.mean(np.abs(open_) > np.abs(whole) + _CENT) <= _STRANGE:
        draft.fields[paid] = derived
        draft.report("N_PAID_DERIVED", Severity.NOTE, column=draft.column(balance))
        return
    before = draft.fields.get(paid)
    unpaid = draft.fields[amount] if before is None else pc.subtract(draft.fields[amount], before.fill_null(Decimal(0)))
    figures = {"balance": (draft.figure(balance),), "amount": (draft.figure(balance, unpaid),)}
    text = words("open_amount", column=draft.header(draft.column(balance)), amount=draft.header(draft.column(amount)))
    if draft.ask("open_amount", text, choices("open_amount", "balance", "amount"), figures=figures) == "balance":
        draft.fields[paid] = derived
