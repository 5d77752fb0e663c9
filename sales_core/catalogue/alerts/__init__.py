"""The rules that the product brings, by subject."""
