"""What the sales, stock and money pages share: filters a figure can take, spans, looks, drills."""
