"""Promises to pay."""

TEXTS = {
    "record.promise_to_pay.label": "付款承诺",
    "record.promise_to_pay.subject": "客户",
    "record.promise_to_pay.day.label": "承诺付款日",
    "record.promise_to_pay.amount.label": "金额",
    "record.promise_to_pay.document.label": "对应单据",
    "record.promise_to_pay.note.label": "备注",
    "record.promise_to_pay.received.label": "已收",
    "record.promise_to_pay.left.label": "尚待收回",
    "record.promise_to_pay.state.noted": "已记录",
    "record.promise_to_pay.state.withdrawn": "已撤回",
    "record.promise_to_pay.state.open": "未到期",
    "record.promise_to_pay.state.kept": "已兑现",
    "record.promise_to_pay.state.broken": "未兑现",
    "record.promise_to_pay.event.added": "记录付款承诺",
    "record.promise_to_pay.event.withdrawn": "撤回付款承诺",
}
