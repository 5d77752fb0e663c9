"""Where order figures come from: order lines that are still to be delivered."""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, source
from sales_core.kernel.terms import Right

#: A line counts as open only where the file says what was shipped.
_OPEN_LINES = (
    "(SELECT o.date, o.month, o.order_no, o.customer, o.branch, o.rep, l.product,"
    " l.quantity - l.shipped AS quantity, (l.quantity - l.shipped) * l.price AS amount,"
    " l.upload_id, l.sheet, l.source_row, l.source_col"
    " FROM orders AS o JOIN order_lines AS l ON l.order_no = o.order_no"
    " WHERE l.shipped IS NOT NULL AND l.quantity > l.shipped)"
)

OPEN_ORDERS = Fact(
    id="open_orders",
    sources=(source(_OPEN_LINES, "date", "date month order_no customer branch rep product quantity amount"),),
    dimensions=("branch", "rep", "customer", "product"),
    detail=("date", "order_no", "product", "quantity", "amount"),
    right=Right.VIEW_SALES,
)
