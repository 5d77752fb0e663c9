"""关于文件中哪些行是数据的问题。"""

TEXTS = {
    "problem.W_SUM_ROWS.message": "有 {count} 行没有“合计”字样，但恰好等于上面各行之和，已剔除并用于核对",
    "problem.W_SUM_ROWS.mend": "请确认这些行是合计，而不是单独的业务",
    "problem.W_NAMELESS_ROWS.message": "有 {count} 行没有写明是谁、是什么（{amount}）",
    "problem.W_NAMELESS_ROWS.mend": "请补全，或说明是否计入",
    "problem.E_QUOTES.message": "文字里的双引号吞掉了后面的整行（第 {value} 行起）",
    "problem.E_QUOTES.mend": "请删去该处手工输入的引号，或以“所有字段加引号”重新导出",
    "problem.W_STRAY_QUOTES.message": "文字里手工输入的双引号已按普通字符读取，否则会吞掉后面的行（{value}）",
    "problem.W_STRAY_QUOTES.mend": "请核对该处以后的行",
    "problem.E_MORE_FIELDS.message": "有 {count} 行多达 {fields} 个字段，而表头只有 {headers} 个：值里有分隔符（如小数逗号），各列已错位",
    "problem.E_MORE_FIELDS.mend": "请以“所有字段加引号”或换一种分隔符重新导出",
}
