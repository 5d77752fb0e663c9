"""What every page needs: context, filter bar, number cards, chart frame, tables, Number ID, the four screens."""
