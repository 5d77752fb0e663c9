"""关注的数字。"""

TEXTS = {
    "record.watch.label": "关注的数字",
    "record.watch.subject": "数字",
    "record.watch.owner.label": "负责人",
    "record.watch.due.label": "关注至",
    "record.watch.note.label": "备注",
    "record.watch.state.active": "关注中",
    "record.watch.state.ended": "已结束",
    "record.watch.event.added": "开始关注数字",
    "record.watch.event.edited": "修改关注",
    "record.watch.event.ended": "结束关注",
    "record.watch.event.active": "重新关注",
}
