"""The dataset branches: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.branches.label": "分公司与门店",
    "dataset.branches.purpose": "每行一个分公司或门店",
    "dataset.branches.unlocks": "分公司名称与所属大区；大区 → 分公司的汇总",
    "dataset.branches.menu_yonyou": "基础设置 › 基础档案 › 机构人员 › 部门档案",
    "dataset.branches.menu_kingdee": "基础管理 › 基础资料 › 主数据 › 部门列表",
    "dataset.branches.menu_guanjiapo": "基础资料 › 部门信息",
    "dataset.branches.menu_sap": "SE16N 查看表 TVBUR、TVKBT（销售办事处）",
    "dataset.branches.menu_odoo": "销售 › 配置 › 销售团队",
    "dataset.branches.branch.label": "分公司编码",
    "dataset.branches.branch_name.label": "分公司名称",
    "dataset.branches.province.label": "省份",
    "dataset.branches.opened.label": "开业日期",
    "dataset.branches.closed.label": "关闭日期",
    "dataset.branches.area.label": "面积",
    "dataset.branches.status.label": "状态",
}
