"""Receipts: money collected. One row per receipt and the document it pays; no document = unapplied cash.

A receipt without a number, as bank and cash-book exports have them, is told by its day and customer: what a later file
holds for that customer and day takes the place of what was there, amounts corrected or receipts dropped.
"""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    ExpectedSign,
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import HeadlineMeasure

DATASET = Dataset(
    id="receipts",
    grain=DatasetGrain.DOCUMENT,
    order=5,
    columns=(
        column("receipt", ValueKind.CODE, "回款单号", "收款编号", "收款单编号", "receipt no", "receipt number", "payment no", example="SK202605001"),
        column("date", ValueKind.DATE, "回款日期", "到账日期", "日期", "payment date", required=True, example="2026-05-20", role=ColumnRole.DATE),
        column("document", ValueKind.CODE, "发票号", "对应发票", "核销发票", "单据编号", "invoice no", "invoice", example="FP202605001"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME,
        column("amount", ValueKind.MONEY, "回款金额", "金额", "到账金额", "received", "received amount", required=True, example="5000", sensitivity=Sensitivity.MONEY, role=ColumnRole.AMOUNT, sign=ExpectedSign.MOSTLY_POSITIVE),
        column("method", ValueKind.TEXT, "结算方式", "payment method", example="电汇"),
        s.CURRENCY,
        column("exchange_rate", ValueKind.RATE, "exchangerate", role=ColumnRole.EXCHANGE_RATE),
    ),
    working_columns=(s.status("单据状态"),),
    primary_key=("receipt", "document"),
    partition=("receipt",),
    unique=True,
    document_number="receipt",
    surrogate_key_columns=(("date",), ("customer", "customer_name", "document")),
    any_of=(("customer", "customer_name", "document"),),
    period="date",
    measures=("amount",),
    document_key=("receipt",),
    locks_with_period=True,
    coverage=CoverageRule.OWN_DAY,
    as_of_precedence=2,
    completed_by="receivables",
    entities=(
        EntityRef("customer", "customer", "customer_name"),
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("branch", "branch", "branch", ("country", "region")),
    ),
    headlines=(HeadlineMeasure("collections", "amount", "collections"),),
    subject_words=("回款", "收款", "到账", "receipts", "payments", "collections"),
)  # fmt: skip
