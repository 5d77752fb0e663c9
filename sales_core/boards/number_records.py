"""What is said about a number or a part of it: decisions, comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sales_core.boards.blocks import RecordForm
from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.boards.record_forms import WITHDRAWN, figure_form, figure_records
from sales_core.kernel.query import Filter


def number_records(context: BoardContext, number: NumberAddress) -> tuple[RecordForm, ...]:
    """What was said about a figure or a part of it, whatever its days, and the entry of more; one form a kind of
    record that the viewer may see. What was withdrawn is not said any more.
    """
    kinds = (name for name, one in context.catalogue.records.items() if one.stands_below_numbers)
    return tuple(_about(context, kind, number) for kind in kinds if may_view(context, kind))


def _about(context: BoardContext, record_id: str, number: NumberAddress) -> RecordForm:
    inside = {
        row.id for row, about in figure_records(context, record_id)
        if about.metric == number.metric
        and row.state != WITHDRAWN
        and all(is_inside(about.query.filters, item) for item in number.filters)
    }  # fmt: skip
    made = figure_form(context, record_id, number, title=context.say(context.catalogue.records[record_id].text("add")))
    return replace(made, entries=tuple(entry for entry in made.entries if entry.id in inside))


def may_view(context: BoardContext, record_id: str) -> bool:
    """Whether there are such records, and the viewer has the right to look at them."""
    records = context.company.records
    return record_id in records.ids() and context.may(records.record(record_id).rights.view)


def is_inside(filters: Sequence[Filter], whole: Filter) -> bool:
    """Whether rows that meet `filters` all meet `whole`, by the dimension that it names."""
    return any(one.dimension == whole.dimension and set(one.values) <= set(whole.values) for one in filters)
