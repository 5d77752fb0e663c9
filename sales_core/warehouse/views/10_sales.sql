-- The bought lines of each customer's first-ever day of buying.
CREATE OR REPLACE TABLE first_lines AS
SELECT s.*
FROM sales AS s
JOIN first_sale AS o ON o.customer = s.customer AND o.first_date = s.date
WHERE s.amount > 0
ORDER BY s.date, s.rep;
