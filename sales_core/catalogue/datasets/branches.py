"""Branches and stores: one row each."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef, Kind, column

BRANCHES = Dataset(
    id="branches",
    grain=DatasetGrain.MASTER,
    order=11,
    columns=(
        column("branch", Kind.CODE, "门店编码", "分公司", "门店", "storekey", "store id", "branch", "store", required=True, example="SH"),
        column("branch_name", Kind.NAME, "门店名称", "description", "store name", example="上海分公司"),
        s.COUNTRY, s.REGION,
        column("province", Kind.NAME, "state", "省", example="上海"),
        column("opened", Kind.DATE, "opendate", "open date"),
        column("closed", Kind.DATE, "closedate", "close date"),
        column("area", Kind.QUANTITY, "squaremeters", "square meters"),
        column("status", Kind.TEXT, "状态说明"),
    ),
    primary_key=("branch",),
    partition=("branch",),
    unique=True,
    entities=(
        EntityRef("branch", "branch", "branch_name", is_definition=True),
    ),
    subject_words=("门店", "分公司档案", "stores", "branches"),
)  # fmt: skip
