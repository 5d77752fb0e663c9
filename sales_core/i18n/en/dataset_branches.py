"""The dataset branches: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.branches.label": "Branches and stores",
    "dataset.branches.purpose": "One row per branch or store",
    "dataset.branches.branch.label": "Branch code",
    "dataset.branches.branch_name.label": "Branch name",
    "dataset.branches.province.label": "Province",
    "dataset.branches.opened.label": "Opened",
    "dataset.branches.closed.label": "Closed",
    "dataset.branches.area.label": "Area m²",
    "dataset.branches.status.label": "Status",
}
