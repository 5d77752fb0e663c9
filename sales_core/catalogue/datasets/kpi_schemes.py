"""Schemes of a scorecard: one row per scheme (day it begins, post) and measure; the weights of a scheme add up to 1."""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, ValueKind, column

DATASET = Dataset(
    id="kpi_schemes",
    grain=DatasetGrain.REFERENCE,
    order=17,
    columns=(
        column("date", ValueKind.DATE, "考核生效日期", "scheme valid from", required=True, example="2026-01-01", role=ColumnRole.DATE),
        column("post", ValueKind.NAME, "考核岗位", "scheme post", example="业务代表"),
        column(
            "kpi", ValueKind.TEXT, "考核指标", "kpi", required=True, example="销售额",
            choices=(
                ("net_sales", ("销售额", "净销售额", "销量达成", "sales", "net sales", "volume")),
                ("quantity", ("数量", "销量", "quantity")),
                ("collections", ("回款", "回款额", "collections", "cash")),
                ("gross_profit", ("毛利", "毛利额", "gross profit", "margin")),
                ("outlet_score", ("售点表现", "售点", "铺货", "outlets", "outlet score")),
            ),
        ),
        column("weight", ValueKind.PERCENT, "考核权重", "kpi weight", required=True, example="50%", minimum=0, maximum=1),
        column("cap", ValueKind.PERCENT, "考核封顶", "kpi cap", example="120%", minimum=0),
    ),
    primary_key=("date", "post", "kpi"),
    partition=("date", "post"),
    unique=True,
    adds_up_to_one=(("weight", ("date", "post")),),
    identified_by=("weight",),
    subject_words=("考核", "kpi scheme", "scorecard"),
)  # fmt: skip
