"""Words of the settings."""

TEXTS: dict[str, str] = {
    "cli.help.settings": "show and change the company's settings",
    "cli.column.setting": "setting",
    "cli.column.value": "value",
    "cli.column.meaning": "meaning",
    "settings.unknown": "There is no setting '{name}'.",
    "settings.unknown_variable": "No environment variable {name} is read here.",
    "settings.bad_value": "{name} cannot be '{value}'; it takes: {form}",
    "settings.need_name": "Give the setting's name.",
    "settings.need_value": "Give the setting's new value.",
    "settings.changed": "{name} = {value}",
    "setting.company.name.label": "Company name",
    "setting.reporting_currency.label": "Reporting currency (ISO code; empty = as loaded)",
    "setting.calendar.country.label": "Public holidays of (ISO country code)",
    "setting.calendar.six_day_week.label": "Saturdays are selling days",
    "setting.fiscal_year.start_month.label": "First month of the fiscal year",
    "setting.versions_kept.label": "Newest versions whose files are kept",
    "setting.backup.enabled.label": "Nightly backup",
    "setting.backup.time.label": "Time of the backup (server's clock)",
    "setting.backup.keep.label": "Backups kept",
    "setting.backup.folder.label": "Folder of the backups (empty = beside the state directory)",
}
