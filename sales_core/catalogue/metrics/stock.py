"""Stock on a day: how much, how long it lasts, what is missing, too much, or about to expire.

A day's stock is each warehouse's last snapshot on or before it (store/views/40_stock.sql says when a silent warehouse drops out).
Own stock only, unless a metric says distributor.
"""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, Good, Metric, Time, ratio
from sales_core.catalogue.metrics.stock_facts import HELD, POSITION, REPORTS, SNAPSHOTS
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

FACTS = (POSITION, SNAPSHOTS, HELD, REPORTS)

#: Days of sales that average outflow is taken over.
WINDOW_DAYS = 90
#: More cover than this is slow-moving; stock beyond `EXCESS_DAYS` of cover is excess.
SLOW_DAYS = 180
EXCESS_DAYS = 90

_NO_STOCK = Text("截至该日没有库存快照", "No stock snapshot up to that day")
_NO_MOVEMENT = Text("窗口期内没有出货，不计算天数", "Nothing moved in the window, so there is no number of days")


def _sum(condition: str, value: str = "quantity") -> str:
    return f"sum(CASE WHEN {condition} THEN {value} ELSE 0 END)"


def _products(condition: str) -> str:
    return f"count(DISTINCT CASE WHEN {condition} THEN product END)"


def _at(  # noqa: PLR0917 - a table of metrics, one line each
    metric_id: str,
    label: Text,
    definition: Text,
    formula: Text,
    unit: Unit,
    aggregate: str,
    *needs: str,
    good: Good = Good.NEUTRAL,
    fact: Fact = POSITION,
    where: str = "",
    why: Text = _NO_STOCK,
    zero: bool = True,
) -> Metric:
    return Metric(
        id=metric_id,
        label=label,
        definition=definition,
        formula=formula,
        unit=unit,
        good=good,
        fact=fact,
        aggregate=aggregate,
        needs=needs,
        time=Time.OPEN,
        empty_is_zero=zero,
        rows_where=where,
        why_none=why,
    )


def _of_value(metric_id: str, label: Text, definition: Text, condition: str, *needs: str) -> Metric:
    """Stock value of the rows that meet `condition`; less of it is better."""
    return _at(
        metric_id, label, definition, Text("Σ 库存金额", "Σ stock value"), Unit.MONEY, _sum(condition, "value"),
        "value", *needs, good=Good.DOWN, where=condition,
    )  # fmt: skip


_SLOW = "slow"
_OUT = "active AND NOT in_stock"
_EXPIRED = "quantity > 0 AND expiry < {closes}"
_NEAR = "quantity > 0 AND expiry >= {closes} AND 3 * datediff('day', {closes}, expiry) < shelf_life_days"
_DATED = "quantity > 0 AND coalesce(received, made) <= {closes}"
_AGE = "datediff('day', coalesce(received, made), {closes})"
#: Judged only where sales are loaded up to the snapshot; otherwise nothing can be said.
_JUDGED = "count(slow) > 0"
_NO_SALES = Text(
    "快照日之前没有销售数据，无法判断动销", "No sales are loaded up to the snapshot, so movement is unknown"
)

_OWN = (
    _at(
        "stock_quantity", Text("库存数量", "Stock quantity"),
        Text("自有库存：各仓库在该日或之前最后一次快照的数量之和。", "Own stock: each warehouse's last snapshot on or before the day."),
        Text("Σ 数量", "Σ quantity"), Unit.QUANTITY, "sum(quantity)", "quantity",
    ),
    _at(
        "stock_value", Text("库存金额", "Stock value"),
        Text("自有库存按成本计的金额；文件未给金额时为数量 × 单位成本（文件或产品档案）。",
             "Own stock at cost; where a file states no value, quantity × unit cost (of the file, else of the product)."),
        Text("Σ 金额", "Σ value"), Unit.MONEY, "sum(value)", "value",
    ),
    _at(
        "stock_products", Text("在库产品数", "Products in stock"),
        Text("有库存的产品数。", "Products with stock."), Text("计数", "count"), Unit.COUNT,
        _products("quantity > 0"), "product", "quantity", where="quantity > 0",
    ),
    _at(
        "stock_outflow", Text("窗口期出货量", "Outflow"),
        Text(f"快照日前 {WINDOW_DAYS} 天的净销售数量（仓库有自己的销售则按仓库，否则按分公司，再否则按公司）；同一来源的各仓按库存分摊。",
             f"Net quantity sold in the {WINDOW_DAYS} days up to the snapshot: the warehouse's own sales where sales name it, else its branch's, else the company's; warehouses that share them split them by what they hold."),
        Text("Σ 净销售数量", "Σ net quantity"), Unit.QUANTITY, "sum(outflow)", "outflow", why=_NO_SALES, zero=False,
    ),
    _at(
        "days_of_supply", Text("可销天数", "Days of supply"),
        Text(f"库存数量 ÷ 日均出货；日均出货取快照日前 {WINDOW_DAYS} 天的净销售数量（历史不足时按实际天数）。没有出货则不计算。",
             f"Stock quantity ÷ average daily outflow, taken over the {WINDOW_DAYS} days up to the snapshot (fewer where history is shorter). Without outflow there is no number."),
        Text("{stock_quantity} ÷ ({stock_outflow} ÷ 出货天数)", "{stock_quantity} ÷ ({stock_outflow} ÷ days of outflow)"), Unit.DAYS,
        "CASE WHEN sum(outflow) > 0 THEN CAST(sum(quantity) AS DOUBLE) * max(outflow_days)"
        " / CAST(sum(outflow) AS DOUBLE) END",
        "quantity", "outflow", "outflow_days", why=_NO_MOVEMENT, zero=False,
    ),
    _at(
        "stock_out_count", Text("缺货产品数", "Products out of stock"),
        Text(f"在售而没有库存的产品数：未退市，且仓库快照中列出但数量不大于 0，或近 {WINDOW_DAYS} 天有销售而各仓均无。按仓库拆分时逐仓判断。",
             f"Active products without stock: not withdrawn, and listed at 0 or below by a warehouse that no other line fills, or sold in the last {WINDOW_DAYS} days and absent from every warehouse. Split by warehouse, each is judged on its own."),
        Text("在售产品数 − 有库存的产品数", "active products − those with stock"), Unit.COUNT,
        f"{_products('active')} - {_products('active AND in_stock')}",
        "product", "active", "in_stock", good=Good.DOWN, where=_OUT,
    ),
    _at(
        "stock_out_places", Text("缺货点数", "Stock-outs by place"),
        Text("在售产品在某仓库（或其来源）没有库存的组合数：一个产品在两个仓库缺货计 2。",
             "Active products without stock, counted per place: a product missing in two warehouses counts 2."),
        Text("计数（产品 × 仓库）", "count (product × warehouse)"), Unit.COUNT,
        f"count(DISTINCT CASE WHEN {_OUT} THEN product || ' ' || branch || ' ' || warehouse END)",
        "product", "branch", "warehouse", "active", "in_stock", good=Good.DOWN, where=_OUT,
    ),
    _at(
        "slow_moving_count", Text("滞销产品数", "Slow-moving products"),
        Text(f"按近 {WINDOW_DAYS} 天出货速度，库存超过 {SLOW_DAYS} 天才能卖完（或没有出货）的产品数，按来源仓库判断，任一仓库滞销即计入；上市不足 {WINDOW_DAYS} 天的不计。",
             f"Products whose stock would last more than {SLOW_DAYS} days at the pace of the last {WINDOW_DAYS} (or that did not move), judged where it lies and counted when slow in any warehouse; not counted within {WINDOW_DAYS} days of launch."),
        Text("计数", "count"), Unit.COUNT,
        f"CASE WHEN {_JUDGED} THEN {_products(_SLOW)} END", "product", "slow", good=Good.DOWN, where=_SLOW,
        why=_NO_SALES, zero=False,
    ),
    _at(
        "slow_moving_value", Text("滞销库存金额", "Slow-moving value"),
        Text(f"滞销产品（可销天数超过 {SLOW_DAYS} 天或没有出货）的库存金额。",
             f"Stock value of slow-moving products (more than {SLOW_DAYS} days of cover, or no movement)."),
        Text("Σ 库存金额", "Σ stock value"), Unit.MONEY, f"CASE WHEN {_JUDGED} THEN {_sum(_SLOW, 'value')} END",
        "value", "slow", good=Good.DOWN, where=_SLOW, why=_NO_SALES, zero=False,
    ),
    _at(
        "excess_value", Text("超储金额", "Excess value"),
        Text(f"超出 {EXCESS_DAYS} 天用量的库存按成本的金额；上市不足 {WINDOW_DAYS} 天的产品不计。",
             f"Stock beyond {EXCESS_DAYS} days of outflow, at cost; products within {WINDOW_DAYS} days of launch do not count."),
        Text(f"Σ max(0, 库存 − {EXCESS_DAYS} × 日均出货) × 单位成本", f"Σ max(0, stock − {EXCESS_DAYS} × daily outflow) × unit cost"),
        Unit.MONEY, "sum(excess_value)", "excess_value",
        good=Good.DOWN, where="excess_value > 0", why=_NO_SALES, zero=False,
    ),
    _of_value(
        "near_expiry_value", Text("临期库存金额", "Near-expiry value"),
        Text("未过期而剩余保质期不足三分之一的库存金额；保质期取生产日期到到期日，缺生产日期时取产品档案。",
             "Value of stock not expired whose remaining life is under a third of its shelf life (made to expiry, else the product's)."),
        _NEAR, "quantity", "expiry", "shelf_life_days",
    ),
    _of_value(
        "expired_value", Text("过期库存金额", "Expired value"),
        Text("到期日早于该日的库存金额。", "Value of stock whose expiry lies before the day."), _EXPIRED, "quantity", "expiry",
    ),
    _at(
        "stock_age", Text("平均库龄", "Average stock age"),
        Text("有入库（或生产）日期的库存，从该日期到当日的天数，按数量加权。", "Days since receipt (else production) of stock that states it, weighted by quantity."),
        Text("Σ 库龄 × 数量 ÷ Σ 数量", "Σ age × quantity ÷ Σ quantity"), Unit.DAYS,
        f"CAST({_sum(_DATED, f'{_AGE} * quantity')} AS DOUBLE) / nullif(CAST({_sum(_DATED)} AS DOUBLE), 0)",
        "quantity", "received", "made", good=Good.DOWN, where=_DATED, zero=False,
        why=Text("库存没有入库或生产日期", "Stock states no receipt or production date"),
    ),
)  # fmt: skip

_NO_COUNT = Text("期间没有库存快照", "No stock snapshot in the period")
_TURNOVER = (
    Metric(
        id="stock_value_month_ends",
        label=Text("月末库存金额合计", "Month-end stock values"),
        definition=Text(
            "期间各月最后一次快照的库存金额之和（每仓每月取最后一次）。",
            "Sum over the months of the period of the stock value at each warehouse's last snapshot of the month.",
        ),
        formula=Text("Σ 各月库存金额", "Σ stock value of each month"),
        unit=Unit.MONEY,
        good=Good.NEUTRAL,
        fact=SNAPSHOTS,
        aggregate="sum(CASE WHEN month_last THEN value ELSE 0 END)",
        needs=("value", "month_last"),
        rows_where="month_last",
        empty_is_zero=True,
        why_none=_NO_COUNT,
    ),
    Metric(
        id="stock_months",
        label=Text("有快照的月数", "Months counted"),
        definition=Text(
            "期间有库存快照的月数，不受筛选和拆分影响：某产品某月没有库存，按 0 计入平均。",
            "Months of the period with a snapshot, whatever the filters and splits: a month without stock of a product"
            " counts 0 in its mean.",
        ),
        formula=Text("不同月份计数", "count of distinct months"),
        unit=Unit.COUNT,
        good=Good.NEUTRAL,
        fact=SNAPSHOTS,
        aggregate="count(DISTINCT month)",
        needs=("month",),
        of_all=True,
        empty_is_zero=True,
        why_none=_NO_COUNT,
    ),
    Metric(
        id="stock_value_average",
        label=Text("平均库存金额", "Average stock value"),
        definition=Text(
            "期间各月末快照库存金额的平均（每仓每月取最后一次快照）。",
            "Mean over the months of the period of the stock value at each warehouse's last snapshot of the month.",
        ),
        formula=Text("{stock_value_month_ends} ÷ {stock_months}", "{stock_value_month_ends} ÷ {stock_months}"),
        unit=Unit.MONEY,
        good=Good.NEUTRAL,
        expression="CAST({stock_value_month_ends} / nullif({stock_months}, 0) AS DECIMAL(18, 4))",
        why_none=_NO_COUNT,
    ),
    Metric(
        id="stock_turnover",
        label=Text("库存周转次数", "Stock turnover"),
        definition=Text(
            "期间销售成本 ÷ 平均库存金额（不折算为年）。",
            "Cost of goods sold in the period ÷ average stock value; not annualised.",
        ),
        formula=Text("{cost_of_sales} ÷ {stock_value_average}", "{cost_of_sales} ÷ {stock_value_average}"),
        unit=Unit.RATIO,
        expression=ratio("cost_of_sales", "stock_value_average"),
        why_none=Text("缺少成本或库存金额", "Cost or stock value is missing"),
    ),
    Metric(
        id="dio",
        label=Text("库存周转天数", "Days inventory outstanding"),
        definition=Text(
            "平均库存金额 ÷ 期间销售成本 × 期间天数。",
            "Average stock value ÷ cost of goods sold × days of the period.",
        ),
        formula=Text(
            "{stock_value_average} ÷ {cost_of_sales} × {days}", "{stock_value_average} ÷ {cost_of_sales} × {days}"
        ),
        unit=Unit.DAYS,
        good=Good.DOWN,
        expression="CASE WHEN {cost_of_sales} > 0 THEN CAST({stock_value_average} AS DOUBLE) * {days} / CAST({cost_of_sales} AS DOUBLE) END",
        why_none=Text("缺少成本或库存金额", "Cost or stock value is missing"),
    ),
)


def _held(  # noqa: PLR0917 - as above
    metric_id: str, zh: str, en: str, means: Text, unit: Unit, value: str
) -> Metric:
    return _at(
        metric_id, Text(zh, en), means, Text(f"Σ {zh}", f"Σ {en.lower()}"), unit, f"sum({value})", value, fact=HELD,
        why=Text("没有经销商库存", "No distributor stock is loaded"),
    )  # fmt: skip


_DISTRIBUTORS = (
    _held(
        "distributor_stock_quantity", "经销商库存数量", "Distributor stock quantity",
        Text("经销商在该日或之前最后一次上报的库存数量。", "What distributors last reported to hold on or before the day."),
        Unit.QUANTITY, "quantity",
    ),
    _held(
        "distributor_stock_value", "经销商库存金额", "Distributor stock value",
        Text("经销商最后一次上报的库存金额。", "Value of what distributors last reported to hold."), Unit.MONEY, "value",
    ),
    Metric(
        id="sell_out",
        label=Text("经销商出货量", "Sell-out"),
        definition=Text("期间经销商上报的出库数量。", "Quantity distributors reported as sold on in the period."),
        formula=Text("Σ 本期出库", "Σ outbound"),
        unit=Unit.QUANTITY,
        fact=REPORTS,
        aggregate="sum(outbound)",
        needs=("outbound",),
        empty_is_zero=True,
        why_none=Text("期间没有经销商上报", "No distributor reported in the period"),
    ),
)  # fmt: skip

METRICS = (*_OWN, *_TURNOVER, *_DISTRIBUTORS)
