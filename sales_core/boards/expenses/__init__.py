"""Expenses against budget, branches as businesses, and cash beside revenue."""
