"""What people said and decided, the newest first."""
