"""Split deals: one row per document and person with his share; the shares of a document add up to 1."""

from __future__ import annotations

from sales_core.catalogue.dataset import Dataset, DatasetGrain, EntityRef, Sensitivity, ValueKind, column

DATASET = Dataset(
    id="deal_splits",
    grain=DatasetGrain.REFERENCE,
    order=18,
    columns=(
        column("document", ValueKind.CODE, "分成单据号", "分单单据号", "shared document", "split document", required=True, example="SO0001"),
        column(
            "rep", ValueKind.NAME, "分成人", "分单人", "分成业务员", "paid for it", "split with", required=True, example="E100",
            sensitivity=Sensitivity.PERSON,
        ),
        column("split_share", ValueKind.PERCENT, "分单比例", "分成比例", "业绩分成比例", "split share", "deal share", required=True, example="60%", minimum=0, maximum=1),
    ),
    primary_key=("document", "rep"),
    partition=("document",),
    unique=True,
    adds_up_to_one=(("split_share", ("document",)),),
    entities=(EntityRef("rep", "rep", "rep"),),
    identified_by=("split_share",),
    subject_words=("分单", "业绩分成", "split deals", "deal split"),
)  # fmt: skip
