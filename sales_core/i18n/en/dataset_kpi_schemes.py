"""The dataset kpi_schemes: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.kpi_schemes.label": "KPI schemes",
    "dataset.kpi_schemes.purpose": "One row per scheme (valid from, post) and measure; weights add up to 100 %",
    "dataset.kpi_schemes.unlocks": "the page Scorecard: scores, what each measure brings, places",
    "dataset.kpi_schemes.menu_yonyou": "HR › Performance › Scheme 考核方案, mostly kept in a workbook",
    "dataset.kpi_schemes.menu_kingdee": "HR › Performance › Scheme 考核方案, mostly kept in a workbook",
    "dataset.kpi_schemes.menu_sap": "mostly a workbook of human resources",
    "dataset.kpi_schemes.menu_odoo": "Employees › Appraisals, mostly kept in a workbook",
    "dataset.kpi_schemes.menu_quickbooks": "mostly a workbook of human resources",
    "dataset.kpi_schemes.date.label": "Valid from",
    "dataset.kpi_schemes.post.label": "Post",
    "dataset.kpi_schemes.kpi.label": "Measure",
    "dataset.kpi_schemes.weight.label": "Weight",
    "dataset.kpi_schemes.cap.label": "Cap",
    "dataset.kpi_schemes.post.help": "As in the master of reps; empty = every post without a scheme of its own",
}
