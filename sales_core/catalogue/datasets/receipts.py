"""Receipts: money collected. One row per receipt and the document it pays; no document = unapplied cash.

A receipt without a number, as bank and cash-book exports have them, is told by its day and customer: what a later file
holds for that customer and day takes the place of what was there, amounts corrected or receipts dropped.
"""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import Dataset, Kind, Sensitivity, column
from sales_core.kernel.terms import Text

RECEIPTS = Dataset(
    id="receipts",
    label=Text("回款", "Receipts"),
    purpose=Text("每行一笔回款及其核销的单据", "One row per receipt and the document it pays"),
    columns=(
        column("receipt", Kind.CODE, "收款单号", "Receipt", "回款单号", "收款编号", "收款单编号", "receipt no", "receipt number", "payment no", example="SK202605001",
               note=("没有单号的回款按日期与客户识别", "A receipt without a number is told by its day and customer")),
        column("date", Kind.DATE, "收款日期", "Receipt date", "回款日期", "到账日期", "日期", "payment date", required=True, example="2026-05-20"),
        column("document", Kind.CODE, "核销单据", "Document paid", "发票号", "对应发票", "核销发票", "单据编号", "invoice no", "invoice", example="FP202605001"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME,
        column("amount", Kind.MONEY, "收款金额", "Amount", "回款金额", "金额", "到账金额", "received", "received amount", required=True, example="5000", sensitivity=Sensitivity.MONEY),
        column("method", Kind.TEXT, "收款方式", "Method", "结算方式", "payment method", example="电汇"),
        s.CURRENCY,
        column("exchange_rate", Kind.RATE, "汇率", "Exchange rate", "exchangerate"),
    ),
    key=("receipt", "document"),
    slice=("receipt",),
    unique=True,
    number="receipt",
    told_by=(("date",), ("customer", "customer_name", "document")),
    any_of=(("customer", "customer_name", "document"),),
    period="date",
    measures=("amount",),
)  # fmt: skip
