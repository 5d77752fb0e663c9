"""Promises of payment."""

TEXTS = {
    "promise.column": "付款承诺",
    "promise.column_help": "○ 未到期，✓ 到期前回款已达承诺金额，▼ 未达",
    "promise.open": "{sign} {day}前付 {amount}",
    "promise.kept": "{sign} {day}前付 {amount}，已兑现",
    "promise.broken": "{sign} {day}前付 {amount}，未兑现，只收到 {received}",
    "promise.note_one": "记录付款承诺",
    "promise.all_documents": "全部欠款",
    "promise.kept_of": "{all} 项承诺中 {kept} 项已兑现",
}
