DELETE FROM first_sale;
INSERT INTO first_sale
SELECT customer, min(date), CAST(date_trunc('month', min(date)) AS DATE) FROM sales
WHERE amount > 0 AND customer <> '' GROUP BY customer;
