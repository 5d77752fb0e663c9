"""The dataset targets: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.targets.label": "Targets",
    "dataset.targets.purpose": "One row per month, measure and node",
    "dataset.targets.unlocks": "the page Targets; attainment, pace, gap and landing everywhere",
    "dataset.targets.month.label": "Month",
    "dataset.targets.measure.label": "Measure",
    "dataset.targets.target.label": "Target",
    "dataset.targets.starts.label": "First day",
    "dataset.targets.ends.label": "Last day",
    "dataset.targets.year.label": "Year",
    "dataset.targets.part.label": "Part of the year",
}
