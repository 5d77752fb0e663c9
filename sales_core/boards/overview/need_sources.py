"""What may need somebody, over cash, stock, customers, targets and data: each source says one need or nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from sales_core.analysis.receivables.credit import CreditLine, credit_lines
from sales_core.analysis.receivables.overdue import OverdueCustomer, overdue_customers
from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.analysis.stock.replenishment_plan import stock_plan
from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.context import BoardContext
from sales_core.boards.overview.need import Case, Found, need_of, number_of
from sales_core.boards.overview.need_decisions import late_decisions
from sales_core.boards.overview.need_plan import late_datasets, missing_branches, missing_days, unallocated
from sales_core.catalogue.lists.credit_lines import CreditState
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Right

#: So many cases of a need are listed; the page that is about it has all.
MOST = 15
Cases = list[Case]


def overdue(context: BoardContext) -> Found:
    """Cash that is late, and the customer who owes most of it."""
    own, _ = context.narrowed("receivables_overdue")
    total = own.result("receivables_overdue").one().get("receivables_overdue")
    if not total and not own.is_masked("receivables_overdue"):
        return None
    late = own.on_day(overdue_customers)
    if not late:
        return None
    first = late[0]
    text = own.t(
        "need.overdue",
        count=own.write_count(len(late)),
        who=first.customer_name,
        amount=own.short("receivables_overdue", first.overdue),
        days=first.days,
    )
    need = need_of(own, "receivables_overdue", "cash", text, total, own.label("rep", first.rep), _action(own, first))
    return need, lambda: [_overdue_case(own, one) for one in late[:MOST]]


def _action(context: BoardContext, one: OverdueCustomer) -> str:
    return context.t(f"receivables.action.{one.action.value}")


def _overdue_case(context: BoardContext, one: OverdueCustomer) -> Case:
    return Case(
        one.customer, one.customer_name, one.overdue, context.t("need.overdue_days", days=one.days),
        context.label("rep", one.rep), _action(context, one),
        number_of(context, "receivables_overdue", ("customer",), one.customer),
    )  # fmt: skip


def over_limit(context: BoardContext) -> Found:
    """Credit given beyond what was agreed."""
    own, _ = context.narrowed("over_limit_amount")
    total = own.result("over_limit_amount").one().get("over_limit_amount")
    if not total:
        return None
    over = sorted(
        (one for one in own.on_day(credit_lines) if one.state is CreditState.OVER), key=lambda one: one.headroom or ZERO
    )
    if not over:
        return None
    first = over[0]
    text = own.t(
        "need.over_limit",
        count=own.write_count(len(over)),
        who=first.customer_name,
        amount=own.short("over_limit_amount", _above(first)),
    )
    need = need_of(
        own, "over_limit_amount", "cash", text, total, own.label("rep", first.rep), own.t("need.step_over_limit")
    )
    return need, lambda: [_limit_case(own, one) for one in over[:MOST]]


def _above(one: CreditLine) -> Decimal:
    return -(one.headroom or ZERO)


def _limit_case(context: BoardContext, one: CreditLine) -> Case:
    limit = context.short("credit_limit", one.credit_limit)
    return Case(
        one.customer, one.customer_name, _above(one), context.t("need.limit", limit=limit),
        context.label("rep", one.rep), context.t("need.step_over_limit"),
        number_of(context, "over_limit_amount", ("customer",), one.customer),
    )  # fmt: skip


def near_expiry(context: BoardContext) -> Found:
    """Stock that will soon be too old to sell, by product and branch."""
    metric = "near_expiry_value"
    own, _ = context.narrowed(metric)
    total = own.result(metric).one().get(metric)
    if not total:
        return None
    rows = own.result(metric, by=("product", "branch"), order_by=f"-{metric}", limit=MOST).rows

    def case(product: str, branch: str, value: Decimal) -> Case:
        return Case(
            f"{product}/{branch}", own.label("product", product), value, "", own.label("branch", branch),
            own.t("need.step_near_expiry"), number_of(own, metric, ("product", "branch"), product, branch),
        )  # fmt: skip

    def cases() -> Cases:
        return [case(str(row["product"]), str(row["branch"]), as_amount(row, metric)) for row in rows if row[metric]]

    first = cases()[0]
    text = own.t("need.near_expiry", what=first.name, amount=own.short(metric, first.amount))
    return need_of(own, metric, "stock", text, total, first.owner, first.step), cases


def stock_out(context: BoardContext) -> Found:
    """Products that are out while customers ask for them: what was not sold for it."""
    metric = "stock_out_count"
    own, _ = context.narrowed(metric)
    if not own.result(metric).one().get(metric):
        return None
    out = [line for line in own.on_day(stock_plan) if line.state is StockState.OUT]
    out.sort(key=lambda line: (-line.lost_sales, line.product))
    if not out:
        return None
    lost = sum((line.lost_sales for line in out), ZERO)
    text = own.t("need.stock_out", count=own.write_count(len(out)), what=out[0].product_name, days=out[0].out_days)

    def case(line: StockLine) -> Case:
        return Case(
            line.product, line.product_name, line.lost_sales, own.t("need.out_days", days=line.out_days), "",
            own.t("need.step_stock_out"),
            number_of(own, "stock_quantity", ("product",), line.product),
        )  # fmt: skip

    need = need_of(own, metric, "stock", text, lost or None, "", own.t("need.step_stock_out"))
    return need, lambda: [case(line) for line in out[:MOST]]


def lost_customers(context: BoardContext) -> Found:
    """Customers of the stretch before who have bought nothing since: what they bought then."""
    metric, before = "lost_customers", "net_sales_last_month"
    own, _ = context.narrowed(metric, before)
    count = own.result(metric).one().get(metric)
    if not isinstance(count, int) or not count:
        return None
    asked = ListQuery("lapsed_customers", own.period, own.filters, limit=MOST)
    rows = list(own.reader.run_list(asked))
    if not rows:
        return None
    codes = [str(row["customer"]) for row in rows]
    names = owners_before(own, codes)
    first, total = rows[0], as_amount(rows[0], "total")
    text = own.t(
        "need.lost",
        count=own.write_count(count),
        who=own.label("customer", codes[0]),
        amount=own.short(before, first[before]),
    )

    def case(code: str, amount: Decimal) -> Case:
        return Case(
            code, own.label("customer", code), amount, "", names.get(code, ""), own.t("need.step_lost"),
            number_of(own, before, ("customer",), code),
        )  # fmt: skip

    need = need_of(own, metric, "customers", text, total, names.get(codes[0], ""), own.t("need.step_lost"))
    return need, lambda: [case(code, as_amount(row, before)) for code, row in zip(codes, rows, strict=True)]


def owners_before(context: BoardContext, codes: list[str]) -> dict[str, str]:
    """By customer the rep who sold to it in the stretch before, else a year ago."""
    metric = "net_sales_last_month"
    rows = context.result(metric, by=("customer", "rep"), filters=(*_others(context), Filter("customer", tuple(codes))))
    best: dict[str, tuple[Decimal, str]] = {}
    for row in rows:
        customer, rep, amount = str(row["customer"]), str(row["rep"]), as_amount(row, metric)
        if rep and (customer not in best or amount > best[customer][0]):
            best[customer] = (amount, rep)
    return {customer: context.label("rep", rep) for customer, (_, rep) in best.items()}


def _others(context: BoardContext) -> tuple[Filter, ...]:
    return tuple(item for item in context.filters if item.dimension != "customer")


#: Each source and the right that it takes to see it.
SOURCES: tuple[tuple[Callable[[BoardContext], Found], Right], ...] = (
    (overdue, Right.VIEW_RECEIVABLES),
    (over_limit, Right.VIEW_RECEIVABLES),
    (near_expiry, Right.VIEW_STOCK),
    (stock_out, Right.VIEW_STOCK),
    (lost_customers, Right.VIEW_SALES),
    (unallocated, Right.VIEW_SALES),
    (missing_days, Right.VIEW_SALES),
    (missing_branches, Right.VIEW_SALES),
    (late_datasets, Right.VIEW_UPLOADS),
    (late_decisions, Right.VIEW_SALES),
)
