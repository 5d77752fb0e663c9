"""The documentation page of a dataset."""

TEXTS = {
    "dataset_page.needed": "Needed",
    "dataset_page.or": "or",
    "dataset_page.replaces": "A second load replaces the rows of the same",
    "dataset_page.by_month": "by month",
    "dataset_page.locks": "Closed months",
    "dataset_page.locks_yes": "its rows may neither come, go nor change there",
    "dataset_page.locks_no": "do not concern it: its rows have no month",
    "dataset_page.shows": "The preview shows, before → after",
    "dataset_page.words": "Words in a title that mean it",
    "dataset_page.template": "Template",
}
