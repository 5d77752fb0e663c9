"""What the cells of a sheet mean: header, layout, columns, typed values, checks. Reads RawSheet, never a file."""
