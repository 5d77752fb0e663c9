-- Runs beside the other rollups on a connection of its own, so it reads variables and no temporary table.
DELETE FROM sales_month_product WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')));
INSERT INTO sales_month_product
SELECT month, country, region, branch, rep, product, category, subcategory, brand, sum(quantity), sum(amount),
    coalesce(sum(amount) FILTER (NOT is_return), 0), coalesce(sum(amount) FILTER (is_return), 0),
    coalesce(sum(quantity) FILTER (is_return), 0), coalesce(sum(cost), 0),
    coalesce(sum(amount) FILTER (cost IS NOT NULL), 0), count(*)
FROM sales WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')))
GROUP BY month, country, region, branch, rep, product, category, subcategory, brand ORDER BY month, rep;

DELETE FROM first_sale;
INSERT INTO first_sale
SELECT customer, min(date), CAST(date_trunc('month', min(date)) AS DATE) FROM sales
WHERE amount > 0 AND customer <> '' GROUP BY customer;
