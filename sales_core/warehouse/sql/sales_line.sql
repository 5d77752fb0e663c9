CREATE OR REPLACE TEMP VIEW line AS
SELECT r.date, CAST(date_trunc('month', r.date) AS DATE) AS month,
    coalesce(nullif(r.customer, ''), cn.code, r.customer_name, '') AS customer,
    coalesce(nullif(r.product, ''), pn.code, r.product_name, '') AS product,
    coalesce(nullif(r.rep, ''), rn.code, nullif(r.rep_name, '')) AS own_rep,
    coalesce(bn.code, nullif(r.branch, '')) AS own_branch,
    nullif(r.region, '') AS own_region, nullif(r.country, '') AS own_country,
    nullif(r.channel, '') AS channel, nullif(r.segment, '') AS segment,
    nullif(r.category, '') AS category, nullif(r.subcategory, '') AS subcategory, nullif(r.brand, '') AS brand,
    coalesce(r.warehouse, '') AS warehouse, coalesce(r.promotion, '') AS promotion, coalesce(r.order_no, '') AS order_no,
    r.quantity, coalesce(r.amount, times(r.quantity, r.price), 0) AS amount_stated,
    coalesce(r.cost, times(r.quantity, r.unit_cost), r.amount - r.profit) AS cost_stated,
    times(r.quantity, r.list_price) AS list_stated, r.line_type,
    coalesce(nullif(r.currency, ''), getvariable('currency')) AS currency,
    CASE WHEN coalesce(r.currency, '') IN ('', getvariable('currency')) THEN 1
         ELSE coalesce(r.exchange_rate, d.rate) END AS rate,
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_sales r
LEFT JOIN m_customer_name cn ON cn.name = r.customer_name
LEFT JOIN m_product_name pn ON pn.name = r.product_name
LEFT JOIN m_rep_name rn ON rn.name = r.rep_name
LEFT JOIN m_branch_name bn ON bn.name = r.branch
LEFT JOIN m_day_rate d ON d.currency = r.currency AND d.date = r.date
-- The two bounds let whole row groups be passed over.
WHERE getvariable('all_months') OR (r.date >= getvariable('first_month')
    AND r.date < getvariable('last_month') + INTERVAL 1 MONTH AND date_trunc('month', r.date) IN (SELECT month FROM touched));
