"""决定。"""

TEXTS = {
    "record.decision.label": "决定",
    "record.decision.subject": "数字",
    "record.decision.action.label": "要做的事",
    "record.decision.owner.label": "负责人",
    "record.decision.due.label": "期限",
    "record.decision.state.open": "未完成",
    "record.decision.state.done": "已完成",
    "record.decision.state.dropped": "已取消",
    "record.decision.event.added": "记录决定",
    "record.decision.event.edited": "修改决定",
    "record.decision.event.done": "决定已完成",
    "record.decision.event.dropped": "决定已取消",
    "record.decision.event.open": "重新打开决定",
    "record.decision.effect.label": "预期效果",
    "record.decision.meeting.label": "会议",
    "record.decision.state.missed": "未做到",
    "record.decision.event.missed": "决定未做到",
    "record.decision.add": "做决定",
    "record.decision.several": "关于这个数字的决定",
}
