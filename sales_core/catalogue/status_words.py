"""Words that systems write for the status of a document, in nine languages: which documents count and which do not.

Sources: status lists of 用友 U8, 金蝶 K/3 Cloud, 聚水潭, 淘宝, Shopify, WooCommerce, Xero, QuickBooks, Odoo, ERPNext, Dynamics 365.
A word of neither list is asked about with the money behind it. Yes and no answer headers such as `returned` or `voided`.
"""

from __future__ import annotations

NOT_COUNTED = frozenset(
    (
        "作废", "已作废", "草稿", "暂存", "已取消", "取消", "无效", "交易关闭", "已关闭交易", "订单取消", "已删除", "删除", "已驳回", "驳回", "废弃",
        "void", "voided", "cancelled", "canceled", "cancel", "draft", "deleted", "rejected", "failed", "abandoned", "expired", "trash",
        "storniert", "annulliert", "entwurf", "gelöscht", "annulé", "annulée", "brouillon", "anulado", "anulada", "cancelado", "cancelada",
        "true", "yes", "y", "是", "borrador", "rascunho", "キャンセル", "取消済", "下書き", "無効", "취소", "취소됨", "무효", "임시저장",
    )
)  # fmt: skip
COUNTED = frozenset(
    (
        "已审核", "审核", "审核通过", "已审批", "正常", "有效", "已完成", "完成", "交易成功", "已发货", "卖家已发货", "已付款", "买家已付款", "已收货",
        "已签收", "已开票", "已记账", "已过账", "已出库", "已结算", "已核销", "部分核销", "未核销", "已收款", "部分收款", "未收款", "已结清", "未结清", "生效",
        "posted", "paid", "approved", "completed", "complete", "fulfilled", "shipped", "delivered", "invoiced", "fully invoiced", "billed",
        "sent", "authorised", "authorized", "active", "unpaid", "partially paid", "partly paid", "overdue", "submitted", "confirmed", "success",
        "sales order", "done", "settled", "to deliver and bill", "to bill", "to deliver", "not due", "in payment", "released",
        "false", "no", "n", "否", "gebucht", "bezahlt", "abgeschlossen", "geliefert", "offen", "versendet", "payé", "payée", "validé", "validée", "livré", "facturé",
        "pagado", "pagada", "completado", "facturado", "entregado", "pago", "concluído", "faturado", "entregue",
        "完了", "出荷済", "入金済", "請求済", "承認済", "확정", "완료", "승인", "결제완료", "배송완료", "출고완료",
    )
)  # fmt: skip
