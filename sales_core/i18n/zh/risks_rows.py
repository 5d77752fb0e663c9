"""一次载入会减少的数据。"""

TEXTS = {
    "risk.takes_away.documents": "以前载入的 {count} 张单据不在本文件中，将被移除（{examples}）",
    "risk.takes_away.days": "以前载入的 {count} 天不在本文件中，将被移除（{examples}）",
    "risk.counts_twice.documents": "本文件的 {count} 张单据已经载入过，将重复计算（{examples}）",
    "risk.counts_twice.days": "本文件的 {count} 天已经载入过，将重复计算（{examples}）",
    "risk.scale_history": "“{column}”的金额是已载入数据的 {times} 倍",
    "risk.lines_without_document": "{count} 行明细的单号不在“{documents}”中，没有日期，不载入",
    "risk.documents_without_lines": "“{documents}”中有 {count} 张单据没有明细行，其金额不计入销售：{examples}",
}
