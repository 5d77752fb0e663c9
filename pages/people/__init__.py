"""Pages about people: what they are paid."""
