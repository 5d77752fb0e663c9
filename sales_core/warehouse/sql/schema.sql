-- The table of a snapshot that no dataset and no entity has of its own; see sales_core/warehouse/__init__.py.
CREATE TABLE meta (key VARCHAR, value VARCHAR);

-- By upload the day of which its list was stated to speak: `coverage.<dataset>.<upload>` of `meta`.
CREATE VIEW stated_days AS
SELECT split_part(key, '.', 2) AS dataset, CAST(split_part(key, '.', 3) AS BIGINT) AS upload_id, CAST(value AS DATE) AS day
FROM meta WHERE starts_with(key, 'coverage.') AND split_part(key, '.', 3) <> '' AND value <> '';
