"""Expenses: one row per branch, day and type of expense: spent, budgeted, or committed and not yet booked."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    PartitionGrain,
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import HeadlineMeasure
from sales_core.catalogue.rollup import Rollup, RollupGrain, RollupSet, RollupSum

DATASET = Dataset(
    id="expenses",
    grain=DatasetGrain.EVENT,
    order=6,
    columns=(
        column(
            "date", ValueKind.DATE, "发生日期", "入账日期", "日期", "记账日期", "报销日期", "费用日期", "expense date", "posting date",
            "month", "月份", required=True, example="2026-05-31", role=ColumnRole.DATE
        ),
        s.REGION, s.BRANCH,
        column(
            "kind", ValueKind.TEXT, "费用性质", "实际/预算", "预实", "kind", "scenario", example="实际",
            choices=(("actual", ("实际", "发生", "实际发生", "actual")), ("budget", ("预算", "计划", "budget", "plan")), ("committed", ("已承诺", "占用", "已占用", "预占", "committed", "encumbrance"))), role=ColumnRole.STATUS
        ),
        column("type", ValueKind.NAME, "费用项目", "费用科目", "科目名称", "费用类别", "费用类型", "expense type", "expense category", "account", example="促销费"),
        column("owner", ValueKind.NAME, "承担人", "经办人", "费用负责人", "报销人", "申请人", "owner", "claimant", sensitivity=Sensitivity.PERSON),
        column("promotion", ValueKind.TEXT, "活动编号", "promo", "promotion id", example=""),
        column(
            "amount", ValueKind.MONEY, "金额", "发生额", "本期发生额", "费用", "报销金额", "费用金额", "expense amount", "cost",
            required=True, example="12000.00", sensitivity=Sensitivity.MONEY, role=ColumnRole.AMOUNT
        ),
    ),
    primary_key=("date", "kind", "region", "branch", "type", "owner", "promotion", "amount"),
    partition=("date", "kind", "region", "branch"),
    any_of=(("region", "branch", "type"),),
    period="date",
    measures=("amount",),
    defaults=(("kind", "actual"),),
    partition_grain=PartitionGrain.MONTH,
    locks_with_period=True,
    coverage=CoverageRule.WHOLE_MONTHS,
    grace_months=1,
    rollups=RollupSet(
        sums=(
            RollupSum("spent", "amount", "kind = 'actual'"),
            RollupSum("budgeted", "amount", "kind = 'budget'"),
            RollupSum("committed", "amount", "kind = 'committed'"),
        ),
        tables=(
            Rollup(
                "expenses_month", RollupGrain.MONTH, ("region", "branch", "type", "owner", "promotion"), only_if_short=True
            ),
        ),
    ),
    entities=(
        EntityRef("branch", "branch", "branch", ("region",)),
    ),
    headlines=(HeadlineMeasure("expenses", "amount", where=(("kind", "actual"),)),),
    subject_words=("费用", "报销", "expense"),
)  # fmt: skip
