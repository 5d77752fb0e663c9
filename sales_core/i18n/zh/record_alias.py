"""Aliases and merged codes."""

TEXTS = {
    "record.alias.label": "别名",
    "record.alias.subject": "—",
    "record.alias.entity.label": "对象",
    "record.alias.alias.label": "别名",
    "record.alias.code.label": "编码",
    "record.alias.reason.label": "理由",
    "record.alias.check.another.message": "别名与编码相同",
    "record.alias.check.another.mend": "请填写别名所指的编码",
    "record.alias.state.current": "有效",
    "record.alias.event.added": "新增别名",
}
