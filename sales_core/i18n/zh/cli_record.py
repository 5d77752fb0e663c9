"""The command `record`."""

TEXTS = {
    "cli.help.record": "付款承诺等人工记录：列出、查看、新增、修改、变更状态",
    "cli.help.record_set": "字段=值，可重复",
    "cli.record.added": "已新增，编号 {id}。",
    "cli.record.edited": "已修改编号 {id}。",
    "cli.record.moved": "已变更编号 {id} 的状态。",
    "cli.record.usage_list": "list 之后不需要其他参数。",
    "cli.record.usage_show": "请给出编号：record ID show 编号。",
    "cli.record.usage_add": "最多给出一个对象：record ID add 对象 --set 字段=值。",
    "cli.record.usage_edit": "请给出编号：record ID edit 编号 --set 字段=值。",
    "cli.record.usage_undo": "请给出编号：record ID undo 编号。",
    "cli.record.usage_add_load": "add 之后只有 --set 字段=值。",
    "cli.record.no_dry_run": "{record}直接保存，不改变任何数字；--dry-run 只用于以上传方式保存的记录。",
    "cli.record.usage_move": "请给出编号和状态：record ID move 编号 状态。",
}
