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
#: Under a header with %, 0.05 may be 5 % as a spreadsheet keeps it, or a twentieth of a percent.
_ONE_POINT = 0.01
#: Share of the rows with a discount that have to fit before the arithmetic is believed.
_MOST = 0.8
#: Products that have to show it before a price is taken for one after discount.
_PRODUCTS = 2
_CENT = 0.006
_SHARE_TYPE = pa.decimal128(18, 6)


def less_discount(draft: Draft, gross: pa.Array, price: str) -> pa.Array:
    """The amount after discount. A price that is net by name or by its figures, or an empty discount, changes nothing.

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
    if _is_in_price(draft, price, discount):
        draft.report("N_DISCOUNT_IN_PRICE", Severity.NOTE, column=draft.column(discount))
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


def settle_stated_discount(draft: Draft) -> None:
    """Asks whether a discount in money that stands beside an amount is already taken off, unless arithmetic tells."""
    off, amount = draft.filled(ColumnRole.DISCOUNT_AMOUNT), draft.filled(ColumnRole.AMOUNT)
    column = draft.column(off) if off else None
    if column is None or draft.column(amount) is None or not _any(draft, off):
        return
    header = draft.header(column)
    if says(draft.header(draft.column(amount)), NET) or _is_net(draft, amount, off):
        return
    less = money(pc.subtract(draft.fields[amount], pc.abs(draft.fields[off].fill_null(Decimal(0)))))
    answer = off
    if draft.columns.found[column].how != "chosen":
        figures = {off: (draft.figure(amount, less),), "ignore": (draft.figure(amount),)}
        text = words("discount_off", column=header, amount=draft.header(draft.column(amount)))
        options = [(off, words("discount_off.subtract")), ("ignore", words("discount_off.ignore"))]
        answer = draft.ask(f"column:{header}", text, options, figures=figures) or ""
    if answer == off:
        draft.fields[amount] = less
        draft.report("N_DISCOUNT_APPLIED", Severity.NOTE, column=column)


def _is_net(draft: Draft, amount: str, off: str) -> bool:
    """Whether quantity × price less the discount is the amount where there is a discount."""
    figures = [draft.floats(draft.filled(role)) for role in (ColumnRole.QUANTITY, ColumnRole.PRICE)]
    if figures[0] is None or figures[1] is None:
        return False
    taken, stated = np.abs(np.nan_to_num(np.asarray(draft.floats(off)))), np.asarray(draft.floats(amount))
    with np.errstate(invalid="ignore"):
        near = np.abs(figures[0] * figures[1] - taken - stated) <= np.maximum(0.005 * np.abs(stated), 0.05)
    return bool(np.mean(near[taken > 0]) >= _MOST)


def _is_in_price(draft: Draft, price: str, discount: str) -> bool:
    """Whether products sold at several discounts have one price only before them: the prices are after discount."""
    product = _product(draft)
    if not product:
        return False
    codes = np.asarray(draft.fields[product].dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False))
    paid, share = np.asarray(draft.floats(price)), np.nan_to_num(np.asarray(draft.floats(discount)))
    usable = (codes >= 0) & (paid > 0) & (share >= 0) & (share < 1)
    fits = []
    for code in np.unique(codes[usable]):
        rows = usable & (codes == code)
        if len(np.unique(share[rows])) > 1:
            before = paid[rows] / (1 - share[rows])
            fits.append(_is_one(before, share[rows]) and not _is_one(paid[rows], share[rows] * 0))
    return len(fits) >= _PRODUCTS and float(np.mean(fits)) >= _MOST


def _is_one(prices: np.ndarray, share: np.ndarray) -> bool:
    """Whether they are one price, to the cent that each was rounded to before its discount was taken back."""
    cents = _CENT / (1 - share)
    return bool((prices - cents).max() <= (prices + cents).min())


def _product(draft: Draft) -> str:
    """The column that names what is sold; empty without one."""
    refs = [ref for ref in draft.dataset.entities if draft.catalogue.entity(ref.entity).is_priced]
    return next((name for ref in refs for name in (ref.code, ref.name) if name in draft.fields), "")


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
    if points and np.nanmax(np.abs(usual)) <= _ONE_POINT:
        whole = pc.multiply(share, pa.scalar(Decimal(100), pa.decimal128(3, 0)))
        found["fraction"] = money(pc.multiply(gross, pc.subtract(one, whole.cast(_SHARE_TYPE)).cast(_SHARE_TYPE)))
    if np.nanmedian(np.abs(usual[usual != 0])) >= _HIGH:
        found["left_to_pay"] = money(pc.multiply(gross, pc.if_else(pc.equal(share, Decimal(0)), one, share)))
    return found
