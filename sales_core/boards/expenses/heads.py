"""Each branch by its share of reps and what it sells for it."""

from __future__ import annotations

from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.format import as_decimal
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import ListQuery
from sales_core.kernel.units import Unit

_LIST, _BRANCH = "branch_heads", "branch"
_COLUMNS = ("branch", "heads", "head_share", "net_sales", "share", "head_yield", "sales_per_head")

_CORNERS = ("lean", "star", "small", "costly")


def head_yields(context: BoardContext) -> Chart | None:
    """Branches by share of reps and yield of reps; nothing with fewer than two, or where sales are masked."""
    own, _ = context.narrowed("net_sales", only=ORGANISATION)
    found = own.reader.run_list(ListQuery(_LIST, own.period, own.filters))
    rows = [row for row in found.rows if row["head_yield"] is not None]
    if len(rows) < 2 or context.is_masked("net_sales"):
        return None
    columns: tuple[Column, ...] = list_columns(context, _LIST, *_COLUMNS)
    names = {column.id: column.label for column in columns}
    dots = [
        Dot(
            str(row[_BRANCH]),
            context.label(_BRANCH, row[_BRANCH]),
            Figure.of(as_decimal(row["head_share"]), Unit.PERCENT),
            Figure.of(as_decimal(row["head_yield"]), Unit.RATIO),
            context.figure("net_sales", row["net_sales"]),
        )
        for row in rows
    ]
    return Chart(
        context.t(
            "expenses.heads", branch=context.label(_BRANCH, rows[0][_BRANCH]),
            few=context.short("net_sales", rows[0]["sales_per_head"]),
            ratio=context.write(rows[0]["head_yield"], Unit.RATIO), other=context.label(_BRANCH, rows[-1][_BRANCH]),
        ),
        quadrant,
        (dots,),
        {
            "middle": (1 / len(dots), 1.0),
            "units": (Unit.PERCENT, Unit.RATIO),
            "titles": (names["head_share"], names["head_yield"]),
            "corners": tuple(context.t(f"expenses.heads_corner_{name}") for name in _CORNERS),
        },
        note=context.t("expenses.heads_note", day=context.date(found.period.end)),
        drill=Drill(context.query("net_sales"), "net_sales", (_BRANCH,)),
        export=Table.of("", columns, rows, key=_BRANCH, file=_LIST),
    )  # fmt: skip
