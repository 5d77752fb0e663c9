-- The tables of a snapshot that no dataset and no entity has of its own; see sales_core/warehouse/__init__.py.
CREATE TABLE first_sale (customer VARCHAR, first_date DATE, first_month DATE);
CREATE TABLE meta (key VARCHAR, value VARCHAR);
