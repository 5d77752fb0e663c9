"""My page: what one person reads of himself."""

TEXTS: dict[str, str] = {
    "page.mine": "My page",
    "question.mine": "Where do I stand, what do I earn, and what is next?",
    "mine.nobody": "This page is about one person: choose a rep",
    "mine.whose": "Rep",
    "mine.choose": "Choose a rep",
    "mine.paid": "{month}: pay {amount}",
    "mine.place": "place {place} of {count} by attainment",
}
