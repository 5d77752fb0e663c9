"""Disputes about pay."""

TEXTS = {
    "record.pay_dispute.label": "提成异议",
    "record.pay_dispute.subject": "业务员",
    "record.pay_dispute.month.label": "月份",
    "record.pay_dispute.document.label": "单据",
    "record.pay_dispute.claimed.label": "主张金额",
    "record.pay_dispute.reason.label": "理由",
    "record.pay_dispute.owner.label": "答复人",
    "record.pay_dispute.answer.label": "答复",
    "record.pay_dispute.state.open": "待答复",
    "record.pay_dispute.state.answered": "已答复",
    "record.pay_dispute.state.accepted": "已采纳",
    "record.pay_dispute.state.refused": "未采纳",
    "record.pay_dispute.event.added": "提出提成异议",
    "record.pay_dispute.event.edited": "修改提成异议",
    "record.pay_dispute.event.answered": "答复提成异议",
    "record.pay_dispute.event.accepted": "采纳提成异议",
    "record.pay_dispute.event.refused": "不采纳提成异议",
    "record.pay_dispute.event.open": "重新打开提成异议",
}
