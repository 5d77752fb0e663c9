"""What the numbers say."""

TEXTS = {
    "sentences.title": "数字在说什么",
    "sentences.note": "由规则从同一批数字生成；点任一数字看它的数字身份证",
}
