"""导入前须逐项确认的推测与减少。"""

TEXTS: dict[str, str] = {
    "risk.renumbered_documents": "{count} 张单据已经存在，日期和金额相同，单号只差前面的零，载入后会重复计算：{examples}。请按已有的写法改单号；确为不同单据时请勾选。",
}
