"""White space: how many customers of each segment buy each product group, what is missing, and whom to talk to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sales_core.boards.amounts import ZERO, Row, as_amount
from sales_core.boards.blocks import Chart, Headline, Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import year
from sales_core.boards.number import Drill
from sales_core.catalogue.dimensions import CUSTOMER_DIMENSIONS
from sales_core.catalogue.lists.segment_penetration import SEGMENT_CUTS
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.format import as_decimal
from sales_core.kernel.query import ListQuery
from sales_core.kernel.units import Unit

_CELLS, _SPACE = "segment_penetration", "white_space"
_CELL_COLUMNS = (
    "segment", "product_group", "white_space", "customers_below", "peer_median", "penetration", "buyers", "customers",
)  # fmt: skip
_CALL_COLUMNS = (
    "customer_name", "segment", "product_group", "white_space", "bought", "peer_median", "penetration", "customers",
    "rep", "branch",
)  # fmt: skip
_MOST = 500
#: So many product groups stand side by side.
_MOST_GROUPS = 12


def known_cut(context: BoardContext) -> str:
    """The first way to divide customers that any of them has; the first of all where there is none."""
    return next((cut for cut in SEGMENT_CUTS if _rows(context, _CELLS, cut, "category")), SEGMENT_CUTS[0])


def _rows(context: BoardContext, list_id: str, segment_by: str, group_by: str) -> Sequence[Row]:
    """Rows of a list of the year, narrowed by nothing about products: those who buy one say nothing of the others."""
    narrowed, _ = context.narrowed("net_sales", only=CUSTOMER_DIMENSIONS)
    cuts = (("segment_by", segment_by), ("group_by", group_by))
    return context.reader.run_list(ListQuery(list_id, year(context), narrowed.filters, parameters=cuts)).rows


def _chosen(context: BoardContext, list_id: str) -> Sequence[Row]:
    return _rows(context, list_id, context.choice("segment_by"), context.choice("group_by"))


def _names(context: BoardContext, row: Row) -> dict[str, str]:
    """The segment and the product group of a row in words."""
    return {
        "segment": context.label(context.choice("segment_by"), row["segment"]),
        "group": context.label(context.choice("group_by"), row["product_group"]),
    }


def _sum(rows: Sequence[Row]) -> Decimal:
    return sum((as_amount(row, "white_space") for row in rows), ZERO)


def cell_key(row: Row) -> str:
    """What names a cell of the matrix among all."""
    return f"{row['segment']}|{row['product_group']}"


def cell_name(context: BoardContext, key: str) -> str:
    """A cell in words."""
    row = next((one for one in _chosen(context, _CELLS) if cell_key(one) == key), None)
    return context.t("space.cell", **_names(context, row)) if row else key


def headline(context: BoardContext) -> Headline:
    """The customer furthest below the median of its segment: what it is worth, and who talks to them."""
    rows, cells = _chosen(context, _SPACE), _chosen(context, _CELLS)
    window = context.t("customers.window", span=context.span(year(context)))
    if not cells:
        return Headline(_unknown(context), window)
    if not rows:
        return Headline(context.t("space.headline_none"), window)
    first = rows[0]
    sentence = context.t(
        "space.headline", who=context.label("customer", first["customer"]), rep=context.label("rep", first["rep"]),
        bought=context.short("net_sales", first["bought"]), amount=context.short("net_sales", first["white_space"]),
        peers=context.write_count(int(str(first["customers"]))), total=context.short("net_sales", _sum(cells)),
        others=context.write_count(sum(as_amount(cell, "white_space") > 0 for cell in cells)), **_names(context, first),
    )  # fmt: skip
    return Headline(sentence, window)


def _unknown(context: BoardContext) -> str:
    return context.t("space.unknown", by=context.dimension_name(context.choice("segment_by")))


def matrix(context: BoardContext) -> Chart:
    """Segments down, product groups across: the share of customers who buy; the cell with the most missing as title."""
    cells = _chosen(context, _CELLS)
    sizes = {str(row["segment"]): int(str(row["customers"])) for row in cells}
    worth: dict[str, Decimal] = {}
    for row in cells:
        worth[str(row["product_group"])] = worth.get(str(row["product_group"]), ZERO) + as_amount(row, "white_space")
    groups = sorted(worth, key=lambda group: (-worth[group], group))[:_MOST_GROUPS]
    segment_name = context.namer(context.choice("segment_by"))
    group_name = context.namer(context.choice("group_by"))
    rows = [
        (one, context.t("space.row", name=segment_name(one), customers=context.write_count(sizes[one])))
        for one in sorted(sizes, key=lambda segment: (-sizes[segment], segment))
    ]
    drawn = [
        HeatCell(str(row["segment"]), str(row["product_group"]), as_decimal(row["penetration"]), _detail(context, row))
        for row in cells
    ]
    return Chart(
        _matrix_title(context, cells),
        heat,
        (rows, [(group, group_name(group)) for group in groups], drawn),
        {"judge": False, "by_size": True},
        note=context.t("space.matrix_note", span=context.span(year(context))),
    )


def _matrix_title(context: BoardContext, cells: Sequence[Row]) -> str:
    if not cells:
        return _unknown(context)
    first = cells[0]
    if not as_amount(first, "white_space"):
        return context.t("space.matrix_none")
    return context.t(
        "space.matrix", amount=context.short("net_sales", first["white_space"]),
        share=context.write(first["penetration"], Unit.PERCENT),
        below=context.write_count(int(str(first["customers_below"]))), **_names(context, first),
    )  # fmt: skip


def _detail(context: BoardContext, row: Row) -> str:
    def count(name: str) -> str:
        return context.write_count(int(str(row[name])))

    return context.t(
        "space.matrix_cell", buyers=count("buyers"), customers=count("customers"), below=count("customers_below"),
        median=context.short("net_sales", row["peer_median"]), amount=context.short("net_sales", row["white_space"]),
    )  # fmt: skip


def cells(context: BoardContext) -> Table:
    """Every cell with white space, the most first; a picked one narrows the customers below."""
    rows = [row for row in _chosen(context, _CELLS) if as_amount(row, "white_space") > 0]
    title = context.t(
        "space.cells", count=context.write_count(len(rows)), amount=context.short("net_sales", _sum(rows))
    )
    return Table.of(
        title, list_columns(context, _CELLS, *_CELL_COLUMNS), [{**row, **_as_names(context, row)} for row in rows],
        key=cell_key, note=context.t("space.cells_note"), file="segment_penetration", selects="space",
    )  # fmt: skip


def _as_names(context: BoardContext, row: Row) -> Row:
    names = _names(context, row)
    return {"segment": names["segment"], "product_group": names["group"]}


def calls(context: BoardContext) -> Table:
    """The customers below the median, of the picked cell or of all, by what they are below it."""
    picked = context.choice("space")
    found = [row for row in _chosen(context, _SPACE) if picked in {"", cell_key(row)}]
    key = "space.calls_cell" if picked and found else "space.calls"
    names = _names(context, found[0]) if picked and found else {}
    title = context.t(
        key, count=context.write_count(len(found)), amount=context.short("net_sales", _sum(found)), **names
    )
    note = context.t("space.calls_note")
    if len(found) > _MOST:
        note = f"{note} · {context.t('profile.first_rows', rows=_MOST)}"
    return Table.of(
        title, list_columns(context, _SPACE, *_CALL_COLUMNS),
        [{**row, **_as_names(context, row)} for row in found[:_MOST]], key="customer", note=note, file="white_space",
        drill=Drill(context.query("net_sales", period=year(context)), "net_sales", ("customer",)),
    )  # fmt: skip
