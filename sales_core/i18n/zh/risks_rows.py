"""一次载入会减少的数据。"""

TEXTS = {
    "risk.takes_away.documents": "以前载入的 {count} 张单据不在本文件中，将被移除（{examples}）",
    "risk.takes_away.days": "以前载入的 {count} 天不在本文件中，将被移除（{examples}）",
    "risk.scale_history": "“{column}”的金额是已载入数据的 {times} 倍",
}
