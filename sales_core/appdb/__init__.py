"""The small transactional database: what happened, who may, what was decided."""
