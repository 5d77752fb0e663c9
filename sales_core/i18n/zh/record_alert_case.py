"""预警个案。"""

TEXTS = {
    "record.alert_case.label": "预警",
    "record.alert_case.subject": "数字",
    "record.alert_case.rule.label": "规则",
    "record.alert_case.cut.label": "范围",
    "record.alert_case.stake.label": "涉及金额",
    "record.alert_case.value.label": "触发值",
    "record.alert_case.opened.label": "开启日期",
    "record.alert_case.closed.label": "关闭日期",
    "record.alert_case.owner.label": "负责人",
    "record.alert_case.answer.label": "回复",
    "record.alert_case.state.open": "待处理",
    "record.alert_case.state.answered": "已回复",
    "record.alert_case.state.closed": "已关闭",
    "record.alert_case.event.added": "开启预警",
    "record.alert_case.event.edited": "更新预警",
    "record.alert_case.event.open": "重新开启预警",
    "record.alert_case.event.answered": "回复预警",
    "record.alert_case.event.closed": "关闭预警",
}
