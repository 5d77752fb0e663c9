"""How many single units of money a figure stands for: as its header or the sheet states, or as the user says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sales_core.catalogue.dataset import ColumnRole, DatasetColumn, ValueKind
from sales_core.format import grouped
from sales_core.kernel.terms import Text
from sales_core.recognition.draft import Draft
from sales_core.recognition.money_units import unit_factor
from sales_core.recognition.reading_options import option_label, option_reason

#: Money of one unit of goods: a unit line (单位：万元) does not scale it.
PER_UNIT = frozenset((ColumnRole.PRICE, ColumnRole.UNIT_COST, ColumnRole.LIST_PRICE))
#: The answer that says it: for the whole table, or for `money_unit:FIELD` where columns differ.
MONEY_UNIT = "money_unit"
#: Units that people use, and that have a text of their own.
_USUAL = (1, 1_000, 10_000, 1_000_000, 100_000_000)
_MOST = 1_000_000_000


def money_factor(draft: Draft, column: int, declared: DatasetColumn) -> int:
    """What the figures of a grid column are multiplied by."""
    found = _found(draft, column, declared)
    if not _is_scaled(declared):
        return found
    said = draft.said(f"{MONEY_UNIT}:{declared.id}", str(found))
    return int(said) if said is not None and _is_factor(said) else found


def stated_unit_of(draft: Draft, column: int) -> str:
    """What a column is told to be in: as its header or the sheet writes it; `× 10,000` where the user says so."""
    own, factor = draft.block.headers[column].unit, draft.factors.get(column)
    stated = own or (draft.context.unit if factor not in (None, 1) else "")
    if factor is None or factor == unit_factor(stated):
        return stated
    return "" if factor == 1 else f"× {grouped(factor)}"


def offer_money_units(draft: Draft, columns: Mapping[int, DatasetColumn]) -> None:
    """The unit of the table's money, or of each column where they state different ones, to be said otherwise."""
    factors: dict[str, set[int]] = {}
    names: dict[str, int] = {}
    for column, declared in columns.items():
        if _is_scaled(declared):
            factors.setdefault(declared.id, set()).add(_found(draft, column, declared))
            names.setdefault(declared.id, column)
    every = set().union(*factors.values())
    if len(every) == 1:
        _offer(draft, MONEY_UNIT, option_label(MONEY_UNIT), every.pop(), _origin(draft, names.values()))
        return
    for field, found in factors.items():
        if len(found) == 1:
            label = option_label(f"{MONEY_UNIT}_of", column=draft.header(names[field]))
            _offer(draft, f"{MONEY_UNIT}:{field}", label, found.pop(), _origin(draft, [names[field]]))


def is_said_now(draft: Draft) -> bool:
    """Whether the user says for these files which unit money is in: then nobody is asked for it."""
    given = draft.answers.given(draft.key)
    return any(name == MONEY_UNIT or name.startswith(f"{MONEY_UNIT}:") for name in given)


def factor_text(factor: int) -> Text:
    """What a unit is called: 元, 万元, or how many single units it is."""
    if factor in _USUAL:
        return Text(f"option.{MONEY_UNIT}.{factor}")
    return Text(f"option.{MONEY_UNIT}.other", {"factor": grouped(factor)})


def _offer(draft: Draft, option: str, label: Text, found: int, reason: Text) -> None:
    said = draft.said(option, str(found))
    own = {found, int(said)} if said is not None and _is_factor(said) else {found}
    units = tuple((str(one), factor_text(one)) for one in sorted({*_USUAL, *own}))
    draft.offer(option, label, str(found), reason, choices=units)


def _is_factor(text: str) -> bool:
    """Whether it is 1, 10, 100, … up to a thousand millions."""
    return text.startswith("1") and not text[1:].strip("0") and int(text) <= _MOST


def _is_scaled(declared: DatasetColumn) -> bool:
    return declared.kind is ValueKind.MONEY and declared.role not in PER_UNIT


def _found(draft: Draft, column: int, declared: DatasetColumn) -> int:
    own = draft.block.headers[column].unit
    if own and unit_factor(own) != 1:
        return unit_factor(own)
    if own or not _is_scaled(declared):
        return 1
    return unit_factor(draft.context.unit)


def _origin(draft: Draft, columns: Iterable[int]) -> Text:
    if any(draft.block.headers[column].unit for column in columns):
        return option_reason("header")
    return option_reason("title") if draft.context.unit else option_reason("nothing")
