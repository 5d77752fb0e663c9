"""Figures of what was sold. "Net" is before or after tax as the files were loaded (`meta.tax_basis`)."""

from __future__ import annotations

from sales_core.catalogue.metric import Good, Metric, Time, difference, growth, ratio
from sales_core.catalogue.metrics.facts import FIRST_SALES, SALES
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

_NO_SALES = Text("该范围没有销售", "No sales in this selection")
_NO_BASIS = Text("对比期没有销售，无法计算增长率", "No sales in the compared period to grow from")
_NO_COST = Text("没有带成本的销售行", "No line carries a cost")
_LAST_YEAR = (Compare.LAST_YEAR,)
_LAST_MONTH = (Compare.LAST_MONTH,)
_BUYER = "CASE WHEN f.gross_amount > 0 AND f.customer <> '' THEN f.customer END"
_BUYER_NOW = "CASE WHEN f.gross_amount > 0 AND f.customer <> '' AND {at} >= {opens} THEN f.customer END"
_BUYER_BEFORE = "CASE WHEN f.gross_amount > 0 AND f.customer <> '' AND {at} < {opens} THEN f.customer END"
_BUYER_COLUMNS = ("customer", "gross_amount")


def _net_sales(
    metric_id: str, zh: str, en: str, definition: Text, *, time: Time = Time.FLOW, shift: tuple[Compare, ...] = ()
) -> Metric:
    """A sum of line amounts over some stretch of time."""
    return Metric(
        metric_id, Text(zh, en), definition, Text("Σ 销售行金额（退货为负）", "Σ line amounts (returns negative)"),
        Unit.MONEY, fact=SALES, aggregate="sum(f.amount)", needs=("amount",), time=time, shift=shift,
        empty_is_zero=True, why_none=_NO_SALES,
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _net_sales(
        "net_sales", "净销售额", "Net sales",
        Text("期间内全部销售行金额之和，退货按负数计入；含税与否以上传数据为准。",
             "Sum of all sales lines in the period, returns counted negative; tax as loaded."),
    ),
    Metric(
        "gross_sales", Text("毛销售额", "Gross sales"),
        Text("期间内非退货销售行金额之和。", "Sum of the lines in the period that are not returns."),
        Text("Σ 非退货行金额", "Σ amounts of lines that are not returns"),
        Unit.MONEY, fact=SALES, aggregate="sum(f.gross_amount)", needs=("gross_amount",), empty_is_zero=True,
        rows_where="NOT f.is_return", why_none=_NO_SALES,
    ),
    Metric(
        "returns", Text("退货额", "Returns"),
        Text("期间内退货行金额，按正数显示；按退货发生日计，不回溯原销售月。",
             "Amount of return lines in the period, shown positive; counted on the day of the return."),
        Text("−Σ 退货行金额", "−Σ amounts of return lines"),
        Unit.MONEY, Good.DOWN, SALES, "-sum(f.return_amount)", ("return_amount",), empty_is_zero=True,
        rows_where="f.is_return", why_none=_NO_SALES,
    ),
    Metric(
        "return_rate", Text("退货率", "Return rate"),
        Text("退货额占毛销售额的比例。", "Returns as a share of gross sales."),
        Text("{returns} ÷ {gross_sales}", "{returns} ÷ {gross_sales}"),
        Unit.PERCENT, Good.DOWN, expression=ratio("returns", "gross_sales"), why_none=_NO_SALES,
    ),
    Metric(
        "quantity", Text("销量", "Quantity"),
        Text("期间内销售数量之和，退货为负；不同单位的产品相加仅供参考。",
             "Sum of quantities sold, returns negative; units of different products are added as they are."),
        Text("Σ 数量", "Σ quantity"),
        Unit.QUANTITY, fact=SALES, aggregate="sum(f.quantity)", needs=("quantity",), empty_is_zero=True,
        why_none=_NO_SALES,
    ),
    Metric(
        "gross_quantity", Text("毛销量", "Gross quantity"),
        Text("期间内非退货行的数量之和。", "Quantities of the lines that are not returns."),
        Text("Σ 非退货行数量", "Σ quantities of lines that are not returns"),
        Unit.QUANTITY, fact=SALES, aggregate="sum(f.quantity) - sum(f.return_quantity)",
        needs=("quantity", "return_quantity"), empty_is_zero=True, rows_where="NOT f.is_return", why_none=_NO_SALES,
    ),
    Metric(
        "average_price", Text("平均单价", "Average price"),
        Text("净销售额除以销量。", "Net sales per unit sold."),
        Text("{net_sales} ÷ {quantity}", "{net_sales} ÷ {quantity}"),
        Unit.MONEY, Good.NEUTRAL,
        expression=ratio("net_sales", "quantity"), why_none=Text("销量为零", "Quantity is zero"),
    ),
    Metric(
        "costed_sales", Text("有成本的销售额", "Costed sales"),
        Text("带有成本的销售行的金额。", "Amount of the lines whose cost is known."),
        Text("Σ 有成本的行金额", "Σ amounts of lines with a cost"),
        Unit.MONEY, Good.NEUTRAL, SALES, "sum(f.costed_amount)", ("costed_amount",), empty_is_zero=True,
        rows_where="f.cost IS NOT NULL", why_none=_NO_COST,
    ),
    Metric(
        "cost_of_sales", Text("销售成本", "Cost of sales"),
        Text("带有成本的销售行的成本之和。", "Cost of the lines whose cost is known."),
        Text("Σ 成本", "Σ cost"),
        Unit.MONEY, Good.NEUTRAL, SALES, "sum(f.cost)", ("cost",), empty_is_zero=True,
        rows_where="f.cost IS NOT NULL", why_none=_NO_COST,
    ),
    Metric(
        "gross_profit", Text("毛利额", "Gross profit"),
        Text("有成本的销售额减去其成本；没有成本的行不计入（见成本覆盖率）。",
             "Costed sales minus their cost; lines without a cost are left out (see cost coverage)."),
        Text("{costed_sales} − {cost_of_sales}", "{costed_sales} − {cost_of_sales}"),
        Unit.MONEY, expression="CASE WHEN {costed_sales} <> 0 OR {cost_of_sales} <> 0 THEN {costed_sales} - {cost_of_sales} END",
        why_none=_NO_COST,
    ),
    Metric(
        "margin", Text("毛利率", "Gross margin"),
        Text("毛利额占有成本的销售额的比例；没有成本的行两边都不计入。",
             "Gross profit as a share of costed sales; lines without a cost are in neither."),
        Text("{gross_profit} ÷ {costed_sales}", "{gross_profit} ÷ {costed_sales}"),
        Unit.PERCENT, expression=ratio("gross_profit", "costed_sales"), why_none=_NO_COST,
    ),
    Metric(
        "cost_coverage", Text("成本覆盖率", "Cost coverage"),
        Text("有成本的销售额占净销售额的比例；低于 100% 时毛利只反映一部分销售。",
             "Costed sales as a share of net sales; below 100 % the margin speaks for a part only."),
        Text("{costed_sales} ÷ {net_sales}", "{costed_sales} ÷ {net_sales}"),
        Unit.PERCENT, expression=ratio("costed_sales", "net_sales"), why_none=_NO_SALES,
    ),
    Metric(
        "order_count", Text("订单数", "Orders"),
        Text("期间内至少有一行非退货的不同单据号数量；没有单据号的行不计。",
             "Distinct order numbers with at least one line that is no return; lines without a number are not counted."),
        Text("不同单据号计数", "Count of distinct order numbers"),
        Unit.COUNT, fact=SALES,
        aggregate="count(DISTINCT CASE WHEN NOT f.is_return AND f.order_no <> '' THEN f.order_no END)",
        needs=("order_no", "is_return"), rows_where="NOT f.is_return AND f.order_no <> ''", empty_is_zero=True,
    ),
    Metric(
        "average_order", Text("客单价", "Average order"),
        Text("毛销售额除以订单数。", "Gross sales per order."),
        Text("{gross_sales} ÷ {order_count}", "{gross_sales} ÷ {order_count}"),
        Unit.MONEY, expression=ratio("gross_sales", "order_count"), why_none=_NO_SALES,
    ),
    Metric(
        "line_count", Text("销售行数", "Sales lines"),
        Text("期间内的销售行数量，含退货。", "Number of sales lines, returns included."),
        Text("行计数", "Count of lines"),
        Unit.COUNT, Good.NEUTRAL, SALES, "CAST(coalesce(sum(f.lines), 0) AS BIGINT)", ("lines",), empty_is_zero=True,
    ),
    Metric(
        "active_customers", Text("活跃客户数", "Active customers"),
        Text("期间内至少有一笔正数销售的不同客户数。", "Distinct customers with at least one positive sale in the period."),
        Text("有购买的客户去重计数", "Count of distinct customers that bought"),
        Unit.COUNT, fact=SALES, aggregate=f"count(DISTINCT {_BUYER})", needs=_BUYER_COLUMNS,
        rows_where="f.gross_amount > 0 AND f.customer <> ''", empty_is_zero=True,
    ),
    Metric(
        "active_customers_previous", Text("上一窗口活跃客户数", "Active customers before"),
        Text("紧邻的上一个可比窗口（同样长度、同样日子）内购买过的客户数。",
             "Customers that bought in the comparable window just before (same length, same days)."),
        Text("有购买的客户去重计数", "Count of distinct customers that bought"),
        Unit.COUNT, Good.NEUTRAL, SALES, f"count(DISTINCT {_BUYER_BEFORE})", _BUYER_COLUMNS, Time.WINDOW,
        rows_where="f.gross_amount > 0 AND f.customer <> ''", empty_is_zero=True,
    ),
    Metric(
        "lost_customers", Text("流失客户数", "Lost customers"),
        Text("紧邻的上一个可比窗口内买过、本期没有买的客户数；窗口长度与本期相同。",
             "Customers that bought in the comparable window just before and not in this one; windows of equal length."),
        Text("两窗口去重客户数 − 本期去重客户数", "Distinct customers of both windows − those of this one"),
        Unit.COUNT, Good.DOWN, SALES, f"count(DISTINCT {_BUYER}) - count(DISTINCT {_BUYER_NOW})", _BUYER_COLUMNS,
        Time.WINDOW, rows_where="f.gross_amount > 0 AND f.customer <> ''", empty_is_zero=True,
    ),
    Metric(
        "retention_rate", Text("留存率", "Retention"),
        Text("上一可比窗口的客户中本期仍购买的比例。", "Share of the window before's customers that bought again."),
        Text("1 − {lost_customers} ÷ {active_customers_previous}", "1 − {lost_customers} ÷ {active_customers_previous}"),
        Unit.PERCENT,
        expression="1 - " + ratio("lost_customers", "active_customers_previous"),
        why_none=Text("上一窗口没有客户", "No customers in the window before"),
    ),
    Metric(
        "new_customers", Text("新客户数", "New customers"),
        Text("在期间内第一次购买（有史以来首单）的客户数；计入首单所在的业务员、产品等。",
             "Customers whose first purchase ever falls in the period; counted where that first order was."),
        Text("首单客户去重计数", "Count of distinct customers with a first order"),
        Unit.COUNT, fact=FIRST_SALES, aggregate="count(DISTINCT f.customer)", needs=("customer",),
        empty_is_zero=True,
    ),
    Metric(
        "customer_count", Text("累计客户数", "Customers ever"),
        Text("截至期末曾经购买过的客户数，归入首单所在的业务员、分公司等。",
             "Customers that ever bought up to the close, counted where their first order was."),
        Text("首单客户累计去重计数", "Running count of distinct first-order customers"),
        Unit.COUNT, fact=FIRST_SALES, aggregate="count(DISTINCT f.customer)", needs=("customer",), time=Time.OPEN,
        empty_is_zero=True,
    ),
    Metric(
        "active_products", Text("动销产品数", "Products sold"),
        Text("期间内有正数销售的不同产品数。", "Distinct products with a positive sale in the period."),
        Text("有销售的产品去重计数", "Count of distinct products sold"),
        Unit.COUNT, fact=SALES,
        aggregate="count(DISTINCT CASE WHEN f.gross_amount > 0 AND f.product <> '' THEN f.product END)",
        needs=("product", "gross_amount"), rows_where="f.gross_amount > 0 AND f.product <> ''", empty_is_zero=True,
    ),
    Metric(
        "active_reps", Text("有业绩的业务员数", "Reps with sales"),
        Text("期间内有正数销售的不同业务员数。", "Distinct reps with a positive sale in the period."),
        Text("有销售的业务员去重计数", "Count of distinct reps that sold"),
        Unit.COUNT, fact=SALES,
        aggregate="count(DISTINCT CASE WHEN f.gross_amount > 0 AND f.rep <> '' THEN f.rep END)",
        needs=("rep", "gross_amount"), rows_where="f.gross_amount > 0 AND f.rep <> ''", empty_is_zero=True,
    ),
    Metric(
        "sales_per_rep", Text("人均销售额", "Sales per rep"),
        Text("净销售额除以有业绩的业务员数。", "Net sales per rep that sold."),
        Text("{net_sales} ÷ {active_reps}", "{net_sales} ÷ {active_reps}"),
        Unit.MONEY, expression=ratio("net_sales", "active_reps"), why_none=_NO_SALES,
    ),
    Metric(
        "sales_per_customer", Text("户均销售额", "Sales per customer"),
        Text("净销售额除以活跃客户数。", "Net sales per active customer."),
        Text("{net_sales} ÷ {active_customers}", "{net_sales} ÷ {active_customers}"),
        Unit.MONEY, expression=ratio("net_sales", "active_customers"), why_none=_NO_SALES,
    ),
    Metric(
        "net_sales_all", Text("全部净销售额", "All net sales"),
        Text("期间内可见范围的净销售额合计，不受筛选和拆分影响。",
             "Net sales of all the viewer may see in the period, whatever the filters and splits."),
        Text("Σ 销售行金额", "Σ line amounts"),
        Unit.MONEY, Good.NEUTRAL, SALES, "sum(f.amount)", ("amount",), of_all=True, why_none=_NO_SALES,
    ),
    Metric(
        "sales_share", Text("销售占比", "Share of sales"),
        Text("净销售额占可见范围合计的比例；按时间拆分时各期分别为 100%。",
             "Share of the net sales of all the viewer may see; each span of time sums to 100 %."),
        Text("{net_sales} ÷ {net_sales_all}", "{net_sales} ÷ {net_sales_all}"),
        Unit.PERCENT, Good.NEUTRAL, expression=ratio("net_sales", "net_sales_all"), why_none=_NO_SALES,
    ),
    _net_sales(
        "net_sales_last_year", "去年同期净销售额", "Net sales last year",
        Text("去年同样日子的净销售额；未完月份只比到同一天。",
             "Net sales of the same days a year earlier; a partial month is set against the same days."),
        shift=_LAST_YEAR,
    ),
    _net_sales(
        "net_sales_last_month", "上期净销售额", "Net sales of the stretch before",
        Text("上一期同样日子的净销售额：月对上月，季对上季。",
             "Net sales of the same days of the stretch before: month against month, quarter against quarter."),
        time=Time.SPAN, shift=_LAST_MONTH,
    ),
    Metric(
        "yoy", Text("同比", "Year on year"),
        Text("净销售额与去年同样日子相比的增长率。", "Growth of net sales over the same days of last year."),
        Text("{net_sales} ÷ {net_sales_last_year} − 1", "{net_sales} ÷ {net_sales_last_year} − 1"),
        Unit.PERCENT, expression=growth("net_sales", "net_sales_last_year"), why_none=_NO_BASIS,
    ),
    Metric(
        "mom", Text("环比", "Month on month"),
        Text("净销售额与上一期同样日子相比的增长率。", "Growth of net sales over the same days of the stretch before."),
        Text("{net_sales} ÷ {net_sales_last_month} − 1", "{net_sales} ÷ {net_sales_last_month} − 1"),
        Unit.PERCENT, expression=growth("net_sales", "net_sales_last_month"), why_none=_NO_BASIS,
    ),
    Metric(
        "net_sales_change", Text("同比增减额", "Change on last year"),
        Text("净销售额减去去年同样日子的净销售额。", "Net sales minus those of the same days of last year."),
        Text("{net_sales} − {net_sales_last_year}", "{net_sales} − {net_sales_last_year}"),
        Unit.MONEY, expression=difference("net_sales", "net_sales_last_year"), why_none=_NO_BASIS,
    ),
    _net_sales(
        "net_sales_ytd", "本年累计净销售额", "Net sales year to date",
        Text("从 1 月 1 日到期末（不晚于数据截止日）的净销售额。", "From 1 January to the close of the period."),
        time=Time.YEAR_TO_DATE,
    ),
    _net_sales(
        "net_sales_ytd_last_year", "去年同期累计净销售额", "Net sales year to date, last year",
        Text("去年 1 月 1 日到同一天的净销售额。", "The same days of last year, from 1 January."),
        time=Time.YEAR_TO_DATE, shift=_LAST_YEAR,
    ),
    Metric(
        "yoy_ytd", Text("累计同比", "Year to date on last year"),
        Text("本年累计净销售额与去年同样日子相比的增长率。", "Growth of the year to date over the same days of last year."),
        Text("{net_sales_ytd} ÷ {net_sales_ytd_last_year} − 1", "{net_sales_ytd} ÷ {net_sales_ytd_last_year} − 1"),
        Unit.PERCENT, expression=growth("net_sales_ytd", "net_sales_ytd_last_year"), why_none=_NO_BASIS,
    ),
    _net_sales(
        "net_sales_mtd", "本月累计净销售额", "Net sales month to date",
        Text("从期末所在月 1 日到期末的净销售额。", "From the first of the closing month to the close."),
        time=Time.MONTH_TO_DATE,
    ),
)  # fmt: skip
