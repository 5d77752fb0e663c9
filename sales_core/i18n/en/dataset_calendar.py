"""The dataset calendar: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.calendar.label": "Calendar",
    "dataset.calendar.purpose": "One row per day: selling day or not; overrides the public calendar",
    "dataset.calendar.unlocks": "the company's own selling days, by which pace and landing are counted",
    "dataset.calendar.date.label": "Date",
    "dataset.calendar.working_day.label": "Working day",
}
