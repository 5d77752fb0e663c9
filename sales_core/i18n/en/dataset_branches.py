"""The dataset branches: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.branches.label": "Branches and stores",
    "dataset.branches.purpose": "One row per branch or store",
    "dataset.branches.unlocks": "names of branches and their region; totals by region and branch",
    "dataset.branches.menu_yonyou": "Basic settings › Basic files › Organisation and staff › Department file 部门档案",
    "dataset.branches.menu_kingdee": "Basic data › Master data › Department list 部门列表",
    "dataset.branches.menu_guanjiapo": "Basic data › Departments 部门信息",
    "dataset.branches.menu_sap": "SE16N on tables TVBUR and TVKBT (sales offices)",
    "dataset.branches.menu_odoo": "Sales › Configuration › Sales Teams",
    "dataset.branches.branch.label": "Branch code",
    "dataset.branches.branch_name.label": "Branch name",
    "dataset.branches.province.label": "Province",
    "dataset.branches.opened.label": "Opened",
    "dataset.branches.closed.label": "Closed",
    "dataset.branches.area.label": "Area m²",
    "dataset.branches.status.label": "Status",
}
