"""Net, tax, fees, discount and total in one row: what its arithmetic proves of them, else both sums are asked.

total = net + tax + fees − discount, to half a cent for each figure. Where it holds, it says whether the discount is in
the net figure already; where it does not, the net figure and the total are two readings. So are they where nothing
stands between them, unless the total is the net figure with one or two rates of tax in every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.columns import DEDUCTION, FEE, GROSS, NET, NOT_MONEY, TAX, TOTAL
from sales_core.catalogue.dataset import ColumnRole, DatasetGrain
from sales_core.kernel.problems import Severity
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.derived_amounts import tax_basis_of
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import money
from sales_core.recognition.grid import Mask
from sales_core.recognition.header_names import says
from sales_core.recognition.like_columns import choose_column, is_product
from sales_core.recognition.mapping import FoundColumn, is_of_other_unit, rules_out
from sales_core.recognition.questions import words
from sales_core.recognition.values import read_column

#: Share of the rows in which the arithmetic has to hold.
_MOST = 0.95
_CENT = 0.011
#: Rates of tax in one table, the highest of them, and how many different figures of a rate prove it.
_RATES, _HIGHEST, _PROVING = 2, 0.3, 3
_QUESTION = "invoice_total"
_BY_SHAPE = FoundColumn("", 1.0, "shape")


@dataclass(frozen=True, slots=True)
class _Sums:
    """Grid columns of one row's arithmetic. `net` is read as the amount; `off`: a discount in money."""

    net: int
    total: int
    tax: tuple[int, ...]
    fees: tuple[int, ...]
    off: tuple[int, ...]

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands between the two."""
        return not (self.tax or self.fees or self.off)


def settle_invoice_sums(draft: Draft) -> None:
    """Reads the amount as the row's arithmetic proves it, or asks which of two columns it is, with both sums.

    What a customer owes is the total; what was sold is the net amount, whose discount is taken off where the arithmetic
    says that it is not yet.
    """
    name = draft.dataset.role(ColumnRole.AMOUNT)
    sums = _find(draft, name) if name in draft.fields else None
    if sums is None or _has_lines(draft) or is_product(draft, name):
        return
    values = {column: _values(draft, column, name) for column in (sums.total, *sums.tax, *sums.fees, *sums.off)}
    if any(one is None for one in values.values()):
        return
    figures = {column: _floats(one) for column, one in values.items() if one is not None} | {
        sums.net: _floats(draft.fields[name])
    }
    rest = figures[sums.total] - figures[sums.net] - sum(figures[column] for column in sums.fees)
    tax = sum((figures[column] for column in sums.tax), np.zeros(draft.height))
    off = np.abs(sum((figures[column] for column in sums.off), np.zeros(draft.height)))
    after, before = _holds(sums, rest, tax, off * 0), _holds(sums, rest, tax, off)
    total = values[sums.total]
    if total is not None and sums.is_bare:
        _settle_bare_total(draft, name, sums, total)
    elif after or before:
        if draft.dataset.grain is DatasetGrain.DOCUMENT:
            _take(draft, name, sums, total)
        elif sums.off and off.any() and before != after:
            _settle_discount(draft, name, sums, is_taken_off=after)
    elif total is not None and not _is_near(rest * 0, rest, 1).all():
        _ask(draft, name, sums, total)


def settle_totals_of_rivals(draft: Draft) -> None:
    """Of columns that may each be the amount, one to which the tax beside it adds to give the others is the net one."""
    name = draft.dataset.role(ColumnRole.AMOUNT)
    rivals = draft.columns.rivals.get(name, ()) if name in draft.fields else ()
    tax, fees = _added(draft) if len(rivals) > 1 and draft.column(name) in rivals else ([], [])
    if not tax or draft.dataset.grain is DatasetGrain.DOCUMENT:
        return
    values = {column: _values(draft, column, name) for column in (*rivals, *tax, *fees)}
    figures = {column: _floats(one) for column, one in values.items() if one is not None}
    if len(figures) < len(values):
        return
    taxes, added = (sum((figures[one] for one in some), np.zeros(draft.height)) for some in (tax, fees))
    terms = 2 + len(tax) + len(fees)
    for net in rivals if np.any(taxes) else ():
        totals = [figures[one] - figures[net] - added for one in rivals if one != net]
        if all(np.mean(_is_near(total, taxes, terms)) >= _MOST for total in totals):
            draft.fields[name] = values[net]
            choose_column(draft, name, net, how=draft.columns.found.get(net, _BY_SHAPE).how)
            draft.columns.rivals.pop(name)
            draft.columns.alike.pop(name, None)
            return


def _added(draft: Draft) -> tuple[list[int], list[int]]:
    """Columns of tax, and of fees, that are read as nothing."""
    free = _free(draft)
    tax = _saying(draft, free, TAX)
    return tax, [one for one in _saying(draft, free, FEE) if one not in tax]


def _find(draft: Draft, name: str) -> _Sums | None:
    """The columns of the arithmetic; None without a total beside the amount, or with only a discount between them."""
    net, total = draft.column(name), draft.filled(ColumnRole.DOCUMENT_AMOUNT)
    if net is None or draft.wide is not None or draft.column_of is not None:
        return None
    off, free = draft.filled(ColumnRole.DISCOUNT_AMOUNT), _free(draft)
    (tax, fees), offs = _added(draft), _saying(draft, free, DEDUCTION)
    totals = [one for one in _saying(draft, free, TOTAL) if one not in {*tax, *fees, *offs}]
    at = draft.column(total) if total else None
    totals = [at] if at is not None else totals
    own_off = draft.column(off) if off else None
    offs = [own_off] if own_off is not None else offs
    if not (tax or fees):
        totals = [] if offs else [one for one in totals if _is_other_reading(draft, name, net, one)]
    return _Sums(net, totals[0], tuple(tax), tuple(fees), tuple(offs)) if len(totals) == 1 else None


def _is_other_reading(draft: Draft, name: str, net: int, total: int) -> bool:
    """Whether a total may be the amount as well: it is money of sales, and the words of neither column decide."""
    declared, own, other = draft.dataset.column(name), draft.header(net), draft.block.headers[total]
    if rules_out(declared, other) or is_of_other_unit(declared, other):
        return False
    return not (says(own, NET) and says(other.raw, GROSS)) and tax_basis_of(own) != "untaxed"


def _free(draft: Draft) -> list[int]:
    """Columns of numbers that are read as nothing, and of which nobody has said that they are nothing."""
    shapes = column_shapes(draft.grid, draft.block.body_start)
    found, ignored = draft.columns.found, draft.columns.ignored
    return [c for c, one in enumerate(shapes) if one == "number" and c not in found and ignored.get(c) != "chosen"]


def _saying(draft: Draft, columns: Sequence[int], texts: tuple[str, ...]) -> list[int]:
    headers = {column: draft.block.headers[column].raw for column in columns}
    return [
        c for c, header in headers.items() if says(header, texts) and not says(header, NOT_MONEY) and "%" not in header
    ]


def _has_lines(draft: Draft) -> bool:
    """Whether documents have several rows, so that their totals are no row's."""
    numbers = [draft.fields[key] for key in draft.dataset.document_key if key in draft.fields]
    return any(pc.count_distinct(one, mode="only_valid").as_py() < len(one) - one.null_count for one in numbers)


def _values(draft: Draft, column: int, name: str) -> pa.Array | None:
    """The column's money for each row of the result; None where it cannot be read as money."""
    field = draft.columns.found.get(column)
    if field is not None and field.field in draft.fields:
        return draft.fields[field.field]
    trial = replace(draft, problems=[], wrong=[], bad_rows={}, styles=dict(draft.styles), factors=dict(draft.factors))
    values = read_column(trial, column, name, like=draft)
    if trial.has_errors:
        return None
    return values.take(pa.array(np.searchsorted(draft.body.rows, draft.row_of)))


def _floats(values: pa.Array) -> np.ndarray:
    return np.nan_to_num(np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64))


def _holds(sums: _Sums, rest: np.ndarray, tax: np.ndarray, off: np.ndarray) -> bool:
    """Whether the total is the net figure with tax and fees less the discount; the tax may be in the net figure."""
    terms = 2 + len(sums.tax) + len(sums.fees) + len(sums.off)
    return any(bool(np.mean(_is_near(rest, added - off, terms)) >= _MOST) for added in (tax, tax * 0))


def _is_near(left: np.ndarray, right: np.ndarray, terms: int) -> Mask:
    near: Mask = np.abs(left - right) <= _CENT * terms / 2
    return near


def _settle_discount(draft: Draft, name: str, sums: _Sums, *, is_taken_off: bool) -> None:
    """The discount of the arithmetic is in the amount, or is taken off; unless the user has said so himself."""
    (column, *more), field = sums.off, draft.filled(ColumnRole.DISCOUNT_AMOUNT)
    header = draft.header(column)
    if more or draft.given(f"column:{header}") is not None:
        return
    found = draft.columns.found.get(column)
    if found is not None and found.how == "chosen":
        return
    taken = draft.fields.pop(field) if found is not None and field else _values(draft, column, name)
    if is_taken_off or taken is None:
        return
    draft.fields[name] = money(pc.subtract(draft.fields[name], pc.abs(taken.fill_null(0))))
    draft.report("N_DISCOUNT_APPLIED", Severity.NOTE, column=column)


def _is_taxed(net: np.ndarray, total: np.ndarray) -> bool:
    """Whether each total is its net figure with one of two rates of tax, in tenths of a percent; not both 0."""
    left = np.argsort(-np.abs(net))
    proven = False
    for _ in range(_RATES):
        if not len(left) or not net[left[0]]:
            break
        rate = round(float(total[left[0]] / net[left[0]]) - 1, 3)
        near = _is_near(total[left], net[left] * (1 + rate), 2)
        if not 0 <= rate <= _HIGHEST or not near.any():
            return False
        proven |= rate > 0 and len(np.unique(net[left][near])) >= _PROVING
        left = left[~near]
    return proven and len(left) <= (1 - _MOST) * len(net)


def _settle_bare_total(draft: Draft, name: str, sums: _Sums, total: pa.Array) -> None:
    """A total with nothing between it and the amount: with tax what a customer owes, and nothing that was sold."""
    own, whole = _floats(draft.fields[name]), _floats(total)
    is_running = _is_near(np.cumsum(own), whole, 2).all()
    if is_running or _is_near(own, whole, 1).all():
        return
    if not _is_taxed(own, whole):
        _ask(draft, name, sums, total)
    elif draft.dataset.grain is DatasetGrain.DOCUMENT:
        _take(draft, name, sums, total)


def _take(draft: Draft, name: str, sums: _Sums, total: pa.Array | None) -> None:
    """The total is the amount."""
    if total is not None and draft.columns.found[sums.net].how != "chosen":
        draft.fields[name] = total
        choose_column(draft, name, sums.total, how="shape")
        draft.report("N_TOTAL_AS_AMOUNT", Severity.NOTE, column=sums.total)


def _ask(draft: Draft, name: str, sums: _Sums, total: pa.Array) -> None:
    net = draft.header(sums.net)
    figures = {"net": (draft.figure(name),), "total": (draft.figure(name, total),)}
    between = [draft.header(column) for column in (*sums.tax, *sums.fees, *sums.off)]
    labels = {"net": net, "total": draft.header(sums.total)}
    facts = {"amount": net, "total": labels["total"]}
    text = words(f"{_QUESTION}.bare", **facts) if sums.is_bare else words(_QUESTION, parts=", ".join(between), **facts)
    options = [(one, words("field.column", header=header)) for one, header in labels.items()]
    if draft.ask(_QUESTION, text, options, figures=figures) == "total":
        draft.fields[name] = total
        choose_column(draft, name, sums.total)
