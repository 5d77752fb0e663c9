"""Alembic migrations of the ledger. A new one: a file in `versions/`, HEAD here, and the same change in `tables.py`."""

#: The newest revision; start-up compares a ledger with it before it imports Alembic.
HEAD = "0020"
