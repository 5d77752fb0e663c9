"""What the numbers say, and how fresh they are."""

TEXTS = {
    "sentences.title": "数字在说什么",
    "sentences.note": "由规则从同一批数字生成；点任一数字看它的数字身份证",
    "sentences.missing_branches": "{sign} 上月有销售而本月尚无的分公司 {count} 个",
    "sentences.missing_customers": "{sign} 上月买过而本月尚未买的客户 {count} 个",
}
