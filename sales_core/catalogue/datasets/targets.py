"""Targets: one row per month, measure and the node the target is set for. Long, or months across."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    DateSource,
    EntityRef,
    PartitionGrain,
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import HeadlineMeasure
from sales_core.catalogue.month_layout import MonthColumns

MEASURES = (
    ("net_sales", ("净销售额", "销售额", "销售", "金额", "net sales", "sales", "revenue", "budget")),
    (
        "quantity",
        (
            "数量",
            "销量",
            "quantity",
            "volume",
            "qty",
            "units",
            "pieces",
            "件数",
            "箱数",
            "menge",
            "absatz",
            "quantite",
            "cantidad",
            "quantidade",
            "수량",
        ),
    ),
    ("collections", ("回款", "回款额", "收款", "collections", "cash")),
    ("gross_profit", ("毛利", "毛利额", "gross profit", "margin")),
)

DATASET = Dataset(
    id="targets",
    grain=DatasetGrain.EVENT,
    order=2,
    columns=(
        column("month", ValueKind.MONTH, "年月", "期间", "会计期间", "period", required=True, example="2026-05", role=ColumnRole.DATE),
        s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME, s.CHANNEL, s.CUSTOMER, s.CUSTOMER_NAME, s.CATEGORY, s.PRODUCT,
        column(
            "measure", ValueKind.TEXT, "目标类型", "指标名称", "kpi", "metric", example="净销售额", choices=MEASURES
        ),
        column(
            "target", ValueKind.MONEY, "目标额", "目标金额", "销售目标", "任务", "任务额", "指标值", "预算", "计划",
            "budget", "quota", "plan", "goal", required=True, example="100000", sensitivity=Sensitivity.MONEY, role=ColumnRole.AMOUNT, minimum=0
        ),
    ),
    working_columns=(
        column("starts", ValueKind.DATE, "开始日期", "起始日期", "开始", "start date", "start", "from", "valid from", "period start", role=ColumnRole.SPAN_START),
        column("ends", ValueKind.DATE, "结束日期", "截止日期", "结束", "end date", "end", "to", "until", "valid to", "period end", role=ColumnRole.SPAN_END),
        column("year", ValueKind.TEXT, "年", "年度", "年份", "会计年度", "fiscal year", "fy", "financial year", "calendar year", "budget year", "jahr", "année", "année fiscale", "año", "ano", "anno", "jaar", "yıl", "tahun", "rok", "год", "연도", "년도", role=ColumnRole.YEAR),
        column("part", ValueKind.TEXT, "季度", "季", "月", "月份", "quarter", "qtr", "half year", "half", "month", "month no", "quartal", "trimestre", "四半期", "분기", role=ColumnRole.YEAR_PART),
    ),
    primary_key=("month", "measure", "country", "region", "branch", "rep", "rep_name", "channel", "customer", "customer_name", "category", "product"),
    partition=("month", "measure", "country", "region", "branch"),
    unique=True,
    any_of=(("country", "region", "branch", "rep", "rep_name", "channel", "customer", "customer_name", "category", "product"),),
    period="month",
    measures=("target",),
    scale_reference="sales.amount",
    month_columns=MonthColumns("month", "target", "measure", ("指标", "goal"), goods_measure="quantity"),
    defaults=(("measure", "net_sales"),),
    partition_grain=PartitionGrain.MONTH,
    needs_any_of_in_each_row=False,
    locks_with_period=True,
    may_be_future=True,
    keeps_stated_rep=True,
    date_sources=(DateSource.COLUMN, DateSource.MONTH_COLUMNS, DateSource.CONTEXT),
    coverage=CoverageRule.WHOLE_MONTHS,
    entities=(
        EntityRef("rep", "rep", "rep_name", ("country", "region", "branch")),
        EntityRef("customer", "customer", "customer_name"),
        EntityRef("product", "product"),
        EntityRef("branch", "branch", "branch", ("country", "region")),
    ),
    headlines=(HeadlineMeasure("target", "target", "target", where=(("measure", "net_sales"),)),),
    subject_words=(
        *("目标", "任务", "预算", "计划", "target", "budget", "quota", "plan", "予算", "목표", "예산", "umsatzziel", "zielumsatz", "absatzziel", "objectif"),
        *("objetivo", "presupuesto", "metas de", "meta de", "orçamento"),
    ),
)  # fmt: skip
