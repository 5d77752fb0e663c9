"""Branches and stores: one row each."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef, Kind, column
from sales_core.kernel.terms import Text

BRANCHES = Dataset(
    id="branches",
    label=Text("分公司与门店", "Branches and stores"),
    purpose=Text("每行一个分公司或门店", "One row per branch or store"),
    grain=DatasetGrain.MASTER,
    order=11,
    columns=(
        column("branch", Kind.CODE, "分公司编码", "Branch code", "门店编码", "分公司", "门店", "storekey", "store id", "branch", "store", required=True, example="SH"),
        column("branch_name", Kind.NAME, "分公司名称", "Branch name", "门店名称", "description", "store name", example="上海分公司"),
        s.COUNTRY, s.REGION,
        column("province", Kind.NAME, "省份", "Province", "state", "省", example="上海"),
        column("opened", Kind.DATE, "开业日期", "Opened", "opendate", "open date"),
        column("closed", Kind.DATE, "关闭日期", "Closed", "closedate", "close date"),
        column("area", Kind.QUANTITY, "面积", "Area m²", "squaremeters", "square meters"),
        column("status", Kind.TEXT, "状态", "Status", "状态说明"),
    ),
    primary_key=("branch",),
    partition=("branch",),
    unique=True,
    entities=(
        EntityRef("branch", "branch", "branch_name", is_definition=True),
    ),
    subject_words=("门店", "分公司档案", "stores", "branches"),
)  # fmt: skip
