-- Runs beside the other rollups on a connection of its own, so it reads variables and no temporary table.
-- The next rollups are summed from this one, which has some rows fewer than there are lines.
DELETE FROM sales_day_customer WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')));
INSERT INTO sales_day_customer
SELECT date, month, country, region, branch, rep, customer, channel, segment, customer_class, sum(quantity), sum(amount),
    coalesce(sum(amount) FILTER (NOT is_return), 0), coalesce(sum(amount) FILTER (is_return), 0),
    coalesce(sum(quantity) FILTER (is_return), 0), coalesce(sum(cost), 0),
    coalesce(sum(amount) FILTER (cost IS NOT NULL), 0), count(*)
FROM sales WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')))
GROUP BY date, month, country, region, branch, rep, customer, channel, segment, customer_class ORDER BY date, rep;

DELETE FROM sales_day WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')));
INSERT INTO sales_day
SELECT date, month, country, region, branch, rep, sum(quantity), sum(amount), sum(gross_amount), sum(return_amount),
    sum(return_quantity), sum(cost), sum(costed_amount), sum(lines)
FROM sales_day_customer WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')))
GROUP BY date, month, country, region, branch, rep ORDER BY date, rep;

DELETE FROM sales_month_customer WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')));
INSERT INTO sales_month_customer
SELECT month, country, region, branch, rep, customer, channel, segment, customer_class, sum(quantity), sum(amount),
    sum(gross_amount), sum(return_amount), sum(return_quantity), sum(cost), sum(costed_amount), sum(lines)
FROM sales_day_customer WHERE getvariable('all_months') OR month IN (SELECT unnest(getvariable('months')))
GROUP BY month, country, region, branch, rep, customer, channel, segment, customer_class ORDER BY month, rep;
