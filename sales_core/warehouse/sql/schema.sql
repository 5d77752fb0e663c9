-- The table of a snapshot that no dataset and no entity has of its own; see sales_core/warehouse/__init__.py.
CREATE TABLE meta (key VARCHAR, value VARCHAR);
