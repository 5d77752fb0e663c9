"""Customers: who grows, who leaves, whom to visit."""
