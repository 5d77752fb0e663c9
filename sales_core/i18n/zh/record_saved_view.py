"""Combinations of Explore under a name."""

TEXTS = {
    "record.saved_view.label": "保存的视图",
    "record.saved_view.subject": "归属",
    "record.saved_view.name.label": "名称",
    "record.saved_view.shared.label": "共享：有权看该指标的同事可见（含名称）",
    "record.saved_view.pinned.label": "固定到",
    "record.saved_view.metric.label": "指标",
    "record.saved_view.split.label": "按",
    "record.saved_view.across.label": "交叉",
    "record.saved_view.span.label": "时间",
    "record.saved_view.compare.label": "对比",
    "record.saved_view.view.label": "呈现",
    "record.saved_view.filters.label": "筛选",
    "record.saved_view.state.kept": "在用",
    "record.saved_view.state.deleted": "已删除",
    "record.saved_view.event.added": "保存了视图",
    "record.saved_view.event.edited": "修改了视图",
    "record.saved_view.event.deleted": "删除了视图",
    "record.saved_view.event.kept": "恢复了视图",
}
