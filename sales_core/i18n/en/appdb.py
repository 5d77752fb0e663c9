"""Words of the application database."""

TEXTS: dict[str, str] = {
    "appdb.newer": "A newer release wrote the application database ({found}; this one knows {known}). Install that release; nothing was changed.",
    "appdb.target_not_empty": "The target application database is not empty or of another release; nothing was copied.",
}
