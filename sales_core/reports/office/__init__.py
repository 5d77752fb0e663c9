"""Figures written into workbooks and slides of a company's own."""
