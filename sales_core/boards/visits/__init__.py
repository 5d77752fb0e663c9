"""Visits: whom nobody visits, what was planned and done, what came of it."""
