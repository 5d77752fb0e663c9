"""Outlet audits: one row per visit at which an outlet's shelf was scored."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import AggregateKind, HeadlineMeasure

DATASET = Dataset(
    id="outlet_audits",
    grain=DatasetGrain.EVENT,
    order=7,
    columns=(
        column(
            "date", ValueKind.DATE, "检查日期", "拜访日期", "巡查日期", "稽查日期", "走访日期", "日期", "audit date",
            "visit date", "check date", required=True, example="2026-05-18", role=ColumnRole.DATE
        ),
        column(
            "customer", ValueKind.CODE, "门店编码", "终端编码", "网点编码", "售点编号", "门店编号", "终端编号", "网点编号",
            "outlet id", "store code", "store id", *s.CUSTOMER.aliases, "客户编码", example="C1000",
        ),
        column(
            "customer_name", ValueKind.NAME, "售点", "门店名称", "门店", "终端名称", "网点名称", "outlet name", "store name",
            "customer", "客户名称", "客户", "客户简称", "customer name", example="上海华联超市", sensitivity=Sensitivity.CUSTOMER,
        ),
        s.COUNTRY, s.REGION,
        column("branch", ValueKind.NAME, "分支机构", "办事处", "部门", "销售部门", "营业部", "经营部", "branch office", example="上海"),
        s.REP,
        column(
            "rep_name", ValueKind.NAME, "业务员姓名", "业务员名称", "销售代表", "业代", "责任业务员", "巡店人", "检查人", "拜访人",
            "姓名", "salesperson", "rep name", "rep", example="张伟", sensitivity=Sensitivity.PERSON,
        ),
        s.CHANNEL,
        column(
            "distribution_score", ValueKind.QUANTITY, "铺货分", "铺货", "铺市得分", "分销得分", "必备品得分", "上架得分",
            "distribution", "availability score", example="90", role=ColumnRole.SCORE, minimum=0, maximum=100
        ),
        column(
            "facing_score", ValueKind.QUANTITY, "排面分", "排面", "货架得分", "牌面得分", "facing", "facings", "shelf score",
            example="80", role=ColumnRole.SCORE, minimum=0, maximum=100
        ),
        column(
            "price_score", ValueKind.QUANTITY, "价格分", "价格执行得分", "价签得分", "价格执行", "price compliance",
            "pricing score", example="100", role=ColumnRole.SCORE, minimum=0, maximum=100
        ),
        column(
            "display_score", ValueKind.QUANTITY, "陈列分", "陈列", "生动化得分", "生动化", "display", "merchandising score",
            example="70", role=ColumnRole.SCORE, minimum=0, maximum=100
        ),
        column(
            "score", ValueKind.QUANTITY, "售点得分", "售点表现", "综合得分", "巡店得分", "检查得分", "得分", "total score", "outlet score",
            "audit score", example="",
            role=ColumnRole.SCORE, minimum=0, maximum=100
        ),
    ),
    primary_key=("date", "customer", "customer_name"),
    partition=("date", "region", "branch"),
    unique=True,
    any_of=(
        ("customer", "customer_name"),
        ("score", "distribution_score", "facing_score", "price_score", "display_score"),
    ),
    period="date",
    locks_with_period=True,
    coverage=CoverageRule.OWN_DAY,
    entities=(
        EntityRef("outlet", "customer", "customer_name"),
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("branch", "branch", "branch", ("country", "region")),
    ),
    headlines=(HeadlineMeasure("outlet_score", "score", "outlet_score", AggregateKind.AVERAGE),),
    subject_words=("售点", "巡店", "门店检查", "终端检查", "outlet audit", "store check"),
)  # fmt: skip
