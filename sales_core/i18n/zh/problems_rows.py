"""关于文件中哪些行是数据的问题。"""

TEXTS = {
    "problem.W_SUM_ROWS.message": "有 {count} 行没有“合计”字样，但恰好等于上面各行之和，已剔除并用于核对",
    "problem.W_SUM_ROWS.mend": "请确认这些行是合计，而不是单独的业务",
    "problem.W_NAMELESS_ROWS.message": "有 {count} 行没有写明是谁、是什么（{amount}）",
    "problem.W_NAMELESS_ROWS.mend": "请补全，或说明是否计入",
}
