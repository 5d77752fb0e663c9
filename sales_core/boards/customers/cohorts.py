"""Who came, who came back: new customers by month, and how many of each month's are still buying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from sales_core.analysis.customers.value import recruits, repeat_rate
from sales_core.boards.amounts import share
from sales_core.boards.blocks import Chart, Clause, Narrative, Sentence, Table
from sales_core.boards.columns import list_columns, list_drill
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import standings, year
from sales_core.boards.number import MONTH, Drill
from sales_core.charts.forms.columns import ChartColumn, columns
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.format import short_month
from sales_core.kernel.query import Compare, ListQuery
from sales_core.kernel.units import Unit

_MONTHS = 13
_LIST = "recruited_customers"


def _recruited(context: BoardContext) -> Sequence[Mapping[str, Any]]:
    return context.reader.run_list(ListQuery(_LIST, year(context), context.filters)).rows


def new_months(context: BoardContext) -> Chart:
    """New customers month by month beside those of the year before; the running month is pale."""
    result = context.result(
        "new_customers", by=("month",), period=context.months_back(_MONTHS), compare=Compare.LAST_YEAR, order_by="month"
    )
    drawn = [
        ChartColumn(
            str(row["month"]), short_month(cast("date", row["month"]), context.locale),
            context.figure("new_customers", row["new_customers"]),
            context.figure("new_customers", row.get("new_customers__before")),
            partial=result.partial and row is result.rows[-1],
        )
        for row in result
    ]  # fmt: skip
    found = recruits(_recruited(context))
    whole = context.result("net_sales", period=year(context)).one().get("net_sales")
    part = (
        None
        if found.net_sales is None or context.is_masked("net_sales")
        else share(found.net_sales, cast("Any", whole))
    )
    title = context.t("customers.new", count=context.write_count(found.count), share=context.write(part, Unit.PERCENT))
    return Chart(
        title, columns, (drawn,), {"unit": Unit.COUNT, "line_name": context.t("boards.mark_last_year")},
        note=context.t("customers.new_note", span=context.span(year(context))), result=result,
        drill=Drill(context.query("new_customers"), "new_customers", (MONTH,)),
    )  # fmt: skip


def recruited(context: BoardContext) -> Table:
    """New customers, the newest first, with whether they came back."""
    rows = _recruited(context)
    found = recruits(rows)
    title = context.t(
        "customers.again",
        again_60=context.write(found.again_60, Unit.PERCENT), judged_60=context.write_count(found.judged_60),
        again_90=context.write(found.again_90, Unit.PERCENT), judged_90=context.write_count(found.judged_90),
        once=context.write_count(found.once),
    )  # fmt: skip
    shown = list_columns(
        context, _LIST, "customer_name", "first_order", "first_amount", "second_order", "gap_days", "net_sales",
        "channel", "rep",
    )  # fmt: skip
    drill = list_drill(context, _LIST, "customer")
    drill = Drill(context.query("net_sales", period=year(context)), drill.metric, drill.by)
    return Table.of(
        title, shown, rows, key="customer", file="customers_new", note=context.t("customers.again_note"), drill=drill
    )


def triangle(context: BoardContext) -> Chart:
    """Of the customers of each month, how many still buy after so many months."""
    months = context.months_back(_MONTHS)
    found = context.reader.run_list(ListQuery("customer_cohorts", months, context.filters))
    sizes = {cast("date", row["cohort"]): cast("int", row["size"]) for row in found}
    last, over = found.period.end, (found.period.end + timedelta(days=1)).day == 1
    known = {(row["cohort"], row["age"]): row for row in found}
    cells, ages = [], range(_MONTHS)
    for cohort, size in sizes.items():
        newest = 12 * (last.year - cohort.year) + last.month - cohort.month
        for age in ages:
            if age > newest:
                continue
            row = known.get((cohort, age))
            running = "" if over or age < newest else context.t("customers.cohort_running")
            held = cast("int", row["customers"]) if row else 0
            said = context.t("customers.cohort_cell", held=context.write_count(held), size=context.write_count(size))
            detail = " · ".join(filter(None, (said, running)))
            cells.append(HeatCell(cohort.isoformat(), str(age), held / size, detail))
    rows = [
        (
            cohort.isoformat(),
            context.t("customers.cohort", month=short_month(cohort, context.locale), size=context.write_count(size)),
        )
        for cohort, size in sizes.items()
    ]
    return Chart(
        _triangle_message(context, sizes, known, last, over=over),
        heat,
        (rows, [(str(age), str(age)) for age in ages] if rows else [], cells),
        {"judge": False, "by_size": True},
        note=context.t("customers.cohort_note"),
    )


def _triangle_message(
    context: BoardContext, sizes: Mapping[date, int], known: Mapping[Any, Mapping[str, Any]], last: date, *, over: bool
) -> str:
    """How many of all still bought after three months, of the months of which that can be said."""
    ago = 3
    judged = [c for c in sizes if 12 * (last.year - c.year) + last.month - c.month >= ago + (0 if over else 1)]
    size = sum(sizes[cohort] for cohort in judged)
    if not size:
        return context.t("customers.cohort_young")
    held = sum(row["customers"] for cohort in judged if (row := known.get((cohort, ago))))
    still = context.write(held / size, Unit.PERCENT)
    return context.t("customers.cohort_message", share=still, months=ago, size=context.write_count(size))


def repeat(context: BoardContext) -> Narrative | None:
    """How many of those who bought did so on two days or more."""
    rate = repeat_rate(standings(context))
    if rate is None:
        return None
    said = context.t("customers.repeat", rate=context.write(rate, Unit.PERCENT), span=context.span(year(context)))
    return Narrative((Sentence((Clause(said),)),))
