"""Words of downloaded workbooks."""

TEXTS: dict[str, str] = {
    "export.data": "数据",
    "export.about": "说明",
    "export.name": "{of}名称",
    "export.last_year": "{of}（去年同期）",
    "export.last_month": "{of}（上月同期）",
    "export.metric": "指标",
    "export.definition": "定义",
    "export.formula": "公式",
    "export.code": "数字编号",
    "export.company": "公司",
    "export.period": "期间",
    "export.notes": "日期说明",
    "export.partial": "未结束",
    "export.compared": "对比期间",
    "export.filters": "筛选",
    "export.no_filters": "无",
    "export.scope": "可见范围",
    "export.as_of": "截至",
    "export.version": "数据版本",
    "export.currency": "币种",
}
