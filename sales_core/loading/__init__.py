"""From files to a version: plan, trial balance, commit, undo. Joins ingest, store and ledger."""
