"""Words of downloaded workbooks."""

TEXTS: dict[str, str] = {
    "export.data": "Data",
    "export.about": "About",
    "export.name": "{of} name",
    "export.last_year": "{of} (last year)",
    "export.last_month": "{of} (last month)",
    "export.metric": "Metric",
    "export.definition": "Definition",
    "export.formula": "Formula",
    "export.code": "Number code",
    "export.company": "Company",
    "export.period": "Period",
    "export.notes": "Dates",
    "export.partial": "still running",
    "export.compared": "Compared with",
    "export.filters": "Filters",
    "export.no_filters": "None",
    "export.scope": "Rows you may see",
    "export.as_of": "As of",
    "export.version": "Data version",
    "export.currency": "Currency",
}
