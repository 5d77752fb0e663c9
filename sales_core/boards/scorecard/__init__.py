"""Scorecard: everybody's score by the scheme of his post."""
