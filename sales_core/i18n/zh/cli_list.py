"""The command `list`."""

TEXTS = {
    "cli.help.list": "声明的列表：未结单据、逾期客户等；不写名称则列出全部名称",
    "cli.help.list_set": "列表的参数=值，可重复",
}
