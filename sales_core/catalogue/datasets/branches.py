"""Branches and stores: one row each."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef, ValueKind, column

DATASET = Dataset(
    id="branches",
    grain=DatasetGrain.MASTER,
    order=11,
    columns=(
        column("branch", ValueKind.CODE, "门店编码", "分公司", "门店", "storekey", "store id", "branch", "store", required=True, example="SH"),
        column("branch_name", ValueKind.NAME, "门店名称", "description", "store name", example="上海分公司"),
        s.COUNTRY, s.REGION,
        column("province", ValueKind.NAME, "state", "省", example="上海"),
        column("opened", ValueKind.DATE, "opendate", "open date"),
        column("closed", ValueKind.DATE, "closedate", "close date"),
        column("area", ValueKind.QUANTITY, "squaremeters", "square meters"),
        column("status", ValueKind.TEXT, "状态说明"),
    ),
    primary_key=("branch",),
    partition=("branch",),
    unique=True,
    entities=(
        EntityRef("branch", "branch", "branch_name", is_definition=True),
    ),
    subject_words=("门店", "分公司档案", "stores", "branches"),
)  # fmt: skip
