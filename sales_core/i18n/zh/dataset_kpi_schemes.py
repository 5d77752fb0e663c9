"""The dataset kpi_schemes: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.kpi_schemes.label": "考核方案",
    "dataset.kpi_schemes.purpose": "每行一个方案（生效日期、岗位）的一项指标，权重合计 100%",
    "dataset.kpi_schemes.unlocks": "考核页：得分、各项贡献、名次",
    "dataset.kpi_schemes.menu_yonyou": "绩效管理 › 考核方案，导出到 Excel；多数公司是手工表",
    "dataset.kpi_schemes.menu_kingdee": "绩效管理 › 考核方案，导出到 Excel；多数公司是手工表",
    "dataset.kpi_schemes.menu_sap": "多为人力资源部的 Excel 表",
    "dataset.kpi_schemes.menu_odoo": "员工 › 评估，多为手工表",
    "dataset.kpi_schemes.menu_quickbooks": "多为手工 Excel 表",
    "dataset.kpi_schemes.date.label": "生效日期",
    "dataset.kpi_schemes.post.label": "岗位",
    "dataset.kpi_schemes.kpi.label": "指标",
    "dataset.kpi_schemes.weight.label": "权重",
    "dataset.kpi_schemes.cap.label": "封顶",
    "dataset.kpi_schemes.post.help": "同业务员档案里的职务；空 = 没有自己方案的所有岗位",
}
