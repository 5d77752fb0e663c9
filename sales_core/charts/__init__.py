"""Charts: one file per form. Rows and a Look in, a plotly figure as a plain dictionary out."""
