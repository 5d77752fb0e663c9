DELETE FROM targets;
INSERT INTO targets
SELECT month, measure, country, region, branch, rep, channel, customer, category, product, coalesce(target, 0),
    upload_id, sheet, source_row, source_col
FROM placed ORDER BY month, rep;
