"""The dataset branches: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.branches.label": "分公司与门店",
    "dataset.branches.purpose": "每行一个分公司或门店",
    "dataset.branches.branch.label": "分公司编码",
    "dataset.branches.branch_name.label": "分公司名称",
    "dataset.branches.province.label": "省份",
    "dataset.branches.opened.label": "开业日期",
    "dataset.branches.closed.label": "关闭日期",
    "dataset.branches.area.label": "面积",
    "dataset.branches.status.label": "状态",
}
