-- A target stays with the node it was set for: a customer's target is not handed to the customer's rep.
CREATE OR REPLACE TEMP VIEW line AS
SELECT r.month AS date, r.month, coalesce(nullif(r.measure, ''), 'net_sales') AS measure,
    coalesce(nullif(r.customer, ''), cn.code, r.customer_name, '') AS customer,
    coalesce(nullif(r.rep, ''), rn.code, r.rep_name, '') AS own_rep,
    coalesce(bn.code, nullif(r.branch, '')) AS own_branch,
    nullif(r.region, '') AS own_region, nullif(r.country, '') AS own_country,
    coalesce(r.channel, '') AS channel, coalesce(r.category, '') AS category,
    coalesce(nullif(r.product, ''), '') AS product, r.target, r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_targets r
LEFT JOIN m_customer_name cn ON cn.name = r.customer_name
LEFT JOIN m_rep_name rn ON rn.name = r.rep_name
LEFT JOIN m_branch_name bn ON bn.name = r.branch;
