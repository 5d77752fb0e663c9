"""A meeting: its script from the largest gaps, risks and decisions of before, its slides, and its minutes."""
