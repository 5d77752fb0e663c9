"""From a user's file to typed rows with addresses: guard, read, header, mapping, cells, checks. No SQL."""
