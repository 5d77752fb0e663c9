"""Which files the demo company's ERP exports, and how their columns are called there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from data.demo.cash import METHODS, Documents, Receipts
from data.demo.company import CATEGORIES, CHANNELS, COMPANY
from data.demo.customers import Customers
from data.demo.days import DAYS, MONTHS, Flags, Ints, day_at, day_number, first_day
from data.demo.files import Column, Export, counts, days, money, picked, texts
from data.demo.outlets import PARTS, Audits
from data.demo.people import Posting
from data.demo.products import NEVER
from data.demo.sales import Lines, World, promotion_code
from data.demo.stock import DistributorStock, OwnStock, snapshot_day
from data.demo.visits import PURPOSES, RESULTS, STATES, Visits

#: (name, first month, last month) of the sales files: half-years, then single months.
SALES_FILES = (
    ("销售明细_2023年四季度.csv", (2023, 10), (2023, 12)),
    ("销售明细_2024年上半年.csv", (2024, 1), (2024, 6)),
    ("销售明细_2024年下半年.csv", (2024, 7), (2024, 12)),
    ("销售明细_2025年上半年.csv", (2025, 1), (2025, 6)),
    ("销售明细_2025年下半年.csv", (2025, 7), (2025, 12)),
    ("销售明细_2026年上半年.csv", (2026, 1), (2026, 6)),
    ("销售明细_202607.csv", (2026, 7), (2026, 7)),
    ("销售明细_202608.xlsx", (2026, 8), (2026, 8)),
    ("销售明细_202609.xlsx", (2026, 9), (2026, 9)),
    ("销售明细_202610.xlsx", (2026, 10), (2026, 10)),
)


def _heading(what: str, month: tuple[int, int] | None = None) -> tuple[str, ...]:
    when = f"　期间：{month[0]}年{month[1]:02d}月" if month else ""
    return (what, f"单位名称：{COMPANY}{when}　单位：元")


def branch_names(world: World) -> list[str]:
    """In the order of their numbers."""
    return [b.name for b in world.people.branches]


def place(world: World, branch: Ints, *, region: bool = True) -> list[Column]:
    """大区 and 分公司 of each row."""
    regions = [b.region for b in world.people.branches]
    names = picked("分公司", branch_names(world), branch)
    return [picked("大区", regions, branch), names] if region else [names]


def _rep(world: World, rep: Ints) -> list[Column]:
    return [picked("业务员编码", world.people.codes, rep), picked("业务员", world.people.names, rep)]


def _customer(world: World, customer: Ints) -> list[Column]:
    return [
        picked("客户编码", world.customers.codes, customer),
        picked("客户名称", world.customers.names, customer),
    ]


def _product(world: World, product: Ints) -> list[Column]:
    return [
        picked("存货编码", world.products.codes, product),
        picked("存货名称", world.products.names, product),
    ]


def sales_exports(world: World, lines: Lines) -> Iterator[Export]:
    """The sales ledger, one file a half-year and later one a month."""
    position = {month: index for index, month in enumerate(MONTHS)}
    for name, first, last in SALES_FILES:
        inside = (lines.month >= position[first]) & (lines.month <= position[last])
        title = _heading("销售明细账", first if first == last else None)
        yield Export(name, _sales_columns(world, lines.take(inside)), title, has_total=True, sheet="销售明细")


def _sales_columns(world: World, lines: Lines) -> tuple[Column, ...]:
    parts = zip(lines.day.tolist(), lines.order.tolist(), lines.is_return.tolist(), strict=True)
    numbers = [f"{'XT' if back else 'XS'}{day_at(day):%y%m%d}{order:04d}" for day, order, back in parts]
    return (
        days("单据日期", lines.day),
        texts("单据编号", numbers),
        counts("行号", lines.line),
        picked("业务类型", ("销售", "退货"), lines.is_return.astype(np.int64)),
        *place(world, lines.branch),
        *_rep(world, lines.rep),
        *_customer(world, lines.customer),
        *_product(world, lines.product),
        picked("仓库", [f"{name}仓" for name in branch_names(world)], lines.branch),
        counts("数量", lines.quantity, total=True),
        money("不含税单价", lines.price),
        money("不含税金额", lines.amount, total=True),
        money("销售成本", lines.cost_amount, total=True),
        picked("促销编号", [promotion_code(m) for m in range(len(MONTHS))], lines.promotion),
    )


def master_exports(world: World, classes: tuple[str, ...], limits: Ints) -> Iterator[Export]:
    """Branches, reps with their postings, customers and articles."""
    branches = world.people.branches
    every = np.arange(len(branches), dtype=np.int64)
    yield Export(
        "分公司档案.xlsx",
        (
            picked("分公司", branch_names(world), every),
            texts("分公司名称", [f"{b.name}分公司" for b in branches]),
            texts("大区", [b.region for b in branches]),
        ),
        sheet="分公司",
    )
    yield rep_export(world, world.people.postings, (), "", "业务员任职表.xlsx")
    yield _customer_export(world, classes, limits)
    yield _product_export(world)


def rep_export(world: World, held: tuple[Posting, ...], promoted: tuple[Posting, ...], post: str, name: str) -> Export:
    """Postings as a master of reps; those `promoted` hold `post`, the others the post that goes with their years."""
    people = world.people
    postings = (*held, *promoted)
    rep = np.array([p.rep for p in postings])
    branch = np.array([int(people.territory_branch[p.territory]) for p in postings])
    spans = [people.posting_dates(p) for p in postings]
    hired = np.array([day_number(people.hired[p.rep]) for p in postings])
    left = [people.left[p.rep] for p in postings]
    columns = (
        picked("工号", people.codes, rep),
        picked("姓名", people.names, rep),
        *place(world, branch),
        texts("团队", [f"{'一二三'[p.territory % 3]}组" for p in postings]),
        texts("岗位", [*(_post(day) for day in hired.tolist()[: len(held)]), *([post] * len(promoted))]),
        texts("区域等级", [people.area_class(p.territory) for p in postings]),
        days("入职日期", hired),
        _optional_days("离职日期", [None if day is None else day_number(day) for day in left]),
        days("生效日期", np.array([day_number(start) for start, _ in spans])),
        _optional_days("失效日期", [None if end is None else day_number(end) for _, end in spans]),
    )
    return Export(name, columns, _heading("业务员任职表")[:1], sheet="任职")


def _post(hired: int) -> str:
    return "高级业务代表" if hired < -900 else "业务代表"


def _optional_days(header: str, numbers: list[int | None]) -> Column:
    values = np.array([0 if number is None else number for number in numbers], dtype=np.int64)
    return days(header, values, empty=np.array([number is None for number in numbers]))


def _customer_export(world: World, classes: tuple[str, ...], limits: Ints) -> Export:
    customers, people = world.customers, world.people
    every = np.arange(len(customers), dtype=np.int64)
    now = people.holder[customers.territory, -1]
    opened, closed = _life(customers)
    columns = (
        *_customer(world, every),
        texts("客户等级", classes),
        picked("渠道", [c.name for c in CHANNELS], customers.channel),
        *place(world, customers.branch),
        *_rep(world, now),
        money("信用额度", np.maximum(limits, 0), empty=limits < 0),
        counts("账期天数", customers.terms),
        days("开户日期", opened),
        days("关闭日期", closed, empty=closed >= DAYS),
        picked("是否经销商", ("否", "是"), customers.is_distributor.astype(np.int64)),
        picked("城市", branch_names(world), customers.branch),
    )
    return Export("客户档案.xlsx", columns, _heading("客户档案")[:1], sheet="客户档案")


def _life(customers: Customers) -> tuple[Ints, Ints]:
    starts = np.array([first_day(m) for m in range(-1, len(MONTHS) + 42)])
    before = -30 - (np.arange(len(customers)) * 37) % 1500
    opened = np.where(customers.opened < 0, before, starts[np.maximum(customers.opened, 0) + 1])
    return opened.astype(np.int64), starts[np.minimum(customers.closed, len(MONTHS) + 40) + 1].astype(np.int64)


def _product_export(world: World) -> Export:
    products = world.products
    every = np.arange(len(products), dtype=np.int64)
    columns = (
        *_product(world, every),
        picked("大类", [c.name for c in CATEGORIES], products.category),
        texts("小类", products.kinds),
        texts("品牌", products.brands),
        texts("规格型号", products.packs),
        texts("计量单位", ["箱"] * len(products)),
        money("标准价", products.price),
        money("标准成本", products.cost),
        counts("保质期天数", products.shelf_life),
        days("上市日期", products.launched),
        days("退市日期", products.withdrawn % NEVER, empty=products.withdrawn >= DAYS),
        counts("补货周期天数", products.lead_time),
    )
    return Export("存货档案.csv", columns)


def stock_exports(world: World, own: OwnStock, distributors: DistributorStock) -> Iterator[Export]:
    """Own stock by batch: 2025, 2026 to September, and the as-of day; distributors' stock in one file."""
    for name, inside in (
        ("批次库存_2025年.csv", own.month <= MONTHS.index((2025, 12))),
        ("批次库存_2026年.csv", (own.month > MONTHS.index((2025, 12))) & (own.month < len(MONTHS) - 1)),
        ("批次库存_20261022.xlsx", own.month == len(MONTHS) - 1),
    ):
        yield Export(name, _own_columns(world, own, inside), _heading("批次结存表"), has_total=True, sheet="批次结存")
    index = distributors.month
    counted = np.array([snapshot_day(m) for m in range(len(MONTHS))])
    columns = (
        days("截止日期", counted[index]),
        *place(world, world.customers.branch[distributors.customer]),
        picked("经销商编码", world.customers.codes, distributors.customer),
        picked("经销商名称", world.customers.names, distributors.customer),
        *_product(world, distributors.product),
        counts("期初数量", distributors.opening),
        counts("本期入库", distributors.inbound),
        counts("本期出库", distributors.outbound),
        counts("结存数量", distributors.closing),
    )
    yield Export("经销商进销存.xlsx", columns, _heading("经销商进销存月报"), sheet="进销存")


def _own_columns(world: World, own: OwnStock, inside: Flags) -> tuple[Column, ...]:
    month, branch, product = own.month[inside], own.branch[inside], own.product[inside]
    received, quantity, cost = own.received[inside], own.quantity[inside], own.unit_cost[inside]
    counted = np.array([snapshot_day(m) for m in range(len(MONTHS))])
    batch = [f"B{day_at(day):%y%m%d}-{b:02d}" for day, b in zip(received.tolist(), branch.tolist(), strict=True)]
    return (
        days("截止日期", counted[month]),
        *place(world, branch),
        picked("仓库", [f"{name}仓" for name in branch_names(world)], branch),
        *_product(world, product),
        texts("批号", batch),
        days("入库日期", received),
        days("生产日期", own.made[inside]),
        days("有效期至", own.expiry[inside]),
        counts("结存数量", quantity, total=True),
        money("成本单价", cost),
        money("结存金额", quantity * cost, total=True),
    )


def cash_exports(world: World, documents: Documents, receipts: Receipts) -> Iterator[Export]:
    """Receivable documents and receipts, one file a year each."""
    year_of = np.array([day_at(day).year for day in range(DAYS)])
    types = ("发票", "红字发票")
    for year in (2023, 2024, 2025, 2026):
        rows = np.flatnonzero(year_of[documents.day] == year)
        columns = (
            picked("单据编号", documents.number, rows),
            picked("单据类型", types, (documents.amount[rows] < 0).astype(np.int64)),
            picked("对应发票", documents.number, documents.original[rows]),
            days("开票日期", documents.day[rows]),
            days("到期日", documents.due[rows]),
            *_customer(world, documents.customer[rows]),
            *place(world, world.customers.branch[documents.customer[rows]]),
            *_rep(world, documents.rep[rows]),
            money("价税合计", documents.amount[rows], total=True),
        )
        yield Export(f"应收单据_{year}年.csv", columns, _heading("应收单据列表"), has_total=True)
    for year in (2023, 2024, 2025, 2026):
        rows = np.flatnonzero(year_of[receipts.day] == year)
        columns = (
            picked("收款单号", receipts.number, rows),
            days("收款日期", receipts.day[rows]),
            picked("核销单据", documents.number, receipts.document[rows]),
            *_customer(world, receipts.customer[rows]),
            *place(world, world.customers.branch[receipts.customer[rows]]),
            money("收款金额", receipts.amount[rows], total=True),
            picked("结算方式", METHODS, receipts.method[rows]),
        )
        yield Export(f"收款单_{year}年.csv", columns, _heading("收款单列表"), has_total=True)


def outlet_export(world: World, audits: Audits) -> Export:
    """The field team's check list: outlets are customers under another header."""
    columns = (
        days("检查日期", audits.day),
        picked("售点编码", world.customers.codes, audits.customer),
        picked("售点名称", world.customers.names, audits.customer),
        *place(world, world.customers.branch[audits.customer]),
        *_rep(world, audits.rep),
        *(counts(name, audits.scores[:, part]) for part, name in enumerate(PARTS)),
    )
    return Export("售点检查表.xlsx", columns, ("售点检查明细表", f"单位名称：{COMPANY}　满分：100"), sheet="售点检查")


def visit_export(world: World, visits: Visits) -> Export:
    """The field team's log: a row a visit with what became of it."""
    columns = (
        days("拜访日期", visits.day),
        *_customer(world, visits.customer),
        *place(world, world.customers.branch[visits.customer]),
        picked("业务员编码", world.people.codes, visits.rep),
        picked("拜访人", world.people.names, visits.rep),
        picked("拜访状态", STATES, visits.state),
        picked("计划内", ("否", "是"), visits.on_plan),
        picked("拜访目的", PURPOSES, visits.purpose),
        counts("拜访时长(分钟)", visits.minutes, empty=visits.minutes < 0),
        picked("拜访结果", RESULTS, visits.result),
    )
    return Export("客户拜访记录.csv", columns, (f"客户拜访记录　{COMPANY}",))
