-- What a rollup sums from the lines; sales_core/store/sales.py writes the keys before and the months after.
    sum(quantity) AS quantity, sum(amount) AS amount,
    coalesce(sum(amount) FILTER (NOT is_return), 0) AS gross_amount,
    coalesce(sum(amount) FILTER (is_return), 0) AS return_amount,
    coalesce(sum(quantity) FILTER (is_return), 0) AS return_quantity, coalesce(sum(cost), 0) AS cost,
    coalesce(sum(amount) FILTER (cost IS NOT NULL), 0) AS costed_amount, count(*) AS lines
FROM sales
