"""关于文件中哪些行是数据的提问。"""

TEXTS = {
    "question.sum_rows": "第 {rows} 行（{amount}）恰好等于上面各行之和，却另有名称。是合计还是数据？",
    "question.sum_rows.sum": "合计：不载入",
    "question.sum_rows.data": "数据：照常载入",
    "question.nameless_rows": "有 {count} 行没有业务员、客户、产品或分公司（{amount}）。计入还是剔除？",
    "question.nameless_rows.keep": "计入",
    "question.nameless_rows.leave_out": "剔除",
}
