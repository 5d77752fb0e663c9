"""One module per area; each defines TEXTS."""
