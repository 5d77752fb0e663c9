"""Aliases: other names and other codes of an entity, confirmed by a person.

An alias of text gives a name its code. An alias of a code merges two codes into one: every row of either is resolved to
the code that stays, in the past too, and an undo of the load that brought the alias parts them again.
"""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, ValueKind, column

DATASET = Dataset(
    id="aliases",
    grain=DatasetGrain.MASTER,
    order=16,
    columns=(
        column("entity", ValueKind.TEXT, "实体", "entity", required=True, example="客户", role=ColumnRole.ENTITY),
        column("alias", ValueKind.CODE, "别称", "曾用名", "旧编码", "also known as", "old code", required=True, example="华联超市（沪）"),
        column("code", ValueKind.CODE, "正式编码", "保留编码", "canonical code", "kept code", required=True, example="C1000"),
        column("reason", ValueKind.TEXT, "依据", "evidence", example=""),
    ),
    primary_key=("entity", "alias"),
    partition=("entity", "alias"),
    unique=True,
    subject_words=("别名", "合并", "aliases", "merged codes"),
)  # fmt: skip
