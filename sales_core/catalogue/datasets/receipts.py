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
    HeadlineMeasure,
    Kind,
    Sensitivity,
    column,
)
from sales_core.kernel.terms import Text

RECEIPTS = Dataset(
    id="receipts",
    label=Text("回款", "Receipts"),
    purpose=Text("每行一笔回款及其核销的单据", "One row per receipt and the document it pays"),
    grain=DatasetGrain.DOCUMENT,
    order=5,
    columns=(
        column("receipt", Kind.CODE, "收款单号", "Receipt", "回款单号", "收款编号", "收款单编号", "receipt no", "receipt number", "payment no", example="SK202605001",
               note=("没有单号的回款按日期与客户识别", "A receipt without a number is told by its day and customer")),
        column("date", Kind.DATE, "收款日期", "Receipt date", "回款日期", "到账日期", "日期", "payment date", required=True, example="2026-05-20", role=ColumnRole.DATE),
        column("document", Kind.CODE, "核销单据", "Document paid", "发票号", "对应发票", "核销发票", "单据编号", "invoice no", "invoice", example="FP202605001"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME,
        column("amount", Kind.MONEY, "收款金额", "Amount", "回款金额", "金额", "到账金额", "received", "received amount", required=True, example="5000", sensitivity=Sensitivity.MONEY, role=ColumnRole.AMOUNT, sign=ExpectedSign.MOSTLY_POSITIVE),
        column("method", Kind.TEXT, "收款方式", "Method", "结算方式", "payment method", example="电汇"),
        s.CURRENCY,
        column("exchange_rate", Kind.RATE, "汇率", "Exchange rate", "exchangerate"),
    ),
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
    entities=(
        EntityRef("customer", "customer", "customer_name"),
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("branch", "branch", "branch", ("country", "region")),
    ),
    headlines=(HeadlineMeasure("collections", "amount"),),
    subject_words=("回款", "收款", "到账", "receipts", "payments", "collections"),
)  # fmt: skip
