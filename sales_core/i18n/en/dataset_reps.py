"""The dataset reps: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.reps.label": "Reps and organisation",
    "dataset.reps.purpose": "One row per rep and posting; a transfer adds a row",
    "dataset.reps.team.label": "Team",
    "dataset.reps.role.label": "Post",
    "dataset.reps.area_class.label": "Area class",
    "dataset.reps.manager.label": "Manager",
    "dataset.reps.hired.label": "Hired",
    "dataset.reps.left.label": "Left",
    "dataset.reps.valid_from.label": "Valid from",
    "dataset.reps.valid_to.label": "Valid to",
}
