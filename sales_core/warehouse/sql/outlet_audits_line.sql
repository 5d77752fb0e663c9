CREATE OR REPLACE TEMP VIEW line AS
SELECT r.date, coalesce(nullif(r.customer, ''), cn.code, r.customer_name, '') AS customer,
    coalesce(nullif(r.rep, ''), rn.code, nullif(r.rep_name, '')) AS own_rep,
    coalesce(bn.code, nullif(r.branch, '')) AS own_branch,
    nullif(r.region, '') AS own_region, nullif(r.country, '') AS own_country, nullif(r.channel, '') AS channel,
    r.distribution_score, r.facing_score, r.price_score, r.display_score, r.score AS score_stated,
    r.upload_id, r.sheet, r.source_row, r.source_col
FROM raw_outlet_audits r
LEFT JOIN m_customer_name cn ON cn.name = r.customer_name
LEFT JOIN m_rep_name rn ON rn.name = r.rep_name
LEFT JOIN m_branch_name bn ON bn.name = r.branch;
