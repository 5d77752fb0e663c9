"""关于文件中哪些行是数据的问题。"""

TEXTS = {
    "problem.W_SUM_ROWS.message": "有 {count} 行没有“合计”字样，但恰好等于上面各行之和，已剔除并用于核对",
    "problem.W_SUM_ROWS.mend": "请确认这些行是合计，而不是单独的业务",
    "problem.W_NAMELESS_ROWS.message": "有 {count} 行没有写明是谁、是什么",
    "problem.W_NAMELESS_ROWS.mend": "请补全，或说明是否计入",
    "problem.E_QUOTES.message": "文字里的双引号吞掉了后面的整行（第 {value} 行起）",
    "problem.E_QUOTES.mend": "请删去该处手工输入的引号，或以“所有字段加引号”重新导出",
    "problem.W_STRAY_QUOTES.message": "文字里手工输入的双引号已按普通字符读取，否则会吞掉后面的行（{value}）",
    "problem.W_STRAY_QUOTES.mend": "请核对该处以后的行",
    "problem.E_MORE_FIELDS.message": "有 {count} 行多达 {fields} 个字段，而表头只有 {headers} 个：值里有分隔符（如小数逗号），各列已错位",
    "problem.E_MORE_FIELDS.mend": "请以“所有字段加引号”或换一种分隔符重新导出",
    "problem.E_UNIT_MIX.message": "同一列数量的单位不同（{units}），不能相加",
    "problem.E_UNIT_MIX.mend": "请换算成同一单位，或导出基本单位数量",
    "problem.W_UNIT_SOME.message": "有的数量带单位（{unit}），有的没有，按同一单位计",
    "problem.W_UNIT_SOME.mend": "请确认每行都以{unit}计",
    "problem.E_UNIT_UNKNOWN.message": "表头里的单位“{value}”无法识别，金额无法换算",
    "problem.E_UNIT_UNKNOWN.mend": "请写成千元、万元、百万、thousands、'000 等，或导出以元为单位的金额",
    "problem.W_TERMS_MONTH_END.message": "月结（{value}）按单据日起的天数计",
    "problem.W_TERMS_MONTH_END.mend": "如需从月末起算，请填写从单据日起的总天数",
}
