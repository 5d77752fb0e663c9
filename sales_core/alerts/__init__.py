"""Rules held against the figures of a version: cases are opened, assigned, reopened and closed."""
