"""One customer, rep, product or branch, seen from every side."""
