"""The dataset stock: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.stock.label": "库存",
    "dataset.stock.purpose": "某日的库存快照，可到批次与到期日",
    "dataset.stock.date.label": "库存日期",
    "dataset.stock.date.help": "文件没有日期列时会询问一次",
    "dataset.stock.holder.label": "库存方",
    "dataset.stock.holder.help": "空 = 自有库存；否则为经销商的客户编码",
    "dataset.stock.holder_name.label": "经销商",
    "dataset.stock.batch.label": "批次",
    "dataset.stock.received.label": "入库日期",
    "dataset.stock.made.label": "生产日期",
    "dataset.stock.expiry.label": "到期日",
    "dataset.stock.quantity.label": "库存数量",
    "dataset.stock.unit_cost.label": "单位成本",
    "dataset.stock.value.label": "库存金额",
    "dataset.stock.opening.label": "期初数量",
    "dataset.stock.inbound.label": "本期入库",
    "dataset.stock.outbound.label": "本期出库",
    "dataset.stock.min_quantity.label": "最低库存",
}
