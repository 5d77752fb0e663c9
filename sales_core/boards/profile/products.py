"""Of a customer: what he buys and pays beside the others of his channel, and what they buy and he does not."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.boards.amounts import ZERO, Row, as_amount
from sales_core.boards.blocks import Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.customers.summary import year
from sales_core.boards.number import Drill
from sales_core.boards.profile import subject
from sales_core.catalogue.dimensions import CUSTOMER_DIMENSIONS
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.units import Unit

_KIND, _CHANNEL, _LIST = "customer", "channel", "customer_products"
_BOUGHT = ("product_name", "category", "bought", "paid_price", "others_price", "price_gap", "paid_more", "penetration")
_MISSING = ("product_name", "category", "penetration", "buyers", "others_price")
_MOST = 100


def _channel(context: BoardContext) -> str:
    """The channel in which the customer bought most; empty where his sales name none."""
    found = subject.about(context).result(
        "gross_sales", by=(_CHANNEL,), period=year(context), order_by="-gross_sales", limit=1
    )
    return str(found.one().get(_CHANNEL) or "")


def _rows(context: BoardContext) -> Sequence[Row]:
    """Every product of his channel; what narrows the page to products or to him does not narrow who the others are."""
    if context.choice("kind") != _KIND:
        return ()
    channel = _channel(context)
    own, _ = context.narrowed("net_sales", only=tuple(set(CUSTOMER_DIMENSIONS) - {_KIND, _CHANNEL}))
    filters = (*own.filters, Filter(_CHANNEL, (channel,))) if channel else own.filters
    asked = ListQuery(_LIST, year(context), filters, parameters=(("customer", context.choice("code")),))
    return context.reader.run_list(asked).rows


def bought(context: BoardContext) -> Table | None:
    """What he buys, what he pays for it, and what the others of his channel pay."""
    rows = [row for row in _rows(context) if as_amount(row, "bought") > 0]
    if not rows:
        return None
    more = sum((as_amount(row, "paid_more") for row in rows), ZERO)
    key = "products.bought_more" if more > 0 else "products.bought_less" if more < 0 else "products.bought"
    title = context.t(key, count=context.write_count(len(rows)), amount=context.short("gross_sales", abs(more)))
    return _table(context, rows, title, _BOUGHT, "customer_products")


def not_bought(context: BoardContext) -> Table | None:
    """What the others of his channel buy and he does not, what most of them buy first."""
    rows = [row for row in _rows(context) if as_amount(row, "bought") == 0]
    if not rows or context.is_masked("gross_sales"):
        return None
    title = context.t(
        "products.not_bought", count=context.write_count(len(rows)),
        product=context.label("product", rows[0]["product"]), share=context.write(rows[0]["penetration"], Unit.PERCENT),
    )  # fmt: skip
    return _table(context, rows, title, _MISSING, "customer_products_missing")


def _table(context: BoardContext, rows: Sequence[Row], title: str, columns: tuple[str, ...], file: str) -> Table:
    note = context.t("products.note", span=context.span(year(context)))
    if len(rows) > _MOST:
        note = f"{note} · {context.t('profile.first_rows', rows=_MOST)}"
    return Table.of(
        title, list_columns(context, _LIST, *columns), rows[:_MOST], key="product", note=note, file=file,
        drill=Drill(subject.about(context).query("net_sales", period=year(context)), "net_sales", ("product",)),
    )  # fmt: skip
