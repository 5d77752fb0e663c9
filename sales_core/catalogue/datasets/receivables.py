"""Receivable documents: one row per invoice or credit note (instalments: one row each)."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import HeadlineMeasure

DATASET = Dataset(
    id="receivables",
    grain=DatasetGrain.DOCUMENT,
    order=4,
    columns=(
        column("document", ValueKind.CODE, "发票号", "发票号码", "应收单号", "单据号", "单号", "invoice", "invoice no", "invoice number", required=True, example="FP202605001"),
        column("instalment", ValueKind.CODE, "分期", "term", "installment", example="1"),
        column(
            "document_type", ValueKind.TEXT, "类型", "type", example="发票",
            choices=(("invoice", ("发票", "应收", "蓝字", "invoice")), ("credit_note", ("红字发票", "贷项", "红字", "退货", "credit note", "credit"))), role=ColumnRole.STATUS,
            choice_endings=(("credit_note", ("红字", "红冲", "贷项", "退", "退货", "退货单", "credit", "refund", "gutschrift", "avoir")), ("invoice", ("发票", "应收单", "蓝字", "invoice", "rechnung", "facture", "factura", "fatura")))
        ),
        column("original", ValueKind.CODE, "对应发票", "applies to", "original invoice", example=""),
        column("date", ValueKind.DATE, "开票日期", "发票日期", "日期", "invoice date", "posting date", "invoicedate", required=True, example="2026-05-03", role=ColumnRole.DATE),
        column("due", ValueKind.DATE, "应收日期", "到期日期", "付款到期日", "duedate", "due", example="2026-06-02"),
        s.CUSTOMER, s.CUSTOMER_NAME, s.COUNTRY, s.REGION, s.BRANCH, s.REP, s.REP_NAME,
        column("amount", ValueKind.MONEY, "金额", "发票金额", "价税合计", "invoice amount", "invoiceamount", "invoiced", required=True, example="11300", sensitivity=Sensitivity.MONEY, role=ColumnRole.AMOUNT, negative_words=("已", "未", "余额", "balance", "paid", "received", "outstanding")),
        column("paid", ValueKind.MONEY, "已核销", "已回款", "已收款", "paid amount", example="0", role=ColumnRole.PAID),
        column("settled", ValueKind.DATE, "settled date", "settleddate", "paid date", "payment date"),
        s.CURRENCY,
        column("exchange_rate", ValueKind.RATE, "exchangerate", role=ColumnRole.EXCHANGE_RATE),
    ),
    working_columns=(
        column("balance", ValueKind.MONEY, "未收余额", "balance", role=ColumnRole.DOCUMENT_BALANCE, preferred_words=("未收", "原币", "open")),
        s.status("单据状态"),
    ),
    primary_key=("document", "instalment"),
    partition=("document", "instalment"),
    unique=True,
    any_of=(("customer", "customer_name"),),
    period="date",
    measures=("amount", "paid"),
    open_items=("paid", "settled"),
    defaults=(("document_type", "invoice"),),
    document_key=("document",),
    locks_with_period=True,
    coverage=CoverageRule.OWN_DAY,
    as_of_precedence=2,
    entities=(
        EntityRef("customer", "customer", "customer_name"),
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("branch", "branch", "branch", ("country", "region")),
    ),
    headlines=(
        HeadlineMeasure("invoiced", "amount", "invoiced"),
        HeadlineMeasure("receivables_open", "amount", "receivables_open", is_level=True),
    ),
    subject_words=("应收", "发票", "receivable", "invoices", "aging", "ageing"),
)  # fmt: skip
