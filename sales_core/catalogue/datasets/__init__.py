"""One file a dataset. `catalogue.product()` finds them; the contract tests name what else one needs."""
