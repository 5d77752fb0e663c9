"""What was decided, and what its numbers did since."""
