"""Values that follow from others: amount from quantity and price, cost from profit, the sign of returns."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.format import exact
from sales_core.kernel.problems import Severity
from sales_core.recognition.discounts import less_discount, settle_stated_discount
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import MONEY, money, times
from sales_core.recognition.questions import choices, words

TAXED = ("含税", "价税", "税价", "incl", "gross amount", "with tax", "tax included")
UNTAXED = ("不含税", "未税", "无税", "excl", "without tax", "untaxed", "net of tax")
#: Columns of the product's own template from which a file is taken for a filled-in template.
TEMPLATE_COLUMNS = 8
#: What turns with the sign of a row.
_SIGNED = (ColumnRole.AMOUNT, ColumnRole.QUANTITY, ColumnRole.COST, ColumnRole.PROFIT)


def is_priced(dataset: Dataset) -> bool:
    """Whether rows are quantities at a price: their amount, cost and sign follow from each other."""
    return bool(dataset.role(ColumnRole.AMOUNT) and dataset.role(ColumnRole.PRICE))


def derive_amounts(draft: Draft) -> None:
    """Completes the rows of a priced dataset in place; every derivation is reported."""
    settle_stated_discount(draft)
    _amount(draft)
    _return_sign(draft)
    _cost(draft)


def _amount(draft: Draft) -> None:
    name, quantity = draft.dataset.role(ColumnRole.AMOUNT), draft.filled(ColumnRole.QUANTITY)
    price = draft.filled(ColumnRole.PRICE) or draft.filled(ColumnRole.LIST_PRICE)
    if not price or not quantity:
        return
    if name in draft.fields:
        _complete(draft, name, quantity, price)
        return
    if _is_template(draft) and not _agreed(draft):
        row = draft.grid.number(draft.block.rows[-1])
        label = draft.dataset.column(name).label
        draft.report(
            "E_MISSING_COLUMN",
            Severity.ERROR,
            place=draft.place(f"row {row}"),
            facts={"missing": label.everywhere()},
        )
        draft.lacking.append(name)
    amount = less_discount(draft, times(draft.fields[quantity], draft.fields[price]), price)
    draft.fields[name] = amount
    draft.report(
        "N_AMOUNT_DERIVED", Severity.NOTE, place=draft.place(), facts={"price": draft.header(draft.column(price))}
    )
    _without_amount(draft, name, quantity)


def _complete(draft: Draft, name: str, quantity: str, price: str) -> None:
    """Rows that state no amount beside quantity and price: their amount is computed, and told with its money."""
    stated = draft.fields[name]
    if not stated.null_count:
        return
    computed = less_discount(draft, times(draft.fields[quantity], draft.fields[price]), price)
    filled = pc.and_(pc.is_null(stated), pc.is_valid(computed))
    rows = np.flatnonzero(np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.bool_))
    if len(rows):
        total = exact(pc.sum(computed.filter(filled)).as_py())
        facts = {"price": draft.header(draft.column(price)), "amount": total}
        draft.report_rows("W_AMOUNT_COMPLETED", Severity.WARNING, rows, name, facts=facts)
        draft.fields[name] = pc.coalesce(stated, money(computed))


def _is_template(draft: Draft) -> bool:
    exact = [f for f in draft.columns.found.values() if f.how == "exact"]
    return len(exact) == len(draft.columns.found) >= TEMPLATE_COLUMNS


def _agreed(draft: Draft) -> bool:
    return draft.given("amount_source") == "quantity_price"


def _without_amount(draft: Draft, amount: str, quantity: str) -> None:
    """Rows whose amount can not be computed are left out or stop the load, as the user says."""
    empty = np.flatnonzero(np.asarray(draft.fields[amount].is_null().to_numpy(zero_copy_only=False)))
    if not len(empty):
        return
    draft.report_rows("W_NO_AMOUNT", Severity.WARNING, empty, quantity)
    leave_out_or_refuse(draft, "missing_amount", "E_REQUIRED", empty, quantity)


def leave_out_or_refuse(
    draft: Draft, question: str, code: str, positions: np.ndarray, field: str, **facts: str
) -> None:
    """Asks whether rows are left out (the default) or stop the load, and does so."""
    text = words(question, count=len(positions), **facts)
    answer = draft.ask(question, text, choices("leave_out", "leave_out", "refuse"), "leave_out")
    if answer == "refuse":
        draft.report_rows(code, Severity.ERROR, positions, field, facts=facts)
        return
    draft.body.left_out += [(int(r), question) for r in draft.row_of[positions]]
    wanted = np.ones(draft.height, dtype=np.bool_)
    wanted[positions] = False
    draft.keep(wanted)


def _return_sign(draft: Draft) -> None:
    """Turns rows typed as returns with positive figures negative; asks where others are negative already."""
    mark, amount = draft.filled(ColumnRole.RETURN_MARK), draft.filled(ColumnRole.AMOUNT)
    if not mark or not amount:
        return
    returned = draft.dataset.column(mark).choices[-1][0]
    wrong = pc.and_(pc.equal(draft.fields[mark], returned), pc.greater(draft.fields[amount], 0)).fill_null(False)
    rows = np.flatnonzero(np.asarray(wrong.to_numpy(zero_copy_only=False), dtype=np.bool_))
    if not len(rows):
        return
    draft.report_rows("W_RETURN_SIGN", Severity.WARNING, rows, amount)
    turned = {name: _turned(draft.fields[name], wrong) for name in filter(None, map(draft.filled, _SIGNED))}
    negative = pc.and_(pc.equal(draft.fields[mark], returned), pc.less(draft.fields[amount], 0))
    answer: str | None = "negate"
    if pc.any(negative).as_py() or draft.given("return_sign") is not None:
        figures = {"negate": (draft.figure(amount, turned[amount]),), "keep": (draft.figure(amount),)}
        text = words("return_sign", count=len(rows))
        answer = draft.ask("return_sign", text, choices("return_sign", "negate", "keep"), figures=figures)
    if answer == "negate":
        draft.fields |= turned


def _turned(values: pa.Array, rows: pa.Array) -> pa.Array:
    """The values with those of the rows that are positive made negative."""
    positive = pc.and_(rows, pc.greater(values, 0).fill_null(False))
    return pc.if_else(positive, pc.negate(values), values)


def _cost(draft: Draft) -> None:
    cost, amount = draft.dataset.role(ColumnRole.COST), draft.filled(ColumnRole.AMOUNT)
    if not cost or cost in draft.fields or not amount:
        return
    profit, quantity, unit_cost = map(draft.filled, (ColumnRole.PROFIT, ColumnRole.QUANTITY, ColumnRole.UNIT_COST))
    if profit:
        draft.fields[cost] = pc.subtract(draft.fields[amount], draft.fields[profit]).cast(MONEY)
    elif unit_cost and quantity:
        draft.fields[cost] = times(draft.fields[quantity], draft.fields[unit_cost])
    else:
        return
    draft.report("N_COST_DERIVED", Severity.NOTE, column=draft.column(profit or unit_cost))


def settle_alternate_key(draft: Draft) -> None:
    """Asks which column identifies a row when codes repeat (one per size) and those of the other column do not."""
    key = draft.dataset.alternate_key
    if key is None or not set(key) <= set(draft.fields):
        return
    code, other = key
    codes, others = draft.fields[code], draft.fields[other]
    if others.null_count or pc.count_distinct(others).as_py() < len(others):
        return
    if pc.count_distinct(codes, mode="all").as_py() == len(codes):
        return
    text = words("product_key", code=draft.header(draft.column(code)), other=draft.header(draft.column(other)))
    options = [(name, draft.dataset.column(name).label) for name in (other, code)]
    if draft.ask("product_key", text, options, other) == other:
        draft.fields[code] = others


def check_tax_basis(draft: Draft) -> None:
    """Headers that say with or without tax, against each other and against what the store holds."""
    amount = draft.dataset.role(ColumnRole.AMOUNT)
    used = draft.column(amount)
    stated = {
        c: tax_basis_of(h.raw) for c, h in enumerate(draft.block.headers) if tax_basis_of(h.raw) and "率" not in h.raw
    }
    amounts = {
        c: b
        for c, b in stated.items()
        if "额" in draft.block.headers[c].raw or "价税" in draft.block.headers[c].raw or c == used
    }
    if used is None or not amounts:
        return
    basis = draft.tax_basis = amounts.get(used, "")
    others = [c for c in amounts if c != used and amounts[c] != basis]
    held = draft.reference.tax_basis
    # Amounts that never said what they hold are taken for untaxed ones, so taxed ones do not slip in beside them.
    if not held and basis == "taxed" and f"{draft.dataset.id}.{amount}" in draft.reference.typical:
        held = "untaxed"
    if not others and (not held or not basis or held == basis):
        return
    if basis == "untaxed" and held in ("", "untaxed"):
        return
    where = ", ".join(f"{draft.grid.letter(c)}{draft.grid.number(draft.block.rows[-1])}" for c in (used, *others))
    if draft.grid.sheet.is_text_file:
        where = f"row {draft.grid.number(draft.block.rows[-1])}"
    place = draft.place(where, draft.header(used))
    draft.report(
        "W_TAX_BASIS", Severity.WARNING, place=place, value=draft.header(used), facts={"used": draft.header(used)}
    )
    rate = draft.filled(ColumnRole.TAX_RATE)
    options = ["as_is"] + (["untax"] if rate and basis != "untaxed" else [])
    if len(options) == 1:
        return
    answer = draft.ask(
        "tax_basis", words("tax_basis", column=draft.header(used)), choices("tax_basis", *options), "as_is"
    )
    if answer == "untax":
        draft.tax_basis = "untaxed"
        divisor = pc.add(draft.fields[rate].fill_null(Decimal(0)), pa.scalar(Decimal(1), pa.decimal128(18, 6)))
        exact = draft.fields[amount].cast(pa.decimal128(28, 10))
        draft.fields[amount] = money(pc.divide(exact, divisor.cast(pa.decimal128(9, 6))))


def tax_basis_of(header: str) -> str:
    """`untaxed` or `taxed`, where a header says one; else empty."""
    text = header.casefold()
    if any(w in text for w in UNTAXED):
        return "untaxed"
    return "taxed" if any(w in text for w in TAXED) else ""
