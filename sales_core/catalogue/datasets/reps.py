"""Reps and the sales organisation: one row per rep and posting, with validity dates."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef, Sensitivity, ValueKind, column

DATASET = Dataset(
    id="reps",
    grain=DatasetGrain.MASTER,
    order=10,
    columns=(
        s.REP, s.REP_NAME, s.COUNTRY, s.REGION, s.BRANCH,
        column("team", ValueKind.NAME, "小组", "销售组", example="一组"),
        column("role", ValueKind.NAME, "职务", "职位", "position", "title", example="业务代表"),
        column("area_class", ValueKind.NAME, "市场级别", "城市级别", example="一线"),
        column("manager", ValueKind.CODE, "主管工号", "manager id", sensitivity=Sensitivity.PERSON),
        column("hired", ValueKind.DATE, "入职时间", "hire date", example="2023-03-01"),
        column("left", ValueKind.DATE, "离职时间", "leave date"),
        column("valid_from", ValueKind.DATE, "开始日期", "start date", example="2023-03-01"),
        column("valid_to", ValueKind.DATE, "结束日期", "end date"),
    ),
    primary_key=("rep", "rep_name", "valid_from"),
    partition=("rep", "rep_name"),
    unique=True,
    any_of=(("rep", "rep_name"),),
    entities=(
        EntityRef("rep", "rep", "rep_name", is_definition=True),
        EntityRef("branch", "branch", "branch"),
        EntityRef("rep", "manager", "manager"),
    ),
    subject_words=("业务员档案", "人员", "组织", "花名册", "reps", "organisation", "staff"),
)  # fmt: skip
