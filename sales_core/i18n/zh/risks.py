"""导入前须逐项确认的推测与减少。"""

TEXTS: dict[str, str] = {
    "risk.receipts_after_list": "未结清单没有写明截至哪一天，表内最新一天是 {day}。{first} 至 {last} 的 {count} 笔回款视为清单之后收到，会冲减未收余额。如果清单其实更晚导出，这些回款已在其中，会重复冲减：请在载入清单时回答截止日（as_of_day）。",
    "risk.renumbered_documents": "{count} 张单据已经存在，日期和金额相同，单号只差前面的零，载入后会重复计算：{examples}。请按已有的写法改单号；确为不同单据时请勾选。",
}
