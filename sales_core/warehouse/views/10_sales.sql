-- Each customer's first day with a positive line, ever.
CREATE OR REPLACE TABLE first_sale AS
SELECT customer, min(date) AS first_date, CAST(date_trunc('month', min(date)) AS DATE) AS first_month
FROM sales WHERE amount > 0 AND customer <> '' GROUP BY customer;

-- The bought lines of each customer's first-ever day of buying.
CREATE OR REPLACE TABLE first_lines AS
SELECT s.*
FROM sales AS s
JOIN first_sale AS o ON o.customer = s.customer AND o.first_date = s.date
WHERE s.amount > 0
ORDER BY s.date, s.rep;
