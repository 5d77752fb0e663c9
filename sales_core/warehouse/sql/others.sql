DELETE FROM expenses;
INSERT INTO expenses
SELECT r.date, CAST(date_trunc('month', r.date) AS DATE), coalesce(nullif(r.region, ''), h.region, ''),
    coalesce(bn.code, r.branch, ''), coalesce(nullif(r.kind, ''), 'actual'), coalesce(r.type, ''),
    coalesce(r.owner, ''), coalesce(r.promotion, ''), coalesce(r.amount, 0),
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_expenses r
LEFT JOIN m_branch_name bn ON bn.name = r.branch
LEFT JOIN m_home h ON h.branch = coalesce(bn.code, r.branch)
ORDER BY r.date, r.branch;

DELETE FROM orders;
INSERT INTO orders
SELECT r.order_no, r.date, CAST(date_trunc('month', r.date) AS DATE), r.delivery_date,
    coalesce(nullif(r.customer, ''), cn.code, r.customer_name, ''), coalesce(bn.code, r.branch, ''),
    coalesce(nullif(r.rep, ''), rn.code, r.rep_name, ''),
    coalesce(nullif(r.currency, ''), getvariable('currency')), coalesce(r.status, ''),
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_orders r
LEFT JOIN m_customer_name cn ON cn.name = r.customer_name
LEFT JOIN m_rep_name rn ON rn.name = r.rep_name
LEFT JOIN m_branch_name bn ON bn.name = r.branch
ORDER BY r.date, r.order_no;

DELETE FROM order_lines;
INSERT INTO order_lines
SELECT r.order_no, r.line_no, coalesce(nullif(r.product, ''), pn.code, r.product_name, ''), r.quantity, r.shipped,
    r.list_price, r.price, r.unit_cost, r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_order_lines r LEFT JOIN m_product_name pn ON pn.name = r.product_name
ORDER BY r.order_no, r.line_no;

DELETE FROM exchange_rates;
INSERT INTO exchange_rates
SELECT date, from_currency, to_currency, rate, upload_id, sheet, source_row, source_col FROM raw_exchange_rates
ORDER BY date, from_currency, to_currency;

DELETE FROM calendar;
INSERT INTO calendar
SELECT date, working_day, upload_id, sheet, source_row, source_col FROM raw_calendar
QUALIFY row_number() OVER (PARTITION BY date ORDER BY upload_id DESC, source_row DESC) = 1 ORDER BY date;
