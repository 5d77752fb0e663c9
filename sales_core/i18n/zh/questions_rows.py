"""关于文件中哪些行是数据的提问。"""

TEXTS = {
    "question.sum_rows": "第 {rows} 行恰好等于上面各行之和，却另有名称。是合计还是数据？",
    "question.sum_rows.sum": "合计：不载入",
    "question.sum_rows.data": "数据：照常载入",
    "question.nameless_rows": "有 {count} 行没有业务员、客户、产品或分公司。计入还是剔除？",
    "question.nameless_rows.keep": "计入",
    "question.nameless_rows.leave_out": "剔除",
    "question.number_style": "“{column}”列中的 {example}，哪个是小数点？表里没有别的依据。",
    "question.number_style.dot": "点是小数点",
    "question.number_style.comma": "逗号是小数点",
    "question.percent_mixed": "“{column}”列里百分号、小数、整数混在一起。没有百分号且小于 1 的数是什么？",
    "question.percent_mixed.shares": "比例：0.85 即 85%",
    "question.percent_mixed.points": "百分数：0.85 即 0.85%",
    "question.debit_credit": "“{column}”列的数字以 Dr 或 Cr 结尾（{example}）。哪一方算正数？",
    "question.debit_credit.dr": "借方（Dr）为正，贷方（Cr）为负",
    "question.debit_credit.cr": "贷方（Cr）为正，借方（Dr）为负",
    "question.dates_swapped": "“{column}”列有 {count} 个日期（如 {example}）都不超过 12 日，旁边却是 12 日以后的文本：很可能被表格软件颠倒了日和月。是否改正？",
    "question.dates_swapped.swap": "是：日和月对调",
    "question.dates_swapped.keep": "否：日期是对的",
    "question.date_order.ymd": "年/月/日",
}
