"""One file a record."""
