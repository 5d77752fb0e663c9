"""Words of the settings."""

TEXTS: dict[str, str] = {
    "cli.help.settings": "查看和更改公司设置",
    "cli.column.setting": "设置",
    "cli.column.value": "值",
    "cli.column.meaning": "含义",
    "settings.unknown": "没有名为“{name}”的设置。",
    "settings.unknown_variable": "本程序不读取环境变量 {name}。",
    "settings.bad_value": "{name} 不能为“{value}”；可取：{form}",
    "settings.need_name": "请给出设置的名称。",
    "settings.need_value": "请给出新的值。",
    "settings.changed": "{name} = {value}",
    "setting.company.name.label": "公司名称",
    "setting.reporting_currency.label": "报表币种（ISO 代码；空 = 随数据）",
    "setting.calendar.country.label": "法定假日所属国家（ISO 代码）",
    "setting.calendar.six_day_week.label": "周六为销售日",
    "setting.fiscal_year.start_month.label": "财年首月",
    "setting.versions_kept.label": "保留文件的最新版本数",
    "setting.backup.enabled.label": "每夜备份",
    "setting.backup.time.label": "备份时间（服务器时钟）",
    "setting.backup.keep.label": "保留的备份数",
    "setting.backup.folder.label": "备份文件夹（空 = 数据目录旁）",
}
