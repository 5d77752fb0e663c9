"""The dataset reps: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.reps.label": "业务员与组织",
    "dataset.reps.purpose": "每行一名业务员在一个组织单元的任期；调动则多行",
    "dataset.reps.unlocks": "业务员姓名、岗位、所属分公司与任期；排行榜的同组比较",
    "dataset.reps.menu_yonyou": "基础设置 › 基础档案 › 机构人员 › 人员档案",
    "dataset.reps.menu_kingdee": "基础管理 › 基础资料 › 公共资料 › 业务员列表",
    "dataset.reps.menu_guanjiapo": "基础资料 › 职员信息",
    "dataset.reps.menu_odoo": "员工，列表视图，导出",
    "dataset.reps.team.label": "团队",
    "dataset.reps.role.label": "岗位",
    "dataset.reps.area_class.label": "区域等级",
    "dataset.reps.manager.label": "上级工号",
    "dataset.reps.hired.label": "入职日期",
    "dataset.reps.left.label": "离职日期",
    "dataset.reps.valid_from.label": "生效日期",
    "dataset.reps.valid_to.label": "失效日期",
}
