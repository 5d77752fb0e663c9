"""The dataset outlet_audits: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.outlet_audits.label": "Outlet audits",
    "dataset.outlet_audits.purpose": "One row per visit: how an outlet's shelf scored",
    "dataset.outlet_audits.unlocks": "distribution, facings, price and display scores of outlets",
    "dataset.outlet_audits.date.label": "Audit date",
    "dataset.outlet_audits.customer.label": "Outlet code",
    "dataset.outlet_audits.customer.help": "The same code as in the customer master",
    "dataset.outlet_audits.customer_name.label": "Outlet",
    "dataset.outlet_audits.distribution_score.label": "Distribution score",
    "dataset.outlet_audits.distribution_score.help": "0 to 100",
    "dataset.outlet_audits.facing_score.label": "Facing score",
    "dataset.outlet_audits.facing_score.help": "0 to 100",
    "dataset.outlet_audits.price_score.label": "Price score",
    "dataset.outlet_audits.price_score.help": "0 to 100",
    "dataset.outlet_audits.display_score.label": "Display score",
    "dataset.outlet_audits.display_score.help": "0 to 100",
    "dataset.outlet_audits.score.label": "Total score",
    "dataset.outlet_audits.score.help": "0 to 100; else 40 % distribution, 20 % each facing, price and display, over the parts that are there",
}
