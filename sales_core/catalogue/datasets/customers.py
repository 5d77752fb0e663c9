"""Customers: one row per customer."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, EntityRef, Sensitivity, ValueKind, column

DATASET = Dataset(
    id="customers",
    grain=DatasetGrain.MASTER,
    order=8,
    columns=(
        s.CUSTOMER, s.CUSTOMER_NAME,
        column("customer_class", ValueKind.NAME, "等级", "客户级别", "customer class", "grade", "abc", example="A"),
        s.CHANNEL, s.SEGMENT, s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME,
        column("credit_limit", ValueKind.MONEY, "授信额度", "额度", "creditlimit", example="500000", sensitivity=Sensitivity.MONEY, minimum=0),
        column("term_days", ValueKind.INTEGER, "账期", "信用天数", "付款天数", "payment terms", "credit days", example="30", minimum=0, role=ColumnRole.TERM_DAYS),
        column("opened", ValueKind.DATE, "建档日期", "合作日期", "open date", "opendate", example="2023-01-10"),
        column("closed", ValueKind.DATE, "停用日期", "close date", "closedate"),
        column("is_distributor", ValueKind.FLAG, "经销商标志", "is distributor", example="是"),
        column("contact", ValueKind.NAME, "contact name", sensitivity=Sensitivity.CONTACT),
        column("phone", ValueKind.CODE, "手机", "联系电话", "phone number", sensitivity=Sensitivity.CONTACT),
        column("city", ValueKind.NAME, "地市", example="上海"),
    ),
    primary_key=("customer", "customer_name"),
    partition=("customer", "customer_name"),
    unique=True,
    any_of=(("customer", "customer_name"),),
    entities=(
        EntityRef("customer", "customer", "customer_name", is_definition=True),
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("branch", "branch", "branch"),
    ),
    negative_headers=("账龄", "余额", "balance", "stage", "阶段", "probability"),
    subject_words=("客户档案", "客户资料", "客户列表", "customers"),
)  # fmt: skip
