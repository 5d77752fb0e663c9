"""会议。"""

TEXTS: dict[str, str] = {
    "record.meeting.label": "会议",
    "record.meeting.subject": "归属",
    "record.meeting.name.label": "名称",
    "record.meeting.day.label": "日期",
    "record.meeting.lens.label": "对会场按共享屏幕模式显示",
    "record.meeting.shared.label": "同事可见",
    "record.meeting.period.label": "期间",
    "record.meeting.metric.label": "指标",
    "record.meeting.filters.label": "范围",
    "record.meeting.place.label": "当前页",
    "record.meeting.view.label": "当前筛选",
    "record.meeting.state.planned": "待开",
    "record.meeting.state.running": "进行中",
    "record.meeting.state.closed": "已结束",
    "record.meeting.event.added": "安排会议",
    "record.meeting.event.edited": "会议换页或修改",
    "record.meeting.event.running": "会议开始",
    "record.meeting.event.closed": "会议结束",
    "record.meeting.event.planned": "会议改回待开",
}
