-- Sales lines with the measure columns of the rollups, so that one aggregate reads either.
CREATE OR REPLACE VIEW sales_lines AS
SELECT *,
    CAST(CASE WHEN is_return THEN 0 ELSE amount END AS DECIMAL(18, 4)) AS gross_amount,
    CAST(CASE WHEN is_return THEN amount ELSE 0 END AS DECIMAL(18, 4)) AS return_amount,
    CAST(CASE WHEN is_return THEN quantity ELSE 0 END AS DECIMAL(18, 4)) AS return_quantity,
    CAST(CASE WHEN cost IS NULL THEN 0 ELSE amount END AS DECIMAL(18, 4)) AS costed_amount,
    1 AS lines
FROM sales;
