"""Commission plans: one row per plan (day it begins, post) and tier."""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, Sensitivity, ValueKind, column

DATASET = Dataset(
    id="commission_plans",
    grain=DatasetGrain.REFERENCE,
    order=15,
    columns=(
        column("date", ValueKind.DATE, "提成生效日期", "commission valid from", required=True, example="2026-01-01", role=ColumnRole.DATE),
        column("post", ValueKind.NAME, "提成岗位", "commission post", example="业务代表"),
        column(
            "basis", ValueKind.TEXT, "提成依据", "commission basis", example="销售额",
            choices=(
                ("sales", ("销售额", "净销售额", "销售", "sales", "net sales")), ("collections", ("回款", "回款额", "collections", "cash")),
                ("gross_profit", ("毛利", "毛利额", "gross profit", "margin")),
            ),
        ),
        column(
            "mode", ValueKind.TEXT, "提成计算方式", "tier mode", example="分段",
            choices=(("marginal", ("分段", "分段累进", "超额累进", "marginal")), ("whole", ("全额", "全额累进", "whole"))),
        ),
        column("plan_category", ValueKind.NAME, "提成品类", "commission category"),
        column("plan_customer_class", ValueKind.NAME, "提成客户等级", "commission customer class"),
        column("tier_start", ValueKind.MONEY, "提成档位起点", "commission tier from", "tier from", required=True, example="0", sensitivity=Sensitivity.PAY, minimum=0),
        column("commission_rate", ValueKind.PERCENT, "提成比例", "commission rate", required=True, example="2%", sensitivity=Sensitivity.PAY, minimum=0),
        column("accelerator_from", ValueKind.PERCENT, "加速达成率", "accelerator from attainment", example="100%", sensitivity=Sensitivity.PAY, minimum=0),
        column("accelerator", ValueKind.QUANTITY, "加速倍数", "commission accelerator", example="1.5", sensitivity=Sensitivity.PAY, minimum=0),
        column("pay_minimum", ValueKind.MONEY, "提成保底", "commission minimum", sensitivity=Sensitivity.PAY, minimum=0),
        column("pay_maximum", ValueKind.MONEY, "提成封顶", "commission maximum", sensitivity=Sensitivity.PAY, minimum=0),
        column("team_share", ValueKind.PERCENT, "团队业绩计入比例", "team share", example="10%", sensitivity=Sensitivity.PAY, minimum=0),
        column("hold_back_rate", ValueKind.PERCENT, "逾期暂扣比例", "hold-back rate", example="1%", sensitivity=Sensitivity.PAY, minimum=0),
        column("hold_back_days", ValueKind.INTEGER, "逾期暂扣天数", "hold-back after days", example="30", minimum=0),
        column("claws_back", ValueKind.FLAG, "退货追回提成", "returns claw back", example="是"),
    ),
    primary_key=("date", "post", "plan_category", "plan_customer_class", "tier_start"),
    partition=("date", "post"),
    unique=True,
    identified_by=("commission_rate",),
    subject_words=("提成", "佣金", "commission plan"),
)  # fmt: skip
