"""备注。"""

TEXTS = {
    "record.note.label": "备注",
    "record.note.subject": "对象（类别=编码）",
    "record.note.text.label": "备注",
    "record.note.state.noted": "有效",
    "record.note.state.withdrawn": "已撤回",
    "record.note.event.added": "添加备注",
    "record.note.event.edited": "修改备注",
    "record.note.event.withdrawn": "撤回备注",
}
