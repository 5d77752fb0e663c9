"""The dataset targets: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.targets.label": "目标",
    "dataset.targets.purpose": "每行一个月、一个指标、一个责任单元的目标",
    "dataset.targets.unlocks": "目标达成页；各处的达成率、进度、差额与落点",
    "dataset.targets.month.label": "月份",
    "dataset.targets.measure.label": "指标",
    "dataset.targets.target.label": "目标",
    "dataset.targets.starts.label": "开始日",
    "dataset.targets.ends.label": "结束日",
    "dataset.targets.year.label": "年度",
    "dataset.targets.part.label": "季度或月份",
}
