"""The dataset visits: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.visits.label": "Customer visits",
    "dataset.visits.purpose": "One row per visit to a customer: planned, done or missed",
    "dataset.visits.unlocks": "the page of visits: whom nobody visits, plan against done, coverage by class, orders after visits",
    "dataset.visits.date.label": "Day of visit",
    "dataset.visits.date.help": "The day it was made, of a plan the day it is planned for; may lie in the future",
    "dataset.visits.kind.label": "Planned or done",
    "dataset.visits.kind.help": "Done, planned or missed; without the column every row is done",
    "dataset.visits.on_plan.label": "On plan",
    "dataset.visits.on_plan.help": "Whether a visit that was made had been planned; yes = it counts as a planned visit too",
    "dataset.visits.purpose.label": "Purpose",
    "dataset.visits.minutes.label": "Minutes",
    "dataset.visits.result.label": "Result",
    "dataset.visits.order_no.label": "Order brought",
    "dataset.visits.order_no.help": "Number of the order that the visit brought",
}
