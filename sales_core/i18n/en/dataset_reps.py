"""The dataset reps: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.reps.label": "Reps and organisation",
    "dataset.reps.purpose": "One row per rep and posting; a transfer adds a row",
    "dataset.reps.unlocks": "names, posts, branches and terms of reps; peers of equal footing on the Leaderboard",
    "dataset.reps.menu_yonyou": "Basic settings › Basic files › Organisation and staff › Staff file 人员档案",
    "dataset.reps.menu_kingdee": "Basic data › Common data › Salesperson list 业务员列表",
    "dataset.reps.menu_guanjiapo": "Basic data › Staff 职员信息",
    "dataset.reps.menu_odoo": "Employees, list view, Export",
    "dataset.reps.team.label": "Team",
    "dataset.reps.role.label": "Post",
    "dataset.reps.area_class.label": "Area class",
    "dataset.reps.manager.label": "Manager",
    "dataset.reps.hired.label": "Hired",
    "dataset.reps.left.label": "Left",
    "dataset.reps.valid_from.label": "Valid from",
    "dataset.reps.valid_to.label": "Valid to",
}
