"""会议剧本中的一页。"""

TEXTS: dict[str, str] = {
    "record.meeting_slide.label": "会议页",
    "record.meeting_slide.subject": "归属",
    "record.meeting_slide.question.label": "问题（留空则自动）",
    "record.meeting_slide.points.label": "讲话要点",
    "record.meeting_slide.meeting.label": "会议",
    "record.meeting_slide.place.label": "次序",
    "record.meeting_slide.board.label": "页面",
    "record.meeting_slide.blocks.label": "内容",
    "record.meeting_slide.choices.label": "选项",
    "record.meeting_slide.metric.label": "指标",
    "record.meeting_slide.filters.label": "范围",
    "record.meeting_slide.shared.label": "同事可见",
    "record.meeting_slide.state.shown": "展示",
    "record.meeting_slide.state.left_out": "略过",
    "record.meeting_slide.event.added": "加入会议页",
    "record.meeting_slide.event.edited": "修改会议页",
    "record.meeting_slide.event.shown": "恢复会议页",
    "record.meeting_slide.event.left_out": "略过会议页",
}
