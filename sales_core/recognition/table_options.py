"""What a table was read with: what may be said otherwise, with the sums that it gives, and what its cells settle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, DatasetGrain, ValueKind
from sales_core.recognition.draft import Draft
from sales_core.recognition.money_factor import MONEY_UNIT
from sales_core.recognition.reading import ReadingFigure, ReadingOption
from sales_core.recognition.reading_options import option_label, option_reason

#: The question that stands in the place of the unit of money where the amounts look too small.
_AMOUNT_UNIT = "amount_unit"


def table_options(draft: Draft) -> tuple[ReadingOption, ...]:
    """The options of the table, then what its columns settle by themselves."""
    offered = [one for one in draft.options if not (one.id.startswith(MONEY_UNIT) and draft.asks(_AMOUNT_UNIT))]
    told = (one for one in _told(draft) if one.id not in {each.id.partition(":")[0] for each in offered})
    return (*(_with_sums(draft, one) for one in offered), *told)


def _with_sums(draft: Draft, option: ReadingOption) -> ReadingOption:
    """The unit of the money with what the main amount comes to in each."""
    field = option.id.partition(":")[2] or draft.filled(ColumnRole.AMOUNT)
    if not option.id.startswith(MONEY_UNIT) or field not in draft.fields or draft.column(field) is None:
        return option
    if draft.dataset.column(field).kind is not ValueKind.MONEY or not option.value.isdecimal():
        return option
    single = draft.total(field) / int(option.value)
    sums = {unit: (_sum(draft, field, single * int(unit)),) for unit, _ in option.choices}
    return replace(option, figures=sums)


def _sum(draft: Draft, field: str, total: Decimal) -> ReadingFigure:
    return draft.figure(field, pa.array([total.quantize(Decimal("0.0001"))], pa.decimal128(38, 4)))


def _told(draft: Draft) -> Iterator[ReadingOption]:
    dating = draft.dataset.period or ""
    if dating in draft.fields and not draft.dataset.column(dating).kind.is_number:
        ends = pc.min_max(draft.fields[dating]).as_py()
        if ends["min"] is not None:
            found = " – ".join(dict.fromkeys((ends["min"].isoformat(), ends["max"].isoformat())))
            name = "stock_date" if draft.dataset.grain is DatasetGrain.SNAPSHOT else "period"
            yield _told_option(draft, name, found, dating)
    if (stated := draft.filled(ColumnRole.CURRENCY)) and draft.column(stated) is not None:
        names = sorted(text for text in draft.distinct(stated).to_pylist() if text)
        yield _told_option(draft, "currency", ", ".join(names[:5]) + ("…" if len(names) > 5 else ""), stated)


def _told_option(draft: Draft, name: str, found: str, field: str) -> ReadingOption:
    column = draft.header_of(field)
    reason = option_reason("column", column=column) if column else option_reason("headers")
    return ReadingOption(name, draft.key, option_label(name), found, reason)
