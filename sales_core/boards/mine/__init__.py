"""My page: one person's target, pay, place, customers and decisions."""
