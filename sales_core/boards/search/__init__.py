"""Anything by name, by the letters that its name is read with, or by code."""
